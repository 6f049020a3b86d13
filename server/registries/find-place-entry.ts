import type { Transaction } from 'sequelize';
import type { RosterEntry } from '../../models/roster-entry.js';
import { selectRows, type Row } from '../../models/rows.js';
import type { BusinessDate } from '../core/business-date.js';
import { isAtPlace, type Place } from '../core/registries/place-match.js';
import type { RegistryName } from '../core/registries/registries.js';
import type { FieldCipher } from '../privacy/field-cipher.js';
import { ROSTER_CONTENT } from './take-roster.js';

type EntryRow = Pick<Row<RosterEntry>, 'id' | 'districtCode' | 'placeName' | 'contentCipher'>;

/**
 * The listed village or base at which an address lies on a day, the latest listed first; null where it lies at none. Registries number their
 * places and applicants write addresses, so that names and addresses are compared and not numbers.
 */
export async function findPlaceEntry(
  { transaction, cipher }: { readonly transaction: Transaction; readonly cipher: FieldCipher },
  registry: RegistryName,
  place: Place,
  on: BusinessDate,
): Promise<number | null> {
  const rows = await selectRows<EntryRow>(
    transaction,
    `SELECT id, districtCode, placeName, contentCipher FROM roster_entries
      WHERE registry = ? AND subjectKind = 'place' AND (districtCode IS NULL OR districtCode = ?)
        AND fromOn <= ? AND (untilOn IS NULL OR untilOn > ?) AND (delistedOn IS NULL OR delistedOn > ?)
      ORDER BY id DESC`,
    [registry, place.districtCode, on, on, on],
  );
  const addressOf = ({ contentCipher }: EntryRow): string | null =>
    (JSON.parse(cipher.decrypt(contentCipher, ROSTER_CONTENT)) as { readonly address: string | null })
      .address;
  const found = rows.find((row) =>
    isAtPlace(place, { districtCode: row.districtCode, name: row.placeName ?? '', address: addressOf(row) }),
  );
  return found?.id ?? null;
}
