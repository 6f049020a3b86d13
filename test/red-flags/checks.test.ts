import { expect } from 'chai';
import { Borrower } from '../../models/borrower.js';
import { ClaimedLine } from '../../models/claimed-line.js';
import { LoanEvent } from '../../models/loan-event.js';
import { RedFlagRun } from '../../models/red-flag-run.js';
import { findRow, insertRow, updateRows } from '../../models/rows.js';
import { SubsidyClaim } from '../../models/subsidy-claim.js';
import { inTransaction } from '../../models/transaction.js';
import { systemContext } from '../../server/context.js';
import { parseBusinessDate } from '../../server/core/business-date.js';
import { identityCheckCharacter } from '../../server/core/identity-number.js';
import { parseYuan } from '../../server/core/money.js';
import { parseRate } from '../../server/core/rate.js';
import { runDailyCloses } from '../../server/daily-close/run-daily-closes.js';
import type { LoanRow } from '../../server/loans/loan-case.js';
import type { System } from '../../server/context.js';
import type { Suspicion } from '../../server/core/red-flags/suspicion.js';
import { detectPaidLines } from '../../server/red-flags/detect-subsidies.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { creditCodeOf } from '../support/applications.js';
import { businessOf, loanTo, standsOn } from '../support/book-facts.js';
import { openClawbackOffice } from '../support/clawbacks.js';
import { nextSerial } from '../support/loans.js';
import { identityNumberOf } from '../support/people.js';
import { checked, flagsOf } from '../support/red-flags.js';
import { bringClaimTo } from '../support/subsidies.js';
import { bringRoster, firmRow, personRow, type SentRoster } from '../support/rosters.js';

