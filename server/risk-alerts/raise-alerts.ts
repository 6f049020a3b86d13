import { Loan } from '../../models/loan.js';
import { Organisation } from '../../models/organisation.js';
import { RiskAlert } from '../../models/risk-alert.js';
import { findRow, findRows, insertRows, type Row } from '../../models/rows.js';
import type { UnitOfWork } from '../command.js';
import type { System } from '../context.js';
import { addWorkingDays } from '../core/calendar/working-calendar.js';
import { canonicalJson } from '../core/canonical-json.js';
import { ALERT_RULES } from '../core/risk-alerts/alert-rules.js';
import type { AlertFinding } from '../core/risk-alerts/judge-loan.js';
import { RISK_ALERT_STATES } from '../core/states/risk-alert-states.js';
import { contentHash } from '../hashing.js';
import { notifyStaff } from '../messages/notify-staff.js';
import { platformOrganisationId } from '../organisations/platform.js';

/** What makes two findings the same: told of once, and never again once it has been closed. */
const factHashOf = ({ rule, loanId, factOn, about }: AlertFinding): string =>
  contentHash({ rule, loanId, factOn, about });

/**
 * Raises an alert for every finding whose fact is new, whatever became of earlier ones, and tells those whose work it becomes.
 * Answers how many were raised.
 */
export async function raiseAlerts(
  system: System,
  unit: UnitOfWork,
  findings: readonly AlertFinding[],
): Promise<number> {
  const { transaction } = unit;
  const byHash = new Map(findings.map((finding) => [factHashOf(finding), finding]));
  const known = await findRows(RiskAlert, { where: { factHash: [...byHash.keys()] }, transaction });
  for (const { factHash } of known) byHash.delete(factHash);
  if (byHash.size === 0) return 0;

  const loanId = [...new Set([...byHash.values()].map((finding) => finding.loanId))];
  const loans = await findRows(Loan, { where: { id: loanId }, transaction });
  const loanById = new Map(loans.map((loan) => [loan.id, loan]));
  const centre = await findRow(Organisation, { where: { kind: 'centre' }, transaction });
  const alerts = [...byHash].flatMap(([factHash, finding]) => {
    const loan = loanById.get(finding.loanId);
    return loan === undefined ? [] : [alertOf(system, unit, factHash, finding, loan, centre?.id ?? null)];
  });
  await insertRows(RiskAlert, alerts, transaction);
  await tell(unit, alerts);
  return alerts.length;
}

function alertOf(
  system: System,
  { today, now }: UnitOfWork,
  factHash: string,
  { loanId, rule, factOn, evidence }: AlertFinding,
  loan: Row<Loan>,
  centreId: number | null,
) {
  const { policyBook, calendar } = system.referenceData.current();
  const { severity, owner } = ALERT_RULES[rule];
  const { value, id: policyId } = policyBook.asOf(`alert-${rule}`, today);
  const due = addWorkingDays(calendar, today, value.workingDays);
  const { bankOrganisationId, guarantorOrganisationId, districtOrganisationId } = loan;
  const owners = { bank: bankOrganisationId, district: districtOrganisationId, centre: centreId };
  return {
    loanId,
    rule,
    severity,
    factOn,
    factHash,
    evidenceJson: canonicalJson(evidence),
    policyId,
    bankOrganisationId,
    guarantorOrganisationId,
    districtOrganisationId,
    ownerOrganisationId: owners[owner] ?? districtOrganisationId,
    ownerUserId: null,
    state: RISK_ALERT_STATES.initial,
    raisedOn: today,
    dueOn: due.value,
    estimatedFlag: due.estimated ? 1 : 0,
    closedOn: null,
    resolution: null,
    createdAt: now,
    updatedAt: now,
  };
}

/** One audit event, one message and one notice for all that were raised together. */
async function tell(unit: UnitOfWork, alerts: readonly ReturnType<typeof alertOf>[]): Promise<void> {
  const platformId = await platformOrganisationId(unit.transaction);
  const raised = alerts.map(({ loanId, rule, severity, factOn }) => ({ loanId, rule, severity, factOn }));
  unit.record({
    organisationId: platformId,
    subjectKind: 'risk-alert',
    subjectId: null,
    detail: { raised: alerts.length, hash: contentHash(raised) },
  });
  unit.publish({
    topic: 'risk-alert.raised',
    aggregateKind: 'organisation',
    aggregateId: platformId,
    payload: { raisedOn: unit.today, alerts: raised },
  });
  await notifyStaff(unit, [...new Set(alerts.map(({ ownerOrganisationId }) => ownerOrganisationId))], {
    kind: 'risk-alerts-raised',
    title: '有新的风险预警',
    body: '请在风险预警清单中查看，并在期限内处理。',
    subjectKind: 'risk-alert',
    subjectId: 0,
  });
}
