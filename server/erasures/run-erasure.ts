import { Application } from '../../models/application.js';
import { ErasureRun } from '../../models/erasure-run.js';
import { ImportRejection } from '../../models/import-rejection.js';
import { Loan } from '../../models/loan.js';
import { RosterEntry } from '../../models/roster-entry.js';
import { findRow, lockRow, updateRows } from '../../models/rows.js';
import { execute } from '../../models/statement.js';
import { User } from '../../models/user.js';
import { runCommand, type UnitOfWork } from '../command.js';
import { systemContext, type SystemContext } from '../context.js';
import { ERASED } from '../core/erased.js';
import { DomainError } from '../core/errors.js';
import type { JobKind } from '../jobs/job-kind.js';
import { platformOrganisationId } from '../organisations/platform.js';
import { eraseApplication } from './erase-application.js';
import { eraseLoan } from './erase-loan.js';
import { eraseAccount, eraseBorrower } from './erase-person.js';
import { sealedMark } from './erase-rows.js';
import { ERASURE_JOB_NAME } from './erasure-job-name.js';
import { dueEntries, dueRejectedRows, isDue, type DueKind, type DueRows } from './find-due.js';
import { retentionOn, type Retention } from './retention.js';

type Hold = (unit: UnitOfWork) => Promise<void>;

/** Erases one row's personal data and answers which files have to go. */
type Erase = (context: SystemContext, unit: UnitOfWork, id: number) => Promise<readonly string[]>;

const ERASERS: Readonly<Record<DueKind, Erase>> = {
  async loans({ system }, unit, id) {
    const loan = await lockRow(Loan, { id }, unit.transaction);
    if (!loan) throw new DomainError('not-found');
    const files = await eraseLoan(system, unit, loan);
    await eraseBorrower(system, unit, loan.borrowerId);
    return files;
  },
  async applications({ system }, unit, id) {
    const row = await lockRow(Application, { id }, unit.transaction);
    if (!row) throw new DomainError('not-found');
    const files = await eraseApplication(system, unit, row);
    if (row.borrowerId !== null) await eraseBorrower(system, unit, row.borrowerId);
    return files;
  },
  async accounts(_context, unit, id) {
    const account = await lockRow(User, { id }, unit.transaction);
    if (!account) throw new DomainError('not-found');
    await eraseAccount(unit, account);
    return [];
  },
};

const SUBJECTS: Readonly<Record<DueKind, string>> = {
  loans: 'loan',
  applications: 'application',
  accounts: 'user',
};

/** Carries out an erasure to which two persons have agreed. Broken off, it goes on with what is still due. */
export const ERASURE_JOB: JobKind = {
  name: ERASURE_JOB_NAME,
  run: (system, run) =>
    runErasure(systemContext(system, run.requestId), Number(run.runKey), async (unit) => {
      run.signal.throwIfAborted();
      await run.hold(unit);
    }),
};

/** Erases row by row what the run lists, a command each, then what is erased as a whole; a row that is not due any more is left. */
export async function runErasure(context: SystemContext, erasureRunId: number, hold: Hold): Promise<void> {
  const run = await findRow(ErasureRun, { where: { id: erasureRunId } });
  if (run?.state !== 'approved') return;
  const retention = retentionOn(context.system, run.dueOn);
  const due = JSON.parse(run.contentJson) as DueRows;
  for (const kind of ['loans', 'applications', 'accounts'] as const)
    for (const id of due[kind]) await eraseOne(context, { erasureRunId, kind, id, retention }, hold);
  context.system.auth.liveSessions.forgetAll();
  await eraseTheRest(context, erasureRunId, retention, hold);
}

interface DueRow {
  readonly erasureRunId: number;
  readonly kind: DueKind;
  readonly id: number;
  readonly retention: Retention;
}

async function eraseOne(
  context: SystemContext,
  { erasureRunId, kind, id, retention }: DueRow,
  hold: Hold,
): Promise<void> {
  const { system } = context;
  if (!(await isDue(system.database, retention, kind, id))) return;
  await runCommand(context, 'personal-data.erase', async (unit) => {
    await hold(unit);
    const files = await ERASERS[kind](context, unit, id);
    const counted = await lockRow(ErasureRun, { id: erasureRunId }, unit.transaction);
    const erasedCount = (counted?.erasedCount ?? 0) + 1;
    await updateRows(ErasureRun, { erasedCount }, { id: erasureRunId }, unit.transaction);
    unit.record({
      organisationId: await platformOrganisationId(unit.transaction),
      subjectKind: SUBJECTS[kind],
      subjectId: id,
      detail: { erasureRunId, policyId: retention.policyId, files: files.length },
    });
    // A file that is gone is gone: done last, and doing it again after a rollback changes nothing.
    for (const storedName of files) await system.files.remove(storedName);
    return {};
  });
}

const NOBODY = '0'.repeat(64);

async function eraseTheRest(
  context: SystemContext,
  erasureRunId: number,
  retention: Retention,
  hold: Hold,
): Promise<void> {
  const { system } = context;
  const empty = sealedMark(system, RosterEntry, 'contentCipher', JSON.stringify({}));
  const cells = sealedMark(system, ImportRejection, 'cellsCipher', JSON.stringify([ERASED]));
  const entries = dueEntries(retention.applicationsEndedBefore);
  const rows = dueRejectedRows(retention.rejectedBefore);
  await runCommand(context, 'erasure.finish', async (unit) => {
    await hold(unit);
    const { transaction, now } = unit;
    const erasedEntries = await execute(
      transaction,
      `UPDATE roster_entries SET contentCipher = ?, subjectIndex = ?, aboutIndex = NULL, contentMark = ?, erasedAt = ?
        WHERE ${entries.sql}`,
      [empty, NOBODY, NOBODY, now, ...entries.parameters],
    );
    const erasedRows = await execute(
      transaction,
      `UPDATE import_rejections SET cellsCipher = ?, problemsJson = '[]', erasedAt = ? WHERE ${rows.sql}`,
      [cells, now, ...rows.parameters],
    );
    const finished = { state: 'done' as const, openKey: null, finishedAt: now };
    await updateRows(ErasureRun, finished, { id: erasureRunId, state: 'approved' }, transaction);
    unit.record({
      organisationId: await platformOrganisationId(transaction),
      subjectKind: 'erasure',
      subjectId: erasureRunId,
      detail: { entries: erasedEntries.affected, rejectedRows: erasedRows.affected },
    });
    return {};
  });
}
