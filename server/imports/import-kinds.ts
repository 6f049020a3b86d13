import type { ImportKindName } from '../core/bank-files/import-kind-name.js';
import { DomainError } from '../core/errors.js';
import {
  LOAN_EVENTS_IMPORT,
  PORTFOLIO_IMPORT,
  REPAYMENTS_IMPORT,
} from '../loans/take-over/take-over-imports.js';
import { BALANCES_IMPORT } from '../reconciliation/balances-import.js';
import { ROSTER_IMPORTS } from '../registries/roster-imports.js';
import { SUBSIDY_CLAIM_IMPORT } from '../subsidies/claim-check/subsidy-claim-import.js';
import { PAYMENT_RESULTS_IMPORT } from '../subsidies/payment-runs/payment-results-import.js';
import type { AnyImportKind } from './import-kind.js';

/** Every kind of file that is taken. */
export const IMPORT_KINDS: readonly AnyImportKind[] = [
  PORTFOLIO_IMPORT,
  REPAYMENTS_IMPORT,
  LOAN_EVENTS_IMPORT,
  BALANCES_IMPORT,
  SUBSIDY_CLAIM_IMPORT,
  PAYMENT_RESULTS_IMPORT,
  ...ROSTER_IMPORTS,
];

/** The kind of a name. Fails: malformed. */
export function findImportKind(name: ImportKindName): AnyImportKind {
  const kind = IMPORT_KINDS.find((each) => each.name === name);
  if (!kind) throw new DomainError('malformed', { field: 'kind' });
  return kind;
}
