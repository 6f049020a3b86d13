import type { CompensationClaimState } from '../../../server/core/states/compensation-claim-states.js';
import { parseYuan } from '../../../server/core/money.js';
import type { Reply } from '../caller.js';
import { nextSerial, owedOn, type CompensationModel, type EntryModel } from '../model.js';
import { settle, settleEither } from '../settle.js';
import type { Stage } from '../stage.js';
import { mustEqual, Violation } from '../violation.js';
import { bankOf, yuan, type Move } from './move.js';

const pathOf = ({ id }: CompensationModel): string => `/api/v1/compensation-claims/${id}`;

function pickPaid({ model, dice }: Stage): CompensationModel | undefined {
  const paid = model.claims.filter(({ paidOn }) => paidOn !== null);
  return paid.length === 0 ? undefined : dice.pick(paid.slice(-80));
}

/** Where three share, a part of a receipt may be a fen below zero. */
function fenOf(value: unknown): number {
  const text = String(value);
  return text.startsWith('-') ? 0 - parseYuan(text.slice(1)) : parseYuan(text);
}

/** Adds an entry as its reply tells it, where reply and model agree on what is still owed. */
function book(
  claim: CompensationModel,
  entry: Omit<EntryModel, 'id' | 'costs' | 'reversed'>,
  reply: Reply,
): void {
  claim.entries.push({
    ...entry,
    id: Number(reply.body['recoveryId']),
    costs: fenOf(reply.body['costs']),
    reversed: false,
  });
  agree(claim, reply);
}

function agree(claim: CompensationModel, { body }: Reply): void {
  mustEqual('the reply names what the debtor still owes', fenOf(body['owed']), owedOn(claim));
  claim.state = body['state'] as CompensationClaimState;
  claim.writeOff = null;
}

/** Shares are checked against the parts of the receipt at once: nothing is lost in the split. */
function assertSplit({ body }: Reply, amount: number): void {
  const shares = body['shares'] as readonly { readonly amount: string }[];
  const split = shares.reduce((sum, share) => sum + fenOf(share.amount), fenOf(body['costs']));
  if (split !== amount) throw new Violation('a receipt is split to the fen', { body, amount });
}

/** Money comes back after compensation, at the bank or at the guarantor; sometimes more than is owed, sometimes at once. */
export const RECOVER: Move = {
  name: 'recover',
  weight: 7,
  async run(stage) {
    const { dice, caller, clock, model } = stage;
    const claim = pickPaid(stage);
    if (!claim) return false;
    const owed = owedOn(claim);
    const side = dice.pick(['bank', 'guarantor'] as const);
    const { maker, guarantorMaker } = bankOf(claim);
    const amount = dice.chance(20)
      ? Math.max(1, owed)
      : dice.chance(6)
        ? owed + 1
        : dice.between(1, Math.max(1, Math.floor(owed / 2)));
    const times = dice.chance(20) ? dice.between(2, 3) : 1;
    if (times > 1) model.racing += times;
    const replies = await Promise.all(
      Array.from({ length: times }, () =>
        caller.post(side === 'bank' ? maker : guarantorMaker, `${pathOf(claim)}/recoveries`, {
          amount: yuan(amount),
          occurredOn: clock.today(),
          reference: `ZC-${nextSerial(model)}`,
        }),
      ),
    );
    // The order in which they were taken is the order of their numbers.
    const byNumber = replies.toSorted(
      (left, right) =>
        Number(left.body['recoveryId'] ?? Infinity) - Number(right.body['recoveryId'] ?? Infinity),
    );
    for (const reply of byNumber) {
      const isClosed = claim.state === 'closed';
      const expected = isClosed
        ? 'illegal-transition'
        : amount > owedOn(claim)
          ? 'recovery-exceeds-debt'
          : 'done';
      if (!settle(stage, 'a receipt', reply, expected)) continue;
      assertSplit(reply, amount);
      book(claim, { kind: 'receipt', side, amount }, reply);
      followLoan(stage, claim);
    }
    return true;
  },
};

/** A guarantor spends money on getting money. */
export const SPEND: Move = {
  name: 'spend-on-recovery',
  weight: 2,
  async run(stage) {
    const { dice, caller, clock, model } = stage;
    const claim = pickPaid(stage);
    if (!claim) return false;
    const amount = dice.between(100, 90_000);
    const reply = await caller.post(bankOf(claim).guarantorMaker, `${pathOf(claim)}/recovery-costs`, {
      amount: yuan(amount),
      occurredOn: clock.today(),
      reference: `FY-${nextSerial(model)}`,
    });
    const expected = claim.state === 'closed' ? 'illegal-transition' : 'done';
    if (settle(stage, 'a cost of recovery', reply, expected))
      book(claim, { kind: 'cost', side: 'guarantor', amount }, reply);
    return true;
  },
};

