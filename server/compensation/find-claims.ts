import { conditionOf } from '../../models/condition.js';
import { selectRows } from '../../models/rows.js';
import { compensationClaimScope } from '../auth/scope.js';
import type { Context } from '../context.js';
import type { BusinessDate } from '../core/business-date.js';
import type { CompensationClaimState } from '../core/states/compensation-claim-states.js';
import { idBefore, pageById, type Page, type PageRequest } from '../paging.js';
import type { ClaimRow } from './claim-case.js';

/** Which claims a list shows. */
export interface ClaimFilter extends PageRequest {
  readonly state?: CompensationClaimState | undefined;
  readonly loanId?: number | undefined;
}

/** A claim in a list, with whose it is and whose time runs. */
export interface ListedClaim extends Omit<ClaimRow, 'contentJson'> {
  readonly contractNumber: string;
  readonly bankName: string;
  readonly guarantorName: string;
  readonly stage: string | null;
  readonly warnOn: BusinessDate | null;
  readonly dueOn: BusinessDate | null;
}

const COLUMNS = [
  'id',
  'number',
  'loanId',
  'state',
  'round',
  'pastDueSince',
  'claimableFrom',
  'claimBy',
  'cutOffOn',
  'submittedOn',
  'principalFen',
  'interestFen',
  'claimedFen',
  'compensationFen',
  'contentHash',
  'version',
]
  .map((column) => `c.${column}`)
  .join(', ');

/** The claims in the actor's reach, the newest first, each with the clock of its stage. */
export async function findClaims(
  { actor, system }: Context,
  filter: ClaimFilter,
): Promise<Page<ListedClaim>> {
  const before = idBefore(filter);
  const { sql, parameters } = conditionOf({
    ...(filter.state !== undefined && { state: filter.state }),
    ...(filter.loanId !== undefined && { loanId: filter.loanId }),
    ...(before !== undefined && { id: { '<': before } }),
    ...compensationClaimScope(actor),
  });
  const rows = await selectRows<ListedClaim>(
    system.database,
    `SELECT ${COLUMNS}, l.contractNumber, bank.name AS bankName, guarantor.name AS guarantorName,
        clock.stage, clock.warnOn, clock.dueOn
      FROM (SELECT * FROM compensation_claims${sql} ORDER BY id DESC LIMIT ${Math.trunc(filter.limit) + 1}) c
      JOIN loans l ON l.id = c.loanId
      JOIN organisations bank ON bank.id = c.bankOrganisationId
      JOIN organisations guarantor ON guarantor.id = c.guarantorOrganisationId
      LEFT JOIN stage_clocks clock ON clock.subjectKind = 'compensation-claim' AND clock.subjectId = c.id
        AND clock.endedOn IS NULL
      ORDER BY c.id DESC`,
    parameters,
  );
  return pageById(rows, filter);
}
