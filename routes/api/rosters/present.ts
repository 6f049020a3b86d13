import type { Context } from '../../../server/context.js';
import type { FileColumns } from '../../../server/core/bank-files/file-header.js';
import { REGISTRIES, type RosterKind } from '../../../server/core/registries/registries.js';
import {
  FIRM_ROSTER_COLUMNS,
  PERSON_ROSTER_COLUMNS,
  PLACE_ROSTER_COLUMNS,
} from '../../../server/core/registries/roster-files.js';
import type { RegistryView, RosterView } from '../../../server/registries/find-rosters.js';

const COLUMNS: Readonly<Record<RosterKind, FileColumns<string>>> = {
  'person-roster': PERSON_ROSTER_COLUMNS,
  'firm-roster': FIRM_ROSTER_COLUMNS,
  'place-roster': PLACE_ROSTER_COLUMNS,
};

/** A roster with its provenance and counts; never who stands in it. */
export const presentRoster = (roster: RosterView, { language }: Context) => ({
  rosterId: String(roster.id),
  registry: roster.registry,
  registryLabel: REGISTRIES[roster.registry].label[language],
  mode: roster.mode,
  sourceOffice: roster.sourceOffice,
  documentNumber: roster.documentNumber,
  asOfOn: roster.asOfOn,
  state: roster.importState === 'failed' ? 'failed' : roster.state,
  importId: String(roster.importId),
  fileName: roster.fileName,
  sha256: roster.sha256,
  rows: roster.rowCount,
  accepted: roster.acceptedCount,
  unchanged: roster.unchangedCount,
  rejected: roster.rejectedCount,
  ended: roster.endedCount,
  createdAt: roster.createdAt,
  takenAt: roster.takenAt,
});

export const presentRegistry = (
  { registry, asOfOn, sourceOffice, entryCount }: RegistryView,
  { language }: Context,
) => {
  const { label, file } = REGISTRIES[registry];
  return {
    registry,
    registryLabel: label[language],
    file,
    columns: COLUMNS[file],
    asOfOn,
    sourceOffice,
    entries: entryCount,
  };
};
