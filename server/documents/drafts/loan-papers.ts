import type { Context } from '../../context.js';
import { DomainError } from '../../core/errors.js';
import { formatYuan } from '../../core/money.js';
import type { LoanSaid } from '../../core/papers/loan-paper-facts.js';
import { subsidyQuarter } from '../../core/subsidy-quarter.js';
import { findLoan, type LoanDetail } from '../../loans/find-loan.js';
import { findInstalments } from '../../loans/find-loan-records.js';
import { findSubsidyStatement } from '../../loans/find-subsidy-statement.js';
import type { Drafter } from '../document-draft.js';
import { findOffice } from '../find-office.js';

/** What every paper about a loan repeats of it. */
export const loanSaid = (loan: LoanDetail): LoanSaid => ({
  contractNumber: loan.contractNumber,
  borrowerName: loan.borrowerName,
  bankName: loan.bankName,
  guarantorName: loan.guarantorName,
  principalFen: loan.principalFen,
  annualRate: loan.contractRate,
  dayCountBasis: loan.dayCountBasis,
  repaymentMethod: loan.repaymentMethod,
  disbursedOn: loan.disbursedOn,
  maturesOn: loan.maturesOn,
  extendedUntil: loan.extendedUntil,
});

/** 还款计划表, in the name of the bank. Fails: not-found, document-not-issuable. */
export const draftRepaymentSchedule: Drafter<'repayment-schedule'> = async (context, { subjectId }) => {
  const loan = await findLoan(context, subjectId);
  const instalments = await findInstalments(context, subjectId);
  if (instalments.length === 0) throw new DomainError('document-not-issuable', { reason: 'no-instalments' });
  return {
    organisationId: loan.bankOrganisationId,
    edition: '',
    facts: {
      loan: loanSaid(loan),
      termMonths: loan.termMonths,
      instalments: instalments.map(({ number, dueOn, principalFen, interestFen, balanceAfterFen }) => ({
        number,
        dueOn,
        principalFen,
        interestFen,
        balanceAfterFen,
      })),
    },
    publicFacts: {
      bank: loan.bankName,
      principal: formatYuan(loan.principalFen),
      instalments: String(instalments.length),
      maturesOn: loan.maturesOn,
    },
  };
};

/** The quarter of a statement, which is over. Fails: malformed (none named), document-not-issuable. */
function quarterOf({ system }: Context, name: string | undefined) {
  if (name === undefined) {
    const message = { zh: '请选择贴息季度', en: 'name the subsidy quarter' };
    throw new DomainError('malformed', {}, [{ field: 'quarter', rule: 'required', message }]);
  }
  const quarter = subsidyQuarter(name);
  if (quarter.until > system.clock.today())
    throw new DomainError('document-not-issuable', { reason: 'quarter-not-over' });
  return quarter;
}

/**
 * 贴息明细单 of one quarter, in the name of the centre, by the facts as they stand now.
 * Fails: not-found, malformed, document-not-issuable, no-policy-in-force.
 */
export const draftSubsidyStatement: Drafter<'subsidy-statement'> = async (context, request) => {
  const { name: quarter, from, until } = quarterOf(context, request.quarter);
  const loan = await findLoan(context, request.subjectId);
  const quote = await findSubsidyStatement(context, request.subjectId, { from, until });
  return {
    organisationId: await findOffice('centre'),
    edition: quarter,
    facts: {
      loan: loanSaid(loan),
      quarter,
      from,
      until,
      loanPrimeRate: quote.loanPrimeRate.value,
      policyDocument: quote.policy.document,
      policyArticle: quote.policy.article,
      policyVerified: quote.policy.verified,
      policyIds: quote.policies.map(({ id }) => id),
      interestFen: quote.interest,
      subsidyFen: quote.subsidy,
      borrowerShareFen: quote.borrowerShare,
      subsidisedDays: quote.subsidisedDays,
      segments: quote.segments.map((segment) => ({
        from: segment.from,
        until: segment.until,
        days: segment.days,
        principalFen: segment.principal,
        annualRate: segment.annualRate,
        subsidyRate: segment.subsidyRate,
        interestFen: segment.interest,
        subsidyFen: segment.subsidy,
        notSubsidisedBecause: segment.notSubsidisedBecause,
      })),
    },
    publicFacts: {
      quarter,
      bank: loan.bankName,
      principal: formatYuan(loan.principalFen),
      interest: formatYuan(quote.interest),
      subsidy: formatYuan(quote.subsidy),
    },
  };
};
