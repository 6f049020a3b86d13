import type { Bilingual } from '../../bilingual.js';
import { addMonths, type BusinessDate } from '../../business-date.js';
import { elementAt } from '../../element-at.js';
import type { Sex } from '../../identity-number.js';
import type { AgeRuleValue } from '../../policy/policy-parameters.js';
import {
  ageOn,
  statutoryRetirement,
  type StatutoryRetirement,
  type WorkerClass,
} from '../../retirement-age.js';
import type { AgeFacts, EligibilityFacts } from '../facts.js';
import { type EligibilityRule, finding, pleaseState, type Verdict } from '../finding.js';
import { sayAge } from '../wording.js';

type AgeVerdict = Pick<Verdict, 'outcome' | 'reason' | 'warning'>;
type Application = Pick<EligibilityFacts, 'appliedOn' | 'termMonths'>;
interface KnownAge extends AgeFacts {
  readonly birthDate: BusinessDate;
  readonly sex: Sex;
}

/** The applicant is of working age on the day of the application; that it ends within the term is a warning. */
export const age: EligibilityRule = (facts, book) => {
  if (facts.applicantKind === 'enterprise') return undefined;
  const version = book.asOf('age-rule', facts.appliedOn);
  const { birthDate, sex, workerClass } = facts.person ?? {};
  if (birthDate === undefined || sex === undefined) {
    const reason = pleaseState('出生日期和性别', 'birth date and sex');
    return finding(version, { rule: 'age', outcome: 'needs-evidence', facts: {}, reason });
  }

  const used = { birthDate, sex, ...(workerClass && { workerClass }), appliedOn: facts.appliedOn };
  const verdict = judgeAge(version.value, facts, { birthDate, sex, workerClass });
  return finding(version, { rule: 'age', facts: used, ...verdict });
};

/** Young people from Hong Kong, Macao and Taiwan have an upper age of their own. */
export const youthAge: EligibilityRule = (facts, book) => {
  const { category, birthDate } = facts.person ?? {};
  if (category !== 'hong-kong-macao-taiwan-youth' || birthDate === undefined) return undefined;
  const version = book.asOf('youth-age', facts.appliedOn);
  const { maximumAge } = version.value;
  const years = ageOn(birthDate, facts.appliedOn);
  const young = years <= maximumAge;
  return finding(version, {
    rule: 'youth-age',
    outcome: young ? 'pass' : 'fail',
    facts: { birthDate, age: years },
    reason: young
      ? {
          zh: `年龄${years}周岁,符合港澳台青年的年龄要求。`,
          en: `At ${years}, within the age for this group.`,
        }
      : {
          zh: `港澳台青年应在${maximumAge}周岁以下,申请时已${years}周岁。如符合其他人群类别,可改选后申请。`,
          en: `This group ends at the age of ${maximumAge}; the applicant was ${years}. If another group fits, choose it and apply again.`,
        },
  });
};

/** Whether somebody is of working age on the day of an application. */
export function judgeAge(rule: AgeRuleValue, facts: Application, person: KnownAge): AgeVerdict {
  const { birthDate, sex } = person;
  const years = ageOn(birthDate, facts.appliedOn);
  if (years < rule.minimumAge) {
    const zh = `申请人${years}周岁,未满${rule.minimumAge}周岁。年满后可申请。`;
    const en = `The applicant is ${years}, below the age of ${rule.minimumAge}. You can apply once you have reached it.`;
    return { outcome: 'fail', reason: { zh, en } };
  }
  if (rule.kind === 'statutory-retirement') return judgeByRetirement(facts, person);

  const maximum = sex === 'male' ? rule.maximumMan : rule.maximumWoman;
  return years <= maximum
    ? { outcome: 'pass', reason: withinAge(years) }
    : {
        outcome: 'fail',
        reason: {
          zh: `申请人${years}周岁,超过${maximum}周岁的上限。可由符合条件的家庭成员或合伙人申请。`,
          en: `The applicant is ${years}, above the limit of ${maximum}. A family member or partner who qualifies may apply.`,
        },
      };
}

/** Where a woman's class is not stated, the rule decides alone only if both classes lead to the same. */
function judgeByRetirement(facts: Application, { birthDate, sex, workerClass }: KnownAge): AgeVerdict {
  const retirements = possibleClasses(sex, workerClass).map((each) => statutoryRetirement(birthDate, each));
  const working = retirements.filter((each) => facts.appliedOn < each.reachedOn);
  if (working.length === 0) return { outcome: 'fail', reason: pastRetirement(retirements) };
  if (working.length < retirements.length) {
    const reason = pleaseState(
      '退休年龄类别(管理和专业技术岗位原55周岁,或工人岗位原50周岁)',
      'the class of retirement age (55 for managers and professionals, 50 for workers)',
    );
    return { outcome: 'needs-evidence', reason };
  }

  const maturesOn = addMonths(facts.appliedOn, facts.termMonths);
  const earliest = elementAt(
    working.toSorted((a, b) => a.ageMonths - b.ageMonths),
    0,
  );
  const warning = earliest.reachedOn < maturesOn ? reachedWithinTerm(earliest) : undefined;
  return { outcome: 'pass', reason: withinAge(ageOn(birthDate, facts.appliedOn)), warning };
}

function possibleClasses(sex: Sex, stated: AgeFacts['workerClass']): WorkerClass[] {
  if (sex === 'male') return ['male'];
  return stated ? [stated] : ['female-50', 'female-55'];
}

function withinAge(years: number): Bilingual {
  return {
    zh: `申请时${years}周岁,符合年龄要求。`,
    en: `At ${years} on the day of the application, within the age.`,
  };
}

function pastRetirement(retirements: readonly StatutoryRetirement[]): Bilingual {
  const byAge = retirements.toSorted((a, b) => b.ageMonths - a.ageMonths);
  const { ageMonths, reachedOn } = elementAt(byAge, 0);
  return {
    zh: `申请人已于${reachedOn}达到法定退休年龄(${sayAge(ageMonths).zh})。可由符合条件的家庭成员或合伙人申请。`,
    en: `The applicant reached the statutory retirement age (${sayAge(ageMonths).en}) on ${reachedOn}. A family member or partner who qualifies may apply.`,
  };
}

function reachedWithinTerm({ ageMonths, reachedOn }: StatutoryRetirement): Bilingual {
  return {
    zh: `贷款期限内将于${reachedOn}达到法定退休年龄(${sayAge(ageMonths).zh})。请考虑缩短期限。`,
    en: `The statutory retirement age (${sayAge(ageMonths).en}) will be reached on ${reachedOn}, within the term. Please consider a shorter term.`,
  };
}
