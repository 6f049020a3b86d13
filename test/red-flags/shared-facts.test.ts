import { expect } from 'chai';
import { RiskAlert } from '../../models/risk-alert.js';
import { findRows } from '../../models/rows.js';
import { parseBusinessDate } from '../../server/core/business-date.js';
import { runDailyCloses } from '../../server/daily-close/run-daily-closes.js';
import type { LoanRow } from '../../server/loans/loan-case.js';
import { decideConclusion } from '../../server/red-flags/conclude-flag.js';
import { findFlag } from '../../server/red-flags/find-flags.js';
import { findAlert } from '../../server/risk-alerts/find-alerts.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { creditCodeOf } from '../support/applications.js';
import { businessOf, loanTo, standsOn } from '../support/book-facts.js';
import { checked, concluded, flagOf, reported } from '../support/red-flags.js';
import { alertsOf, swept } from '../support/risk-alerts.js';
import { bringRoster, firmRow } from '../support/rosters.js';

describe('One fact that raises an alert and a red flag', () => {
  let app: TestApp;
  let loan: LoanRow;
  beforeEach(async () => {
    app = await startTestApp();
  });

  /** Two borrowers, the second with the phone, and at the address, of the first; then a night. */
  const sharing = async () => {
    const first = await loanTo(app, 401);
    loan = await loanTo(app, 403);
    for (const [index, each] of [first, loan].entries()) {
      await standsOn(app, each, 'applicant', 401 + 2 * index, 1);
      await businessOf(app, each, { firm: 411 + index, address: '天河路1号' });
    }
  };
  const night = async () => {
    app.clock.setDay(parseBusinessDate('2025-03-22'));
    await runDailyCloses(await app.contextOf('centre.maker'));
    await swept(app);
    await checked(app);
  };
  const alertOf = async (rule: string) => {
    const alert = (await findRows(RiskAlert, { where: { loanId: loan.id } })).find(
      (each) => each.rule === rule,
    );
    if (!alert) throw new Error(`No ${rule}`);
    return alert;
  };

  it('shows officials each beside the other, and a bank its alert alone', async () => {
    await sharing();
    await night();
    const [alert, flag] = [await alertOf('phone-shared'), await flagOf(loan.id, 'shared-phone')];
    const seen = await findAlert(await app.contextOf('centre.maker'), alert.id);
    expect(seen.redFlags.map(({ id, rule }) => [id, rule])).to.deep.equal([[flag.id, 'shared-phone']]);
    expect((await findAlert(await app.contextOf('bank.maker'), alert.id)).redFlags).to.deep.equal([]);
    const { riskAlerts } = await findFlag(await app.contextOf('centre.maker'), flag.id);
    expect(riskAlerts.map(({ id, state }) => [id, state])).to.deep.equal([[alert.id, 'open']]);
  });

  it('is looked into once where both ask who stands behind the loan: the conclusion settles the alert', async () => {
    await sharing();
    await night();
    const flag = await flagOf(loan.id, 'shared-phone');
    const payloadHash = await concluded(app, flag);
    const verdict = { payloadHash, outcome: 'approve', reason: null } as const;
    await decideConclusion(await app.contextOf('centre.checker'), flag.id, verdict);
    expect((await alertsOf(loan.id)).map(([rule, , state]) => [rule, state])).to.deep.equal([
      ['phone-shared', 'resolved'],
      ['address-shared', 'open'],
    ]);
    const settled = await findAlert(await app.contextOf('bank.maker'), (await alertOf('phone-shared')).id);
    expect(settled.resolution).to.contain('疑点排查');
    expect(settled.actions.map(({ kind }) => kind)).to.deep.equal(['resolve']);
  });

  it('stays two pieces of work where the bank has to collect and the city to ask for its money', async () => {
    loan = await loanTo(app, 401);
    await reported(app, loan.id, 'legal-representative-change', app.clock.today());
    const alert = await alertOf('legal-representative-changed');
    expect((await findAlert(await app.contextOf('centre.maker'), alert.id)).redFlags).to.deep.equal([]);
    expect(alert.state).to.equal('open');
  });

  it('is neither where tenants of one base have its address in common', async () => {
    await sharing();
    for (const firm of [411, 412]) {
      const rows = [firmRow(creditCodeOf(firm), '2025-01-01', 'JD01')];
      await bringRoster(app, { registry: 'base-tenants', mode: 'delta', rows });
    }
    await night();
    expect((await alertsOf(loan.id)).map(([rule]) => rule)).to.deep.equal(['phone-shared']);
  });
});
