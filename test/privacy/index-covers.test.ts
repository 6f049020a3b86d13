import { randomBytes } from 'node:crypto';
import { expect } from 'chai';
import * as fc from 'fast-check';
import { AuditEvent } from '../../models/audit-event.js';
import { Borrower } from '../../models/borrower.js';
import { findRow, findRows, insertRow, selectRows, updateRows } from '../../models/rows.js';
import { RedFlag } from '../../models/red-flag.js';
import { inTransaction } from '../../models/transaction.js';
import { User } from '../../models/user.js';
import { lockBorrower } from '../../server/applications/borrower-record.js';
import { isMaker } from '../../server/approvals/approval.js';
import { findSession } from '../../server/auth/find-session.js';
import { addBorrowerAccount } from '../../server/auth/register-borrower.js';
import { runCommand } from '../../server/command.js';
import { systemContext } from '../../server/context.js';
import { createBlindIndexes, isIndex, type IndexCover } from '../../server/privacy/blind-index.js';
import { createFieldCipher } from '../../server/privacy/field-cipher.js';
import { refuseForgottenCovers } from '../../server/privacy/forgotten-covers.js';
import { indexColumns } from '../../server/privacy/index-columns.js';
import { renewIndexes } from '../../server/privacy/renew-indexes.js';
import { FIELD_KEYS, INDEX_KEY, startTestApp, type TestApp } from '../support/app.js';
import { buildFounder, buildSubmittedApplication, buildDraft, bringPapers } from '../support/applications.js';
import { CONSENT, versionOf, type Founder } from '../support/applications.js';
import { businessOf, loanTo } from '../support/book-facts.js';
import { identityNumberOf, phoneOf } from '../support/people.js';
import { checked } from '../support/red-flags.js';

const FIRST: IndexCover = { id: '1', key: randomBytes(32) };
const SECOND: IndexCover = { id: 'b2', key: randomBytes(32) };

const under = (...covers: IndexCover[]) => createBlindIndexes(INDEX_KEY, covers);

describe('A cover over blind indexes', () => {
  const covers = fc.constantFrom<IndexCover>('bare', FIRST, SECOND);

  it('keeps equal values equal and others apart, in the length of an index, whichever it is', () => {
    fc.assert(
      fc.property(covers, fc.string(), fc.string(), (cover, one, other) => {
        const indexes = under(cover);
        const index = indexes.blindIndex('identity', one);
        expect(index).to.have.length(64);
        expect(isIndex(index)).to.equal(true);
        expect(index === indexes.blindIndex('identity', other)).to.equal(one === other);
        expect(indexes.blindIndex('phone', one)).to.not.equal(index);
      }),
    );
  });

  it('is exchanged for another without the value, there and back', () => {
    fc.assert(
      fc.property(covers, covers, fc.string(), (one, other, value) => {
        const both = one === other ? [one] : [other, one];
        const stored = under(one).blindIndex('phone', value);
        const renewing = under(...both);
        expect(renewing.renewed(stored)).to.equal(under(other).blindIndex('phone', value));
        expect(renewing.uncovered(stored)).to.equal(under('bare').blindIndex('phone', value));
        expect(renewing.olderForms(renewing.renewed(stored))).to.deep.equal(one === other ? [] : [stored]);
      }),
    );
  });

  it('that is not known makes an index unreadable, and nothing else is one', () => {
    const stored = under(FIRST).blindIndex('phone', '13800138000');
    expect(() => under('bare').uncovered(stored)).to.throw('FIELD_INDEX_COVERS');
    expect(() => under(SECOND).renewed(stored)).to.throw('FIELD_INDEX_COVERS');
    for (const text of ['', '42', stored.slice(1), `x${stored.slice(1)}`])
      expect(isIndex(text)).to.equal(false);
  });
});

