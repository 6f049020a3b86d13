import { randomUUID } from 'node:crypto';
import { selectRows } from '../../../models/rows.js';
import { addDays, type BusinessDate } from '../../../server/core/business-date.js';
import type { ErrorCode } from '../../../server/core/errors.js';
import type { CompensationClaimState } from '../../../server/core/states/compensation-claim-states.js';
import type { Reply } from '../caller.js';
import { nextSerial, type CompensationModel, type LoanModel } from '../model.js';
import { settle, settleEither } from '../settle.js';
import type { Stage } from '../stage.js';
import { mustEqual } from '../violation.js';
import { bankOf, pickLoan, type Move } from './move.js';

const CLAIMS = '/api/v1/compensation-claims';
const MORE_THAN_DAYS = 90;
const ENDED: ReadonlySet<CompensationClaimState> = new Set(['rejected', 'lapsed']);

/** The refusals of a step whose facts have changed since the claim was read. */
const OVERTAKEN = ['approval-does-not-match', 'compensation-not-due'] as const;

const loanOf = ({ model, touched }: Stage, { loanId }: CompensationModel): LoanModel => {
  const loan = model.loans.find(({ id }) => id === loanId);
  touched.add(loanId);
  if (!loan) throw new Error(`No loan ${loanId}`);
  return loan;
};

/** Loans that are overdue for long enough by the last close, read from the close's own history. */
async function findDue({ observer }: Stage): Promise<number[]> {
  const [books] = await selectRows<{ last: BusinessDate | null }>(
    observer,
    "SELECT MAX(businessDate) AS last FROM daily_closes WHERE state = 'done'",
  );
  if (!books?.last) return [];
  const rows = await selectRows<{ id: number }>(
    observer,
    `SELECT l.id FROM loans l JOIN loan_standings s ON s.loanId = l.id JOIN guarantees g ON g.loanId = l.id
      WHERE l.state = 'overdue' AND l.outstandingFen > 0 AND g.state = 'effective' AND s.pastDueSince < ?
        AND NOT EXISTS (SELECT 1 FROM compensation_claims c WHERE c.liveLoanId = l.id) ORDER BY l.id DESC LIMIT 40`,
    [addDays(books.last, -MORE_THAN_DAYS)],
  );
  return rows.map(({ id }) => id);
}

/** Whether money came, or was taken back, that the close which found the loan overdue has not seen: it may be cured. */
async function isMovedSinceTheClose({ observer }: Stage, { id }: LoanModel): Promise<boolean> {
  const [moved] = await selectRows<{ id: number }>(
    observer,
    `SELECT id FROM repayments WHERE loanId = ?
        AND recordedAt >= (SELECT MAX(finishedAt) FROM daily_closes WHERE state = 'done') LIMIT 1`,
    [id],
  );
  return moved !== undefined;
}

/** A bank claims compensation: where it is due, by several at once; and where it is not. */
export const OPEN_COMPENSATION: Move = {
  name: 'open-compensation',
  weight: 6,
  async run(stage) {
    const { dice, model, caller } = stage;
    const due = await findDue(stage);
    const early = dice.chance(15) || due.length === 0;
    if (early) return openTooEarly(stage, due);
    const chosen = dice.pick(due);
    const loan = model.loans.find(({ id }) => id === chosen);
    if (!loan) return false;
    stage.touched.add(loan.id);
    const times = dice.chance(25) ? 3 : 1;
    if (times > 1) model.racing += times;
    const replies = await Promise.all(
      Array.from({ length: times }, () =>
        caller.post(bankOf(loan).maker, CLAIMS, { loanId: String(loan.id) }),
      ),
    );
    const opened = replies.filter(({ status }) => status < 300).length;
    const refusals: ErrorCode[] = [
      'already-exists',
      ...((await isMovedSinceTheClose(stage, loan)) ? OVERTAKEN : []),
    ];
    if (opened > 0 || refusals.length === 1) mustEqual('one claim of a loan lives at a time', opened, 1);
    for (const reply of replies) {
      if (!settleEither(stage, 'opening a claim', reply, refusals)) continue;
      model.claims.push({
        id: Number(reply.body['id']),
        loanId: loan.id,
        bank: loan.bank,
        state: 'draft',
        contentHash: String(reply.body['contentHash']),
        papers: 0,
        consents: 0,
        paidOn: null,
        debt: 0,
        entries: [],
        writeOff: null,
      });
    }
    return true;
  },
};

async function openTooEarly(stage: Stage, due: readonly number[]): Promise<boolean> {
  const { model, caller } = stage;
  const claimed = new Set(model.claims.filter(({ state }) => !ENDED.has(state)).map(({ loanId }) => loanId));
  const loan = pickLoan(
    stage,
    ({ id, state }) => !due.includes(id) && !claimed.has(id) && state !== 'overdue',
  );
  if (!loan) return false;
  const reply = await caller.post(bankOf(loan).maker, CLAIMS, { loanId: String(loan.id) });
  settle(stage, 'a claim on a loan that is not overdue', reply, 'compensation-not-due');
  return true;
}

const PAPERS = ['claim-form', 'loan-contract', 'demand-record', 'guarantee-letter'] as const;

/** A claim goes one step further: papers, submission, verification, approval, consents, payment. */
export const ADVANCE_COMPENSATION: Move = {
  name: 'advance-compensation',
  weight: 16,
  async run(stage) {
    const { dice, model } = stage;
    const open = model.claims.filter(({ state, paidOn }) => paidOn === null && !ENDED.has(state));
    if (open.length === 0) return false;
    const claim = dice.pick(open.slice(0, 8));
    if (dice.chance(3)) return withdraw(stage, claim);
    if (claim.state === 'draft' && claim.papers < PAPERS.length) return bringPaper(stage, claim);
    await decide(stage, claim);
    return true;
  },
};

