import type { RegistryLookUp } from '../../models/registry-look-up.js';
import { selectRows, type Row } from '../../models/rows.js';
import type { Context } from '../context.js';
import { idBefore, pageById, type Page, type PageRequest } from '../paging.js';
import type { LookUpView } from './find-registry-look-ups.js';

/** A look-up about oneself, with the application that it was made for. */
export type OwnLookUp = LookUpView & {
  readonly applicationId: number;
  readonly applicationNumber: string;
  readonly consentId: Row<RegistryLookUp>['consentId'];
};

/**
 * Everything that was looked up by one's own consent, also under one that has been withdrawn since, the last first: by whom, when and what
 * for. Fails: malformed (cursor).
 */
export async function findOwnLookUps(
  { actor, system }: Context,
  page: PageRequest,
): Promise<Page<OwnLookUp>> {
  const before = idBefore(page);
  const rows = await selectRows<OwnLookUp>(
    system.database,
    `SELECT l.*, r.asOfOn, r.sourceOffice, u.role AS lookedUpByRole, a.number AS applicationNumber
       FROM consents c JOIN registry_look_ups l ON l.consentId = c.id JOIN applications a ON a.id = l.applicationId
       LEFT JOIN roster_files r ON r.id = l.rosterFileId LEFT JOIN users u ON u.id = l.lookedUpByUserId
      WHERE c.userId = ?${before === undefined ? '' : ' AND l.id < ?'}
      ORDER BY l.id DESC LIMIT ${Math.trunc(page.limit) + 1}`,
    [actor.userId, ...(before === undefined ? [] : [before])],
  );
  return pageById(rows, page);
}
