import { addDays } from '../../../server/core/business-date.js';
import { subsidyQuarterOf } from '../../../server/core/subsidy-quarter.js';
import type { SubsidyClaimState } from '../../../server/core/states/subsidy-claim-states.js';
import type { SubsidyClaimModel } from '../model.js';
import { settle, settleEither } from '../settle.js';
import type { Stage } from '../stage.js';
import { mustEqual } from '../violation.js';
import { bankOf, type Move } from './move.js';

const CLAIMS = '/api/v1/subsidy-claims';

/** A bank builds its claim for the quarter that has ended; a claim that was built and not submitted is built again. */
export const BUILD_SUBSIDY_CLAIM: Move = {
  name: 'build-subsidy-claim',
  weight: 2,
  async run(stage) {
    const { dice, clock, caller, model } = stage;
    const bank = dice.below(2);
    const running = subsidyQuarterOf(clock.today());
    const { name: quarter } = dice.chance(90) ? subsidyQuarterOf(addDays(running.from, -1)) : running;
    const reply = await caller.post(bankOf({ bank }).maker, CLAIMS, { quarter });
    const known = model.subsidyClaims.find((claim) => claim.bank === bank && claim.quarter === quarter);
    const isOpen = known === undefined || known.state === 'draft' || known.state === 'returned';
    const expected = quarter === running.name ? 'malformed' : isOpen ? 'done' : 'already-exists';
    if (!settle(stage, 'building a subsidy claim', reply, expected)) return true;
    const contentHash = String(reply.body['contentHash']);
    const id = Number(reply.body['id']);
    if (known) known.contentHash = contentHash;
    else model.subsidyClaims.push({ id, bank, quarter, state: 'draft', contentHash });
    return true;
  },
};

/** Who takes which step, and to where; the third person of each step is somebody who must not. */
const STEPS: Partial<
  Record<
    SubsidyClaimState,
    { noun: string; who: (claim: SubsidyClaimModel) => string; to: SubsidyClaimState }
  >
> = {
  draft: { noun: 'submission', who: (claim) => bankOf(claim).checker, to: 'submitted' },
  returned: { noun: 'submission', who: (claim) => bankOf(claim).checker, to: 'submitted' },
  submitted: { noun: 'verification', who: () => 'centre.maker', to: 'verified' },
  verified: { noun: 'approval', who: () => 'centre.checker', to: 'approved' },
  approved: { noun: 'funding', who: () => 'finance.approver', to: 'funded' },
  funded: { noun: 'payment', who: () => 'centre.maker', to: 'paid' },
};

const WHO_RETURNS: Partial<Record<SubsidyClaimState, string>> = {
  submitted: 'centre.maker',
  verified: 'centre.checker',
  approved: 'finance.approver',
};

/** A claim goes one step further, or back; sometimes two people press the button at once. */
export const ADVANCE_SUBSIDY_CLAIM: Move = {
  name: 'advance-subsidy-claim',
  weight: 5,
  async run(stage) {
    const { dice, model, caller } = stage;
    const open = model.subsidyClaims.filter(({ state }) => state !== 'paid');
    if (open.length === 0) return false;
    const claim = dice.pick(open);
    const back = WHO_RETURNS[claim.state];
    if (back !== undefined && dice.chance(8)) {
      const reply = await caller.post(back, `${CLAIMS}/${claim.id}/return`, { reason: '请核对' });
      if (settle(stage, 'returning a subsidy claim', reply, 'done')) claim.state = 'returned';
      return true;
    }
    await takeStep(stage, claim);
    return true;
  },
};

async function takeStep(stage: Stage, claim: SubsidyClaimModel): Promise<void> {
  const { dice, model, caller, clock } = stage;
  const step = STEPS[claim.state];
  if (!step) return;
  const body = step.noun === 'payment' ? { paidOn: clock.today() } : { contentHash: claim.contentHash };
  const path = `${CLAIMS}/${claim.id}/${step.noun}`;
  if (dice.chance(10)) {
    const stranger = await caller.post('auditor', path, body);
    settle(stage, `${step.noun} by an auditor`, stranger, 'forbidden');
  }
  const times = dice.chance(30) ? dice.between(2, 4) : 1;
  if (times > 1) model.racing += times;
  const replies = await Promise.all(
    Array.from({ length: times }, () => caller.post(step.who(claim), path, body)),
  );
  const done = replies.filter(({ status }) => status < 300);
  for (const reply of replies)
    settleEither(stage, `the ${step.noun} of a subsidy claim`, reply, ['illegal-transition']);
  mustEqual(`of ${times} submissions of one step one counts`, done.length, 1);
  claim.state = step.to;
}
