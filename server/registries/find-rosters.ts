import type { Import } from '../../models/import.js';
import { furtherConditionOf } from '../../models/condition.js';
import type { RosterFile } from '../../models/roster-file.js';
import { selectRows, type Row } from '../../models/rows.js';
import { rosterScope } from '../auth/scope.js';
import type { Context } from '../context.js';
import type { BusinessDate } from '../core/business-date.js';
import { DomainError } from '../core/errors.js';
import { REGISTRY_NAMES, type RegistryName } from '../core/registries/registries.js';
import { idBefore, pageById, type Page, type PageRequest } from '../paging.js';

/** A roster with what became of its rows. */
export type RosterView = Row<RosterFile> &
  Pick<
    Row<Import>,
    'fileName' | 'sha256' | 'rowCount' | 'acceptedCount' | 'unchangedCount' | 'rejectedCount'
  > & { readonly importState: Row<Import>['state'] };

const FROM_ROSTERS = `SELECT r.*, i.fileName, i.sha256, i.rowCount, i.acceptedCount, i.unchangedCount, i.rejectedCount,
    i.state AS importState
  FROM roster_files r JOIN imports i ON i.id = r.importId`;

export interface RosterFilter extends PageRequest {
  readonly registry?: RegistryName | undefined;
}

/** The rosters that came in, the newest first. Fails: malformed (the cursor). */
export async function findRosters(context: Context, filter: RosterFilter): Promise<Page<RosterView>> {
  const { registry, limit } = filter;
  const before = idBefore(filter);
  const wanted = furtherConditionOf(
    {
      ...(registry !== undefined && { registry }),
      ...(before !== undefined && { id: { '<': before } }),
      ...rosterScope(context.actor),
    },
    'r',
  );
  const rows = await selectRows<RosterView>(
    context.system.database,
    `${FROM_ROSTERS} WHERE 1 = 1${wanted.sql} ORDER BY r.id DESC LIMIT ${Math.trunc(limit) + 1}`,
    wanted.parameters,
  );
  return pageById(rows, filter);
}

/** One roster. Fails: not-found. */
export async function findRoster(context: Context, rosterId: number): Promise<RosterView> {
  const scoped = furtherConditionOf(rosterScope(context.actor), 'r');
  const [row] = await selectRows<RosterView>(
    context.system.database,
    `${FROM_ROSTERS} WHERE r.id = ?${scoped.sql}`,
    [rosterId, ...scoped.parameters],
  );
  if (row === undefined) throw new DomainError('not-found');
  return row;
}

/** How a registry stands: what its last roster was, and how many stand in it. */
export interface RegistryView {
  readonly registry: RegistryName;
  readonly asOfOn: BusinessDate | null;
  readonly sourceOffice: string | null;
  readonly entryCount: number;
}

/** Every registry, also those of which no roster has come yet. */
export async function findRegistries({ system, actor }: Context): Promise<RegistryView[]> {
  const scoped = furtherConditionOf(rosterScope(actor), 'r');
  const last = await selectRows<Omit<RegistryView, 'entryCount'>>(
    system.database,
    `SELECT r.registry, r.asOfOn, r.sourceOffice FROM roster_files r
       JOIN (SELECT registry, MAX(id) AS id FROM roster_files WHERE state <> 'taking' GROUP BY registry) newest
         ON newest.id = r.id WHERE 1 = 1${scoped.sql}`,
    scoped.parameters,
  );
  const counts = await selectRows<{ readonly registry: RegistryName; readonly entryCount: number }>(
    system.database,
    'SELECT registry, COUNT(*) AS entryCount FROM roster_entries WHERE delistedOn IS NULL GROUP BY registry',
  );
  return REGISTRY_NAMES.map((registry) => ({
    ...(last.find((row) => row.registry === registry) ?? { registry, asOfOn: null, sourceOffice: null }),
    entryCount: counts.find((row) => row.registry === registry)?.entryCount ?? 0,
  }));
}
