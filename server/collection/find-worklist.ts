import { conditionOf, furtherConditionOf } from '../../models/condition.js';
import type { StoredValue } from '../../models/engine.js';
import { selectRows } from '../../models/rows.js';
import { loanScope } from '../auth/scope.js';
import type { Context } from '../context.js';
import { daysBetween, type BusinessDate } from '../core/business-date.js';
import {
  promiseState,
  URGENCY_ORDER,
  type CollectionKind,
  type CollectionOutcome,
  type CollectionUrgency,
  type PromiseState,
} from '../core/collection.js';
import { claimWindow, type ClaimWindow } from '../core/compensation/claim-window.js';
import { DomainError } from '../core/errors.js';
import type { Fen } from '../core/money.js';
import type { RiskClass } from '../core/risk-class.js';
import type { CompensationClaimState } from '../core/states/compensation-claim-states.js';
import type { LoanState } from '../core/states/loan-states.js';
import type { Page, PageRequest } from '../paging.js';
import { findClosedThrough } from './find-collection-actions.js';
import { PAID_ON_PROMISE } from './paid-on-promise.js';

export interface WorklistFilter extends PageRequest {
  readonly bankOrganisationId?: number | undefined;
  readonly guarantorOrganisationId?: number | undefined;
  readonly urgency?: CollectionUrgency | undefined;
}

/** What is known of an overdue loan and of what was done about it last. */
interface WorkRow {
  readonly loanId: number;
  readonly contractNumber: string;
  readonly borrowerKind: 'individual' | 'partnership' | 'enterprise';
  readonly borrowerName: string;
  readonly bankOrganisationId: number;
  readonly guarantorOrganisationId: number | null;
  readonly state: LoanState;
  readonly outstandingFen: Fen;
  readonly pastDueSince: BusinessDate;
  readonly riskClass: RiskClass;
  readonly lastKind: CollectionKind | null;
  readonly lastActedOn: BusinessDate | null;
  readonly lastOutcome: CollectionOutcome | null;
  readonly nextStep: string | null;
  readonly nextStepOn: BusinessDate | null;
  readonly promisedFen: Fen | null;
  readonly promisedOn: BusinessDate | null;
  readonly paidFen: Fen;
  readonly guaranteedFlag: 0 | 1;
  readonly claimState: CompensationClaimState | null;
}

/** An overdue loan in the worklist. */
export interface WorklistItem extends Omit<WorkRow, 'guaranteedFlag' | 'claimState'> {
  readonly urgency: CollectionUrgency;
  readonly daysPastDue: number;
  readonly promiseState: PromiseState | null;
  /** From when until when its bank claims compensation; null where nobody guarantees it any more. */
  readonly claimWindow: (ClaimWindow & { readonly claimState: CompensationClaimState | null }) | null;
}

/** Of the entries on a loan since it fell overdue, the latest that no other has corrected. */
const latest = (further: string): string => `(SELECT a.id FROM collection_actions a
  WHERE a.loanId = l.id AND a.actedOn >= s.pastDueSince ${further}
    AND NOT EXISTS (SELECT 1 FROM collection_actions c WHERE c.correctsActionId = a.id)
  ORDER BY a.actedOn DESC, a.id DESC LIMIT 1)`;

/** A later action outweighs a broken promise: somebody has taken it up. */
const URGENCY_RANK = `CASE
  WHEN p.id = last.id AND p.promisedOn <= ? AND ${PAID_ON_PROMISE} < p.promisedFen THEN 0
  WHEN last.nextStepOn <= ? THEN 1 WHEN last.id IS NULL THEN 2 ELSE 3 END`;

const BEFORE_ALL_DAYS = '0001-01-01';

/**
 * The overdue loans of the actor's bank or guarantor as the last daily close left them, the most urgent first: a broken promise,
 * a next step that is due, nothing done yet, being followed up; within these the longest overdue first. Fails: malformed
 * (the cursor).
 */
