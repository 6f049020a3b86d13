import { AuditWhitelistEntry } from '../../models/audit-whitelist-entry.js';
import { RedFlagRun } from '../../models/red-flag-run.js';
import { findRows, type Row } from '../../models/rows.js';
import { auditWhitelistScope } from '../auth/scope.js';
import type { Context } from '../context.js';
import { idBefore, pageById, type Page, type PageRequest } from '../paging.js';

/** The runs of all checks, the last first. Fails: malformed (the cursor). */
export async function findRuns(page: PageRequest): Promise<Page<Row<RedFlagRun>>> {
  const before = idBefore(page);
  const rows = await findRows(RedFlagRun, {
    where: { ...(before !== undefined && { id: { '<': before } }) },
    order: [['id', 'DESC']],
    limit: page.limit + 1,
  });
  return pageById(rows, page);
}

export interface WhitelistFilter extends PageRequest {
  readonly state?: Row<AuditWhitelistEntry>['state'] | undefined;
  /** Only what holds today. */
  readonly inForce?: boolean | undefined;
}

/** What is, was or is proposed to be whitelisted, the last first. Fails: malformed (the cursor). */
export async function findWhitelistEntries(
  { actor, system }: Context,
  filter: WhitelistFilter,
): Promise<Page<Row<AuditWhitelistEntry>>> {
  const before = idBefore(filter);
  const today = system.clock.today();
  const rows = await findRows(AuditWhitelistEntry, {
    where: {
      ...(filter.state !== undefined && { state: filter.state }),
      ...(filter.inForce === true && { state: 'in-force', endsOn: { '>': today } }),
      ...(before !== undefined && { id: { '<': before } }),
      ...auditWhitelistScope(actor),
    },
    order: [['id', 'DESC']],
    limit: filter.limit + 1,
  });
  return pageById(rows, filter);
}
