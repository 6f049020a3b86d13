import { approveCredit } from '../applications/approve-credit.js';
import { approveGuarantee } from '../applications/approve-guarantee.js';
import { addAttachment } from '../applications/attachments/add-attachment.js';
import { ATTACHMENT_KINDS } from '../applications/attachments/attachment-kinds.js';
import type { ApplicationForm } from '../applications/application-form.js';
import type { AttachmentKind } from '../applications/attachments/attachment-kinds.js';
import { requestLookUps } from '../applications/request-look-ups.js';
import { LOOK_UP_CONSENT } from '../registries/find-look-up-consent.js';
import { decideLookUpConsent } from '../registries/look-up-consent.js';
import { agreesToLookUps } from './tell-registries.js';
import { missingPapers } from '../applications/attachments/missing-papers.js';
import { confirmApplication } from '../applications/confirm-application.js';
import { createApplication } from '../applications/create-application.js';
import { proposeCredit } from '../applications/propose-credit.js';
import { proposeGuarantee } from '../applications/propose-guarantee.js';
import { requestConfirmation } from '../applications/request-confirmation.js';
import { decideEligibility, precheckApplication } from '../applications/review-application.js';
import { saveApplication } from '../applications/save-application.js';
import { submitApplication } from '../applications/submit-application.js';
import type { Context } from '../context.js';
import { addDays } from '../core/business-date.js';
import { rate } from '../core/rate.js';
import { approveDisbursement } from '../loans/approve-disbursement.js';
import { proposeDisbursement } from '../loans/propose-disbursement.js';
import { type Cast, founderOf } from './cast.js';
import type { Diary } from './diary.js';
import { fillForm } from './fill-form.js';
import type { PlannedLoan } from './portfolio-plan.js';

/** Who handles a planned loan on each side. */
export interface Handlers {
  readonly founder: Context;
  readonly bankMaker: Context;
  readonly bankChecker: Context;
  readonly guarantorMaker: Context;
  readonly guarantorChecker: Context;
  readonly reviewer: Context;
}

/** The people who handle a planned loan. */
export function handlersOf(plan: PlannedLoan, cast: Cast, founder: string): Handlers {
  const bank = plan.bankCode === 'BANK01' ? 'bank' : 'bank02';
  const guarantor = plan.guarantorCode === 'FUND01' ? 'guarantor' : 'guar01';
  return {
    founder: cast.as(founder),
    bankMaker: cast.as(`${bank}.maker`),
    bankChecker: cast.as(`${bank}.checker`),
    guarantorMaker: cast.as(`${guarantor}.maker`),
    guarantorChecker: cast.as(`${guarantor}.checker`),
    reviewer: cast.as(plan.districtCode === '440106' ? 'district.reviewer' : `reviewer.${plan.districtCode}`),
  };
}

/**
 * Files the application: in Tianhe through the service station with the founder's confirmation, elsewhere by the founder. An
 * unconfirmed one waits for the founder's word.
 */
export async function fileApplication(
  plan: PlannedLoan,
  cast: Cast,
  founderName: string,
  unconfirmed = false,
): Promise<number> {
  const founder = founderOf(plan.sequence, plan.districtCode);
  const byStation = plan.districtCode === '440106';
  const filer = cast.as(byStation ? 'station.clerk' : founderName);
  const { borrowerKind, districtCode } = plan;
  const created = await createApplication(filer, { borrowerKind, districtCode });
  const applicationId = Number(created.applicationId);
  const form = fillForm(plan, founder, cast);
  const saved = await saveApplication(filer, { applicationId, version: created.version, form });
  for (const kind of await papersOf(plan, filer, applicationId, form)) {
    const paper = { fileName: `${ATTACHMENT_KINDS[kind].zh}.pdf`, bytes: cast.paper };
    await addAttachment(filer, { applicationId, kind, file: paper });
  }
  if (byStation) {
    const asked = await requestConfirmation(filer, { applicationId, version: saved.version });
    if (!unconfirmed)
      await confirmApplication(cast.as(founderName), { applicationId, version: asked.version });
  } else {
    await submitApplication(filer, { applicationId, version: saved.version });
  }
  return applicationId;
}