export async function findWorklist(context: Context, filter: WorklistFilter): Promise<Page<WorklistItem>> {
  const { database, clock } = context.system;
  const today = clock.today();
  const closedThrough = await findClosedThrough();
  const { policyBook } = context.system.referenceData.current();
  const { days: claimDays } = policyBook.valueOn('overdue-to-claim', closedThrough ?? today).value;
  const scope = furtherConditionOf(loanScope(context.actor), 'l');
  const { bankOrganisationId, guarantorOrganisationId, urgency } = filter;
  const wanted = furtherConditionOf(
    {
      ...(bankOrganisationId !== undefined && { bankOrganisationId }),
      ...(guarantorOrganisationId !== undefined && { guarantorOrganisationId }),
    },
    'l',
  );
  const ranked = conditionOf(urgency === undefined ? {} : { urgencyRank: URGENCY_ORDER.indexOf(urgency) });
  const after = positionAfter(filter);
  const rows = await selectRows<WorkRow & { readonly urgencyRank: number }>(
    database,
    `SELECT * FROM (
       SELECT l.id AS loanId, l.contractNumber, l.borrowerKind, l.borrowerName, l.bankOrganisationId,
              l.guarantorOrganisationId, l.state, l.outstandingFen, s.pastDueSince, s.riskClass,
              last.kind AS lastKind, last.actedOn AS lastActedOn, last.outcome AS lastOutcome, last.nextStep, last.nextStepOn,
              p.promisedFen, p.promisedOn, ${PAID_ON_PROMISE} AS paidFen, ${URGENCY_RANK} AS urgencyRank,
              CASE WHEN EXISTS (SELECT 1 FROM guarantees g WHERE g.loanId = l.id AND g.state = 'effective') THEN 1 ELSE 0 END AS guaranteedFlag,
              (SELECT c.state FROM compensation_claims c WHERE c.liveLoanId = l.id) AS claimState
         FROM loan_standings s JOIN loans l ON l.id = s.loanId
         LEFT JOIN collection_actions last ON last.id = ${latest('')}
         LEFT JOIN collection_actions p ON p.id = ${latest('AND a.promisedOn IS NOT NULL')}
        WHERE s.pastDueSince IS NOT NULL AND l.state IN ('overdue', 'compensated')${scope.sql}${wanted.sql}
     ) worklist${ranked.sql}${ranked.sql === '' ? ' WHERE 1 = 1' : ''}${after.sql}
     ORDER BY urgencyRank, pastDueSince, loanId LIMIT ${Math.trunc(filter.limit) + 1}`,
    [
      closedThrough ?? BEFORE_ALL_DAYS,
      today,
      ...scope.parameters,
      ...wanted.parameters,
      ...ranked.parameters,
      ...after.parameters,
    ],
  );
  const items = rows.slice(0, filter.limit);
  const last = items.at(-1);
  return {
    items: items.map(({ urgencyRank, guaranteedFlag, claimState, ...row }) => ({
      ...row,
      urgency: URGENCY_ORDER[urgencyRank] ?? 'waiting',
      daysPastDue: daysBetween(row.pastDueSince, closedThrough ?? today),
      promiseState:
        row.promisedFen === null || row.promisedOn === null
          ? null
          : promiseState({ amount: row.promisedFen, on: row.promisedOn }, row.paidFen, closedThrough),
      claimWindow: guaranteedFlag === 1 ? { ...claimWindow(row.pastDueSince, claimDays), claimState } : null,
    })),
    nextCursor: rows.length > filter.limit && last ? cursorOf(last) : null,
  };
}

const cursorOf = ({
  urgencyRank,
  pastDueSince,
  loanId,
}: Pick<WorkRow, 'pastDueSince' | 'loanId'> & { readonly urgencyRank: number }): string =>
  Buffer.from(`u${urgencyRank}.${pastDueSince}.${loanId}`, 'latin1').toString('base64url');

const CURSOR = /^u([0-3])\.(\d{4}-\d{2}-\d{2})\.([1-9]\d{0,15})$/;

/** What comes after the row at which the page before ended. Fails: malformed. */
function positionAfter({ cursor }: PageRequest): {
  readonly sql: string;
  readonly parameters: readonly StoredValue[];
} {
  if (cursor === undefined) return { sql: '', parameters: [] };
  const [, rank, since, loanId] = CURSOR.exec(Buffer.from(cursor, 'base64url').toString('latin1')) ?? [];
  if (rank === undefined || since === undefined) throw new DomainError('malformed', { field: 'cursor' });
  return {
    sql: ` AND (urgencyRank > ? OR (urgencyRank = ? AND (pastDueSince > ? OR (pastDueSince = ? AND loanId > ?))))`,
    parameters: [Number(rank), Number(rank), since, since, Number(loanId)],
  };
}
