import { createPrivateKey, webcrypto, X509Certificate } from 'node:crypto';
import { ObjectIdentifier, OctetString, Sequence } from 'asn1js';
import {
  AlgorithmIdentifier,
  Attribute,
  Certificate,
  ContentInfo,
  CryptoEngine,
  EncapsulatedContentInfo,
  IssuerAndSerialNumber,
  setEngine,
  SignedAndUnsignedAttributes,
  SignedData,
  SignerInfo,
} from 'pkijs';
import { sha256 } from '../hashing.js';

/** Key and certificates, the signer's first, as PEM. */
export interface SealMaterial {
  readonly privateKey: string;
  readonly certificates: string;
}

/** Signs papers as the office that runs the system. A certificate authority's service may stand behind it instead of a key. */
export interface DocumentSeal {
  /** A detached CMS signature over bytes, DER, as `ETSI.CAdES.detached` wants it (EN 319 142-1, level B-B). */
  sign(content: Uint8Array): Promise<Uint8Array>;
}

const CONTENT_TYPE = '1.2.840.113549.1.9.3';
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4';
const SIGNING_CERTIFICATE_V2 = '1.2.840.113549.1.9.16.2.47';
const DATA = '1.2.840.113549.1.7.1';
const SIGNED_DATA = '1.2.840.113549.1.7.2';
const SHA_256 = '2.16.840.1.101.3.4.2.1';
const PEM_CERTIFICATE = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

setEngine('node', new CryptoEngine({ name: 'node', crypto: webcrypto as never }));

const arrayBufferOf = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;

/** The certificates in a PEM text, in their order. Throws where one cannot be read. */
export const certificatesIn = (pem: string): X509Certificate[] =>
  (pem.match(PEM_CERTIFICATE) ?? []).map((text) => new X509Certificate(text));

/** How WebCrypto names the key's algorithm. */
function algorithmOf(privateKey: string): { name: string; hash: string; namedCurve?: string } {
  const { asymmetricKeyType } = createPrivateKey(privateKey);
  if (asymmetricKeyType === 'rsa') return { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
  return { name: 'ECDSA', hash: 'SHA-256', namedCurve: 'P-256' };
}

/** Names the certificate inside what is signed, so that no other can be put in its place (RFC 5035). */
function signingCertificate(der: Uint8Array): Sequence {
  const hash = Buffer.from(sha256(der), 'hex');
  const certificateId = new Sequence({ value: [new OctetString({ valueHex: arrayBufferOf(hash) })] });
  return new Sequence({ value: [new Sequence({ value: [certificateId] })] });
}

const signedAttribute = (type: string, value: unknown): Attribute => new Attribute({ type, values: [value] });

/** A seal of a key and its certificates. */
export async function createDocumentSeal({ privateKey, certificates }: SealMaterial): Promise<DocumentSeal> {
  const chain = certificatesIn(certificates).map(({ raw }) => raw);
  const [own] = chain;
  if (!own) throw new Error('The seal has no certificate');
  const pkcs8 = createPrivateKey(privateKey).export({ type: 'pkcs8', format: 'der' });
  const key = await webcrypto.subtle.importKey('pkcs8', pkcs8, algorithmOf(privateKey), false, ['sign']);
  const parsed = chain.map((der) => Certificate.fromBER(arrayBufferOf(der)));
  const [signer] = parsed as [Certificate];
  return {
    async sign(content) {
      const digest = Buffer.from(sha256(content), 'hex');
      const signerInfo = new SignerInfo({
        version: 1,
        sid: new IssuerAndSerialNumber({
          issuer: signer.issuer,
          serialNumber: signer.serialNumber,
        }),
        signedAttrs: new SignedAndUnsignedAttributes({
          type: 0,
          attributes: [
            signedAttribute(CONTENT_TYPE, new ObjectIdentifier({ value: DATA })),
            signedAttribute(MESSAGE_DIGEST, new OctetString({ valueHex: arrayBufferOf(digest) })),
            signedAttribute(SIGNING_CERTIFICATE_V2, signingCertificate(own)),
          ],
        }),
      });
      const signed = new SignedData({
        version: 1,
        digestAlgorithms: [new AlgorithmIdentifier({ algorithmId: SHA_256 })],
        encapContentInfo: new EncapsulatedContentInfo({ eContentType: DATA }),
        signerInfos: [signerInfo],
        certificates: parsed,
      });
      await signed.sign(key, 0, 'SHA-256', arrayBufferOf(content));
      const info = new ContentInfo({ contentType: SIGNED_DATA, content: signed.toSchema(true) });
      return new Uint8Array(info.toSchema().toBER(false));
    },
  };
}