/** A receipt or a cost never was. */
export const REVERSE_RECOVERY: Move = {
  name: 'reverse-recovery',
  weight: 3,
  async run(stage) {
    const { dice, caller, clock, model } = stage;
    const claim = pickPaid(stage);
    if (!claim || claim.entries.length === 0) return false;
    const entry = dice.pick(claim.entries);
    const { checker, guarantorChecker } = bankOf(claim);
    const reply = await caller.post(
      entry.side === 'bank' ? checker : guarantorChecker,
      `${pathOf(claim)}/recoveries/${entry.id}/reversal`,
      { occurredOn: clock.today(), reference: `ZF-${nextSerial(model)}` },
    );
    const isRepaidCost = entry.kind === 'cost' && costsLeftWithout(claim, entry) < 0;
    const expected = entry.reversed
      ? (['already-reversed', 'recovery-exceeds-debt'] as const)
      : isRepaidCost
        ? 'recovery-exceeds-debt'
        : 'done';
    if (!settle(stage, 'the reversal of a recovery', reply, expected)) return true;
    entry.reversed = true;
    agree(claim, reply);
    followLoan(stage, claim);
    return true;
  },
};

function costsLeftWithout({ entries }: CompensationModel, cost: EntryModel): number {
  return entries.reduce((left, one) => {
    if (one.reversed || one === cost) return left;
    return one.kind === 'cost' ? left + one.amount : left - one.costs;
  }, 0);
}

/** A debt that is paid in full settles the loan, a reversal opens it again; what is written off stays so. */
function followLoan({ model, touched }: Stage, claim: CompensationModel): void {
  touched.add(claim.loanId);
  const loan = model.loans.find(({ id }) => id === claim.loanId);
  if (!loan || loan.state === 'written-off') return;
  loan.state = owedOn(claim) === 0 ? 'settled' : 'compensated';
}

/** A debt is written off in three steps by three persons; money that comes in between voids the proposal. */
export const WRITE_OFF: Move = {
  name: 'write-off',
  weight: 3,
  async run(stage) {
    const { dice, caller, model } = stage;
    const open = model.claims.filter(({ state }) => state === 'paid' || state === 'recovering');
    const claim =
      open.find(({ writeOff }) => writeOff !== null) ?? (open.length > 0 ? dice.pick(open) : undefined);
    if (!claim) return false;
    if (claim.writeOff === null) {
      const body = {
        ground: dice.pick(['bankruptcy', 'death', 'enforcement-ended', 'long-unrecovered']),
        documentNumber: `（2025）粤01破${claim.id}号`,
      };
      const reply = await caller.post(
        bankOf(claim).guarantorMaker,
        `${pathOf(claim)}/write-off-proposals`,
        body,
      );
      if (settleEither(stage, 'proposing a write-off', reply, ['write-off-not-allowed', 'already-exists']))
        claim.writeOff = { step: 'approve', payloadHash: String(reply.body['payloadHash']) };
      return true;
    }
    const { step, payloadHash } = claim.writeOff;
    const [who, noun] =
      step === 'approve'
        ? ['centre.checker', 'write-off-approvals']
        : ['finance.approver', 'write-off-confirmations'];
    const outcome = dice.chance(85) ? 'approve' : 'decline';
    const verdict = { payloadHash, outcome, ...(outcome === 'decline' && { reason: '继续追偿' }) };
    const reply = await caller.post(who, `${pathOf(claim)}/${noun}`, verdict);
    if (
      !settleEither(stage, 'deciding on a write-off', reply, [
        'write-off-not-allowed',
        'approval-does-not-match',
      ])
    ) {
      claim.writeOff = null;
      return true;
    }
    const isOver = outcome === 'decline' || step === 'confirm';
    claim.writeOff = isOver ? null : { step: 'confirm', payloadHash: String(reply.body['payloadHash']) };
    if (step === 'confirm' && outcome === 'approve') {
      claim.state = 'written-off';
      const loan = model.loans.find(({ id }) => id === claim.loanId);
      if (loan) loan.state = 'written-off';
    }
    return true;
  },
};
