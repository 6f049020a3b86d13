import { expect } from 'chai';
import { Approval } from '../../../models/approval.js';
import { AuditEvent } from '../../../models/audit-event.js';
import { Budget } from '../../../models/budget.js';
import { findRow, findRows } from '../../../models/rows.js';
import { WORK_KINDS } from '../../../routes/portal/desk/kinds/index.js';
import { operationOf } from '../../../routes/portal/desk/operations.js';
import { bodyOfForm, fieldsOfSchema } from '../../../routes/portal/desk/schema-form.js';
import { startTestApp, type TestApp } from '../../support/app.js';
import { buildSubmittedApplication } from '../../support/applications.js';
import { openBrowser, type Browser } from '../../support/browser.js';
import { PASSWORD, type Username } from '../../support/people.js';
import { labelledMembers, wordedCodes } from './desk-vocabulary.js';

/** The hidden fields of a form on a page. */
const hiddenOn = (text: string): Record<string, string> =>
  Object.fromEntries(
    [...text.matchAll(/type="hidden" name="([\w.]+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [
      name,
      value.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&'),
    ]),
  );

/** Opens a form and sends it with what it hides and these fields. */
const fillIn = async (browser: Browser, path: string, fields: Readonly<Record<string, string>>) => {
  const { text } = await browser.open(path).expect(200);
  const { formToken: _other, ...hidden } = hiddenOn(text);
  return { text, hidden, reply: await browser.send(path, { ...hidden, ...fields }) };
};

