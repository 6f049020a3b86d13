import type { UnitOfWork } from '../command.js';
import { platformOrganisationId } from '../organisations/platform.js';

/** Records what a command did to a close. */
export async function recordOnClose(
  unit: UnitOfWork,
  closeId: number,
  detail: Parameters<UnitOfWork['record']>[0]['detail'],
): Promise<void> {
  const organisationId = await platformOrganisationId(unit.transaction);
  unit.record({ organisationId, subjectKind: 'daily-close', subjectId: closeId, detail });
}
