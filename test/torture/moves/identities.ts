import { creditCodeCheckCharacter } from '../../../server/core/credit-code.js';
import { addDays, parseBusinessDate } from '../../../server/core/business-date.js';
import { identityCheckCharacter } from '../../../server/core/identity-number.js';

const FIRST_BIRTHDAY = parseBusinessDate('1982-02-01');
const MEN_A_DAY = 400;
const FIRST_NUMBER = 101;

/** The number of a man born in the eighties or later; another one for every serial, and nobody of the city's offices. */
export function identityOf(serial: number): string {
  const birthday = addDays(FIRST_BIRTHDAY, Math.floor(serial / MEN_A_DAY)).replaceAll('-', '');
  const digits = `440106${birthday}${String(FIRST_NUMBER + 2 * (serial % MEN_A_DAY)).padStart(3, '0')}`;
  return digits + identityCheckCharacter(digits);
}

/** A unified social credit code; another one for every serial. */
export function enterpriseCodeOf(serial: number): string {
  const characters = `91440106MB${String(serial).padStart(7, '0')}`;
  return characters + creditCodeCheckCharacter(characters);
}

export const phoneNumberOf = (serial: number): string => `139${String(serial).padStart(8, '0')}`;
