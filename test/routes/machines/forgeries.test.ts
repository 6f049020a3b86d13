import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import * as fc from 'fast-check';
import { epochSeconds } from '../../../server/clock.js';
import {
  contentDigestOf,
  isSigned,
  requestText,
  signText,
  webhookText,
  type RequestParts,
} from '../../../server/signing/message-signature.js';
import { takeSignedMessage } from '../../../server/signing/verify-message.js';
import { bankSystem, tokenOf, type BankSystem } from '../../support/api-clients.js';
import { startTestApp, type TestApp } from '../../support/app.js';
import { codeOf } from '../../support/code-of.js';

const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** One character elsewhere in the alphabet, one less, one more, two changed places. */
const mutation = fc.record({
  at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  how: fc.constantFrom('replace', 'drop', 'insert', 'swap'),
  by: fc.integer({ min: 0, max: 63 }),
});

function mutated(text: string, { at, how, by }: { at: number; how: string; by: number }): string {
  const index = Math.floor(at * text.length);
  const character = BASE64URL[by] ?? 'A';
  const [before, here, after] = [text.slice(0, index), text.slice(index, index + 1), text.slice(index + 1)];
  if (how === 'drop') return before + after;
  if (how === 'insert') return before + character + here + after;
  if (how === 'swap') return before + after.slice(0, 1) + here + after.slice(1);
  return before + character + after;
}

/** How many are tried; more for a count that is published: `FORGED_TOKENS=10000 FORGED_MESSAGES=100000`. */
const TOKENS = Number(process.env['FORGED_TOKENS'] ?? 3_000);
const MESSAGES = Number(process.env['FORGED_MESSAGES'] ?? 2_000);

describe('among thousands of forgeries', () => {
  let app: TestApp;
  let system: BankSystem;

  before(async () => {
    app = await startTestApp();
    system = await bankSystem(app);
  });

  it('no token but the genuine one is good [T14]', async () => {
    const genuine = await tokenOf(app, system);
    const now = epochSeconds(app.clock.now());
    const { accessTokens } = app.system.auth;
    const [, , signature = ''] = genuine.split('.');
    /** The last character of a signature has bits that say nothing: other texts of the same signature are the same token. */
    const sameToken = (forged: string): boolean => {
      const [, , given = ''] = forged.split('.');
      return (
        forged.slice(0, -1) === genuine.slice(0, -1) &&
        Buffer.from(given, 'base64url').equals(Buffer.from(signature, 'base64url'))
      );
    };
    let tried = 0;
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 3 }), (mutations) => {
        const forged = mutations.reduce(mutated, genuine);
        if (sameToken(forged)) return;
        tried += 1;
        expect(() => accessTokens.verify(forged, now), forged)
          .to.throw()
          .with.property('code', 'unauthenticated');
      }),
      { numRuns: TOKENS },
    );
    expect(tried).to.be.above(TOKENS * 0.8);
  });

  it('no message but the signed one is taken [T11]', async () => {
    const genuine: RequestParts = {
      method: 'POST',
      path: '/api/v1/loans/42/repayments?a=b',
      timestamp: String(epochSeconds(app.clock.now())),
      nonce: randomUUID(),
      idempotencyKey: randomUUID(),
      contentDigest: contentDigestOf('{"principal":"100.00"}'),
    };
    const signature = signText(requestText(genuine), system.key);
    const field = fc.constantFrom<keyof RequestParts | 'signature'>(
      ...(Object.keys(genuine) as (keyof RequestParts)[]),
      'signature',
    );
    let tried = 0;
    await fc.assert(
      fc.asyncProperty(field, mutation, async (name, change) => {
        const parts = { ...genuine, signature };
        const forged = { ...parts, [name]: mutated(parts[name], change) };
        if (forged[name] === parts[name]) return;
        tried += 1;
        const { signature: given, ...rest } = forged;
        const taken = takeSignedMessage(app.system, Number(system.id), rest, given);
        expect(await codeOf(taken), JSON.stringify(forged)).to.equal('message-not-authentic');
      }),
      { numRuns: MESSAGES },
    );
    expect(tried).to.be.above(MESSAGES * 0.7);
    await takeSignedMessage(app.system, Number(system.id), genuine, signature);
  });

  it('no two different messages share a text, and a webhook is never a call', () => {
    const line = fc.stringMatching(/^[\x20-\x7e]{0,20}$/);
    const parts = fc.record({
      method: line,
      path: line,
      timestamp: line,
      nonce: line,
      idempotencyKey: line,
      contentDigest: line,
    });
    fc.assert(
      fc.property(parts, parts, (left, right) => {
        const same = JSON.stringify(left) === JSON.stringify(right);
        expect(requestText(left) === requestText(right)).to.equal(same);
        const webhook = webhookText({ ...left, messageCode: left.nonce });
        expect(isSigned(requestText(left), signText(webhook, system.key), [system.key])).to.equal(false);
      }),
      { numRuns: 1_000 },
    );
  });
});