describe('Blind indexes', function () {
  this.timeout(180_000);
  let app: TestApp;

  /** The instances of the installation take up these covers, the first of which writes. */
  const takeUp = (...covers: IndexCover[]): void => {
    Object.assign(app.system, { cipher: createFieldCipher(FIELD_KEYS, INDEX_KEY, covers) });
  };
  const renew = (): Promise<number> => renewIndexes(systemContext(app.system, 'rotation'));
  /** How many stored indexes begin so, over all columns. */
  const storedUnder = async (prefix: string): Promise<number> => {
    let found = 0;
    for (const { model, column } of indexColumns()) {
      const sql = `SELECT COUNT(*) AS rowCount FROM ${model.tableName} WHERE ${column} LIKE ?`;
      const [row] = await selectRows<{ rowCount: number }>(app.system.database, sql, [`${prefix}%`]);
      found += Number(row?.rowCount);
    }
    return found;
  };
  const all = async (): Promise<number> => storedUnder('');
  const visitor = () => ({ system: app.system, requestId: 'founder', language: 'zh' }) as const;

  beforeEach(async () => {
    app = await startTestApp();
  });

  /** Somebody tries to open a second account with the phone of a founder. */
  const registersAgain = async ({ serial }: Founder): Promise<string> => {
    const person = { username: `again.${serial}`, name: '陈', phone: phoneOf(serial) };
    try {
      await runCommand(visitor(), 'user.register', async (unit) => {
        const identityNumber = identityNumberOf((serial + 1) % 1000);
        await addBorrowerAccount(app.system, unit, { ...person, identityNumber }, 'never');
        return {};
      });
      return 'opened';
    } catch (error) {
      return (error as { readonly code?: string }).code ?? String(error);
    }
  };
  /** A founder whose application is open files another one. */
  const filesAgain = async (founder: Founder): Promise<number> => {
    const { path } = await buildDraft(app, { founder });
    await bringPapers(founder.client, path);
    const body = { version: await versionOf(founder.client, path), consentTextVersion: CONSENT };
    return (await founder.client.post(`${path}/submissions`).send(body)).status;
  };

  it('lie in columns that are all known to who renews them', () => {
    const known = indexColumns().map(({ model, column }) => `${model.name}.${column}`);
    expect(known).to.include.members([
      'User.personIndex',
      'Borrower.identityIndex',
      'Approval.makerPersonIndex',
      'RosterEntry.liveKey',
      'RedFlag.elementHash',
    ]);
    expect(new Set(known).size).to.equal(known.length);
  });

  it('change their cover while people register and file: nobody is missed and nobody stands twice', async () => {
    const founders: Founder[] = [];
    for (let count = 0; count < 3; count += 1) {
      const founder = await buildFounder(app);
      await buildSubmittedApplication(app, { founder });
      founders.push(founder);
    }
    takeUp('bare', FIRST);
    takeUp(FIRST, 'bare');
    const rotation = { ended: false };
    const outcomes = { registered: new Set<string>(), filed: new Set<number>(), tries: 0 };
    const people = founders.map(async (founder) => {
      do {
        outcomes.registered.add(await registersAgain(founder));
        outcomes.filed.add(await filesAgain(founder));
        outcomes.tries += 1;
      } while (!rotation.ended);
    });
    const comers = (async () => {
      do await buildSubmittedApplication(app, { founder: await buildFounder(app) });
      while (!rotation.ended);
    })();
    const rows = await renew();
    rotation.ended = true;
    await Promise.all([...people, comers]);
    await renew();
    expect(rows).to.be.above(0);
    expect(outcomes.tries).to.be.at.least(3);
    expect([...outcomes.registered], 'a phone that is taken').to.deep.equal(['already-exists']);
    expect([...outcomes.filed], 'a second application of one person').to.deep.equal([409]);
    expect(await storedUnder('c.1.')).to.equal(await all());
    const borrowers = await findRows(Borrower, { where: {} });
    expect(new Set(borrowers.map(({ identityIndex }) => identityIndex)).size).to.equal(borrowers.length);

    takeUp(FIRST);
    for (const founder of founders) expect(await registersAgain(founder)).to.equal('already-exists');
    const commands = await findRows(AuditEvent, { where: { command: 'personal-data.reindex' } });
    expect(commands).to.not.be.empty;
  });

  it('change again, and are done when a run finds nothing; broken off, a run goes on where it stopped', async () => {
    for (let count = 0; count < 2; count += 1) await buildSubmittedApplication(app);
    takeUp(FIRST, 'bare');
    const whole = await all();
    let steps = 0;
    const stopping = renewIndexes(systemContext(app.system, 'rotation'), (_what, count) => {
      steps += count;
      if (steps > 3) throw new Error('The machine stops');
    });
    await stopping.then(
      () => expect.fail('it went on'),
      (error: unknown) => expect(String(error)).to.contain('stops'),
    );
    const first = await storedUnder('c.1.');
    expect(first).to.be.within(1, whole - 1);
    await renew();
    expect(await storedUnder('c.1.')).to.equal(whole);
    expect(await renew()).to.equal(0);

    takeUp(SECOND, FIRST);
    await renew();
    expect(await storedUnder('c.b2.')).to.equal(whole);
    takeUp('bare', SECOND);
    await renew();
    expect(await storedUnder('c.')).to.equal(0);
  });

  it('tell two accounts of one person while covers change: the maker under one is no checker under the other', async () => {
    const officer = await app.contextOf('centre.maker');
    const twin = await app.contextOf('centre.checker');
    await inTransaction(app.system.database, async (transaction) => {
      const { personIndex } = officer.actor;
      await updateRows(User, { personIndex }, { id: twin.actor.userId }, transaction);
    });
    app.system.auth.liveSessions.forgetAll();
    takeUp(FIRST, 'bare');
    const maker = await findSession(app.system, officer.actor.sessionId);
    const checker = await findSession(app.system, twin.actor.sessionId);
    const users = await findRows(User, { where: { personIndex: maker?.actor.personIndex ?? '' } });
    expect(users.map(({ id }) => id)).to.include.members([officer.actor.userId, twin.actor.userId]);
    if (!maker || !checker) expect.fail('no session');
    const proposal = {
      makerUserId: maker.actor.userId,
      makerPersonIndex: maker.actor.personIndex ?? '',
    };
    expect(isMaker(checker.actor, proposal)).to.equal(true);
  });

  it('let a borrower of before be found under the new cover, once, also by two at the same moment', async () => {
    const { serial } = await buildFounder(app);
    const identityNumber = identityNumberOf(serial);
    const party = {
      role: 'applicant',
      name: '陈',
      identityKind: 'resident-identity-card',
      identityNumber,
      phone: phoneOf(serial),
    } as const;
    const known = await inTransaction(app.system.database, (transaction) =>
      insertRow(
        Borrower,
        {
          kind: 'individual',
          name: '陈',
          identityKind: 'resident-identity-card',
          identityCipher: app.system.cipher.encrypt(identityNumber, 'borrowers.identity'),
          identityIndex: app.system.cipher.blindIndex('identity', identityNumber),
          phoneCipher: null,
          phoneIndex: null,
          userId: null,
          createdAt: app.clock.now(),
        },
        transaction,
      ),
    );
    takeUp(FIRST, 'bare');
    const lock = () =>
      runCommand(systemContext(app.system, 'test'), 'borrower.lock', async (unit) => {
        const borrowerId = await lockBorrower(app.system, unit, 'individual', party, null);
        const organisationId = app.organisationIds.district;
        unit.record({ organisationId, subjectKind: 'borrower', subjectId: borrowerId, detail: {} });
        return { borrowerId };
      });
    const found = await Promise.all([lock(), lock(), lock()]);
    expect(found.map(({ borrowerId }) => borrowerId)).to.deep.equal([known, known, known]);
    const row = await findRow(Borrower, { where: { id: known } });
    expect(row?.identityIndex).to.equal(app.system.cipher.blindIndex('identity', identityNumber));
  });

  it('change, and a red flag that stands is not raised again', async () => {
    const loans = [await loanTo(app, 401), await loanTo(app, 403)];
    for (const loan of loans) await businessOf(app, loan, { firm: loan.id, account: '6222020000000000' });
    await checked(app);
    const raised = (await findRows(RedFlag, { where: {} })).length;
    expect(raised).to.be.above(0);
    takeUp(FIRST, 'bare');
    await checked(app);
    expect((await findRows(RedFlag, { where: {} })).length, 'while they change').to.equal(raised);
    await renew();
    takeUp(FIRST);
    await checked(app);
    expect((await findRows(RedFlag, { where: {} })).length, 'afterwards').to.equal(raised);
  });

  it('under a cover that was left out too early keep the program from starting', async () => {
    await buildFounder(app);
    const { database } = app.system;
    const refusal = async (...covers: IndexCover[]): Promise<string> => {
      try {
        await refuseForgottenCovers(database, covers);
        return '';
      } catch (error) {
        return (error as Error).message;
      }
    };
    expect(await refusal('bare')).to.equal('');
    expect(await refusal(FIRST)).to.match(/still indexed under bare/);
    expect(await refusal(FIRST, 'bare')).to.equal('');
    takeUp(FIRST, 'bare');
    await renew();
    expect(await refusal(FIRST)).to.equal('');
    expect(await refusal('bare')).to.match(/still indexed under 1/);
    expect(await refusal(SECOND)).to.match(/still indexed under 1/);
  });
});