describe('the desk', () => {
  let app: TestApp;

  const as = async (username: Username): Promise<Browser> => {
    const browser = openBrowser(app.app);
    await browser.logIn(username, PASSWORD);
    return browser;
  };
  beforeEach(async () => {
    app = await startTestApp();
  });

  describe('for two persons', () => {
    const ALLOTMENT = {
      year: '2025',
      level: 'city',
      amount: '5000000.00',
      document: '穗财〔2025〕1号',
    };
    const propose = async (fields: Partial<typeof ALLOTMENT> = {}) => {
      const maker = await as('centre.maker');
      const { reply } = await fillIn(maker, '/desk/budgets/new/allotment', { ...ALLOTMENT, ...fields });
      expect(reply.status, reply.text).to.equal(303);
      return { maker, path: String(reply.headers['location']) };
    };

    it('the maker proposes, sees who can check it, and is not offered to do so', async () => {
      const { maker, path } = await propose();
      expect(path).to.match(/^\/desk\/budgets\/\d+$/);
      const { text } = await maker.open(path).expect(200);
      expect(text)
        .to.include('可以复核的人')
        .and.include('财政审批')
        .and.include('须由另一人复核')
        .and.not.include(`${path}/allotment-decision"`);
      await maker.open(`${path}/allotment-decision`).expect(403);
      expect((await maker.open('/desk')).text).to.include('您已提请');
    });

    it('the checker reads exactly what was proposed and approves it, once for two clicks', async () => {
      const { path } = await propose();
      const checker = await as('finance.approver');
      expect((await checker.open('/desk')).text)
        .to.include('待您复核')
        .and.include(`href="${path}"`);
      const decision = `${path}/allotment-decision`;
      const { text, hidden, reply } = await fillIn(checker, decision, { outcome: 'approve' });
      expect(text).to.include('5,000,000.00 元').and.include('穗财〔2025〕1号');
      expect(reply.headers['location']).to.equal(`${path}?done=allotment-decision`);
      const again = await checker.send(decision, { ...hidden, outcome: 'approve' });
      expect(again.headers['location'], 'the second click hears the same').to.equal(
        reply.headers['location'],
      );
      await checker.open(decision).expect(409);
      expect((await checker.open(`${path}?done=allotment-decision`)).text).to.include('已办理：审批预算下达');

      const budget = await findRow(Budget, { where: { id: Number(path.split('/').at(-1)) } });
      expect(budget?.allottedFen).to.equal(500_000_000);
      const events = await findRows(AuditEvent, { where: { actorUserId: app.userIds['finance.approver'] } });
      expect(events.map(({ command }) => command)).to.include('budget.decide-allotment');
    });

    it('a form that is sent twice acts once', async () => {
      const maker = await as('centre.maker');
      const { hidden, reply } = await fillIn(maker, '/desk/budgets/new/allotment', ALLOTMENT);
      const { formToken: _other, ...same } = hidden;
      const twice = await maker.send('/desk/budgets/new/allotment', { ...same, ...ALLOTMENT });
      expect(twice.status, twice.text).to.equal(303);
      expect(twice.headers['location']).to.equal(reply.headers['location']);
      expect(await findRows(Approval, {})).to.have.length(1);
    });

    it('an approval of what has been replaced meanwhile is refused, and shows what is different', async () => {
      const { path } = await propose();
      const checker = await as('finance.approver');
      const decision = `${path}/allotment-decision`;
      const seen = hiddenOn((await checker.open(decision)).text);
      await fillIn(checker, decision, { outcome: 'decline', reason: '金额与文件不符' });
      await propose({ amount: '4000000.00' });

      const { formToken: _other, ...hidden } = seen;
      const late = await checker.send(decision, { ...hidden, outcome: 'approve' });
      expect(late.status).to.equal(422);
      const meanwhile = late.text.slice(late.text.indexOf('您打开本页之后有这些变化'));
      expect(meanwhile).to.include('<del>5,000,000.00 元</del>').and.include('<ins>4,000,000.00 元</ins>');
      expect(late.text).to.include('与上次提请相比').and.include('金额与文件不符');
      const budget = await findRow(Budget, { where: { id: Number(path.split('/').at(-1)) } });
      expect(budget?.allottedFen).to.equal(0);
    });

    it('what is wrong stands beside its field, with what was typed', async () => {
      const maker = await as('centre.maker');
      const { reply } = await fillIn(maker, '/desk/budgets/new/allotment', {
        ...ALLOTMENT,
        amount: '五百万',
      });
      expect(reply.status).to.equal(422);
      expect(reply.text).to.include('value="五百万"').and.include('href="#field-amount"');
      expect(await findRows(Approval, {})).to.have.length(0);
    });
  });

  it('shows each office its own work, what is due first at the top, and filters by address', async () => {
    const first = await buildSubmittedApplication(app);
    app.clock.advanceSeconds(3 * 24 * 3600);
    const second = await buildSubmittedApplication(app);
    const bank = await as('bank.maker');
    const { text } = await bank.open('/desk').expect(200);
    expect(text.indexOf(`/applications/${first.id}"`)).to.be.greaterThan(-1);
    expect(text.indexOf(`/applications/${second.id}"`)).to.be.greaterThan(
      text.indexOf(`/applications/${first.id}"`),
    );
    expect(text).to.include('银行预审');
    app.clock.advanceSeconds(30 * 24 * 3600);
    await bank.logIn('bank.maker', PASSWORD);
    expect((await bank.open('/desk?late=yes')).text).to.include('已超时');
    expect((await bank.open('/desk?late=no')).text).to.include('没有待办');
    expect((await bank.open('/desk?stage=eligibility')).text).to.include('没有待办');
    for (const other of ['district.reviewer', 'other.bank.maker'] as const)
      expect((await (await as(other)).open('/desk')).text, other).to.include('没有待办');
    expect((await (await as('centre.maker')).open('/desk?own=no')).text).to.include(
      `/applications/${first.id}"`,
    );
  });

  it('has a worklist for everybody who holds its permission, and for nobody else', async () => {
    await (await as('centre.maker')).open('/desk/budgets').expect(200);
    await (await as('bank.maker')).open('/desk/budgets').expect(403);
    await (await as('bank.maker')).open('/desk/risk-alerts?severity=nothing').expect(422);
    const { text } = await (await as('bank.maker')).open('/desk').expect(200);
    expect(text).to.include('/desk/imports"').and.not.include('/desk/budgets"');
  });

  it('has a word for everything that it shows and asks', () => {
    for (const kind of WORK_KINDS) {
      expect(labelledMembers(kind), kind.code).to.deep.equal([]);
      expect(wordedCodes(kind), kind.code).to.deep.equal([]);
    }
  });

  it('makes a form of any schema, and its body again of the form', () => {
    const { body } = operationOf('recordCollectionAction');
    expect(fieldsOfSchema(body).map(({ name }) => name)).to.include.members([
      'promise.amount',
      'nextStep.on',
    ]);
    expect(
      bodyOfForm(body, { kind: 'call', actedOn: '2025-03-21', outcome: 'reached', 'promise.amount': '' }),
    ).to.deep.equal({ kind: 'call', actedOn: '2025-03-21', outcome: 'reached' });
    expect(
      bodyOfForm(operationOf('returnSubsidyClaim').body, {
        reason: '口径有误',
        lines: '3，5',
        'causes.rounding': 'yes',
      }),
    ).to.deep.equal({ reason: '口径有误', lines: [3, 5], causes: ['rounding'] });
    const agreement = bodyOfForm(operationOf('proposeAgreement').body, {
      interestCovered: 'no',
      'shares.bank': '2000',
      'shares.city-fund': '8000',
    });
    expect(agreement).to.deep.equal({
      interestCovered: false,
      shares: [
        { bearer: 'bank', shareBasisPoints: 2000 },
        { bearer: 'city-fund', shareBasisPoints: 8000 },
      ],
    });
  });
});
