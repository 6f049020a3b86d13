import { GuaranteeStop } from '../../models/guarantee-stop.js';
import { findRows, insertRow, type Row } from '../../models/rows.js';
import { runCommand, type UnitOfWork } from '../command.js';
import { systemContext, type System } from '../context.js';
import { businessDate, yearMonthDay } from '../core/business-date.js';
import { formatBasisPoints, reachedThreshold, STOP_MEASURES, thresholdOn } from '../core/stop-rules.js';
import type { JobKind } from '../jobs/job-kind.js';
import { notifyStaff } from '../messages/notify-staff.js';
import { platformOrganisationId } from '../organisations/platform.js';
import { measureRates, type OrganisationRate } from './measure-rates.js';

/** Measures every bank, guarantor and district early each day, after the night's closing, and stops what has reached a threshold. */
export const STOP_RULES_JOB: JobKind = {
  name: 'guarantee-stops.watch',
  timetable: '0 5 * * *',
  async run(system, run) {
    await watchRates(system, run.requestId, async (unit) => {
      run.signal.throwIfAborted();
      await run.hold(unit);
    });
  },
};

/**
 * Stops new guarantees where a rate has reached its threshold, and tells who is concerned. What is stopped already stays as it
 * is; what was released is left alone until the day of its release. Answers how many stops are new.
 */
export async function watchRates(
  system: System,
  requestId: string,
  hold: (unit: UnitOfWork) => Promise<void>,
): Promise<number> {
  return runCommand(systemContext(system, requestId), 'guarantee-stop.watch', async (unit) => {
    await hold(unit);
    const { year } = yearMonthDay(unit.today);
    const rates = await measureRates(unit.transaction, businessDate(year, 1, 1));
    const resting = await findResting(unit);
    let stopped = 0;
    for (const rate of rates) {
      if (resting.has(keyOf(rate))) continue;
      if (await stop(system, unit, rate)) stopped += 1;
    }
    unit.record({
      organisationId: await platformOrganisationId(unit.transaction),
      subjectKind: 'guarantee-stop',
      subjectId: null,
      detail: { measured: rates.length, stopped },
    });
    return stopped;
  });
}

const keyOf = ({
  organisationId,
  measure,
  agreementId,
}: Pick<Row<GuaranteeStop>, 'organisationId' | 'measure' | 'agreementId'>): string =>
  `${organisationId}:${measure}${agreementId === null ? '' : `:${agreementId}`}`;

/** Stopped already, or released until a later day. */
async function findResting({ transaction, today }: UnitOfWork): Promise<Set<string>> {
  const inForce = await findRows(GuaranteeStop, { where: { state: 'in-force' }, transaction });
  const released = await findRows(GuaranteeStop, { where: { releasedUntil: { '>': today } }, transaction });
  return new Set([...inForce, ...released].map(keyOf));
}

async function stop(system: System, unit: UnitOfWork, rate: OrganisationRate): Promise<boolean> {
  const { policyBook } = system.referenceData.current();
  const { basisPoints, policyId } = thresholdOn(rate.measure, policyBook, unit.today);
  const reached = reachedThreshold(rate, basisPoints);
  if (reached === undefined) return false;
  const { organisationId, agreementId, measure, part: partFen, whole: wholeFen } = rate;
  const facts = { organisationId, agreementId, measure, ...reached, policyId, partFen, wholeFen };
  const stopId = await insertRow(
    GuaranteeStop,
    {
      ...facts,
      stoppedOn: unit.today,
      state: 'in-force',
      openKey: keyOf(rate),
      releasedUntil: null,
      releaseReason: null,
      createdAt: unit.now,
      updatedAt: unit.now,
    },
    unit.transaction,
  );
  unit.record({ organisationId, subjectKind: 'guarantee-stop', subjectId: stopId, detail: facts });
  unit.publish({
    topic: 'guarantees.stopped',
    aggregateKind: 'organisation',
    aggregateId: organisationId,
    payload: { stopId, ...facts },
  });
  await notifyStopped(unit, stopId, rate, reached.rateBasisPoints);
  return true;
}

async function notifyStopped(
  unit: UnitOfWork,
  stopId: number,
  { organisationId, measure }: OrganisationRate,
  rateBasisPoints: number,
): Promise<void> {
  const rate = `${STOP_MEASURES[measure].zh} ${formatBasisPoints(rateBasisPoints)}%`;
  await notifyStaff(unit, [organisationId], {
    kind: 'guarantees-stopped',
    title: '已暂停新增担保',
    body: `${rate}已达到暂停新增担保的标准。存量担保不受影响；恢复新增须经市级中心两人解除。`,
    subjectKind: 'guarantee-stop',
    subjectId: stopId,
  });
}
