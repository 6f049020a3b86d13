import { createPrivateKey } from 'node:crypto';
import { ConfigError } from './config-error.js';
import { certificatesIn, type SealMaterial } from './gateways/document-seal.js';

/** What papers are signed with and where they lead, as it stands in the environment. */
export interface SealSettings {
  PUBLIC_URL?: string;
  DOCUMENT_SEAL_KEY?: string;
  DOCUMENT_SEAL_CERTIFICATE?: string;
}

/** A PEM text may come on one line. */
export const pemOf = (pem: string): string => pem.replaceAll(String.raw`\n`, '\n');

const HOW_TO_MAKE_A_SEAL =
  'PUBLIC_URL is where people reach the portal, https://loans.example.gov.cn; DOCUMENT_SEAL_KEY and DOCUMENT_SEAL_CERTIFICATE are the ' +
  'key (RSA or P-256) and the certificate with its chain, in PEM, that a certificate authority issued for the papers of the office';

/** A key and the certificates that belong to it; both or neither, and both in production. Throws ConfigError. */
export function sealMaterial(raw: SealSettings, production: boolean): SealMaterial | undefined {
  const { DOCUMENT_SEAL_KEY: key, DOCUMENT_SEAL_CERTIFICATE: certificate, PUBLIC_URL: publicUrl } = raw;
  if (production && (!key || !certificate || !publicUrl))
    throw new ConfigError(
      `Production needs PUBLIC_URL, DOCUMENT_SEAL_KEY, DOCUMENT_SEAL_CERTIFICATE. ${HOW_TO_MAKE_A_SEAL}`,
    );
  if (key === undefined && certificate === undefined) return undefined;
  if (!key || !certificate)
    throw new ConfigError('DOCUMENT_SEAL_KEY and DOCUMENT_SEAL_CERTIFICATE: set both, or neither');
  const seal = { privateKey: pemOf(key), certificates: pemOf(certificate) };
  if (!belongTogether(seal))
    throw new ConfigError(
      `DOCUMENT_SEAL_KEY: not the key of the first DOCUMENT_SEAL_CERTIFICATE. ${HOW_TO_MAKE_A_SEAL}`,
    );
  return seal;
}

function belongTogether({ privateKey, certificates }: SealMaterial): boolean {
  try {
    const key = createPrivateKey(privateKey);
    const [own] = certificatesIn(certificates);
    const { asymmetricKeyType, asymmetricKeyDetails } = key;
    const isKnown = asymmetricKeyType === 'rsa' || asymmetricKeyDetails?.namedCurve === 'prime256v1';
    return isKnown && own !== undefined && own.checkPrivateKey(key);
  } catch {
    return false;
  }
}
