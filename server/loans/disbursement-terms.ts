import type { Row } from '../../models/rows.js';
import type { Application } from '../../models/application.js';
import type { ApprovalSubject } from '../approvals/approval.js';
import { addMonths, type BusinessDate } from '../core/business-date.js';
import type { DayCountBasis } from '../core/day-count.js';
import { DomainError } from '../core/errors.js';
import type { RepaymentMethod } from '../core/instalment.js';
import { fen, formatYuan, type Fen } from '../core/money.js';
import type { SubsidyPolicy } from '../core/policy/subsidy-policy.js';
import { assertWithinCeiling } from '../core/rate-ceiling.js';
import { rate, type Rate } from '../core/rate.js';
import { APPLICATION_STATES } from '../core/states/application-states.js';
import { transition } from '../core/states/state-machine.js';
import { LOAN_REGION } from './loan-facts.js';

/** What the bank pays out, as its officer enters it. */
export interface DisbursementInput {
  readonly applicationId: number;
  readonly contractNumber: string;
  readonly bankReference: string;
  readonly amount: Fen;
  readonly disbursedOn: BusinessDate;
}

/** Everything that the supervisor approves: what was entered, and the terms of the credit that it falls under. */
export type DisbursementTerms = {
  readonly contractNumber: string;
  readonly bankReference: string;
  readonly amountFen: Fen;
  readonly disbursedOn: BusinessDate;
  readonly maturesOn: BusinessDate;
  readonly termMonths: number;
  readonly contractRate: Rate;
  readonly dayCountBasis: DayCountBasis;
  readonly repaymentMethod: RepaymentMethod;
};

export const disbursementOf = (applicationId: number): ApprovalSubject => ({
  subjectKind: 'application',
  subjectId: applicationId,
  action: 'disburse',
});

/**
 * The terms on which an approved application is paid out. Fails: illegal-transition (not approved), amount-above-cap (more
 * than was approved), outside-loan-term (a day to come, or before the guarantee was issued), rate-above-ceiling by the loan
 * prime rate of the disbursement date, no-policy-in-force.
 */
export function disbursementTerms(
  application: Row<Application>,
  input: DisbursementInput,
  { issuedOn, today }: { readonly issuedOn: BusinessDate; readonly today: BusinessDate },
  policy: SubsidyPolicy,
): DisbursementTerms {
  transition(APPLICATION_STATES, application.state, 'disburse');
  const { approvedFen, approvedRate, approvedTermMonths, dayCountBasis, repaymentMethod } = application;
  if (!approvedFen || !approvedRate || !approvedTermMonths || !dayCountBasis || !repaymentMethod) {
    throw new Error(`Application ${application.id} is approved without terms`);
  }
  const { contractNumber, bankReference, amount, disbursedOn } = input;
  if (amount > approvedFen) {
    throw new DomainError('amount-above-cap', {
      amount: formatYuan(amount),
      cap: formatYuan(fen(approvedFen)),
    });
  }
  if (disbursedOn > today) throw new DomainError('outside-loan-term', { date: disbursedOn, latest: today });
  if (disbursedOn < issuedOn)
    throw new DomainError('outside-loan-term', { date: disbursedOn, earliest: issuedOn });
  const contractRate = rate(approvedRate);
  assertWithinCeiling(contractRate, disbursedOn, LOAN_REGION, policy);
  return {
    contractNumber,
    bankReference,
    amountFen: amount,
    disbursedOn,
    maturesOn: addMonths(disbursedOn, approvedTermMonths),
    termMonths: approvedTermMonths,
    contractRate,
    dayCountBasis,
    repaymentMethod,
  };
}
