import { createHash, createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import { canonicalJson } from '../core/canonical-json.js';
import type { BusinessDate } from '../core/business-date.js';

/** The heads of all chains at one moment. */
export type DepositedContent = {
  readonly madeOn: BusinessDate;
  readonly madeAt: string;
  readonly chains: readonly {
    readonly organisationId: string;
    readonly organisationCode: string;
    readonly sequence: number;
    readonly headHash: string;
  }[];
};

/** A deposit as it is kept elsewhere: what it says, and the signature over its canonical JSON (ECDSA P-256 with SHA-256). */
export interface SignedDeposit {
  readonly content: DepositedContent;
  readonly keyCode: string;
  /** PEM, for who has not got it by another way; a verifier compares it with the key he knows. */
  readonly publicKey: string;
  /** base64url of r and s (IEEE P1363). */
  readonly signature: string;
}

/** Signs deposits of the audit chains' heads. */
export interface DepositSigner {
  sign(content: DepositedContent): SignedDeposit;
}

const ENCODING = { dsaEncoding: 'ieee-p1363' } as const;

/** `signingKey` is a P-256 private key in PEM. Throws Error when it is of another kind. */
export function createDepositSigner(signingKey: string): DepositSigner {
  const key = createPrivateKey(signingKey);
  if (key.asymmetricKeyDetails?.namedCurve !== 'prime256v1')
    throw new Error('AUDIT_SIGNING_KEY: needs a P-256 key');
  const publicKey = createPublicKey(key);
  const named = {
    keyCode: keyCodeOf(publicKey),
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  };
  return {
    sign(content) {
      const signature = sign('sha256', bytesOf(content), { key, ...ENCODING }).toString('base64url');
      return { content, ...named, signature };
    },
  };
}

/** Whether a deposit was signed with the key: the one given, or else the one it brings along. */
export function isSigned(deposit: SignedDeposit, publicKeyPem = deposit.publicKey): boolean {
  const key = createPublicKey(publicKeyPem);
  const signature = Buffer.from(deposit.signature, 'base64url');
  return (
    deposit.keyCode === keyCodeOf(key) &&
    verify('sha256', bytesOf(deposit.content), { key, ...ENCODING }, signature)
  );
}

const bytesOf = (content: DepositedContent): Buffer => Buffer.from(canonicalJson(content));

const keyCodeOf = (publicKey: KeyObject): string =>
  createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('hex')
    .slice(0, 16);
