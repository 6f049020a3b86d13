import { webcrypto } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BitString, Integer, Utf8String } from 'asn1js';
import { AttributeTypeAndValue, Certificate, Extension, Time } from 'pkijs';
import { dateOf } from './clock.js';
import type { SealMaterial } from './gateways/document-seal.js';

const COMMON_NAME = '2.5.4.3';
const KEY_USAGE = '2.5.29.15';
const DIGITAL_SIGNATURE_AND_NON_REPUDIATION = 0xc0;
const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const VALID_FROM = '2020-01-01T00:00:00.000Z';
const VALID_UNTIL = '2049-12-31T00:00:00.000Z';

const pem = (label: string, der: ArrayBuffer): string =>
  `-----BEGIN ${label}-----\n${
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g)
      ?.join('\n') ?? ''
  }\n-----END ${label}-----\n`;

/** A key with a certificate that it issued to itself: a signature by it is valid, but its issuer is trusted by nobody. */
export async function makeSeal(commonName: string): Promise<SealMaterial> {
  const { subtle } = webcrypto;
  const { privateKey, publicKey } = await subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const certificate = new Certificate({ version: 2 });
  certificate.serialNumber = new Integer({
    valueHex: new Uint8Array([1, ...webcrypto.getRandomValues(new Uint8Array(15))]).buffer,
  });
  const name = new AttributeTypeAndValue({
    type: COMMON_NAME,
    value: new Utf8String({ value: commonName }),
  });
  certificate.issuer.typesAndValues.push(name);
  certificate.subject.typesAndValues.push(name);
  certificate.notBefore = new Time({ type: 0, value: dateOf(VALID_FROM) });
  certificate.notAfter = new Time({ type: 0, value: dateOf(VALID_UNTIL) });
  const usage = new BitString({
    valueHex: new Uint8Array([DIGITAL_SIGNATURE_AND_NON_REPUDIATION]).buffer,
    unusedBits: 6,
  });
  certificate.extensions = [
    new Extension({ extnID: KEY_USAGE, critical: true, extnValue: usage.toBER(false) }),
  ];
  await certificate.subjectPublicKeyInfo.importKey(publicKey);
  await certificate.sign(privateKey, 'SHA-256');
  return {
    privateKey: pem('PRIVATE KEY', await subtle.exportKey('pkcs8', privateKey)),
    certificates: pem('CERTIFICATE', certificate.toSchema().toBER(false)),
  };
}

/** The seal of a machine that is not in production: made on first use and kept beside the data. */
export const selfMadeSeal = (dataFolder: string): Promise<SealMaterial> =>
  keptOrMade(join(dataFolder, 'development-seal.json'), dataFolder, 'Suidai self-made seal');

/** Key and certificate with which a demo speaks TLS: made on first use and kept, so that a browser that has trusted it once does so again. */
export const selfMadeTls = (dataFolder: string): Promise<SealMaterial> =>
  keptOrMade(join(dataFolder, 'demo-tls.json'), dataFolder, 'Suidai demo');

async function keptOrMade(file: string, dataFolder: string, commonName: string): Promise<SealMaterial> {
  if (existsSync(file)) return JSON.parse(await readFile(file, 'utf8')) as SealMaterial;
  const seal = await makeSeal(commonName);
  await mkdir(dataFolder, { recursive: true });
  await writeFile(file, JSON.stringify(seal, null, 2), { mode: 0o600 });
  return seal;
}
