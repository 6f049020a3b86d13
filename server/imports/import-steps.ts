import { Import } from '../../models/import.js';
import { updateRows, type Row } from '../../models/rows.js';
import { runCommand } from '../command.js';
import type { Context } from '../context.js';
import { canonicalJson } from '../core/canonical-json.js';
import type { DomainError } from '../core/errors.js';
import type { JobRun } from '../jobs/job-kind.js';
import type { AnyImportKind, ImportedFile } from './import-kind.js';

interface Start {
  readonly context: Context;
  readonly run: JobRun;
  readonly row: Row<Import>;
  readonly kind: AnyImportKind;
}

const auditOf = ({ id, bankOrganisationId }: Row<Import>) => ({
  organisationId: bankOrganisationId,
  subjectKind: 'import',
  subjectId: id,
});

/** Begins an import that still waits; one that was begun before goes on as it was. */
export async function startImport({ context, run, row, kind }: Start): Promise<ImportedFile> {
  const { id: importId, bankOrganisationId, sha256, period, subsidyClaimId } = row;
  const file = { importId, bankOrganisationId, sha256, period, subsidyClaimId };
  if (row.state === 'running') return file;
  const begun = await runCommand(context, 'import.begin', async (unit) => {
    await run.hold(unit);
    const named = await kind.begin?.({ context, unit, bankOrganisationId, file });
    const claim = { subsidyClaimId: named?.subsidyClaimId ?? null };
    const changes = { state: 'running' as const, startedAt: unit.now, ...claim };
    await updateRows(Import, changes, { id: importId }, unit.transaction);
    unit.record({ ...auditOf(row), detail: claim });
    return claim;
  });
  return { ...file, ...begun };
}

/** Ends an import, done or failed, and removes its file. What was taken of a file that failed stays in store. */
export async function endImport(
  context: Context,
  run: JobRun,
  row: Row<Import>,
  failure: DomainError | null,
): Promise<void> {
  const state = failure ? 'failed' : 'done';
  const failureJson = failure && canonicalJson({ code: failure.code, details: failure.details });
  await runCommand(context, failure ? 'import.fail' : 'import.finish', async (unit) => {
    await run.hold(unit);
    const ended = { state, failureJson, storedName: null, endedAt: unit.now } as const;
    const percent = failure ? {} : { progressPercent: 100 };
    await updateRows(Import, { ...ended, ...percent }, { id: row.id }, unit.transaction);
    unit.record({ ...auditOf(row), detail: { state, failure: failure?.code ?? null } });
    unit.publish({
      topic: `import.${failure ? 'failed' : 'finished'}`,
      aggregateKind: 'organisation',
      aggregateId: row.bankOrganisationId,
      payload: { importId: row.id, kind: row.kind, state },
    });
    return {};
  });
  if (row.storedName !== null) await context.system.files.remove(row.storedName);
}
