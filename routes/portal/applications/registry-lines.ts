import type { StatedAndRegistered } from '../../../server/applications/find-stated-and-known.js';
import type { RegistryAnswer } from '../../../server/applications/find-registry-facts.js';
import type { Bilingual } from '../../../server/core/bilingual.js';
import { BORROWER_CATEGORIES } from '../../../server/core/borrower-categories.js';
import { REGISTRIES } from '../../../server/core/registries/registries.js';
import { NOT_STATED, NOTHING, type ComparedLine } from './compared-line.js';

const YES_NO = (value: boolean | null): Bilingual => {
  if (value === null) return NOT_STATED;
  return value ? { zh: '是', en: 'Yes' } : { zh: '否', en: 'No' };
};

/** What a registry said, and of which day it spoke. */
function knownWord({ registry, outcome, matchCount, asOfOn, sourceOffice }: RegistryAnswer): Bilingual {
  if (outcome === 'no-roster') return { zh: '尚未收到该名册', en: 'No roster has come in yet' };
  const from = { zh: `（${sourceOffice ?? ''}，截至 ${asOfOn ?? '—'}）`, en: ` (as of ${asOfOn ?? '—'})` };
  const isStaff = registry === 'social-insurance';
  const found = isStaff
    ? { zh: `参保 ${matchCount} 人`, en: `${matchCount} insured` }
    : { zh: '在册', en: 'Listed' };
  const said = outcome === 'match' ? found : { zh: '不在册', en: 'Not listed' };
  return { zh: said.zh + from.zh, en: said.en + from.en };
}

/** Whether a listing agrees with what the applicant says; a registry that only helps proves nothing by its silence. */
function fits({ registry, outcome }: RegistryAnswer, stated: StatedAndRegistered): boolean | undefined {
  if (outcome === 'no-roster') return undefined;
  const isListed = outcome === 'match';
  if (registry === 'publicly-paid') return isListed === (stated.publiclyPaid ?? false);
  if (registry === 'deregistered-firms') return !isListed;
  if (registry === stated.category) return isListed;
  return isListed ? true : undefined;
}

function statedWord(
  { registry }: RegistryAnswer,
  { category, publiclyPaid }: StatedAndRegistered,
): Bilingual {
  if (registry === 'publicly-paid') return YES_NO(publiclyPaid);
  if (category !== null && registry === category) return BORROWER_CATEGORIES[category];
  return NOTHING;
}

const NOT_LOOKED_UP: ComparedLine = {
  what: { zh: '名册比对', en: 'Registries' },
  stated: NOTHING,
  known: {
    zh: '未查询：申请人未授权，或提交前未作查询',
    en: 'Not looked up: no consent, or nothing was asked before the filing',
  },
  fits: undefined,
};

/** What the city's registries say beside what the applicant states. */
export function registryLines(stated: StatedAndRegistered): ComparedLine[] {
  if (stated.answers.length === 0) return [NOT_LOOKED_UP];
  return stated.answers.map((answer) => {
    const { zh, en } = REGISTRIES[answer.registry].label;
    return {
      what: { zh: `名册：${zh}`, en: `Registry: ${en}` },
      stated: statedWord(answer, stated),
      known: knownWord(answer),
      fits: fits(answer, stated),
    };
  });
}
