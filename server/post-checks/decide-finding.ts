import { CooperationAgreement } from '../../models/cooperation-agreement.js';
import { Guarantee } from '../../models/guarantee.js';
import { PostCheck } from '../../models/post-check.js';
import { findRow, lockRow, updateRows, type Row } from '../../models/rows.js';
import { decideApproval, type Verdict } from '../approvals/approval.js';
import { runCommand, type UnitOfWork } from '../command.js';
import type { Context } from '../context.js';
import { subtractFen, ZERO_FEN } from '../core/money.js';
import type { PostCheckState } from '../core/states/post-check-states.js';
import { changeExposure } from '../loans/follow-outstanding.js';
import { notifyStaff } from '../messages/notify-staff.js';
import { stopClocks } from '../stage-clocks/stage-clock.js';
import {
  findingOn,
  lockPostCheck,
  recordOnPostCheck,
  stateAfter,
  type PostCheckFinding,
} from './post-check-case.js';

export type PostCheckReply = {
  readonly postCheckId: string;
  readonly state: PostCheckState;
  /** Whether the guarantee ended with this decision. */
  readonly guaranteeEnded: boolean;
};

/**
 * A guarantor's supervisor, another person than the officer, passes a loan or objects to it, or declines the proposal. Where the
 * agreement says so, an objection ends the guarantee, as far as it is still in effect: its exposure is free, and the loss is the
 * bank's. The bank is told of every objection.
 * Fails: not-found, illegal-transition, objection-too-late, maker-is-checker, approval-does-not-match.
 */
export async function decideFinding(
  context: Context,
  postCheckId: number,
  verdict: Verdict,
): Promise<PostCheckReply> {
  const { actor } = context;
  return runCommand(context, 'post-check.decide', async (unit) => {
    const check = await lockPostCheck(unit, actor, postCheckId);
    const { payload, makerUserId } = await decideApproval(unit, actor, findingOn(postCheckId), verdict);
    if (verdict.outcome === 'decline') {
      recordOnPostCheck(unit, actor, check, { outcome: 'decline', reason: verdict.reason });
      return { postCheckId: String(postCheckId), state: check.state, guaranteeEnded: false };
    }
    const { outcome, reason } = payload as PostCheckFinding;
    const state = await stateAfter(unit, check, outcome);
    const by = { makerUserId, checkerUserId: actor.userId, closedOn: unit.today, updatedAt: unit.now };
    const changes = { state, reason, ...by, version: check.version + 1 };
    await updateRows(PostCheck, changes, { id: postCheckId }, unit.transaction);
    await stopClocks(unit, { subjectKind: 'post-check', subjectId: postCheckId });
    const guaranteeEnded = outcome === 'object' && (await endGuarantee(unit, check));
    if (outcome === 'object') await tellBank(unit, check, guaranteeEnded);
    recordOnPostCheck(unit, actor, check, { before: check.state, after: state, reason, guaranteeEnded });
    return { postCheckId: String(postCheckId), state, guaranteeEnded };
  });
}

/** Ends a guarantee that is in effect, if its agreement has an objection do so. */
async function endGuarantee(
  unit: UnitOfWork,
  { guaranteeId, agreementId }: Row<PostCheck>,
): Promise<boolean> {
  const { transaction } = unit;
  const agreement = await findRow(CooperationAgreement, { where: { id: agreementId }, transaction });
  const guarantee = await lockRow(Guarantee, { id: guaranteeId, state: 'effective' }, transaction);
  if (agreement?.objectionEffect !== 'guarantee-ends' || !guarantee) return false;
  const { guarantorOrganisationId, balanceFen, version } = guarantee;
  const ended = { state: 'cancelled', balanceFen: ZERO_FEN, version: version + 1 } as const;
  await updateRows(Guarantee, ended, { id: guaranteeId }, transaction);
  const change = subtractFen(ZERO_FEN, balanceFen);
  await changeExposure(unit, { guarantorOrganisationId, agreementId, change });
  return true;
}

async function tellBank(
  unit: UnitOfWork,
  { id, loanId, bankOrganisationId }: Row<PostCheck>,
  guaranteeEnded: boolean,
): Promise<void> {
  const effect = guaranteeEnded
    ? '依合作协议，该笔担保责任已解除。'
    : '依合作协议，异议记录在案，担保责任不变。';
  await notifyStaff(unit, [bankOrganisationId], {
    kind: 'post-check-objected',
    title: '担保方事后核查提出异议',
    body: `担保方对贵行自主审批的一笔贷款提出异议。${effect}`,
    subjectKind: 'loan',
    subjectId: loanId,
  });
  unit.publish({
    topic: 'post-check.objected',
    aggregateKind: 'loan',
    aggregateId: loanId,
    payload: { postCheckId: id, bankOrganisationId, guaranteeEnded },
  });
}
