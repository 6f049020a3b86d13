import { decideEligibility, precheckApplication } from '../applications/review-application.js';
import { proposeAllotment } from '../budgets/propose-allotment.js';
import { yearMonthDay, type BusinessDate } from '../core/business-date.js';
import { fen } from '../core/money.js';
import { parseRate } from '../core/rate.js';
import { founderOf, type Cast } from './cast.js';
import type { PlannedLoan } from './portfolio-plan.js';
import { decideSides, fileApplication, handlersOf, proposePayingOut, REASON } from './tell-loan.js';

/** How far cases have come on which somebody has something to do: one for every worklist. */
const STAGES = ['unconfirmed', 'filed', 'prechecked', 'eligible', 'proposed', 'approved'] as const;
type Stage = (typeof STAGES)[number];

const FIRST_SEQUENCE = 71;
const PRINCIPAL = fen(30_000_000);
const NEXT_BUDGET = fen(2_200_000_000);

const planOf = (index: number, on: BusinessDate): PlannedLoan => ({
  sequence: FIRST_SEQUENCE + index,
  borrowerKind: 'individual',
  borrowerCategory: 'college-graduate',
  districtCode: '440106',
  bankCode: 'BANK01',
  guarantorCode: 'FUND01',
  principal: PRINCIPAL,
  annualRate: parseRate('3.10'),
  termMonths: 36,
  repaymentMethod: 'interest-monthly',
  appliedOn: on,
  disbursedOn: on,
  story: 'regular',
});

async function bringTo(stage: Stage, plan: PlannedLoan, cast: Cast): Promise<void> {
  const founder = founderOf(plan.sequence, plan.districtCode);
  await cast.addBorrower(founder);
  const reaches = (wanted: Stage): boolean => STAGES.indexOf(stage) >= STAGES.indexOf(wanted);
  const applicationId = await fileApplication(plan, cast, founder.username, stage === 'unconfirmed');
  const by = handlersOf(plan, cast, founder.username);
  if (reaches('prechecked')) await precheckApplication(by.bankMaker, { applicationId, ...REASON });
  if (reaches('eligible')) await decideEligibility(by.reviewer, { applicationId, ...REASON });
  if (reaches('proposed')) await decideSides(plan, applicationId, by, stage === 'proposed');
  if (reaches('approved')) await proposePayingOut(plan, applicationId, by);
}

/** Applications that are under way on a day, and next year's budget that waits for the finance bureau, so that no desk is empty. */
export async function tellOpenCases(cast: Cast, on: BusinessDate): Promise<void> {
  for (const [index, stage] of STAGES.entries()) await bringTo(stage, planOf(index, on), cast);
  await proposeAllotment(cast.as('centre.maker'), {
    year: yearMonthDay(on).year + 1,
    level: 'city',
    districtCode: '',
    amount: NEXT_BUDGET,
    document: '示范财社预〔1〕号',
  });
}
