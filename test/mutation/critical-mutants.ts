/** A change of one place that would cost money or trust, and the tests that must fail for it. */
export interface CriticalMutant {
  readonly name: string;
  /** Below `dist`. */
  readonly file: string;
  readonly from: string;
  readonly to: string;
  /** Below `dist/test`, without suffix. */
  readonly test: string;
}

export const CRITICAL_MUTANTS: readonly CriticalMutant[] = [
  {
    name: 'rounding direction: half a fen of interest is rounded down',
    file: 'server/core/interest.js',
    from: 'remainder * 2 >= divisor',
    to: 'remainder * 2 > divisor',
    test: 'core/interest',
  },
  {
    name: 'rounding direction: a division is cut off',
    file: 'server/core/money.js',
    from: '(2n * magnitude + denominator)',
    to: '(2n * magnitude)',
    test: 'core/money',
  },
  {
    name: 'day boundary: the day of maturity earns a subsidy',
    file: 'server/core/subsidy-segments.js',
    from: 'day >= loan.maturesOn',
    to: 'day > loan.maturesOn',
    test: 'core/subsidy-quote',
  },
  {
    name: 'day boundary: the first day after the longest term earns a subsidy',
    file: 'server/core/subsidy-segments.js',
    from: 'day >= terms.subsidisedUntil',
    to: 'day > terms.subsidisedUntil',
    test: 'core/subsidy-quote',
  },
  {
    name: 'day boundary: the last day of a period counts',
    file: 'server/core/business-date.js',
    from: 'return dayNumber(until) - dayNumber(from);',
    to: 'return dayNumber(until) - dayNumber(from) + 1;',
    test: 'core/subsidy-quote',
  },
  {
    name: 'day boundary: a loan is substandard a day too early',
    file: 'server/core/risk-class.js',
    from: 'daysPastDue > rules.substandardAfterDays',
    to: 'daysPastDue >= rules.substandardAfterDays',
    test: 'core/small-rules',
  },
  {
    name: 'days that were claimed before are claimed again',
    file: 'server/core/subsidy-segments.js',
    from: "if (excluded('claimed-before'))",
    to: 'if (false)',
    test: 'core/excluded-days',
  },
  {
    name: 'share sum: shares need not make a whole',
    file: 'server/core/risk-share.js',
    from: 'if (total !== WHOLE)',
    to: 'if (false)',
    test: 'core/risk-share',
  },
  {
    name: 'share sum: the fen left over go to the smallest remainders',
    file: 'server/core/money.js',
    from: 'compare(b.remainder, a.remainder)',
    to: 'compare(a.remainder, b.remainder)',
    test: 'core/risk-share',
  },
  {
    name: 'share sum: the fen left over are lost',
    file: 'server/core/money.js',
    from: 'part.fen += 1',
    to: 'part.fen += 0',
    test: 'core/risk-share',
  },
  {
    name: 'cap: a fen above the cap is granted',
    file: 'server/core/eligibility/rules/loan-terms.js',
    from: 'facts.amountFen <= capFen',
    to: 'facts.amountFen <= capFen + 1',
    test: 'core/eligibility/evaluate-eligibility',
  },
  {
    name: 'cap: more comes back than is owed',
    file: 'server/core/loan-balance.js',
    from: 'split.principal > balance.outstanding',
    to: 'split.principal > balance.outstanding + 1',
    test: 'core/limits',
  },
  {
    name: 'cap: capital bounds nothing',
    file: 'server/core/exposure-limit.js',
    from: 'most < BigInt(agreed)',
    to: 'false',
    test: 'core/limits',
  },
  {
    name: 'cap: the fund pays the bank’s own part too',
    file: 'server/core/compensation/compensation-amount.js',
    from: "bearer === 'bank'",
    to: 'false',
    test: 'core/compensation/compensation-amount',
  },
  {
    name: 'states: an event is possible in every state',
    file: 'server/core/states/state-machine.js',
    from: 'row.from === from && row.event === event',
    to: 'row.event === event',
    test: 'core/states/state-tables',
  },
  {
    name: 'access: a bank sees the loans of all banks',
    file: 'server/auth/scope-side.js',
    from: "return side === 'bank' ? { bankOrganisationId: organisationId } : NOTHING;",
    to: 'return EVERYTHING;',
    test: 'server/auth/scope',
  },
  {
    name: 'access: whoever is logged in may do everything',
    file: 'server/auth/permissions.js',
    from: 'if (!can(role, permission))',
    to: 'if (false)',
    test: 'server/auth/permissions',
  },
  {
    name: 'maker ≠ checker: one account does both',
    file: 'server/approvals/approval.js',
    from: 'if (isMaker(actor, open))',
    to: 'if (false)',
    test: 'loans/disburse',
  },
  {
    name: 'maker ≠ checker: one person does both under two accounts',
    file: 'server/approvals/approval.js',
    from: 'makerPersonIndex === actor.personIndex',
    to: 'false',
    test: 'server/approvals/is-maker',
  },
  {
    name: 'maker ≠ checker: something else is approved than was proposed',
    file: 'server/approvals/approval.js',
    from: 'verdict.payloadHash !== open.payloadHash',
    to: 'false',
    test: 'loans/disburse',
  },
];