describe('The checks of the book', () => {
  let app: TestApp;
  beforeEach(async () => {
    app = await startTestApp();
  });

  const registriesSay = async (registry: SentRoster['registry'], ...rows: string[]): Promise<void> => {
    const { file } = await bringRoster(app, { registry, mode: 'delta', rows });
    expect(file.problems).to.deep.equal([]);
  };

  /** The rules that flag each of the loans, once all checks have looked. */
  const rulesOn = async (...loans: readonly LoanRow[]): Promise<string[][]> => {
    await checked(app);
    return Promise.all(loans.map(async ({ id }) => (await flagsOf(id)).map(([rule = '']) => rule)));
  };

  it('find nothing in a book that is in order', async () => {
    const [one, other] = [await loanTo(app, 401), await loanTo(app, 403, { enterprise: true })];
    await businessOf(app, one, { firm: 1 });
    await businessOf(app, other, { firm: 403 });
    await standsOn(app, one, 'applicant', 401, 1);
    await standsOn(app, other, 'legal-representative', 405, 2);
    await standsOn(app, other, 'new-hire', 407);
    await registriesSay(
      'social-insurance',
      personRow(identityNumberOf(407), '2024-06-01', '', creditCodeOf(403)),
    );
    await registriesSay('deceased', personRow(identityNumberOf(499), '2025-01-01'));
    expect(await rulesOn(one, other)).to.deep.equal([[], []]);
  });

  it('a fourth loan is one too many', async () => {
    const loans = [];
    for (let count = 0; count < 4; count += 1) loans.push(await loanTo(app, 401));
    expect(await rulesOn(...loans)).to.deep.equal([[], [], [], ['too-many-loans']]);
  });

  it('a personal loan beside that of one’s enterprise, and one of each spouse', async () => {
    const own = await loanTo(app, 401);
    const firm = await loanTo(app, 403, { enterprise: true });
    await standsOn(app, firm, 'legal-representative', 401);
    const spouse = await loanTo(app, 405);
    await standsOn(app, spouse, 'spouse', 401);
    expect(await rulesOn(own, firm, spouse)).to.deep.equal([
      [],
      ['both-kinds-running'],
      ['spouse-loan-running'],
    ]);
  });

  it('one person behind two firms, and one firm behind two persons', async () => {
    const first = await loanTo(app, 403, { enterprise: true });
    const second = await loanTo(app, 405, { enterprise: true });
    const again = await loanTo(app, 403, { enterprise: true });
    await standsOn(app, first, 'legal-representative', 411);
    await standsOn(app, second, 'legal-representative', 411);
    await standsOn(app, again, 'legal-representative', 413);
    expect(await rulesOn(first, second, again)).to.deep.equal([
      [],
      ['representative-of-several-firms'],
      ['firm-of-several-representatives'],
    ]);
  });

  it('a rate above the ceiling, an amount above the cap, and a man past the age of retirement', async () => {
    const dear = await loanTo(app, 401, { contractRatePercent: '3.61' });
    const large = await loanTo(app, 403, { amount: '300000.01' });
    const digits = '44010619600101001';
    const identityNumber = digits + identityCheckCharacter(digits);
    const retired = await loanTo(app, 405, { identityNumber });
    const expected = [['rate-above-ceiling'], ['amount-above-cap'], ['retired-at-disbursement']];
    expect(await rulesOn(dear, large, retired)).to.deep.equal(expected);
    const later = await loanTo(app, 407, { contractRatePercent: '3.61' });
    expect(await rulesOn(dear, large, retired, later)).to.deep.equal([...expected, ['rate-above-ceiling']]);
  });

  it('a borrower whose number no key reads keeps nobody else from being checked, and is counted', async () => {
    const unreadable = await loanTo(app, 401, { amount: '300000.01' });
    const other = await loanTo(app, 403, { amount: '300000.01' });
    await inTransaction(app.system.database, (transaction) =>
      updateRows(Borrower, { identityCipher: 'broken' }, { id: unreadable.borrowerId }, transaction),
    );
    expect(await rulesOn(unreadable, other)).to.deep.equal([['amount-above-cap'], ['amount-above-cap']]);
    const run = await findRow(RedFlagRun, { where: { state: 'done' } });
    expect(run).to.include({ unreadableCount: 1, raisedCount: 2 });
  });

  it('a business that was gone before the application, or goes while its loan runs', async () => {
    const gone = await loanTo(app, 401);
    await businessOf(app, gone, { firm: 1 });
    const closing = await loanTo(app, 403, { enterprise: true });
    await registriesSay(
      'deregistered-firms',
      firmRow(creditCodeOf(1), '2025-01-05'),
      firmRow(creditCodeOf(403), '2025-03-20'),
    );
    expect(await rulesOn(gone, closing)).to.deep.equal([
      ['deregistered-at-application'],
      ['deregistered-during-loan'],
    ]);
  });

  it('a borrower who is dead, on the public payroll, or in another’s employ while the loan runs', async () => {
    const [dead, official, employed, former] = [
      await loanTo(app, 401),
      await loanTo(app, 403),
      await loanTo(app, 405),
      await loanTo(app, 407),
    ];
    for (const [index, loan] of [dead, official, employed, former].entries())
      await businessOf(app, loan, { firm: index + 1 });
    await registriesSay('deceased', personRow(identityNumberOf(401), '2025-02-01'));
    await registriesSay('publicly-paid', personRow(identityNumberOf(403), '2020-01-01'));
    await registriesSay(
      'social-insurance',
      personRow(identityNumberOf(405), '2024-01-01', '', creditCodeOf(77)),
      personRow(identityNumberOf(407), '2024-01-01', '2025-03-01', creditCodeOf(77)),
      personRow(identityNumberOf(401), '2024-01-01', '', creditCodeOf(1)),
    );
    expect(await rulesOn(dead, official, employed, former)).to.deep.equal([
      ['borrower-deceased'],
      ['borrower-publicly-paid'],
      ['borrower-employed-elsewhere'],
      [],
    ]);
  });

  it('new hires who were never insured or left within a year, and a staff that shrinks', async () => {
    const loan = await loanTo(app, 403, { enterprise: true });
    for (const serial of [411, 413]) await standsOn(app, loan, 'new-hire', serial);
    app.clock.setDay(parseBusinessDate('2025-09-01'));
    const firm = creditCodeOf(403);
    await registriesSay(
      'social-insurance',
      personRow(identityNumberOf(411), '2025-01-01', '2025-08-01', firm),
      personRow(identityNumberOf(421), '2024-01-01', '2025-08-01', firm),
      personRow(identityNumberOf(423), '2024-01-01', '', firm),
    );
    const [rules] = await rulesOn(loan);
    expect(rules).to.have.members(['hire-left-early', 'hire-not-insured', 'staff-shrank']);
  });

  it('one phone, account or address under different borrowers; tenants of a base share theirs by right', async () => {
    const loans = [
      await loanTo(app, 401),
      await loanTo(app, 403),
      await loanTo(app, 405),
      await loanTo(app, 407),
    ];
    const [first, phone, account, address] = loans as [LoanRow, LoanRow, LoanRow, LoanRow];
    await standsOn(app, first, 'applicant', 401, 7);
    await standsOn(app, phone, 'applicant', 403, 7);
    await businessOf(app, first, { firm: 1, account: '6222', address: '广州市天河区某路1号' });
    await businessOf(app, account, { firm: 3, account: '6222' });
    await businessOf(app, address, { firm: 4, address: '天河区某路 1 号' });
    const tenants = [await loanTo(app, 411), await loanTo(app, 413)] as const;
    for (const [index, loan] of tenants.entries()) {
      await businessOf(app, loan, { firm: 11 + index, address: '孵化基地' });
      await registriesSay('base-tenants', firmRow(creditCodeOf(11 + index), '2025-01-01', 'JD01'));
    }
    expect(await rulesOn(...loans, ...tenants)).to.deep.equal([
      [],
      ['shared-phone'],
      ['shared-account'],
      ['shared-address'],
      [],
      [],
    ]);
  });

  it('five borrowers who hang together over several steps are a group', async () => {
    const loans = [];
    for (let step = 0; step < 5; step += 1) {
      const loan = await loanTo(app, 401 + step * 2);
      await standsOn(app, loan, 'applicant', 401 + step * 2);
      // Each answers for the one before.
      if (step > 0) await standsOn(app, loan, 'counter-guarantor', 401 + (step - 1) * 2);
      loans.push(loan);
    }
    expect((await rulesOn(...loans)).flat()).to.deep.equal(['linked-borrowers']);
  });

  it('a counter-guarantor of two loans, of which one falls overdue', async () => {
    const late = await loanTo(app, 401, { repaymentMethod: 'interest-monthly' });
    app.clock.setDay(parseBusinessDate('2025-04-20'));
    const sound = await loanTo(app, 403, { repaymentMethod: 'interest-monthly' });
    for (const loan of [late, sound]) await standsOn(app, loan, 'counter-guarantor', 411);
    app.clock.setDay(parseBusinessDate('2025-04-25'));
    await runDailyCloses(systemContext(app.system, 'night'), { through: parseBusinessDate('2025-04-24') });
    expect(await rulesOn(late, sound)).to.deep.equal([
      [],
      ['guarantor-of-several-loans', 'guarantor-with-overdue'],
    ]);
  });

  it('a claimed line that asks for more than was recomputed', async () => {
    const loan = await loanTo(app, 401);
    await claimed(app, loan, '100.00', '90.00');
    const exact = await loanTo(app, 403);
    await claimed(app, exact, '90.00', '90.00');
    expect(await rulesOn(loan, exact)).to.deep.equal([['subsidy-overclaimed'], []]);
  });
});