async function bringPaper(stage: Stage, claim: CompensationModel): Promise<boolean> {
  const kind = PAPERS[claim.papers] ?? 'claim-form';
  const file = { name: `${kind}.pdf`, bytes: Buffer.from(`%PDF-1.7\n${randomUUID()}\n%%EOF\n`) };
  const reply = await stage.caller.upload(
    bankOf(claim).maker,
    `${CLAIMS}/${claim.id}/evidence`,
    { kind },
    file,
  );
  if (settleEither(stage, 'a paper', reply, ['compensation-not-due'])) {
    claim.papers += 1;
    follow(claim, reply);
  } else await recompute(stage, claim);
  return true;
}

async function withdraw(stage: Stage, claim: CompensationModel): Promise<boolean> {
  const body = { reason: '借款人已承诺还款' };
  const reply = await stage.caller.post(bankOf(claim).checker, `${CLAIMS}/${claim.id}/withdrawal`, body);
  if (settle(stage, 'taking a claim back', reply, 'done')) claim.state = 'lapsed';
  return true;
}

interface Step {
  readonly noun: string;
  readonly who: string;
  readonly body: object;
}

function stepOf({ clock, model }: Stage, claim: CompensationModel): Step | undefined {
  const { contentHash, state, consents } = claim;
  const { checker, guarantorMaker, guarantorChecker } = bankOf(claim);
  if (state === 'draft' || state === 'returned')
    return { noun: 'submission', who: checker, body: { contentHash } };
  if (state === 'submitted') return { noun: 'verification', who: guarantorMaker, body: { contentHash } };
  if (state === 'verified')
    return {
      noun: 'approval',
      who: 'centre.checker',
      body: { contentHash, documentNumber: `穗人社函〔${claim.id}〕号` },
    };
  if (state === 'approved')
    return consents === 0
      ? { noun: 'consents', who: 'finance.approver', body: { contentHash, body: 'finance' } }
      : {
          noun: 'consents',
          who: 'centre.maker',
          body: { contentHash, body: 'peoples-bank', documentNumber: `穗银〔${claim.id}〕号` },
        };
  if (state !== 'consented') return undefined;
  const paymentReference = `DCFK-${nextSerial(model)}`;
  return {
    noun: 'payment',
    who: guarantorChecker,
    body: { contentHash, paidOn: clock.today(), paymentReference },
  };
}

async function decide(stage: Stage, claim: CompensationModel): Promise<void> {
  const { dice, caller, model } = stage;
  const step = stepOf(stage, claim);
  if (!step) return;
  const times = dice.chance(25) ? dice.between(2, 4) : 1;
  if (times > 1) model.racing += times;
  const path = `${CLAIMS}/${claim.id}/${step.noun}`;
  const replies = await Promise.all(
    Array.from({ length: times }, (_, index) => {
      const other =
        index > 0 && step.noun === 'payment' ? { paymentReference: `DCFK-${nextSerial(model)}` } : {};
      return caller.post(step.who, path, { ...step.body, ...other });
    }),
  );
  const done = replies.filter(({ status }) => status < 300);
  const beaten = [
    ...OVERTAKEN,
    'illegal-transition',
    'already-exists',
    'guarantor-balance-exceeded',
  ] as const;
  for (const reply of replies) settleEither(stage, `the ${step.noun} of a claim`, reply, beaten);
  mustEqual(`one ${step.noun} counts`, done.length <= 1, true);
  const [reply] = done;
  if (!reply) {
    await recompute(stage, claim);
    return;
  }
  if (step.noun === 'consents') claim.consents += 1;
  follow(claim, reply);
  if (step.noun === 'payment') await compensated(stage, claim);
}

async function recompute(stage: Stage, claim: CompensationModel): Promise<void> {
  const { caller, dice } = stage;
  const { maker, guarantorMaker } = bankOf(claim);
  const who = dice.chance(50) ? maker : guarantorMaker;
  const reply = await caller.post(who, `${CLAIMS}/${claim.id}/recomputation`);
  if (!settleEither(stage, 'computing a claim again', reply, ['illegal-transition', 'compensation-not-due']))
    return;
  claim.consents = 0;
  follow(claim, reply);
}

function follow(claim: CompensationModel, { body }: Reply): void {
  claim.state = body['state'] as CompensationClaimState;
  claim.contentHash = String(body['contentHash']);
}

/** The model learns what was paid from the claim as it was read back; that it is right the invariants say. */
async function compensated(stage: Stage, claim: CompensationModel): Promise<void> {
  const loan = loanOf(stage, claim);
  const [paid] = await selectRows<{ debt: number; principal: number; outstanding: number }>(
    stage.observer,
    `SELECT c.claimedFen AS debt, p.principalFen AS principal, p.outstandingFen AS outstanding
       FROM compensation_claims c JOIN compensation_payments p ON p.claimId = c.id WHERE c.id = ?`,
    [claim.id],
  );
  mustEqual('what is compensated is what was owed', paid?.outstanding, loan.outstanding);
  claim.debt = paid?.debt ?? 0;
  claim.paidOn = stage.clock.today();
  loan.compensated = true;
  loan.state = 'compensated';
  loan.outstanding -= paid?.principal ?? 0;
}
