import type { System } from '../context.js';
import { canonicalJson } from '../core/canonical-json.js';
import { sha256 } from '../hashing.js';
import type { ApplicationForm } from './application-form.js';

const PURPOSE = 'applications.content';

/** A form as it is stored: encrypted whole, with the hash that decisions bind. */
export interface SealedContent {
  readonly contentCipher: string;
  readonly contentHash: string;
}

/** Encrypts a form for storage. Equal forms have equal hashes, whatever the order of their members. */
export function sealForm(system: System, form: ApplicationForm): SealedContent {
  const json = canonicalJson(form);
  return { contentCipher: system.cipher.encrypt(json, PURPOSE), contentHash: sha256(json) };
}

/** Reads a stored form. */
export function openForm(system: System, row: { readonly contentCipher: string }): ApplicationForm {
  return JSON.parse(system.cipher.decrypt(row.contentCipher, PURPOSE)) as ApplicationForm;
}
