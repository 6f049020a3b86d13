import type { Bilingual } from '../core/bilingual.js';
import type { FieldProblem } from '../core/errors.js';
import { readIdentity } from '../core/identity-number.js';
import { isMobileNumber } from '../core/phone-number.js';
import type { AgedPersonEntry, ApplicationForm, PersonEntry } from './application-form.js';

/** A person and where on the form. */
type Place = readonly [path: string, person: PersonEntry | undefined];

/**
 * Nobody stands on a form twice: a founder cannot be the partner, the spouse, the guarantor or the new hire of himself, and
 * nobody is hired twice.
 */
export function doubleProblems(form: ApplicationForm): FieldProblem[] {
  const people: Place[] = [
    ['applicant', form.applicant],
    ['spouse', form.applicant?.maritalStatus === 'married' ? form.spouse : undefined],
    ...(form.partners ?? []).map((partner, index): Place => [`partners.${index}`, partner]),
    ...(form.counterGuarantees ?? []).flatMap((entry, index): Place[] =>
      entry.person ? [[`counterGuarantees.${index}.person`, entry.person]] : [],
    ),
  ];
  const hires = (form.workforce?.newHires ?? []).map((hire, index): Place => [
    `workforce.newHires.${index}`,
    hire,
  ]);
  return [...doublesAmong(people), ...doublesAmong([['applicant', form.applicant], ...hires])];
}

function doublesAmong(people: readonly Place[]): FieldProblem[] {
  const seen = new Set<string>();
  return people.flatMap(([path, person]) => {
    const number = identityOf(person ?? {})?.number;
    if (number === undefined) return [];
    if (!seen.has(number)) {
      seen.add(number);
      return [];
    }
    return [
      wrong(
        `${path}.identityNumber`,
        '同一人不能以两个身份出现',
        'The same person appears twice on the form',
      ),
    ];
  });
}

/** What is missing or wrong of a person: name, document and number, and the phone where one is asked for. */
export function personProblems(
  path: string,
  person: PersonEntry,
  who: Bilingual,
  phone: 'with-phone' | 'without-phone' = 'without-phone',
): FieldProblem[] {
  const problems = [
    person.name ? [] : missing(`${path}.name`, `${who.zh}姓名`, `the name of ${who.en}`),
    person.identityKind
      ? []
      : missing(`${path}.identityKind`, `${who.zh}证件类型`, `the identity document of ${who.en}`),
    person.identityNumber
      ? []
      : missing(`${path}.identityNumber`, `${who.zh}证件号码`, `the identity number of ${who.en}`),
    person.phone || phone === 'without-phone'
      ? []
      : missing(`${path}.phone`, `${who.zh}手机号`, `the phone of ${who.en}`),
  ].flat();
  if (person.identityKind && person.identityNumber && !identityOf(person)) {
    problems.push(
      wrong(
        `${path}.identityNumber`,
        `${who.zh}证件号码校验不通过`,
        `The identity number of ${who.en} fails its check`,
      ),
    );
  }
  if (person.phone && !isMobileNumber(person.phone)) {
    problems.push(
      wrong(`${path}.phone`, `${who.zh}手机号应为 11 位`, `The phone of ${who.en} must have 11 digits`),
    );
  }
  return problems;
}

/** What a person's age follows from, where the number does not tell it; and of women the class of their work. */
export function ageProblems(path: string, person: AgedPersonEntry, who: Bilingual): FieldProblem[] {
  const identity = identityOf(person);
  const problems: FieldProblem[] = [];
  if (identity && !identity.birthDate && !person.bornOn) {
    problems.push(missing(`${path}.bornOn`, `${who.zh}出生日期`, `the date of birth of ${who.en}`));
  }
  if (identity && !identity.sex && !person.sex) {
    problems.push(missing(`${path}.sex`, `${who.zh}性别`, `the sex of ${who.en}`));
  }
  if ((identity?.sex ?? person.sex) === 'female' && !person.workerClass) {
    problems.push(
      missing(`${path}.workerClass`, `女性${who.zh}的岗位类别`, `the class of work of ${who.en}`),
    );
  }
  return problems;
}

const identityOf = ({ identityKind, identityNumber }: PersonEntry) =>
  identityKind && identityNumber ? readIdentity(identityKind, identityNumber) : undefined;

/** A field that is not filled in. */
export const missing = (field: string, zh: string, en: string): FieldProblem => ({
  field,
  rule: 'required',
  message: { zh: `缺少${zh}`, en: `Missing: ${en}` },
});

/** A field that is filled in wrongly. */
export const wrong = (field: string, zh: string, en: string): FieldProblem => ({
  field,
  rule: 'invalid',
  message: { zh, en },
});
