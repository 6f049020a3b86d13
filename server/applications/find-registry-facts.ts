import type { Transaction } from 'sequelize';
import type { RegistryLookUp } from '../../models/registry-look-up.js';
import { selectRows, type Row } from '../../models/rows.js';
import type { System } from '../context.js';
import type { BusinessDate } from '../core/business-date.js';
import {
  knownPapers,
  NO_REGISTRY_FACTS,
  type KnownPaper,
  type RegistryFacts,
} from '../core/registries/registry-facts.js';
import { findConsentOfPerson } from '../registries/find-look-up-consent.js';
import type { ApplicationRow } from './application-case.js';
import type { ApplicationForm } from './application-form.js';
import { findAttachedKinds } from './attachments/missing-papers.js';
import { applicantIndexOf, registryQuestions } from './registry-questions.js';
import { settleQuestions } from './settle-form.js';

/** An answer of a registry, with where it came from. */
export type RegistryAnswer = Pick<Row<RegistryLookUp>, 'registry' | 'subject' | 'outcome' | 'matchCount'> & {
  readonly subjectIndex: string;
  readonly fromOn: BusinessDate | null;
  readonly asOfOn: BusinessDate | null;
  readonly sourceOffice: string | null;
  readonly baseRegistry: RegistryFacts['baseRegistry'];
};

/** What the registries said about an application as it now stands, and which papers follow from it. */
export interface RegistryEvidence {
  readonly facts: RegistryFacts;
  readonly answers: readonly RegistryAnswer[];
  readonly papers: readonly KnownPaper[];
}

const NOTHING: RegistryEvidence = { facts: NO_REGISTRY_FACTS, answers: [], papers: [] };

type Source = Parameters<typeof selectRows>[0];

/**
 * What was looked up about the people and the business that the form names now, as long as the consent stands: a form that has changed
 * or a consent that was withdrawn leaves nothing of it.
 */
export async function findRegistryEvidence(
  system: System,
  row: Pick<ApplicationRow, 'id' | 'borrowerKind' | 'appliedOn'>,
  form: ApplicationForm,
  transaction?: Transaction,
): Promise<RegistryEvidence> {
  const source = transaction ?? system.database;
  await settleQuestions(system, row.borrowerKind, form, transaction);
  const applicant = applicantIndexOf(system, form);
  if (applicant === null || (await findConsentOfPerson(applicant, source)) === null) return NOTHING;
  const asked = new Set(
    registryQuestions(system, row.borrowerKind, form).map((each) => `${each.registry} ${each.subjectIndex}`),
  );
  const last = new Map<string, RegistryAnswer>();
  for (const answer of await findAnswers(source, row.id)) {
    const key = `${answer.registry} ${answer.subjectIndex}`;
    if (asked.has(key)) last.set(key, answer);
  }
  const answers = [...last.values()];
  const facts = factsOf(answers);
  const on = row.appliedOn ?? system.clock.today();
  const { registries } = system.referenceData.current().policyBook.valueOn('registry-evidence', on).value;
  const { borrowerCategory: category, workforce } = form;
  const papers = knownPapers(
    facts,
    { applicantKind: row.borrowerKind, category, staff: workforce?.staff },
    registries,
  );
  return { facts, answers, papers };
}

/** The kinds of evidence that an application has: papers that were brought, and those that a registry stands for. */
export async function findEvidenceKinds(
  system: System,
  row: ApplicationRow,
  form: ApplicationForm,
  transaction?: Transaction,
): Promise<ReadonlySet<string>> {
  const attached = await findAttachedKinds(row.id, transaction);
  const { papers } = await findRegistryEvidence(system, row, form, transaction);
  return new Set([...attached, ...papers.map(({ paper }) => paper)]);
}

const findAnswers = (source: Source, applicationId: number): Promise<RegistryAnswer[]> =>
  selectRows<RegistryAnswer>(
    source,
    `SELECT l.registry, l.subject, l.subjectIndex, l.outcome, l.matchCount, e.fromOn, r.asOfOn, r.sourceOffice,
        (SELECT MAX(b.registry) FROM roster_entries b WHERE b.registry IN ('incubator-bases', 'youth-bases')
          AND b.subjectIndex = e.aboutIndex AND b.delistedOn IS NULL) AS baseRegistry
       FROM registry_look_ups l LEFT JOIN roster_entries e ON e.id = l.entryId
       LEFT JOIN roster_files r ON r.id = l.rosterFileId WHERE l.applicationId = ? ORDER BY l.id`,
    [applicationId],
  );

function factsOf(answers: readonly RegistryAnswer[]): RegistryFacts {
  const matched = answers.filter(({ outcome }) => outcome === 'match');
  const of = (registry: RegistryAnswer['registry']) => matched.find((each) => each.registry === registry);
  const insurance = answers.find(({ registry }) => registry === 'social-insurance');
  return {
    matches: matched.map(({ registry }) => registry),
    deregisteredOn: of('deregistered-firms')?.fromOn ?? null,
    insuredStaff: insurance === undefined || insurance.outcome === 'no-roster' ? null : insurance.matchCount,
    baseRegistry: of('base-tenants')?.baseRegistry ?? null,
  };
}
