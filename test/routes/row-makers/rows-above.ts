import { Extension } from '../../../models/extension.js';
import { LoanEvent } from '../../../models/loan-event.js';
import { Recovery } from '../../../models/recovery.js';
import { Repayment } from '../../../models/repayment.js';
import { findRow } from '../../../models/rows.js';

type Params = Readonly<Record<string, string>>;

const onLoan =
  (find: (id: number) => Promise<{ readonly loanId: number } | null>) =>
  async (id: number): Promise<Params> => {
    const row = await find(id);
    return row ? { loanId: String(row.loanId) } : {};
  };

const ABOVE: Readonly<Record<string, (id: number) => Promise<Params>>> = {
  extensionId: onLoan((id) => findRow(Extension, { where: { id } })),
  repaymentId: onLoan((id) => findRow(Repayment, { where: { id } })),
  loanEventId: onLoan((id) => findRow(LoanEvent, { where: { id } })),
  recoveryId: async (id) => {
    const row = await findRow(Recovery, { where: { id } });
    return row ? { compensationClaimId: String(row.claimId) } : {};
  },
};

/** What stands above a row in the addresses of pages: a repayment is shown on its loan. */
export const rowsAbove = async (parameter: string, id: string): Promise<Params> =>
  (await ABOVE[parameter]?.(Number(id))) ?? {};
