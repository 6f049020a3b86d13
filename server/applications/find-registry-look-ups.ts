import type { RegistryLookUp } from '../../models/registry-look-up.js';
import { selectRows, type Row } from '../../models/rows.js';
import type { Context } from '../context.js';
import type { BusinessDate } from '../core/business-date.js';
import type { Role } from '../core/roles.js';
import { idBefore, pageById, type Page, type PageRequest } from '../paging.js';
import { findVisibleApplication } from './find-applications.js';

/** A look-up as those read it whom it concerns. */
export type LookUpView = Row<RegistryLookUp> & {
  readonly asOfOn: BusinessDate | null;
  readonly sourceOffice: string | null;
  readonly lookedUpByRole: Role | null;
};

/** What was looked up about an application, the last first: by whom, why, by which consent. Fails: not-found, malformed (cursor). */
export async function findRegistryLookUps(
  context: Context,
  applicationId: number,
  page: PageRequest,
): Promise<Page<LookUpView>> {
  await findVisibleApplication(context, applicationId);
  const before = idBefore(page);
  const rows = await selectRows<LookUpView>(
    context.system.database,
    `SELECT l.*, r.asOfOn, r.sourceOffice, u.role AS lookedUpByRole FROM registry_look_ups l
       LEFT JOIN roster_files r ON r.id = l.rosterFileId LEFT JOIN users u ON u.id = l.lookedUpByUserId
      WHERE l.applicationId = ?${before === undefined ? '' : ' AND l.id < ?'}
      ORDER BY l.id DESC LIMIT ${Math.trunc(page.limit) + 1}`,
    [applicationId, ...(before === undefined ? [] : [before])],
  );
  return pageById(rows, page);
}
