import { expect } from 'chai';
import {
  assertStrongPassword,
  hashPassword,
  passwordFits,
  temporaryPassword,
} from '../../../server/auth/passwords.js';
import { DomainError } from '../../../server/core/errors.js';

const ruleBrokenBy = (password: string, username = 'zhang.wei'): string | number | undefined => {
  try {
    assertStrongPassword(password, username);
    return undefined;
  } catch (error) {
    expect(error).to.be.instanceOf(DomainError).with.property('code', 'weak-password');
    return (error as DomainError).details['rule'];
  }
};

describe('passwords', () => {
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['Kapok-blooms-8', undefined],
    ['榕树下的Kapok十三朵花8', undefined],
    ['Kapok-8', 'length'],
    [`Kapok-blooms-8${'x'.repeat(120)}`, 'length'],
    ['kapokbloomstwice', 'classes'],
    ['kapok-blooms-twice', 'classes'],
    ['Aa1!Aa1!Aa1!', 'repeated'],
    ['Zhang.Wei-2025-kapok', 'username'],
    ['Password123!', 'common'],
    ['P@ssw0rd2025!', 'common'],
    ['Guangzhou@2025', 'common'],
    ['Qwertyuiop123', 'common'],
  ];
  for (const [password, rule] of rows) {
    it(`${rule === undefined ? 'takes' : `refuses (${rule})`} ${password.slice(0, 24)}`, () => {
      expect(ruleBrokenBy(password)).to.equal(rule);
    });
  }

  it('are stored as Argon2id with 19 MiB, two passes and one lane', async () => {
    const hash = await hashPassword('Kapok-blooms-8');
    expect(hash).to.match(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await passwordFits(hash, 'Kapok-blooms-8')).to.equal(true);
    expect(await passwordFits(hash, 'Kapok-blooms-9')).to.equal(false);
  });

  it('never fit where there is no account, nor when they are endless', async () => {
    expect(await passwordFits(null, 'Kapok-blooms-8')).to.equal(false);
    expect(await passwordFits(await hashPassword('x'.repeat(129)), 'x'.repeat(129))).to.equal(false);
  });

  it('are made up in a way that keeps the rules', () => {
    const made = Array.from({ length: 200 }, temporaryPassword);
    expect(new Set(made).size).to.equal(200);
    for (const password of made) expect(ruleBrokenBy(password)).to.equal(undefined);
  });
});
