import { isErased } from './erased.js';

const DOT = '*';

/** Shows the first six and last four of an 18-character number, the first and last two of a shorter one. */
export function maskIdentityNumber(number: string): string {
  return number.length >= 18 ? maskMiddle(number, 6, 4) : maskMiddle(number, 1, 2);
}

/** 138****5678. */
export function maskPhoneNumber(number: string): string {
  return maskMiddle(number, 3, 4);
}

/** Shows the last four digits of an account. */
export function maskAccountNumber(number: string): string {
  return maskMiddle(number, 0, 4);
}

/** Hides a person's name but for its last character: 陈大文 is **文, 王芳 is *芳. One character alone is hidden. */
export function maskName(name: string): string {
  if (isErased(name)) return name;
  const characters = Array.from(name);
  if (characters.length < 2) return DOT.repeat(characters.length);
  return DOT.repeat(characters.length - 1) + characters.slice(-1).join('');
}

/** A text too short to hide half of itself is hidden wholly. */
function maskMiddle(text: string, first: number, last: number): string {
  if (isErased(text)) return text;
  const hidden = text.length - first - last;
  if (hidden < Math.max(1, Math.min(4, first + last))) return DOT.repeat(text.length);
  return text.slice(0, first) + DOT.repeat(hidden) + text.slice(text.length - last);
}

/** The first letter of a mailbox and its host: `c***@example.com`. */
export function maskMailAddress(address: string): string {
  const at = address.lastIndexOf('@');
  return `${address.slice(0, 1)}***${address.slice(at)}`;
}
