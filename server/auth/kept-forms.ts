import { addSeconds } from '../clock.js';
import type { System } from '../context.js';

/** A form that has to wait: whose it is, and the address that it is sent to. */
export interface WaitingForm {
  readonly userId: number;
  readonly address: string;
}

type Typed = Readonly<Record<string, string>>;

interface Sealed {
  readonly typed: Typed;
  readonly until: string;
}

/** Long enough to log in again; what lies open longer is gone. */
const KEPT_SECONDS = 60 * 60;

/** What is never kept: proofs of who somebody is. */
const SECRET = /password|otp|secret|token/i;

/** The person and the address are authenticated with the text, so that it opens for nobody else and nowhere else. */
const purposeOf = ({ userId, address }: WaitingForm): string => `kept-forms.${userId}.${address}`;

/**
 * What somebody typed, sealed, for the browser to carry while its person logs in or proves the second factor: nothing is stored here and
 * nothing can be read there. Secrets are left out.
 */
export function keepForm({ cipher, clock }: System, form: WaitingForm, fields: Typed): string {
  const typed = Object.fromEntries(Object.entries(fields).filter(([name]) => !SECRET.test(name)));
  const sealed: Sealed = { typed, until: addSeconds(clock.now(), KEPT_SECONDS) };
  return cipher.encrypt(JSON.stringify(sealed), purposeOf(form));
}

/** What was typed, if it was kept for this person and this form within the hour; null for anything else. */
export function openKeptForm({ cipher, clock }: System, form: WaitingForm, kept: string): Typed | null {
  try {
    const { typed, until } = JSON.parse(cipher.decrypt(kept, purposeOf(form))) as Sealed;
    return until > clock.now() ? typed : null;
  } catch {
    return null;
  }
}
