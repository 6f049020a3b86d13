import { expect } from 'chai';
import { runCommand } from '../../../server/command.js';
import { nextNumber } from '../../../server/numbering/next-number.js';
import { startTestApp } from '../../support/app.js';

describe('a paper’s number', () => {
  it('has no gap and no double when sixteen commands ask for the year’s first at once', async () => {
    const app = await startTestApp();
    const context = await app.contextOf('centre.maker');
    const organisationId = app.organisationIds['municipal-centre'] ?? 0;
    const numbers = await Promise.all(
      Array.from({ length: 16 }, () =>
        runCommand(context, 'number.take', async (unit) => {
          unit.record({ organisationId, subjectKind: 'number', subjectId: null, detail: {} });
          return nextNumber(unit, 'guarantee');
        }),
      ),
    );
    const expected = Array.from({ length: 16 }, (_, index) => `DB2025${String(index + 1).padStart(6, '0')}`);
    expect(numbers.toSorted()).to.deep.equal(expected);
  });
});
