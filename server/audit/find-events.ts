import { AuditChain, AuditEvent } from '../../models/audit-event.js';
import { findRows, type Row } from '../../models/rows.js';
import { idBefore, pageById, type Page, type PageRequest } from '../paging.js';

export interface EventFilter extends PageRequest {
  readonly organisationId?: number | undefined;
  readonly subjectKind?: string | undefined;
  readonly subjectId?: number | undefined;
  readonly actorUserId?: number | undefined;
  readonly command?: string | undefined;
}

/** An audit event in a list. */
export type ListedEvent = Row<AuditEvent>;

/** Audit events, the newest first, for those who audit. */
export async function findEvents(filter: EventFilter): Promise<Page<ListedEvent>> {
  const before = idBefore(filter);
  const rows = await findRows(AuditEvent, {
    where: {
      ...(filter.organisationId !== undefined && { organisationId: filter.organisationId }),
      ...(filter.subjectKind !== undefined && { subjectKind: filter.subjectKind }),
      ...(filter.subjectId !== undefined && { subjectId: filter.subjectId }),
      ...(filter.actorUserId !== undefined && { actorUserId: filter.actorUserId }),
      ...(filter.command !== undefined && { command: filter.command }),
      ...(before !== undefined && { id: { '<': before } }),
    },
    order: [['id', 'DESC']],
    limit: filter.limit + 1,
  });
  return pageById(rows, filter);
}

/** Every chain with its head: what is deposited outside, so that a rewritten or shortened chain shows. */
export const findChainHeads = (): Promise<Row<AuditChain>[]> =>
  findRows(AuditChain, { where: {}, order: [['organisationId', 'ASC']] });