/** What the founder brings: all papers, but for those that a registry stands for where look-ups were agreed to. */
async function papersOf(
  plan: PlannedLoan,
  filer: Context,
  applicationId: number,
  form: ApplicationForm,
): Promise<readonly AttachmentKind[]> {
  return agreesToLookUps(plan)
    ? (await requestLookUps(filer, applicationId)).missingPapers
    : missingPapers(plan.borrowerKind, form, new Set());
}

export const REASON = { outcome: 'pass', reason: '材料齐全，符合条件', toMend: [] } as const;

/** Bank and guarantor propose; where they only propose, their checkers have something to do. */
export async function decideSides(
  plan: PlannedLoan,
  applicationId: number,
  by: Handlers,
  onlyPropose = false,
): Promise<void> {
  const terms = {
    amountFen: plan.principal,
    rate: plan.annualRate,
    termMonths: plan.termMonths,
    dayCountBasis: 360,
    repaymentMethod: plan.repaymentMethod,
  } as const;
  const credit = await proposeCredit(by.bankMaker, applicationId, {
    outcome: 'agree',
    reason: '经营正常，还款来源可靠',
    terms,
  });
  const guarantee = await proposeGuarantee(by.guarantorMaker, applicationId, {
    outcome: 'agree',
    reason: '反担保落实',
    feeRate: rate(0),
  });
  if (onlyPropose) return;
  const verdict = { applicationId, outcome: 'approve', reason: null } as const;
  await approveCredit(by.bankChecker, { ...verdict, payloadHash: credit.payloadHash });
  await approveGuarantee(by.guarantorChecker, { ...verdict, payloadHash: guarantee.payloadHash });
}

/** The bank's officer proposes the disbursement. Answers the hash that a checker repeats. */
export async function proposePayingOut(
  plan: PlannedLoan,
  applicationId: number,
  by: Handlers,
): Promise<string> {
  const contractNumber = `${plan.bankCode}-CD-2025-${String(plan.sequence).padStart(4, '0')}`;
  const { payloadHash } = await proposeDisbursement(by.bankMaker, {
    applicationId,
    contractNumber,
    bankReference: `FK${contractNumber}`,
    amount: plan.principal,
    disbursedOn: plan.disbursedOn,
  });
  return payloadHash;
}

async function disburse(plan: PlannedLoan, applicationId: number, by: Handlers): Promise<number> {
  const payloadHash = await proposePayingOut(plan, applicationId, by);
  const verdict = { applicationId, payloadHash, outcome: 'approve', reason: null } as const;
  const { loanId } = await approveDisbursement(by.bankChecker, verdict);
  return Number(loanId);
}

/** Plans a loan's way from the application to the money; `afterwards` plans what becomes of it. */
export function tellLoan(
  plan: PlannedLoan,
  cast: Cast,
  diary: Diary,
  afterwards: (loanId: number) => void,
): void {
  const founder = founderOf(plan.sequence, plan.districtCode);
  diary.plan(plan.appliedOn, async () => {
    await cast.addBorrower(founder);
    if (agreesToLookUps(plan)) {
      const agreed = { given: true, textVersion: LOOK_UP_CONSENT.version };
      await decideLookUpConsent(cast.as(founder.username), agreed);
    }
    const applicationId = await fileApplication(plan, cast, founder.username);
    const by = handlersOf(plan, cast, founder.username);
    diary.plan(addDays(plan.appliedOn, 2), async () => {
      await precheckApplication(by.bankMaker, { applicationId, ...REASON });
    });
    diary.plan(addDays(plan.appliedOn, 8), async () => {
      await decideEligibility(by.reviewer, { applicationId, ...REASON });
    });
    diary.plan(addDays(plan.appliedOn, 13), () => decideSides(plan, applicationId, by));
    diary.plan(plan.disbursedOn, async () => afterwards(await disburse(plan, applicationId, by)));
  });
}
