import type { Bilingual } from '../../bilingual.js';
import type { PolicyVersion } from '../../policy/policy-parameters.js';
import type { AgeFacts, EligibilityFacts } from '../facts.js';
import {
  type EligibilityRule,
  finding,
  missingEvidence,
  pleaseProvide,
  pleaseState,
  type Outcome,
} from '../finding.js';
import { judgeAge } from './age.js';

/** Every partner of a partnership qualifies, and the agreement is on file. */
export const partnersEligible: EligibilityRule = (facts, book) => {
  if (facts.applicantKind !== 'partnership') return undefined;
  const version = book.asOf('partners-eligible', facts.appliedOn);
  if (!version.value.required) return undefined;
  const rule = 'partners-eligible';
  if (!facts.partners) {
    const reason = pleaseState('合伙人及其资格', 'the partners and whether each qualifies');
    return finding(version, { rule, outcome: 'needs-evidence', facts: {}, reason });
  }

  const { count, eligible } = facts.partners;
  const used = { partners: count, eligiblePartners: eligible };
  if (count < 2 || eligible < count) {
    const reason = {
      zh: `合伙人${count}名,其中${eligible}名符合条件;合伙创业须有两名以上合伙人且全部符合条件。请调整合伙人,或以个人名义申请。`,
      en: `${eligible} of ${count} partners qualify; a partnership needs two or more, all of whom qualify. Change the partners, or apply as an individual.`,
    };
    return finding(version, { rule, outcome: 'fail', facts: used, reason });
  }

  const missing = missingEvidence(facts, ['partnership-agreement']);
  if (missing.length > 0) {
    return finding(version, { rule, outcome: 'needs-evidence', facts: used, reason: pleaseProvide(missing) });
  }
  const reason = { zh: `${count}名合伙人均符合条件。`, en: `All ${count} partners qualify.` };
  return finding(version, { rule, outcome: 'pass', facts: used, reason });
};

/** Every partner is of working age on the day of the application, as the applicant is. */
export const partnersAge: EligibilityRule = (facts, book) => {
  if (facts.applicantKind !== 'partnership' || !facts.partners) return undefined;
  if (!book.asOf('partners-eligible', facts.appliedOn).value.required) return undefined;
  const version = book.asOf('age-rule', facts.appliedOn);
  const outcomes = facts.partners.ages.map((partner) => ageOutcome(version, facts, partner));
  const places = (outcome: Outcome): string =>
    outcomes.flatMap((each, index) => (each === outcome ? [index + 1] : [])).join(', ');
  const verdict = (outcome: Outcome, reason: Bilingual) =>
    finding(version, { rule: 'partners-age', outcome, facts: { partners: outcomes.length }, reason });
  if (outcomes.includes('fail')) {
    return verdict('fail', {
      zh: `第${places('fail')}位合伙人在申请日不符合年龄要求。请调整合伙人,或以个人名义申请。`,
      en: `Partner ${places('fail')} was not within the age on the day of the application. Change the partners, or apply as an individual.`,
    });
  }
  if (outcomes.includes('needs-evidence')) {
    const where = places('needs-evidence');
    const zh = `第${where}位合伙人的出生日期、性别和退休年龄类别`;
    return verdict(
      'needs-evidence',
      pleaseState(zh, `birth date, sex and class of retirement age of partner ${where}`),
    );
  }
  return verdict('pass', { zh: '合伙人均符合年龄要求。', en: 'Every partner is within the age.' });
};

function ageOutcome(version: PolicyVersion<'age-rule'>, facts: EligibilityFacts, partner: AgeFacts): Outcome {
  const { birthDate, sex } = partner;
  if (birthDate === undefined || sex === undefined) return 'needs-evidence';
  return judgeAge(version.value, facts, { ...partner, birthDate, sex }).outcome;
}
