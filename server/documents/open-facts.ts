import type { Document } from '../../models/document.js';
import type { Row } from '../../models/rows.js';
import type { System } from '../context.js';
import type { JsonValue } from '../core/canonical-json.js';
import { isErased } from '../core/erased.js';
import { DomainError } from '../core/errors.js';
import { FACTS_PURPOSE } from './facts-purpose.js';

/** What a paper says. Fails: erased. */
export function openFacts(
  { cipher }: System,
  { factsCipher }: Pick<Row<Document>, 'factsCipher'>,
): Exclude<JsonValue, string> {
  const facts = JSON.parse(cipher.decrypt(factsCipher, FACTS_PURPOSE)) as JsonValue;
  if (typeof facts !== 'string') return facts;
  if (isErased(facts)) throw new DomainError('erased');
  throw new Error('A paper says nothing but a text');
}
