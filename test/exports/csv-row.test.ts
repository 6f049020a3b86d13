import { expect } from 'chai';
import { csvRow } from '../../server/exports/csv-row.js';

describe('A row of a CSV file', () => {
  it('quotes what would break it', () => {
    expect(csvRow(['a', 'b,c', '"d"', 'e\nf', ''])).to.equal('a,"b,c","""d""","e\nf",\r\n');
  });

  it('never lets a cell begin a formula, and leaves negative amounts alone [T27]', () => {
    const hostile = ['=1+1', '+1+1', '-1+1', '@SUM(A1)', '\t=1', '-12.30', '12.30'];
    expect(csvRow(hostile)).to.equal("'=1+1,'+1+1,'-1+1,'@SUM(A1),'\t=1,-12.30,12.30\r\n");
  });
});
