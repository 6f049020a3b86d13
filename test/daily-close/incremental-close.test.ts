import { expect } from 'chai';
import { array, assert, asyncProperty, constantFrom, integer, record } from 'fast-check';
import { BankClass } from '../../models/bank-class.js';
import { Loan } from '../../models/loan.js';
import { LoanEvent } from '../../models/loan-event.js';
import { LoanStanding } from '../../models/loan-standing.js';
import { LoanStandingChange } from '../../models/loan-standing-change.js';
import { Repayment } from '../../models/repayment.js';
import { findRow, findRows, insertRow, updateRows } from '../../models/rows.js';
import { inTransaction } from '../../models/transaction.js';
import { addDays, type BusinessDate } from '../../server/core/business-date.js';
import { findStandings, standingOn, type LoanFindings } from '../../server/core/daily-close/loan-standing.js';
import { DomainError } from '../../server/core/errors.js';
import { eventsInForce } from '../../server/core/loan-history.js';
import { classRuleSteps } from '../../server/daily-close/class-rule-steps.js';
import { readLoanLives } from '../../server/daily-close/read-loan-lives.js';
import { runDailyCloses } from '../../server/daily-close/run-daily-closes.js';
import { standingHistory } from '../../server/daily-close/standing-history.js';
import { decideExtension } from '../../server/loans/decide-extension.js';
import { recordLoanEvent } from '../../server/loans/record-loan-event.js';
import { requestExtension } from '../../server/loans/request-extension.js';
import { reverseRepayment } from '../../server/loans/reverse-repayment.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { disbursedLoan, nextSerial, repaid } from '../support/loans.js';

const ACTIONS = [
  'pay',
  'pay',
  'pay',
  'pay-late',
  'prepay',
  'settle',
  'reverse',
  'report-overdue',
  'end-overdue',
  'bank-class',
  'lower-rate',
  'extend',
] as const;

/** One thing that happens to one of the loans, some days after the one before. */
const act = record({
  afterDays: integer({ min: 0, max: 16 }),
  loan: integer({ min: 0, max: 3 }),
  action: constantFrom(...ACTIONS),
  daysBack: integer({ min: 1, max: 60 }),
});
type Act = ReturnType<typeof act.generate>['value'];

/** Two loans of a person, and two of the same enterprise, all short. */
async function fourLoans(app: TestApp): Promise<number[]> {
  const ids: number[] = [];
  for (const [index, repaymentMethod] of (
    ['equal-instalment', 'interest-monthly', 'equal-principal', 'interest-quarterly'] as const
  ).entries()) {
    const { id } = await disbursedLoan(app, { repaymentMethod, termMonths: 6, ratePercent: '2.40' });
    ids.push(id);
    if (index < 2) continue;
    await inTransaction(app.system.database, (transaction) =>
      updateRows(Loan, { borrowerKind: 'enterprise' }, { id }, transaction),
    );
  }
  return ids;
}

async function happen(app: TestApp, loanId: number, { action, daysBack }: Act): Promise<void> {
  const today = app.system.clock.today();
  const maker = await app.contextOf('bank.maker');
  const earlier = addDays(today, -daysBack);
  const report = { loanId, kind: 'overdue', newRate: null, note: null } as const;
  switch (action) {
    case 'pay':
      return void (await repaid(app, loanId, { principal: '50000.00', interest: '620.00' }));
    case 'pay-late':
      return void (await repaid(app, loanId, { principal: '25000.00', interest: '310.00', on: earlier }));
    case 'prepay':
      return void (await repaid(app, loanId, { principal: '150000.00', interest: '100.00' }));
    case 'settle': {
      const loan = await findRow(Loan, { where: { id: loanId } });
      const principal = String((loan?.outstandingFen ?? 0) / 100);
      return void (await repaid(app, loanId, { principal, interest: '9000.00' }));
    }
    case 'reverse': {
      const paid = await findRows(Repayment, { where: { loanId }, order: [['id', 'DESC']] });
      const reversed = new Set(paid.map(({ reversesRepaymentId }) => reversesRepaymentId));
      const last = paid.find(({ id, kind }) => kind !== 'reversal' && !reversed.has(id));
      const serialNumber = `CZ${nextSerial()}`;
      if (last) await reverseRepayment(maker, { repaymentId: last.id, serialNumber, reversedOn: today });
      return;
    }
    case 'report-overdue':
      return void (await recordLoanEvent(maker, { ...report, fromOn: earlier, untilOn: null }));
    case 'end-overdue': {
      const open = (await findRows(LoanEvent, { where: { loanId, kind: 'overdue', source: 'bank' } })).at(-1);
      if (open) await recordLoanEvent(maker, { ...report, fromOn: open.fromOn, untilOn: today });
      return;
    }
    case 'bank-class': {
      const riskClass = (['pass', 'substandard', 'loss'] as const)[daysBack % 3] ?? 'pass';
      const fact = { loanId, fromOn: earlier, riskClass, revision: nextSerial() };
      const by = { recordedByUserId: 1, recordedAt: app.system.clock.now() };
      await inTransaction(app.system.database, (transaction) =>
        insertRow(BankClass, { ...fact, ...by }, transaction),
      );
      return;
    }
    case 'lower-rate':
      return void (await recordLoanEvent(maker, {
        ...report,
        kind: 'rate-change',
        fromOn: earlier,
        untilOn: null,
        newRate: 1_200_000 as never,
      }));
    default: {
      const requestedUntil = addDays(today, 200);
      const asked = await requestExtension(maker, { loanId, requestedUntil, reason: '回款推迟' });
      await decideExtension(await app.contextOf('bank.checker'), {
        extensionId: Number(asked.extensionId),
        outcome: 'grant',
        reason: '同意',
        financialDifficulty: daysBack % 2 === 0,
      });
    }
  }
}

