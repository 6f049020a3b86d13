import { DailyClose } from '../../models/daily-close.js';
import { RiskAlertSweep } from '../../models/risk-alert-sweep.js';
import { findRow, insertRow, lockRow } from '../../models/rows.js';
import { runCommand, type UnitOfWork } from '../command.js';
import { systemContext, type SystemContext } from '../context.js';
import type { RegistryName } from '../core/registries/registries.js';
import type { AlertFinding } from '../core/risk-alerts/judge-loan.js';
import type { JobKind } from '../jobs/job-kind.js';
import { platformOrganisationId } from '../organisations/platform.js';
import { recordComparison } from '../registries/look-up.js';
import { detectArrears } from './detect-arrears.js';
import { detectBusinessChanges } from './detect-business-changes.js';
import { detectMaturities } from './detect-maturities.js';
import { comparedRegistries, detectDeregistrations, detectLostHires } from './detect-registry-changes.js';
import { detectOverdueRelations, detectSharedPhones } from './detect-relations.js';
import { detectRetirements } from './detect-retirements.js';
import { detectSharedMarks } from './detect-shared-marks.js';
import { lapseAlerts } from './lapse-alerts.js';
import { raiseAlerts } from './raise-alerts.js';
import { findSweepWindow, type SweepWindow } from './sweep-window.js';

/** Every way of finding something. Each looks only at what the window touches, and may find again what is known. */
const DETECTORS = [
  detectArrears,
  detectMaturities,
  detectBusinessChanges,
  detectRetirements,
  detectOverdueRelations,
  detectSharedPhones,
  detectSharedMarks,
  detectDeregistrations,
  detectLostHires,
];

export type SweepReply = { readonly raised: number; readonly lapsed: number };

type Hold = (unit: UnitOfWork) => Promise<void>;

const FINDINGS_AT_ONCE = 1_000;

/** Asked for by each daily close, so that the alerts of a night follow its closing. */
export const RISK_ALERT_JOB: JobKind = {
  name: 'risk-alerts.sweep',
  async run(system, run) {
    await sweepAlerts(systemContext(system, run.requestId), async (unit) => {
      run.signal.throwIfAborted();
      await run.hold(unit);
    });
  },
};

/**
 * Lets all rules look at what happened since the sweep before until the last daily close: new facts raise alerts, and alerts lapse
 * whose fact has gone. Interrupted, it begins again and raises nothing twice.
 */
export async function sweepAlerts(context: SystemContext, hold: Hold): Promise<SweepReply> {
  const window = await findSweepWindow();
  if (window === undefined) return { raised: 0, lapsed: 0 };
  let raised = 0;
  const all: AlertFinding[] = [];
  for (const detect of DETECTORS) {
    const findings = await detect(context.system, window);
    all.push(...findings);
    for (let from = 0; from < findings.length; from += FINDINGS_AT_ONCE)
      raised += await raiseBatch(context, window, findings.slice(from, from + FINDINGS_AT_ONCE), hold);
  }
  const compared = await comparedRegistries(context.system, window, all);
  return { raised, lapsed: await finish(context, window, compared, hold) };
}

async function raiseBatch(
  context: SystemContext,
  { close }: SweepWindow,
  findings: readonly AlertFinding[],
  hold: Hold,
): Promise<number> {
  return runCommand(context, 'risk-alert.raise', async (unit) => {
    await hold(unit);
    // Two sweeps at once wait for one another, so that neither raises what the other has.
    await lockRow(DailyClose, { id: close.id }, unit.transaction);
    const raised = await raiseAlerts(context.system, unit, findings);
    await recordSweep(unit, close.id, { looked: findings.length, raised });
    return raised;
  });
}

async function finish(
  context: SystemContext,
  { close }: SweepWindow,
  compared: ReadonlyMap<RegistryName, number>,
  hold: Hold,
): Promise<number> {
  return runCommand(context, 'risk-alert.sweep', async (unit) => {
    await hold(unit);
    await lockRow(DailyClose, { id: close.id }, unit.transaction);
    const where = { closeId: close.id };
    if (await findRow(RiskAlertSweep, { where, transaction: unit.transaction })) {
      await recordSweep(unit, close.id, { lapsed: 0 });
      return 0;
    }
    const lapsedCount = await lapseAlerts(context.system, unit);
    await insertRow(RiskAlertSweep, { ...where, lapsedCount, sweptAt: unit.now }, unit.transaction);
    await recordComparison(unit, compared);
    await recordSweep(unit, close.id, { lapsed: lapsedCount });
    return lapsedCount;
  });
}

async function recordSweep(
  unit: UnitOfWork,
  closeId: number,
  detail: Readonly<Record<string, number>>,
): Promise<void> {
  const organisationId = await platformOrganisationId(unit.transaction);
  unit.record({ organisationId, subjectKind: 'daily-close', subjectId: closeId, detail });
}
