import { RegistryLookUp } from '../../models/registry-look-up.js';
import { RosterEntry } from '../../models/roster-entry.js';
import { findRows, insertRow, insertRows, selectRows, type Row } from '../../models/rows.js';
import type { UnitOfWork } from '../command.js';
import type { BusinessDate } from '../core/business-date.js';
import type { Place } from '../core/registries/place-match.js';
import type { RegistryName } from '../core/registries/registries.js';
import type { FieldCipher } from '../privacy/field-cipher.js';
import { findPlaceEntry } from './find-place-entry.js';

/** One question to a registry, about one subject on one day. */
export interface RegistryQuestion {
  readonly registry: RegistryName;
  readonly subject: 'applicant' | 'business' | 'address';
  readonly subjectIndex: string;
  /** Whether those are counted whose employer the subject is. */
  readonly countsStaff?: boolean;
  /** Of a registry of places: the address that may lie at one of them. */
  readonly place?: Place;
}

/** Why it is asked, for which application, by which consent and by whom. */
export interface LookUpReason {
  readonly applicationId: number;
  readonly purpose: 'evidence' | 'eligibility';
  readonly consentId: number;
  readonly userId: number;
  readonly on: BusinessDate;
}

/**
 * Asks registries and keeps each question with its purpose, its consent and its answer. Whoever calls has made sure that the consent
 * is the subject's and stands.
 */
export async function lookUp(
  unit: UnitOfWork,
  cipher: FieldCipher,
  { applicationId, purpose, consentId, userId, on }: LookUpReason,
  questions: readonly RegistryQuestion[],
): Promise<void> {
  if (questions.length === 0) return;
  const { transaction } = unit;
  const rosters = await lastRosters(unit);
  const entries = await findEntries(unit, questions);
  const rows: Omit<Row<RegistryLookUp>, 'id'>[] = [];
  for (const { registry, subject, subjectIndex, countsStaff, place } of questions) {
    const rosterFileId = rosters.get(registry) ?? null;
    const entry = entries.find(
      (each) => each.registry === registry && each.subjectIndex === subjectIndex && holds(each, on),
    );
    const entryId = place
      ? await findPlaceEntry({ transaction, cipher }, registry, place, on)
      : (entry?.id ?? null);
    const matchCount = countsStaff ? await countStaff(unit, subjectIndex, on) : Number(entryId !== null);
    const found = matchCount > 0 ? 'match' : 'no-match';
    rows.push({
      applicationId,
      registry,
      subject,
      subjectIndex,
      purpose,
      basis: 'consent',
      consentId,
      outcome: rosterFileId === null ? 'no-roster' : found,
      matchCount: rosterFileId === null ? 0 : matchCount,
      entryId,
      rosterFileId,
      lookedUpOn: on,
      lookedUpByUserId: userId,
      lookedUpAt: unit.now,
    });
  }
  await insertRows(RegistryLookUp, rows, transaction);
}

/** Keeps that the whole book was compared with registries, which is a duty of the office and asks for no consent. */
export async function recordComparison(
  unit: UnitOfWork,
  matches: ReadonlyMap<RegistryName, number>,
): Promise<void> {
  const rosters = await lastRosters(unit);
  for (const [registry, matchCount] of matches) {
    const rosterFileId = rosters.get(registry) ?? null;
    const found = matchCount > 0 ? 'match' : 'no-match';
    const comparison = {
      applicationId: null,
      registry,
      subject: 'book',
      subjectIndex: null,
      purpose: 'red-flags',
      basis: 'legal-duty',
      consentId: null,
      outcome: rosterFileId === null ? 'no-roster' : found,
      matchCount: rosterFileId === null ? 0 : matchCount,
      entryId: null,
      rosterFileId,
      lookedUpOn: unit.today,
      lookedUpByUserId: null,
      lookedUpAt: unit.now,
    } as const;
    await insertRow(RegistryLookUp, comparison, unit.transaction);
  }
}

/** Whether an entry holds on a day: by its own days, and as long as the registry lists it. */
const holds = (entry: Row<RosterEntry>, on: BusinessDate): boolean =>
  entry.fromOn <= on &&
  (entry.untilOn === null || entry.untilOn > on) &&
  (entry.delistedOn === null || entry.delistedOn > on);

async function lastRosters({ transaction }: UnitOfWork): Promise<Map<RegistryName, number>> {
  const rows = await selectRows<{ readonly registry: RegistryName; readonly id: number }>(
    transaction,
    "SELECT registry, MAX(id) AS id FROM roster_files WHERE state <> 'taking' GROUP BY registry",
  );
  return new Map(rows.map(({ registry, id }) => [registry, id]));
}

const findEntries = (
  { transaction }: UnitOfWork,
  questions: readonly RegistryQuestion[],
): Promise<Row<RosterEntry>[]> =>
  findRows(RosterEntry, {
    where: {
      registry: [...new Set(questions.map(({ registry }) => registry))],
      subjectIndex: [...new Set(questions.map(({ subjectIndex }) => subjectIndex))],
    },
    order: [['id', 'DESC']],
    transaction,
  });

async function countStaff(
  { transaction }: UnitOfWork,
  employerIndex: string,
  on: BusinessDate,
): Promise<number> {
  const [row] = await selectRows<{ readonly staff: number }>(
    transaction,
    `SELECT COUNT(DISTINCT subjectIndex) AS staff FROM roster_entries
      WHERE registry = 'social-insurance' AND aboutIndex = ? AND fromOn <= ?
        AND (untilOn IS NULL OR untilOn > ?) AND (delistedOn IS NULL OR delistedOn > ?)`,
    [employerIndex, on, on, on],
  );
  return row?.staff ?? 0;
}
