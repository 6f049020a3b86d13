import type { Bilingual } from '../../server/core/bilingual.js';

/* How a look-up in a registry is told to those whom it concerns. */

type Words = Readonly<Record<string, Bilingual>>;

export const LOOK_UP_SUBJECTS: Words = {
  applicant: { zh: '本人', en: 'The applicant' },
  business: { zh: '经营实体', en: 'The business' },
  address: { zh: '经营地址', en: 'The address' },
};

export const LOOK_UP_PURPOSES: Words = {
  evidence: { zh: '代替证明材料', en: 'In place of papers' },
  eligibility: { zh: '核验资格', en: 'To confirm eligibility' },
};

export const LOOK_UP_OUTCOMES: Words = {
  match: { zh: '在册', en: 'Listed' },
  'no-match': { zh: '不在册', en: 'Not listed' },
  'no-roster': { zh: '名册未到', en: 'No roster yet' },
};
