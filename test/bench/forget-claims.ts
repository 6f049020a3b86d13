/** Takes all claims out of the data set again: what refers to a claim goes before it. */
export const FORGET_CLAIMS = [
  'DELETE FROM subsidy_lines',
  'DELETE FROM claim_terms',
  'DELETE FROM subsidy_claims',
] as const;
