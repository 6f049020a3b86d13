import { expect } from 'chai';
import supertest from 'supertest';
import { startTestApp, type TestApp } from '../../support/app.js';

describe('the first page', () => {
  let app: TestApp;
  before(async () => {
    app = await startTestApp();
  });

  it('explains the scheme with today’s limits and where they are written', async () => {
    const { text } = await app.visitor.get('/').expect(200);
    expect(text).to.include('政府担保').and.include('30 万元');
  });

  it('works out the subsidy: half of the interest of a loan at the prime rate', async () => {
    const loan =
      'borrowerKind=individual&principal=300000&annualRatePercent=3.00&termMonths=12&method=bullet';
    const { text } = await app.visitor.get(`/?for=subsidy&${loan}`).expect(200);
    expect(text).to.include('9,125.00 元').and.include('4,562.50 元');
  });

  it('works out the instalments', async () => {
    const loan = 'principal=120000.00&annualRatePercent=3.00&termMonths=12&method=equal-principal';
    const { text } = await app.visitor.get(`/?for=repayment&${loan}`).expect(200);
    expect(text).to.include('1,950.00 元').and.include('2026-03-21');
  });

  it('says beside the field what is wrong, keeps what was typed and escapes it', async () => {
    const loan = `principal=${encodeURIComponent('"><script>alert(1)</script>')}&annualRatePercent=3&termMonths=12&method=bullet`;
    const { text } = await app.visitor.get(`/?for=repayment&${loan}`).expect(422);
    expect(text).to.include('金额应为不带符号的十进制文本').and.not.include('<script>alert');
    expect(text).to.include('&lt;script&gt;alert(1)');
  });

  it('speaks Traditional Chinese and English when asked, and remembers', async () => {
    expect((await app.visitor.get('/').set('Accept-Language', 'en')).text)
      .to.include('lang="en"')
      .and.include('What would I get?');
    const chosen = await app.visitor
      .get('/language/zh-Hant?next=/self-check')
      .expect(303)
      .expect('Location', '/self-check');
    const cookie = String(chosen.headers['set-cookie']).split(';')[0] ?? '';
    const { text } = await supertest(app.app).get('/').set('Cookie', cookie);
    expect(text).to.include('lang="zh-Hant"').and.include('創業擔保貸款');
    await app.visitor.get('/language/tlh').expect(404);
  });

  it('lets nothing run that stands in the page, and every asset be kept [T34]', async () => {
    const page = await app.visitor.get('/');
    const nonce = /'nonce-([^']+)'/.exec(page.headers['content-security-policy'] ?? '')?.[1] ?? '';
    expect(page.headers['content-security-policy'])
      .to.include("default-src 'none'")
      .and.not.include('unsafe');
    expect([...new Set(page.text.match(/nonce="[^"]+"/g))]).to.deep.equal([`nonce="${nonce}"`]);
    expect(page.text).not.to.match(/\son\w+=|style=/);
    for (const [, address] of page.text.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)) {
      await app.visitor
        .get(address ?? '')
        .expect(200)
        .expect('Cache-Control', 'public, max-age=31536000, immutable');
      const packed = app.visitor.get(address ?? '').set('Accept-Encoding', 'gzip');
      await packed.expect('Content-Encoding', 'gzip').expect('Vary', 'Accept-Encoding');
    }
  });

  it('judges a founder who answers a few questions, with the article of every rule, and keeps nothing', async () => {
    const answers = {
      category: 'college-graduate',
      birthDate: '1995-05-05',
      sex: 'male',
      publiclyPaid: 'no',
      inCity: 'yes',
      everOverdue: 'no',
      amount: '300000.00',
      termMonths: '36',
    };
    const ask = (changed: object) =>
      app.visitor.get(`/self-check?${new URLSearchParams({ ...answers, ...changed }).toString()}`);
    expect((await ask({}).expect(200)).text)
      .to.include('看起来符合条件')
      .and.include('粤人社规');
    expect((await ask({ registeredOn: '2024-02-29' }).expect(200)).text).to.include('2024-02-29');
    expect((await ask({ registeredOn: '' }).expect(200)).text).to.include('看起来符合条件');
    expect((await ask({ registeredOn: '2024-02-30' }).expect(422)).text).to.include('真实存在的日历日');
    expect((await ask({ publiclyPaid: 'yes' }).expect(200)).text).to.include('财政供养人员不能申请');
    expect((await ask({ birthDate: '1995-02-30' }).expect(422)).text).to.include('真实存在的日历日');
  });
});
