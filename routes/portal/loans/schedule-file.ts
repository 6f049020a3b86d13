import { formatYuan } from '../../../server/core/money.js';
import { csvRow } from '../../../server/exports/csv-row.js';
import type { findInstalments } from '../../../server/loans/find-loan-records.js';
import type { Download } from '../../endpoint.js';

/** Excel reads a file as UTF-8 only with this in front. */
const BYTE_ORDER_MARK = '\ufeff';

/** The repayment calendar of a loan as a file for a spreadsheet. */
export function scheduleFileOf(
  contractNumber: string,
  instalments: Awaited<ReturnType<typeof findInstalments>>,
): Download {
  const rows = instalments.map(({ number, dueOn, principalFen, interestFen, balanceAfterFen }) =>
    csvRow([
      String(number),
      dueOn,
      formatYuan(principalFen),
      formatYuan(interestFen),
      formatYuan(balanceAfterFen),
    ]),
  );
  const text =
    BYTE_ORDER_MARK + csvRow(['期次', '到期日', '应还本金', '应还利息', '剩余本金']) + rows.join('');
  return {
    fileName: `${contractNumber}-还款计划.csv`,
    mediaType: 'text/csv; charset=utf-8',
    bytes: Buffer.from(text, 'utf8'),
  };
}
