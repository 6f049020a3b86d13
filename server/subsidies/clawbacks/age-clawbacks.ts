import { ClawbackCase } from '../../../models/clawback-case.js';
import { Organisation } from '../../../models/organisation.js';
import { findRows, lockRow, updateRows } from '../../../models/rows.js';
import { runCommand, type UnitOfWork } from '../../command.js';
import { systemContext, type System } from '../../context.js';
import {
  escalationAfter,
  type ClawbackAge,
  type EscalationDays,
  type EscalationStep,
} from '../../core/clawback/clawback-plan.js';
import { formatYuan, subtractFen } from '../../core/money.js';
import { OWING } from '../../core/states/clawback-case-states.js';
import type { JobKind } from '../../jobs/job-kind.js';
import { queueNotices, type QueuedNotice } from '../../messages/queue-notices.js';
import { moveCase, readReturned, recordOnCase, type CaseRow } from './clawback-case.js';
import { ageOf, readParts } from './clawback-parts.js';

type Hold = (unit: UnitOfWork) => Promise<void>;

/** Every morning: demands whose day has passed are overdue, and the longer they are, the further it is told. */
export const CLAWBACK_AGE_JOB: JobKind = {
  name: 'clawbacks.age',
  timetable: '40 6 * * *',
  async run(system, run) {
    await ageClawbacks(system, run.requestId, async (unit) => {
      run.signal.throwIfAborted();
      await run.hold(unit);
    });
  },
};

/**
 * Ages every demand on which something is still to come back. An overdue one says so, its borrower is reminded with the district, after a
 * while the centre is told, and at last the treasury (`clawback-terms`), each step once. Answers how many cases moved.
 */
export async function ageClawbacks(system: System, requestId: string, hold: Hold): Promise<number> {
  const owing = await findRows(ClawbackCase, { where: { state: [...OWING] }, order: [['id', 'ASC']] });
  let moved = 0;
  for (const { id } of owing) {
    const late = await lateness(system, id);
    if (late.age.days === 0 || (late.step === late.told && late.isOverdue)) continue;
    moved += await runCommand(systemContext(system, requestId), 'clawback.age', async (unit) => {
      await hold(unit);
      return age(system, unit, id);
    });
  }
  return moved;
}

/** What is to be done about a case, read before anything is locked. */
async function lateness(system: System, id: number) {
  const [found] = await findRows(ClawbackCase, { where: { id } });
  if (!found) throw new Error(`Case ${id} is gone`);
  const owed = subtractFen(found.totalFen, await readReturned(id, system.database));
  const caseAge = ageOf(await readParts(id), owed, system.clock.today());
  const step = escalationAfter(caseAge.days, escalationDays(system));
  return { age: caseAge, step, told: found.escalation, isOverdue: found.state === 'overdue' };
}

function escalationDays({ referenceData, clock }: System): EscalationDays {
  const { value } = referenceData.current().policyBook.valueOn('clawback-terms', clock.today());
  return {
    remind: value.remindAfterDays,
    escalate: value.escalateAfterDays,
    report: value.reportAfterDays,
  };
}

async function age(system: System, unit: UnitOfWork, id: number): Promise<number> {
  const before = await lockRow(ClawbackCase, { id }, unit.transaction);
  if (!before) throw new Error(`Case ${id} is gone`);
  const owed = subtractFen(before.totalFen, await readReturned(id, unit.transaction));
  const caseAge = ageOf(await readParts(id, unit.transaction), owed, unit.today);
  const step = escalationAfter(caseAge.days, escalationDays(system));
  const { overdueSince, overdue, days } = caseAge;
  const detail = { overdueSince, days, overdue: formatYuan(overdue), step };
  if (!OWING.includes(before.state) || overdueSince === null) {
    recordOnCase(unit, null, before, { ...detail, changed: false });
    return 0;
  }
  const found =
    before.state === 'issued'
      ? await moveCase(unit, 'system', before, 'fall-overdue', { overdueSince, escalation: step })
      : { ...before, escalation: step };
  if (before.state === 'overdue')
    await updateRows(ClawbackCase, { escalation: step, updatedAt: unit.now }, { id }, unit.transaction);
  if (step !== null) await queueNotices(unit, await noticesOf(unit, found, step, caseAge));
  recordOnCase(unit, null, found, { ...detail, before: before.state, after: found.state }, 'clawback.aged');
  return 1;
}

/** A notice is told once for each step of one overdue time. */
async function noticesOf(
  { transaction }: UnitOfWork,
  { id, number, borrowerId, districtOrganisationId, overdueSince }: CaseRow,
  step: EscalationStep,
  { days, overdue }: ClawbackAge,
): Promise<QueuedNotice[]> {
  const values = { number, days: String(days), amount: formatYuan(overdue) };
  const subject = { values, subjectKind: 'clawback-case', subjectId: id };
  const key = `${id}:${overdueSince}:${step}`;
  const staff = (organisationId: number): QueuedNotice => ({
    ...subject,
    kind: 'clawback-late',
    factKey: `clawback-late:${key}:${organisationId}`,
    to: { organisationId },
  });
  if (step === 'remind') {
    const factKey = `clawback-overdue:${key}`;
    return [
      { ...subject, kind: 'clawback-overdue', factKey, to: { borrowerId } },
      staff(districtOrganisationId),
    ];
  }
  const kind = step === 'escalate' ? 'centre' : 'finance';
  const offices = await findRows(Organisation, { where: { kind }, transaction });
  return offices.map((office) => staff(office.id));
}
