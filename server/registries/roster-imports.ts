import {
  FIRM_ROSTER_COLUMNS,
  PERSON_ROSTER_COLUMNS,
  PLACE_ROSTER_COLUMNS,
  readFirmRosterRow,
  readPersonRosterRow,
  readPlaceRosterRow,
} from '../core/registries/roster-files.js';
import { importKind } from '../imports/import-kind.js';
import { finishRoster } from './finish-roster.js';
import { takeRoster } from './take-roster.js';

const ROSTER = { hasPeriod: false, write: takeRoster, finish: finishRoster } as const;

/** 名册: persons, firms and places on the lists of the city's other platforms. */
export const ROSTER_IMPORTS = [
  importKind({
    ...ROSTER,
    name: 'person-roster',
    columns: PERSON_ROSTER_COLUMNS,
    readRow: readPersonRosterRow,
  }),
  importKind({ ...ROSTER, name: 'firm-roster', columns: FIRM_ROSTER_COLUMNS, readRow: readFirmRosterRow }),
  importKind({ ...ROSTER, name: 'place-roster', columns: PLACE_ROSTER_COLUMNS, readRow: readPlaceRosterRow }),
];
