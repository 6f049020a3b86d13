import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { ConfigError, readConfig, type Config } from '../../server/config.js';
import type { SealMaterial } from '../../server/gateways/document-seal.js';
import { makeSeal } from '../../server/self-made-seal.js';
import { identityNumberOf } from '../support/people.js';

const person = (username: string, serial: number): string => `${username}:张伟:${identityNumberOf(serial)}`;

const newKey = (): string => randomBytes(32).toString('base64');
const given = (seal: SealMaterial, certificates: string) =>
  ({ DOCUMENT_SEAL_KEY: seal.privateKey, DOCUMENT_SEAL_CERTIFICATE: certificates }) as const;

const newSigningKey = (): string =>
  generateKeyPairSync('ec', { namedCurve: 'P-256' })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString();

const production = async (further: NodeJS.ProcessEnv): Promise<NodeJS.ProcessEnv> => {
  const seal = await makeSeal('Suidai test seal');
  return {
    NODE_ENV: 'production',
    FIELD_KEYS: `1:${newKey()}`,
    FIELD_INDEX_KEY: newKey(),
    TOKEN_SIGNING_KEY: newSigningKey(),
    AUDIT_SIGNING_KEY: newSigningKey(),
    PUBLIC_URL: 'https://loans.example',
    ...given(seal, seal.certificates),
    ...further,
  };
};

