import type { Bilingual } from '../bilingual.js';

/** The form of file in which a roster comes: of persons (and of firms, where a founder stands for one), of firms, of places. */
export const ROSTER_KINDS = ['person-roster', 'firm-roster', 'place-roster'] as const;
export type RosterKind = (typeof ROSTER_KINDS)[number];

interface RegistryEntry {
  readonly label: Bilingual;
  readonly file: RosterKind;
  /** Whether an entry is about a firm or a base as well: the employer who pays the insurance, the base of a tenant. */
  readonly about: 'firm' | 'base' | null;
}

/** The lists that other platforms of the city keep and send. */
export const REGISTRIES = {
  'registered-unemployed': {
    label: { zh: '失业登记人员', en: 'Registered unemployed' },
    file: 'person-roster',
    about: null,
  },
  'employment-difficulty': {
    label: { zh: '就业困难人员', en: 'People with difficulty finding work' },
    file: 'person-roster',
    about: null,
  },
  deceased: { label: { zh: '死亡人员', en: 'Deceased' }, file: 'person-roster', about: null },
  'publicly-paid': {
    label: { zh: '财政供养人员', en: 'Paid from public funds' },
    file: 'person-roster',
    about: null,
  },
  'social-insurance': {
    label: { zh: '社会保险参保', en: 'Social insurance contributions' },
    file: 'person-roster',
    about: 'firm',
  },
  'entrepreneur-whitelist': {
    label: { zh: '创业者白名单', en: 'Entrepreneur whitelist' },
    file: 'person-roster',
    about: null,
  },
  'deregistered-firms': {
    label: { zh: '注销市场主体', en: 'Deregistered firms' },
    file: 'firm-roster',
    about: null,
  },
  'base-tenants': {
    label: { zh: '基地在孵企业', en: 'Tenants of bases' },
    file: 'firm-roster',
    about: 'base',
  },
  'incubator-bases': {
    label: { zh: '创业孵化基地', en: 'Incubator bases' },
    file: 'place-roster',
    about: null,
  },
  'youth-bases': {
    label: { zh: '港澳台青年创业基地', en: 'Bases for young people from Hong Kong, Macao and Taiwan' },
    file: 'place-roster',
    about: null,
  },
  'startup-villages': {
    label: { zh: '典型创业村', en: 'Typical start-up villages' },
    file: 'place-roster',
    about: null,
  },
} as const satisfies Record<string, RegistryEntry>;

export type RegistryName = keyof typeof REGISTRIES;

export const REGISTRY_NAMES = Object.keys(REGISTRIES) as readonly RegistryName[];

/** A snapshot lists everybody; a delta says who has come, who has changed and who has gone since. */
export const ROSTER_MODES = {
  snapshot: { zh: '全量', en: 'Snapshot' },
  delta: { zh: '增量', en: 'Changes' },
} as const satisfies Record<string, Bilingual>;

export type RosterMode = keyof typeof ROSTER_MODES;
