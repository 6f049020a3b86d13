import type { Bilingual } from './bilingual.js';
import { type BusinessDate, parseBusinessDate } from './business-date.js';
import { isCreditCode } from './credit-code.js';
import { unlessMalformed } from './unless-malformed.js';

/** The documents that name a borrower. The Chinese label is also the word used in bank files (证件类型). */
export const IDENTITY_KINDS = {
  'resident-identity-card': { zh: '居民身份证', en: 'Resident identity card' },
  'hong-kong-macao-permit': {
    zh: '港澳居民来往内地通行证',
    en: 'Travel permit for Hong Kong and Macao residents',
  },
  'taiwan-permit': { zh: '台湾居民来往大陆通行证', en: 'Travel permit for Taiwan residents' },
  'residence-permit': {
    zh: '港澳台居民居住证',
    en: 'Residence permit for Hong Kong, Macao and Taiwan residents',
  },
  'credit-code': { zh: '统一社会信用代码', en: 'Unified social credit code' },
} as const satisfies Record<string, Bilingual>;

export type IdentityKind = keyof typeof IDENTITY_KINDS;
export type Sex = 'female' | 'male';

/** A number in its written form, with the birth date and sex where the number tells them. */
export interface Identity {
  readonly number: string;
  readonly birthDate?: BusinessDate;
  readonly sex?: Sex;
}

const MAINLAND_PROVINCES = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65'.split(' '),
);
const RESIDENCE_PERMIT_REGIONS = new Set(['810000', '820000', '830000']);

const CITIZEN_NUMBER = /^\d{17}[\dX]$/;
const HONG_KONG_MACAO_PERMIT = /^[HM]\d{8}(\d{2})?$/; // two further digits counted the reissues of older cards
const TAIWAN_PERMIT = /^\d{8}$/;

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const CHECK_CHARACTERS = '10X98765432';

const READERS: Readonly<Record<IdentityKind, (number: string) => Identity | undefined>> = {
  'resident-identity-card': (number) =>
    MAINLAND_PROVINCES.has(number.slice(0, 2)) ? readCitizenNumber(number) : undefined,
  'residence-permit': (number) =>
    RESIDENCE_PERMIT_REGIONS.has(number.slice(0, 6)) ? readCitizenNumber(number) : undefined,
  'hong-kong-macao-permit': (number) => (HONG_KONG_MACAO_PERMIT.test(number) ? { number } : undefined),
  'taiwan-permit': (number) => (TAIWAN_PERMIT.test(number) ? { number } : undefined),
  'credit-code': (number) => (isCreditCode(number) ? { number } : undefined),
};

/**
 * Reads an identity number: 18 digits by GB 11643 with region, real birth date and check character for residents and
 * for residence permits, the pattern alone for travel permits. A small final x is written as X; nothing else is mended.
 * Undefined when the number cannot be of that kind.
 */
export function readIdentity(kind: IdentityKind, text: string): Identity | undefined {
  const number = text.replace(/x$/, 'X');
  return READERS[kind](number);
}

export function isIdentityKind(text: string): text is IdentityKind {
  return Object.hasOwn(IDENTITY_KINDS, text);
}

/** The kind that a bank file calls by this Chinese label, or undefined. */
export function identityKindOfLabel(label: string): IdentityKind | undefined {
  return Object.keys(IDENTITY_KINDS)
    .filter(isIdentityKind)
    .find((kind) => IDENTITY_KINDS[kind].zh === label);
}

/** The check character for the first 17 digits of a number: MOD 11-2 of GB 11643. */
export function identityCheckCharacter(digits: string): string {
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(digits[index]), 0);
  return CHECK_CHARACTERS.charAt(sum % 11);
}

function readCitizenNumber(number: string): Identity | undefined {
  if (!CITIZEN_NUMBER.test(number) || identityCheckCharacter(number) !== number[17]) return undefined;
  const written = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;
  const birthDate = unlessMalformed(parseBusinessDate, written);
  if (birthDate === undefined) return undefined;
  return { number, birthDate, sex: Number(number[16]) % 2 === 0 ? 'female' : 'male' };
}
