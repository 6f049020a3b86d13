import { decideAgreement } from '../agreements/decide-agreement.js';
import { proposeAgreement } from '../agreements/propose-agreement.js';
import { decideCapital, proposeCapital } from '../agreements/record-capital.js';
import { decideAllotment } from '../budgets/decide-allotment.js';
import { proposeAllotment } from '../budgets/propose-allotment.js';
import { addDays, parseBusinessDate } from '../core/business-date.js';
import { fen } from '../core/money.js';
import { subsidyQuarter } from '../core/subsidy-quarter.js';
import { approveSubsidyClaim } from '../subsidies/approve-subsidy-claim.js';
import { buildSubsidyClaim } from '../subsidies/build-subsidy-claim.js';
import { fundSubsidyClaim } from '../subsidies/fund-subsidy-claim.js';
import { paySubsidyClaim } from '../subsidies/pay-subsidy-claim.js';
import { submitSubsidyClaim } from '../subsidies/submit-subsidy-claim.js';
import { verifySubsidyClaim } from '../subsidies/verify-subsidy-claim.js';
import { bringFile } from './bring-file.js';
import type { Cast } from './cast.js';
import type { Diary } from './diary.js';
import { olderBook, TAKEN_OVER_ON } from './older-book.js';

const BANKS = ['BANK01', 'BANK02'] as const;
const GUARANTORS = ['FUND01', 'GUAR01'] as const;
const SIGNED_ON = parseBusinessDate('2024-12-02');
const HUNDRED_MILLION = 10_000_000_000;
const BUDGET_OF_2025 = fen(2_000_000_000);

const makerOf = (bank: (typeof BANKS)[number]): string => (bank === 'BANK01' ? 'bank.maker' : 'bank02.maker');
const checkerOf = (bank: (typeof BANKS)[number]): string =>
  bank === 'BANK01' ? 'bank.checker' : 'bank02.checker';

/** Plans the agreements between banks and guarantors, and the year's money for subsidies. */
export function tellArrangements(cast: Cast, diary: Diary): void {
  diary.plan(SIGNED_ON, async () => {
    for (const guarantor of GUARANTORS) await recordCapital(cast, guarantor);
    for (const bank of BANKS) for (const guarantor of GUARANTORS) await signAgreement(cast, bank, guarantor);
  });
  diary.plan(parseBusinessDate('2025-01-02'), async () => {
    const allotment = {
      year: 2025,
      level: 'city',
      districtCode: '',
      amount: BUDGET_OF_2025,
      document: '示范财社〔2025〕1号',
    } as const;
    const { budgetId, payloadHash } = await proposeAllotment(cast.as('centre.maker'), allotment);
    await decideAllotment(cast.as('finance.approver'), budgetId, {
      payloadHash,
      outcome: 'approve',
      reason: null,
    });
  });
}

async function recordCapital(cast: Cast, guarantor: string): Promise<void> {
  const guarantorId = cast.organisationId(guarantor);
  const { payloadHash } = await proposeCapital(cast.as('centre.maker'), guarantorId, {
    effectiveOn: SIGNED_ON,
    amountFen: fen(10 * HUNDRED_MILLION),
    document: '2023年度审计报告（示范）',
  });
  const verdict = { payloadHash, outcome: 'approve', reason: null } as const;
  await decideCapital(cast.as('centre.checker'), guarantorId, verdict);
}

async function signAgreement(cast: Cast, bank: string, guarantor: string): Promise<void> {
  const bearer = guarantor === 'FUND01' ? 'city-fund' : 'guarantee-institution';
  const { agreementId, payloadHash } = await proposeAgreement(cast.as('centre.maker'), {
    bankOrganisationId: cast.organisationId(bank),
    guarantorOrganisationId: cast.organisationId(guarantor),
    startsOn: SIGNED_ON,
    endsOn: parseBusinessDate('2027-12-01'),
    exposureLimitFen: fen(20 * HUNDRED_MILLION),
    singleLoanLimitFen: fen(500_000_000),
    guarantorLimitFen: fen(40 * HUNDRED_MILLION),
    approvalMode: 'bank-and-guarantor',
    interestCovered: false,
    compensation: { capFen: null, costsFirst: true, consents: [] },
    shares: [
      { bearer: 'bank', shareBasisPoints: 2_000 },
      { bearer, shareBasisPoints: 8_000 },
    ],
  });
  const verdict = { payloadHash, outcome: 'approve', reason: null } as const;
  await decideAgreement(cast.as('centre.checker'), { agreementId: Number(agreementId), ...verdict });
}

/** How many loans each bank brings along, so that the half-year's subsidy comes to what the city published. */
const OLDER_LOANS = { BANK01: 307, BANK02: 147 } as const;

/** Plans the take-over of the existing books, and the repayments on them that banks send each quarter. */
export function tellOlderBooks(cast: Cast, diary: Diary): void {
  // On the day of settlement, and at the quarter's end what came later.
  const ends = ['2025-03-20', '2025-03-31', '2025-06-20', '2025-06-30'].map(parseBusinessDate);
  BANKS.forEach((bank, index) => {
    const book = olderBook(bank, OLDER_LOANS[bank], index + 1);
    const portfolio = Buffer.from(book.portfolioCsv);
    let from = parseBusinessDate('2000-01-01');
    for (const day of [TAKEN_OVER_ON, ...ends]) {
      const repayments = Buffer.from(book.repaymentsCsv(from, addDays(day, 1)));
      from = addDays(day, 1);
      diary.plan(day, async () => {
        await bringFile(cast.as(makerOf(bank)), 'portfolio', portfolio);
        await bringFile(cast.as(makerOf(bank)), 'repayments', repayments);
      });
    }
  });
}

/** Plans a quarter's claims of both banks, from the draft that the system builds to the payment. */
export function tellClaims(quarterName: string, cast: Cast, diary: Diary): void {
  const quarter = subsidyQuarter(quarterName);
  const builtOn = addDays(quarter.until, 14);
  for (const bank of BANKS) {
    diary.plan(builtOn, async () => {
      const built = await buildSubsidyClaim(cast.as(makerOf(bank)), { bankCode: bank, quarter });
      const { claimId } = built;
      const decision = { claimId, contentHash: built.contentHash ?? '' };
      await submitSubsidyClaim(cast.as(checkerOf(bank)), decision);
      diary.plan(
        addDays(builtOn, 3),
        async () => void (await verifySubsidyClaim(cast.as('centre.maker'), decision)),
      );
      diary.plan(
        addDays(builtOn, 5),
        async () => void (await approveSubsidyClaim(cast.as('centre.checker'), decision)),
      );
      diary.plan(
        addDays(builtOn, 8),
        async () => void (await fundSubsidyClaim(cast.as('finance.approver'), decision)),
      );
      const paidOn = addDays(builtOn, 10);
      diary.plan(
        paidOn,
        async () => void (await paySubsidyClaim(cast.as('centre.maker'), { claimId, paidOn })),
      );
    });
  }
}
