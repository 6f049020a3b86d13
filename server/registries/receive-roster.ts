import { Import } from '../../models/import.js';
import { RosterFile } from '../../models/roster-file.js';
import { findRow, insertRow, lockRow, selectRows } from '../../models/rows.js';
import { authorise } from '../auth/permissions.js';
import { runCommand, type UnitOfWork } from '../command.js';
import type { Context } from '../context.js';
import type { BusinessDate } from '../core/business-date.js';
import { DomainError } from '../core/errors.js';
import { REGISTRIES, type RegistryName, type RosterMode } from '../core/registries/registries.js';
import { queueImport } from '../imports/queue-import.js';
import type { StoredUpload } from '../imports/stored-upload.js';

export interface ReceiveRoster {
  readonly registry: RegistryName;
  readonly mode: RosterMode;
  /** The office that keeps the list. */
  readonly sourceOffice: string;
  /** Of the letter that the file came with. */
  readonly documentNumber: string | null;
  /** The day of which the file speaks. */
  readonly asOfOn: BusinessDate;
  readonly upload: StoredUpload;
}

/**
 * Takes in a roster of another platform with where it came from and what day it speaks of; it is read in the background. A registry
 * never goes back: a file of an earlier day than the last one is refused. Fails: forbidden, malformed.
 */
export async function receiveRoster(
  context: Context,
  { registry, mode, sourceOffice, documentNumber, asOfOn, upload }: ReceiveRoster,
): Promise<{ readonly rosterId: number }> {
  const { actor } = context;
  authorise(actor, 'roster.create');
  const organisationId = actor.organisationId;
  if (organisationId === null) throw new DomainError('forbidden');
  return runCommand(context, 'roster.receive', async (unit) => {
    await assertNewest(unit, registry, asOfOn);
    const kind = REGISTRIES[registry].file;
    const { sha256 } = upload;
    const same = await findRow(Import, {
      where: { kind, sha256, state: 'done', bankOrganisationId: organisationId },
      order: [['id', 'DESC']],
      transaction: unit.transaction,
    });
    const sameAsImportId = same?.id ?? null;
    const queued = { upload, kind, organisationId, period: null, sameAsImportId };
    const importId = await queueImport(context, unit, queued);
    const provenance = { registry, mode, sourceOffice, documentNumber, asOfOn };
    const rosterId = await insertRow(
      RosterFile,
      { importId, ...provenance, state: 'taking', receivedByUserId: actor.userId, createdAt: unit.now },
      unit.transaction,
    );
    unit.record({
      organisationId,
      subjectKind: 'roster',
      subjectId: rosterId,
      detail: { importId, sha256, ...provenance },
    });
    return { rosterId };
  });
}

async function assertNewest(unit: UnitOfWork, registry: RegistryName, asOfOn: BusinessDate): Promise<void> {
  if (asOfOn > unit.today) throw wrongDay('must not lie ahead', '不能晚于今天');
  const [last] = await selectRows<{ readonly id: number; readonly asOfOn: BusinessDate }>(
    unit.transaction,
    `SELECT r.id, r.asOfOn FROM roster_files r JOIN imports i ON i.id = r.importId
      WHERE r.registry = ? AND i.state <> 'failed' ORDER BY r.asOfOn DESC LIMIT 1`,
    [registry],
  );
  if (last === undefined) return;
  await lockRow(RosterFile, { id: last.id }, unit.transaction);
  if (asOfOn < last.asOfOn)
    throw wrongDay(
      `the registry has stood at ${last.asOfOn} already`,
      `该名册已更新至${last.asOfOn},不能倒退`,
    );
}

const wrongDay = (en: string, zh: string): DomainError =>
  new DomainError('malformed', { field: 'asOfOn' }, [
    { field: 'asOfOn', rule: 'newest', message: { zh, en } },
  ]);
