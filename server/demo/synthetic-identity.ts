import { creditCodeCheckCharacter } from '../core/credit-code.js';
import type { DistrictCode } from '../core/districts.js';
import { identityCheckCharacter } from '../core/identity-number.js';
import type { SeededRandom } from './seeded-random.js';

const pad = (value: number, width: number): string => String(value).padStart(width, '0');

/** A citizen's number with a valid check character that belongs to nobody: its sequence is counted by the demo. */
export function syntheticIdentityNumber(
  district: DistrictCode,
  sequence: number,
  random: SeededRandom,
): string {
  const birth = `${random.between(1972, 1996)}${pad(random.between(1, 12), 2)}${pad(random.between(1, 28), 2)}`;
  const digits = `${district}${birth}${pad(sequence % 1000, 3)}`;
  return `${digits}${identityCheckCharacter(digits)}`;
}

/** A unified social credit code with a valid 18th character. */
export function syntheticCreditCode(district: DistrictCode, sequence: number): string {
  const characters = `91${district}MADEM${pad(sequence, 4)}`.padEnd(17, '0');
  return `${characters}${creditCodeCheckCharacter(characters)}`;
}

/** A mobile number of a block that carriers do not hand out. */
export const syntheticPhone = (sequence: number): string => `1990000${pad(sequence, 4)}`;
