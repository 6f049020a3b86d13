import { randomUUID } from 'node:crypto';
import { GuaranteeShare } from '../../models/guarantee-share.js';
import { Guarantee } from '../../models/guarantee.js';
import { Loan } from '../../models/loan.js';
import { LoanEvent } from '../../models/loan-event.js';
import { LoanStanding } from '../../models/loan-standing.js';
import { DailyClose } from '../../models/daily-close.js';
import { findRow, insertRows, updateRows } from '../../models/rows.js';
import { inTransaction } from '../../models/transaction.js';
import { addEvidence } from '../../server/compensation/add-evidence.js';
import { approveClaim } from '../../server/compensation/approve-claim.js';
import type { CompensationReply } from '../../server/compensation/claim-case.js';
import { openClaim } from '../../server/compensation/open-claim.js';
import { payClaim, type PaidClaimReply } from '../../server/compensation/pay-claim.js';
import { recordConsent } from '../../server/compensation/record-consent.js';
import { submitClaim } from '../../server/compensation/submit-claim.js';
import { verifyClaim } from '../../server/compensation/verify-claim.js';
import { addDays } from '../../server/core/business-date.js';
import { runDailyCloses } from '../../server/daily-close/run-daily-closes.js';
import type { LoanRow } from '../../server/loans/loan-case.js';
import type { TestApp } from './app.js';
import { disbursedLoan, loanRow, nextSerial, type ApprovedStory } from './loans.js';

/** Who bears what where a test says nothing else. */
export const EIGHTY_TWENTY = [
  { bearer: 'city-fund', shareBasisPoints: 8000 },
  { bearer: 'bank', shareBasisPoints: 2000 },
] as const;

export type Shares = readonly Pick<GuaranteeShare, 'bearer' | 'shareBasisPoints'>[];

/** What a test says of an overdue loan. */
export interface OverdueStory extends ApprovedStory {
  readonly shares?: Shares;
  /** Days past due by the close of the day before; 100 if nothing is said. */
  readonly daysPastDue?: number;
}

/** A loan that its bank reports overdue, and that stands so by the close of the day before: both laid down in the tables. */
export async function overdueLoan(app: TestApp, story: OverdueStory = {}): Promise<LoanRow> {
  const { id } = await disbursedLoan(app, story);
  await runDailyCloses(await app.contextOf('centre.maker'));
  const close = await findRow(DailyClose, { where: {}, order: [['businessDate', 'DESC']] });
  if (!close) throw new Error('There is no close');
  const pastDueSince = addDays(close.businessDate, -(story.daysPastDue ?? 100));
  await inTransaction(app.system.database, async (transaction) => {
    const report = { kind: 'overdue', untilOn: null, newRate: null, note: null, source: 'bank' } as const;
    const when = { fromOn: addDays(pastDueSince, 1), recordedAt: app.system.clock.now() };
    const reported = { loanId: id, ...report, ...when, revision: 1, recordedByUserId: null };
    await insertRows(LoanEvent, [reported], transaction);
    const standing = { riskClass: 'substandard', reason: 'days-past-due' } as const;
    await insertRows(
      LoanStanding,
      [{ loanId: id, closeId: close.id, pastDueSince, ...standing }],
      transaction,
    );
    await updateRows(Loan, { state: 'overdue' }, { id }, transaction);
  });
  await shareRisk(app, id, story.shares);
  return loanRow(id);
}

/** Lays down who bears what of a loan. */
export async function shareRisk(app: TestApp, loanId: number, shares: Shares = EIGHTY_TWENTY): Promise<void> {
  const guarantee = await findRow(Guarantee, { where: { loanId } });
  if (!guarantee) throw new Error(`Loan ${loanId} has no guarantee`);
  const rows = shares.map((share) => ({ guaranteeId: guarantee.id, ...share }));
  await inTransaction(app.system.database, (transaction) => insertRows(GuaranteeShare, rows, transaction));
}

/** The steps of a claim in order; a claim is taken to one of them. */
export const STEPS = ['open', 'evidence', 'submit', 'verify', 'approve', 'finance', 'consent'] as const;
export type Step = (typeof STEPS)[number];

/** A new claim of a loan, taken to a step, each by who has to. */
export async function claimAt(
  app: TestApp,
  loanId: number,
  last: Step,
  foreign = false,
): Promise<CompensationReply> {
  const as = async (username: Parameters<TestApp['contextOf']>[0]) => app.contextOf(username);
  const bank = foreign ? 'other.bank' : 'bank';
  let claim = await openClaim(await as(`${bank}.maker`), loanId);
  if (last === 'open') return claim;
  for (const kind of ['claim-form', 'loan-contract', 'demand-record'] as const)
    claim = await addEvidence(await as(`${bank}.maker`), { claimId: claim.claimId, kind, file: paper() });
  return takeTo(app, claim, 'evidence', last);
}

/** Takes a claim from one step to a later one. */
export async function takeTo(
  app: TestApp,
  claim: CompensationReply,
  from: Step,
  last: Step,
): Promise<CompensationReply> {
  const { claimId, contentHash } = claim;
  const decision = { claimId, contentHash };
  const steps: Readonly<Partial<Record<Step, () => Promise<CompensationReply>>>> = {
    submit: async () => submitClaim(await app.contextOf('bank.checker'), decision),
    verify: async () => verifyClaim(await app.contextOf('guarantor.maker'), decision),
    approve: async () =>
      approveClaim(await app.contextOf('centre.checker'), {
        ...decision,
        documentNumber: '穗人社函〔2025〕9号',
      }),
    finance: async () =>
      recordConsent(await app.contextOf('finance.approver'), {
        ...decision,
        body: 'finance',
        documentNumber: null,
      }),
    consent: async () =>
      recordConsent(await app.contextOf('centre.maker'), {
        ...decision,
        body: 'peoples-bank',
        documentNumber: '穗银〔2025〕7号',
      }),
  };
  let reply = claim;
  for (const step of STEPS.slice(STEPS.indexOf(from) + 1, STEPS.indexOf(last) + 1))
    reply = (await steps[step]?.()) ?? reply;
  return reply;
}

/** Pays a claim that everybody consented to, today. */
export async function paidClaim(
  app: TestApp,
  { claimId, contentHash }: CompensationReply,
  paymentReference = `DCFK${nextSerial()}`,
): Promise<PaidClaimReply> {
  const paidOn = app.system.clock.today();
  const payment = { claimId, contentHash, paidOn, paymentReference };
  return payClaim(await app.contextOf('guarantor.checker'), payment);
}

/** A loan that the guarantor has compensated today, with its claim. */
export async function compensatedLoan(
  app: TestApp,
  story: OverdueStory = {},
): Promise<{ readonly loan: LoanRow; readonly claim: PaidClaimReply }> {
  const { id } = await overdueLoan(app, story);
  const claim = await paidClaim(app, await claimAt(app, id, 'consent'));
  return { loan: await loanRow(id), claim };
}

/** A paper unlike every other. */
export const paper = (): { readonly fileName: string; readonly bytes: Buffer } => ({
  fileName: 'paper.pdf',
  bytes: Buffer.from(`%PDF-1.7\n${randomUUID()}\n%%EOF\n`),
});