describe('the configuration', () => {
  const DATA_DIR = mkdtempSync(join(tmpdir(), 'suidai-config-'));
  const read = (environment: NodeJS.ProcessEnv): Config => readConfig({ DATA_DIR, ...environment });
  const refusal = (environment: NodeJS.ProcessEnv): string => {
    try {
      read(environment);
    } catch (error) {
      expect(error).to.be.instanceOf(ConfigError);
      return (error as ConfigError).message;
    }
    return expect.fail('It was taken');
  };

  it('needs nothing outside production: secrets are made up once and kept beside the data', () => {
    expect(read({}).indexKey).to.deep.equal(read({}).indexKey);
  });

  it('names in production every secret that is missing, and how to make it [T54]', () => {
    const message = refusal({ NODE_ENV: 'production' });
    expect(message)
      .to.include('FIELD_KEYS, FIELD_INDEX_KEY, TOKEN_SIGNING_KEY, AUDIT_SIGNING_KEY')
      .and.include('openssl rand -base64 32')
      .and.include('openssl genpkey');
  });

  it('refuses keys that are short, guessable or used twice [T54]', () => {
    const regular = Buffer.alloc(32, 'ab').toString('base64');
    expect(refusal({ FIELD_INDEX_KEY: 'c2hvcnQ=' })).to.match(/FIELD_INDEX_KEY: needs 32 bytes/);
    expect(refusal({ FIELD_INDEX_KEY: regular })).to.match(/FIELD_INDEX_KEY: too regular/);
    const { fieldKeys } = read({});
    const used = fieldKeys[0]?.key.toString('base64');
    expect(refusal({ FIELD_INDEX_KEY: used })).to.match(/the same one stands twice/);
  });

  describe('of the database in production', () => {
    it('reaches no other machine in clear unless it is told to, and says what to set [T54]', async () => {
      const elsewhere = await production({ DATABASE_URL: 'mysql://suidai_app:p@db.example:3306/suidai' });
      expect(refusal(elsewhere)).to.match(
        /db\.example.*DATABASE_TLS=verify.*DATABASE_TLS_CA.*DATABASE_TLS=off/,
      );
      expect(read({ ...elsewhere, DATABASE_TLS: 'off' }).databaseTls).to.equal(undefined);
      expect(read({ ...elsewhere, DATABASE_TLS: 'verify' }).databaseTls).to.deep.equal({});
      const known = { ...elsewhere, DATABASE_TLS: 'verify', DATABASE_TLS_CA: 'a\\nb' };
      expect(read(known).databaseTls).to.deep.equal({ authority: 'a\nb' });
      const replica = {
        DATABASE_URL: 'mysql://app:p@localhost/suidai',
        DATABASE_REPLICA_URLS: 'mysql://app:p@copy.example/suidai',
      };
      expect(refusal({ ...elsewhere, ...replica })).to.match(/copy\.example/);
      const byNumber = { ...known, DATABASE_URL: 'mysql://suidai_app:p@10.0.0.5/suidai' };
      expect(refusal(byNumber)).to.match(/write the name/);
      expect(refusal({ ...elsewhere, DATABASE_TLS_CA: 'a' })).to.match(/DATABASE_TLS_CA: is of use with/);
      for (const here of ['127.0.0.1', 'localhost', '[::1]'])
        expect(read({ ...elsewhere, DATABASE_URL: `mysql://app:p@${here}/suidai` }).databaseTls).to.equal(
          undefined,
        );
      expect(
        read({ DATABASE_URL: 'mysql://app:p@db.example/suidai' }).databaseTls,
        'in development',
      ).to.equal(undefined);
    });

    it('is not entered as root, nor without a name [T54]', async () => {
      for (const name of ['root:p', 'root', ''])
        expect(refusal(await production({ DATABASE_URL: `mysql://${name}@127.0.0.1/suidai` }))).to.match(
          /administrates the database server.*grants.*DATABASE_ADMINISTRATOR=allowed/,
        );
      const trial = await production({ DATABASE_URL: 'mysql://root@127.0.0.1/suidai' });
      expect(read({ ...trial, DATABASE_ADMINISTRATOR: 'allowed' }).databaseAdministrator).to.equal(true);
    });
  });

  it('knows the index bare until a cover lies over it, and refuses covers that are written wrongly [T54]', () => {
    const [one, two] = [newKey(), newKey()];
    const covers = (FIELD_INDEX_COVERS: string) =>
      read({ FIELD_INDEX_COVERS }).indexCovers.map((cover) => (cover === 'bare' ? cover : cover.id));
    expect(read({}).indexCovers).to.deep.equal(['bare']);
    expect(covers(`2:${two},1:${one},bare`)).to.deep.equal(['2', '1', 'bare']);
    expect(refusal({ FIELD_INDEX_COVERS: `1:${one},1:${two}` })).to.match(
      /FIELD_INDEX_COVERS: each key id once/,
    );
    expect(refusal({ FIELD_INDEX_COVERS: 'bare,bare' })).to.match(/each key id once/);
    expect(refusal({ FIELD_INDEX_COVERS: 'nude' })).to.match(/FIELD_INDEX_COVERS: write it as/);
    expect(refusal({ FIELD_INDEX_COVERS: `1:${one},2:${one}` })).to.match(/the same one stands twice/);
  });

  it('says which setting is wrong', () => {
    expect(refusal({ PORT: 'eighty' })).to.match(/PORT/);
    expect(refusal({ DATABASE_URL: 'postgres://localhost/suidai' })).to.match(/DATABASE_URL.*mysql/);
    expect(refusal({ DEMO_PASSWORD: 'short' })).to.match(/DEMO_PASSWORD.*8/);
  });

  describe('of the seal that papers are signed with', () => {
    it('is named in production with what is missing', () => {
      const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      const signingKey = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
      const message = refusal({
        NODE_ENV: 'production',
        FIELD_KEYS: `1:${newKey()}`,
        FIELD_INDEX_KEY: newKey(),
        TOKEN_SIGNING_KEY: signingKey,
        AUDIT_SIGNING_KEY: signingKey,
      });
      expect(message).to.include('PUBLIC_URL, DOCUMENT_SEAL_KEY, DOCUMENT_SEAL_CERTIFICATE');
    });

    it('takes a key with its own certificate, on one line or several, and no other', async () => {
      const own = await makeSeal('Suidai test');
      const other = await makeSeal('Suidai other');
      expect(read(given(own, own.certificates)).documentSeal).to.deep.equal(own);
      const onOneLine = own.certificates.replaceAll('\n', String.raw`\n`);
      expect(read(given(own, onOneLine)).documentSeal).to.deep.equal(own);
      expect(refusal(given(own, other.certificates))).to.match(/DOCUMENT_SEAL_KEY: not the key/);
      expect(refusal({ DOCUMENT_SEAL_KEY: own.privateKey })).to.match(/set both, or neither/);
    });
  });

  it('takes an SMS gateway with its address and its token, or none', () => {
    const gateway = { SMS_GATEWAY_URL: 'http://sms.example/send', SMS_GATEWAY_TOKEN: 'token-of-the-gateway' };
    expect(read({}).smsGateway).to.equal(undefined);
    expect(read(gateway).smsGateway).to.deep.equal({
      url: 'http://sms.example/send',
      token: 'token-of-the-gateway',
    });
    expect(refusal({ SMS_GATEWAY_URL: gateway.SMS_GATEWAY_URL })).to.match(/set both, or neither/);
  });

  it('takes a mail server with who writes, or none', () => {
    const mail = { SMTP_URL: 'smtps://suidai:secret@mail.example:465', MAIL_FROM: 'suidai@mail.example' };
    expect(read({}).mailGateway).to.equal(undefined);
    expect(read(mail).mailGateway).to.deep.equal({ url: mail.SMTP_URL, from: mail.MAIL_FROM, inClear: true });
    expect(refusal({ MAIL_FROM: mail.MAIL_FROM })).to.match(/set both, or neither/);
    expect(refusal({ ...mail, SMTP_URL: 'https://mail.example' })).to.match(/SMTP_URL/);
  });

  it('names the first administrators: three persons, three user names', () => {
    const [system, security, audit] = [person('zhang.wei', 1), person('li.na', 2), person('wang.fang', 3)];
    const { firstAdministrators } = read({ FIRST_ADMINISTRATORS: [system, security, audit].join(', ') });
    expect(firstAdministrators?.['security-administrator'].username).to.equal('li.na');
    const wrong = [
      system,
      [system, security].join(','),
      [system, security, person('wang.fang', 1)].join(','),
      [system, security, person('li.na', 3)].join(','),
      [system, security, audit, person('chen.jie', 4)].join(','),
      [system, security, 'wang.fang:王芳:440106199001010000'].join(','),
    ];
    for (const text of wrong) {
      const message = refusal({ FIRST_ADMINISTRATORS: text });
      expect(message)
        .to.match(/^FIRST_ADMINISTRATORS: write/)
        .and.not.include('440106');
    }
  });
});
