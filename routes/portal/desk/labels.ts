import type { Bilingual } from '../../../server/core/bilingual.js';
import { ADMINISTRATION_LABELS } from './administration-labels.js';
import { AUDIT_LABELS } from './audit-labels.js';
import { CASE_LABELS } from './case-labels.js';
import { CLAIM_LABELS } from './claim-labels.js';
import { RED_FLAG_LABELS } from './red-flag-labels.js';

/** What a member of a reply or a field of a form is called, by its name in the API. */
export const LABELS: Readonly<Record<string, Bilingual>> = {
  ...AUDIT_LABELS,
  ...RED_FLAG_LABELS,
  ...ADMINISTRATION_LABELS,
  ...CLAIM_LABELS,
  ...CASE_LABELS,
};

/** What a member is called; one that has no label is called by its name. */
export const labelOf = (name: string): Bilingual => LABELS[name] ?? { zh: name, en: name };
