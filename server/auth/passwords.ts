import { randomBytes, randomInt } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { DomainError } from '../core/errors.js';
import { COMMON_PASSWORD_CORES } from './common-passwords.js';

/** Longest password that is looked at; longer ones would only make the server work. */
export const PASSWORD_MAX_LENGTH = 128;

const MIN_LENGTH = 12;
const MIN_CLASSES = 3;
const CLASSES = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/] as const;

/** Argon2id (the package's default algorithm) as the OWASP password storage cheat sheet asks: 19 MiB, two passes, one lane. */
const ARGON2ID = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/**
 * Hashes at once: each takes 19 MiB and a thread of the pool that files and the embedded database use too. Beyond the
 * queue's length the server says that it is busy, instead of promising what it cannot keep.
 */
const AT_ONCE = 2;
const QUEUE_LENGTH = 64;

let running = 0;
const waiting: (() => void)[] = [];

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) {
    if (waiting.length >= QUEUE_LENGTH) throw new DomainError('unavailable', { reason: 'busy' });
    await new Promise<void>((resolve) => waiting.push(resolve));
  } else running += 1;
  try {
    return await work();
  } finally {
    // The place is handed on rather than given back, so that nobody slips in between.
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}

/** The Argon2id hash of a password, with its salt and parameters. Fails: unavailable when too many are waiting. */
export const hashPassword = (password: string): Promise<string> =>
  inTurn(() => hash(password.normalize('NFC'), ARGON2ID));

let nobodysHash: Promise<string> | undefined;

/**
 * Whether the password is the one behind the hash. Without a hash (no such user) the same work is done and the answer is
 * no, so that time tells nothing. Fails: unavailable when too many are waiting.
 */
export async function passwordFits(passwordHash: string | null, password: string): Promise<boolean> {
  if (password.length > PASSWORD_MAX_LENGTH) return false;
  nobodysHash ??= hashPassword(randomBytes(32).toString('base64url'));
  const reference = passwordHash ?? (await nobodysHash);
  const fits = await inTurn(() => verify(reference, password.normalize('NFC')));
  return fits && passwordHash !== null;
}

/**
 * Refuses a new password that is short, of too few kinds of characters, built on the user name or on a common word
 * (等保三级 8.1.4.1 a asks for complexity). Fails: weak-password with the rule that is broken.
 */
export function assertStrongPassword(password: string, username: string): void {
  const rule = brokenRule(password, username);
  if (rule) throw new DomainError('weak-password', { rule, minLength: MIN_LENGTH });
}

function brokenRule(password: string, username: string): string | undefined {
  if (password.length < MIN_LENGTH || password.length > PASSWORD_MAX_LENGTH) return 'length';
  if (CLASSES.filter((kind) => kind.test(password)).length < MIN_CLASSES) return 'classes';
  if (new Set(password).size < MIN_LENGTH / 2) return 'repeated';
  if (password.toLowerCase().includes(username.toLowerCase())) return 'username';
  return coresOf(password).some((core) => COMMON_PASSWORD_CORES.has(core)) ? 'common' : undefined;
}

const LOOKALIKES: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'l',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};

/** The letters that carry a password, once plainly and once with figures and signs read as the letters they look like. */
function coresOf(password: string): string[] {
  const lower = password.toLowerCase();
  const ends = /^[^a-z]+|[^a-z]+$/g;
  const read = lower.replaceAll(ends, '').replaceAll(/[013457@$!]/g, (sign) => LOOKALIKES[sign] ?? sign);
  return [lower.replaceAll(/[^a-z]/g, ''), read.replaceAll(/[^a-z]/g, '')];
}

const TEMPORARY_LENGTH = 20;
const ALPHABETS = ['abcdefghijkmnpqrstuvwxyz', 'ABCDEFGHJKLMNPQRSTUVWXYZ', '23456789', '-_.+='] as const;

/** A random password that keeps the rules, without characters that look alike: to be handed over once and changed. */
export function temporaryPassword(): string {
  // Of each kind in turn: the order of the kinds is no secret, what is drawn is (over 60 bits).
  const kinds = Array.from(
    { length: TEMPORARY_LENGTH },
    (_, index) => ALPHABETS[index % ALPHABETS.length] ?? '',
  );
  return kinds.map((alphabet) => alphabet.charAt(randomInt(alphabet.length))).join('');
}