/** What all pages of the check found. */
async function paidLines(system: System): Promise<Suspicion[]> {
  const found: Suspicion[] = [];
  for await (const page of detectPaidLines(system)) found.push(...page);
  return found;
}

describe('The checks of paid subsidy', () => {
  const facts = [
    ['misuse', ['subsidy-on-excluded-days']],
    ['legal-representative-change', ['subsidy-after-end']],
    ['settled', ['subsidy-after-end']],
  ] as const;
  for (const [kind, rules] of facts) {
    it(`find days that were paid although ${kind} is known today`, async () => {
      const office = await openClawbackOffice();
      const { loan, system } = office;
      expect(await paidLines(system)).to.deep.equal([]);
      const report = {
        loanId: loan.id,
        kind,
        fromOn: parseBusinessDate('2025-05-20'),
        untilOn: null,
        newRate: null,
        note: null,
        source: 'bank' as const,
        revision: 1,
        recordedByUserId: office.bankOfficer.actor.userId,
        recordedAt: system.clock.now(),
      };
      await inTransaction(system.database, (transaction) => insertRow(LoanEvent, report, transaction));
      const found = await paidLines(system);
      expect(found.map(({ rule }) => rule)).to.deep.equal(rules);
      expect(found[0]?.evidence['affectedSubsidyFen']).to.equal(132_250);
      if (kind === 'settled') return;
      // The next claim takes them back, and then they are no suspicion any more.
      await bringClaimTo(office, 'submitted', '2025Q3');
      expect(await paidLines(system)).to.deep.equal([]);
    });
  }
});

/** A line of a bank's claim beside what was recomputed. */
async function claimed(app: TestApp, loan: LoanRow, asked: string, computed: string): Promise<void> {
  const now = app.clock.now();
  const serial = nextSerial();
  const claim = {
    number: `TX-CHECK-${serial}`,
    bankOrganisationId: loan.bankOrganisationId,
    quarter: '2025Q1',
    sequence: serial,
    state: 'draft' as const,
    lineCount: 1,
    interestFen: parseYuan('180.00'),
    subsidyFen: parseYuan(computed),
    builtByUserId: app.userIds['bank.maker'],
    createdAt: now,
    updatedAt: now,
    revision: 1,
  };
  await inTransaction(app.system.database, async (transaction) => {
    const claimId = await insertRow(SubsidyClaim, claim as never, transaction);
    await insertRow(
      ClaimedLine,
      {
        claimId,
        revision: 1,
        lineNumber: 1,
        fileLine: 2,
        contractNumber: loan.contractNumber,
        loanId: loan.id,
        principalFen: loan.principalFen,
        annualRate: parseRate('3.10'),
        periodFrom: parseBusinessDate('2024-12-21'),
        periodUntil: parseBusinessDate('2025-03-21'),
        days: 90,
        claimedFen: parseYuan(asked),
        computedFen: parseYuan(computed),
        cause: asked === computed ? 'none' : 'day-count-both-ends',
        evidenceJson: null,
      },
      transaction,
    );
  });
}
