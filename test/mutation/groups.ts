/** Files that are mutated together, and the tests that have to notice. Names are below `server/` and `test/`, without suffix. */
export interface MutationGroup {
  readonly name: string;
  readonly files: readonly string[];
  readonly tests: readonly string[];
}

/** What money, states and access come down to, the gravest first. A group is measured by its own tests, which run in seconds. */
export const GROUPS: readonly MutationGroup[] = [
  { name: 'money', files: ['core/money', 'core/rate'], tests: ['core/money', 'core/rate'] },
  {
    name: 'shares',
    files: [
      'core/risk-share',
      'core/loan-balance',
      'core/batch-room',
      'core/exposure-limit',
      'core/obligor-limits',
      'core/compensation/*',
      'core/clawback/*',
    ],
    tests: [
      'core/risk-share',
      'core/compensation/*',
      'core/limits',
      'core/clawback/*',
      'core/loan-proof',
      'core/small-rules',
    ],
  },
  {
    name: 'access',
    files: ['auth/permissions', 'auth/scope', 'auth/scope-side', 'auth/webhook-scope', 'auth/machine-scopes'],
    tests: ['server/auth/scope', 'server/auth/permissions'],
  },
  { name: 'states', files: ['core/states/*'], tests: ['core/states/*'] },
  {
    name: 'days',
    files: ['core/business-date', 'core/calendar-quarter', 'core/subsidy-quarter', 'core/calendar/*'],
    // Those first that judge most of the mutants: the published years.
    tests: [
      'core/calendar/*',
      'core/policy/drafts',
      'core/calendar-quarter',
      'core/subsidy-quarter',
      'core/business-date',
    ],
  },
  {
    name: 'interest',
    files: [
      'core/interest',
      'core/interest-due',
      'core/interest-subsidy',
      'core/subsidy-kernel',
      'core/subsidy-segments',
      'core/subsidy-total',
      'core/subsidy-regime',
      'core/subsidy-quote',
      'core/rate-ceiling',
      'core/expected-subsidy',
    ],
    tests: [
      'core/interest',
      'core/interest-due',
      'core/interest-periods',
      'core/subsidy-conventions',
      'core/claim-check/told-causes',
      'core/claim-check/past-maturity',
      'core/subsidy-laws',
      'core/subsidy-quote',
      'core/subsidy-quote-refusals',
      'core/subsidy-total',
      'core/excluded-days',
      'core/money-words',
    ],
  },
  {
    name: 'schedules',
    files: ['core/repayment-schedule', 'core/level-schedule', 'core/interest-only-schedule'],
    tests: ['core/repayment-schedule'],
  },
  {
    name: 'standing',
    files: ['core/daily-close/*', 'core/risk-class'],
    tests: ['core/small-rules', 'core/daily-close/*'],
  },
];
