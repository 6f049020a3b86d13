import type { Transaction } from 'sequelize';
import { Disbursement } from '../../models/disbursement.js';
import type { Guarantee } from '../../models/guarantee.js';
import type { Loan } from '../../models/loan.js';
import { findRow, type Row } from '../../models/rows.js';
import type { EvidenceItem } from '../core/compensation/evidence-kinds.js';
import { formatYuan } from '../core/money.js';

/**
 * The evidence that our own books give, so that nobody has to bring it on paper: a disbursement and a guarantee that were made
 * here, and the balance by the repayments on record. Of a loan taken over the papers of its beginning are the bank's.
 */
export async function confirmFacts(
  loan: Row<Loan>,
  guarantee: Row<Guarantee>,
  transaction: Transaction,
): Promise<EvidenceItem[]> {
  const disbursement = await findRow(Disbursement, { where: { loanId: loan.id }, transaction });
  const items: EvidenceItem[] = [
    { kind: 'repayment-record', basis: 'fact', fact: formatYuan(loan.outstandingFen) },
  ];
  if (disbursement)
    items.push({ kind: 'disbursement-record', basis: 'fact', fact: disbursement.bankReference });
  if (guarantee.applicationId !== null)
    items.push({ kind: 'guarantee-letter', basis: 'fact', fact: guarantee.number });
  return items;
}