/** What a close of all loans from all facts would say. */
async function recomputed(app: TestApp, ids: readonly number[], through: BusinessDate) {
  const { database, referenceData } = app.system;
  const rules = classRuleSteps(referenceData.current().policyBook, through);
  const lives = await inTransaction(database, (transaction) =>
    readLoanLives(transaction, database.engine, ids),
  );
  const groups = [lives.slice(0, 1), lives.slice(1, 2), lives.slice(2)];
  return new Map<number, LoanFindings>(
    groups.flatMap((group) => [
      ...findStandings(
        group.map(({ life }) => life),
        rules,
        through,
      ),
    ]),
  );
}

async function expectStored(
  loanId: number,
  expected: LoanFindings,
  from: BusinessDate,
  through: BusinessDate,
) {
  const changes = await findRows(LoanStandingChange, {
    where: { loanId },
    order: [
      ['closeId', 'ASC'],
      ['fromOn', 'ASC'],
    ],
  });
  const history = standingHistory(changes);
  for (let day = from; day <= through; day = addDays(day, 1)) {
    const [known, wanted] = [standingOn(history, day), standingOn(expected.standing, day)];
    const isSame =
      known.pastDueSince === wanted.pastDueSince &&
      known.riskClass === wanted.riskClass &&
      known.reason === wanted.reason;
    if (!isSame) expect(known, `loan ${loanId} on ${day}`).to.deep.equal(wanted);
  }
  const { pastDueSince, riskClass, reason } = standingOn(expected.standing, through);
  const current = await findRow(LoanStanding, { where: { loanId } });
  expect(current ?? { pastDueSince: null, riskClass: 'pass', reason: null }).to.include({
    pastDueSince,
    riskClass,
    reason,
  });
  const reports = await findRows(LoanEvent, { where: { loanId, kind: 'overdue', source: 'daily-close' } });
  const periods = eventsInForce(reports).filter(({ fromOn, untilOn }) => fromOn !== untilOn);
  expect(
    periods.map((one) => ({ from: one.fromOn, until: one.untilOn })),
    `overdue periods of ${loanId}`,
  ).to.have.deep.members(expected.overdue);
}

describe('The incremental close', () => {
  it('knows on every day what all facts together say, whatever happened to the loans', async function () {
    this.timeout(120_000);
    await assert(
      asyncProperty(array(act, { minLength: 8, maxLength: 16 }), async (story) => {
        const app = await startTestApp();
        const ids = await fourLoans(app);
        const from = app.system.clock.today();
        let day = from;
        for (const one of story) {
          day = addDays(day, one.afterDays);
          app.clock.setDay(day);
          try {
            await happen(app, ids[one.loan] ?? 0, one);
          } catch (error) {
            if (!(error instanceof DomainError)) throw error;
          }
          const through = addDays(day, one.daysBack % 2 === 0 ? -1 : 0);
          if (through < from) continue;
          const { closed } = await runDailyCloses(await app.contextOf('centre.maker'), { through });
          if (closed.length === 0) continue;
          const expected = await recomputed(app, ids, through);
          for (const [loanId, findings] of expected) await expectStored(loanId, findings, from, through);
        }
      }),
      { numRuns: 6, endOnFailure: true },
    );
  });
});
