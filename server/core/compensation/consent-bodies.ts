import type { Bilingual } from '../bilingual.js';

/**
 * Who consents to a compensation beside the municipality, which approves every claim (穗人社函〔2023〕325号): for a fund the dated
 * parameter `compensation-consents-fund` says, for a guarantee institution its agreement.
 */
export const CONSENT_BODIES = {
  finance: { zh: '市财政部门', en: 'municipal finance' },
  'peoples-bank': { zh: '中国人民银行', en: 'People’s Bank of China' },
} as const satisfies Record<string, Bilingual>;

export type ConsentBody = keyof typeof CONSENT_BODIES;
