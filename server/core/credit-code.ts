const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'; // GB 32100 leaves out I, O, S, V and Z
const CREDIT_CODE = /^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/;

/**
 * Whether a text is a unified social credit code by GB 32100: the characters allowed in each place and the 18th, which
 * checks the others. The organisation code embedded in it is not checked on its own.
 */
export function isCreditCode(text: string): boolean {
  return CREDIT_CODE.test(text) && creditCodeCheckCharacter(text) === text[17];
}

/** The 18th character for the first 17: each value times 3^position, modulo 31. */
export function creditCodeCheckCharacter(characters: string): string {
  let weight = 1;
  let sum = 0;
  for (const character of characters.slice(0, 17)) {
    sum += ALPHABET.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  return ALPHABET.charAt((31 - (sum % 31)) % 31);
}
