import { CooperationAgreement } from '../../models/cooperation-agreement.js';
import { findRows, lockRow, updateRows, type Row } from '../../models/rows.js';
import { runCommand, type UnitOfWork } from '../command.js';
import { findRenewalAdvice } from '../bank-scorecards/find-renewal-advice.js';
import { systemContext, type System } from '../context.js';
import type { RenewalAdvice } from '../core/bank-scorecard/renewal-advice.js';
import { addDays } from '../core/business-date.js';
import { DomainError } from '../core/errors.js';
import { RENEWAL_NOTICE_DAYS, renewalNoticeDue } from '../core/renewal-notice.js';
import {
  COOPERATION_AGREEMENT_STATES,
  type CooperationAgreementState,
} from '../core/states/cooperation-agreement-states.js';
import { transition } from '../core/states/state-machine.js';
import { formatBasisPoints } from '../core/stop-rules.js';
import type { JobKind } from '../jobs/job-kind.js';
import { notifyStaff } from '../messages/notify-staff.js';

type Hold = (unit: UnitOfWork) => Promise<void>;

/** What ends by its own terms. */
const RUNNING: readonly CooperationAgreementState[] = ['in-force', 'suspended'];

/** Every morning: agreements that have ended expire, and the parties of those about to end are reminded. */
export const AGREEMENT_TERMS_JOB: JobKind = {
  name: 'agreements.follow-terms',
  timetable: '20 0 * * *',
  async run(system, run) {
    await followTerms(system, run.requestId, async (unit) => {
      run.signal.throwIfAborted();
      await run.hold(unit);
    });
  },
};

/**
 * Expires the agreements that have ended, and reminds bank, guarantor and centre 90, 60 and 30 days before the end of the
 * others, each time once. Guarantees that were given stay in force under their own shares. Answers how many were moved.
 */
export async function followTerms(system: System, requestId: string, hold: Hold): Promise<number> {
  const today = system.clock.today();
  const latest = addDays(today, RENEWAL_NOTICE_DAYS[0]);
  const ending = await findRows(CooperationAgreement, {
    where: { state: [...RUNNING], endsOn: { '<=': latest } },
    order: [['id', 'ASC']],
  });
  let moved = 0;
  for (const agreement of ending) {
    const due = renewalNoticeDue(agreement.endsOn, today, agreement.renewalNoticeDays ?? null);
    if (agreement.endsOn > today && due === undefined) continue;
    if (await follow(system, requestId, agreement, hold)) moved += 1;
  }
  return moved;
}

/** False when somebody has changed it since it was found. */
async function follow(
  system: System,
  requestId: string,
  { id, version }: Row<CooperationAgreement>,
  hold: Hold,
): Promise<boolean> {
  try {
    await runCommand(systemContext(system, requestId), 'agreement.follow-terms', async (unit) => {
      await hold(unit);
      const agreement = await lockRow(CooperationAgreement, { id, version }, unit.transaction);
      if (!agreement) throw new DomainError('stale-version');
      return agreement.endsOn <= unit.today ? expire(unit, agreement) : remind(system, unit, agreement);
    });
    return true;
  } catch (error) {
    if (error instanceof DomainError && error.code === 'stale-version') return false;
    throw error;
  }
}

async function expire(unit: UnitOfWork, agreement: Row<CooperationAgreement>): Promise<null> {
  const state = transition(COOPERATION_AGREEMENT_STATES, agreement.state, 'expire');
  await change(unit, agreement, { state }, { before: agreement.state, after: state });
  await tell(
    unit,
    agreement,
    'agreement-expired',
    '合作协议已到期',
    '已到期，不再新增担保；存量担保不受影响。',
  );
  return null;
}

async function remind(system: System, unit: UnitOfWork, agreement: Row<CooperationAgreement>): Promise<null> {
  const days = renewalNoticeDue(agreement.endsOn, unit.today, agreement.renewalNoticeDays ?? null);
  if (days === undefined) throw new DomainError('stale-version');
  await change(unit, agreement, { renewalNoticeDays: days }, { renewalNoticeDays: days });
  const left = `将于${agreement.endsOn}到期，已不足${days}天。如需续签，请及时商定新的分担比例和额度；新比例只用于新发放的贷款。`;
  const { bankOrganisationId } = agreement;
  const advice = await findRenewalAdvice(system, bankOrganisationId, unit.today, unit.transaction);
  await tell(unit, agreement, 'agreement-renewal', '合作协议即将到期', `${left}${inWords(advice)}`);
  return null;
}

/** How the bank did, for those who decide on the renewal. */
function inWords({ scores, meanBasisPoints, minimumBasisPoints, belowMinimum }: RenewalAdvice): string {
  if (meanBasisPoints === null) return '该银行尚无绩效得分。';
  const quarters = scores
    .filter(({ scoreBasisPoints }) => scoreBasisPoints !== null)
    .map(
      ({ quarter, scoreBasisPoints, rank, rankedBanks }) =>
        `${quarter}得分${formatBasisPoints(scoreBasisPoints ?? 0)}（第${rank}/${rankedBanks}名）`,
    );
  const below = belowMinimum ? `，低于续签标准${formatBasisPoints(minimumBasisPoints)}，续签须说明理由` : '';
  return `经办银行绩效：${quarters.join('、')}；平均${formatBasisPoints(meanBasisPoints)}${below}。`;
}

async function change(
  unit: UnitOfWork,
  { id, version, guarantorOrganisationId }: Row<CooperationAgreement>,
  values: Partial<Row<CooperationAgreement>>,
  detail: Readonly<Record<string, string | number>>,
): Promise<void> {
  await updateRows(CooperationAgreement, { ...values, version: version + 1 }, { id }, unit.transaction);
  const subject = { subjectKind: 'cooperation-agreement', subjectId: id };
  unit.record({ organisationId: guarantorOrganisationId, ...subject, detail });
}

async function tell(
  unit: UnitOfWork,
  { id, number, bankOrganisationId, guarantorOrganisationId }: Row<CooperationAgreement>,
  kind: string,
  title: string,
  what: string,
): Promise<void> {
  await notifyStaff(unit, [bankOrganisationId, guarantorOrganisationId], {
    kind,
    title,
    body: `合作协议 ${number} ${what}`,
    subjectKind: 'cooperation-agreement',
    subjectId: id,
  });
}
