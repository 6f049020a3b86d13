import { randomUUID } from 'node:crypto';
import { UniqueConstraintError } from 'sequelize';
import { Organisation } from '../../models/organisation.js';
import { findRows } from '../../models/rows.js';
import { runCommand } from '../command.js';
import type { System } from '../context.js';
import { DISTRICTS, type DistrictCode } from '../core/districts.js';
import { addOrganisation, type NewOrganisation } from './create-organisation.js';

const CITY_OFFICES: readonly NewOrganisation[] = [
  { code: 'PLATFORM', kind: 'platform', name: '系统运维' },
  { code: 'MUNICIPAL-CENTRE', kind: 'centre', name: '广州市创业担保贷款经办中心' },
  { code: 'FINANCE-BUREAU', kind: 'finance', name: '广州市财政局' },
  { code: 'AUDIT-OFFICE', kind: 'audit', name: '广州市审计局' },
];

const DISTRICT_OFFICES: readonly NewOrganisation[] = (Object.keys(DISTRICTS) as DistrictCode[]).map(
  (districtCode) => ({
    code: `DISTRICT-${districtCode}`,
    kind: 'district',
    name: `${DISTRICTS[districtCode].zh}人力资源和社会保障局`,
    districtCode,
  }),
);

/**
 * Makes sure that the city's own offices are there: the platform, the centre, finance, audit and the eleven districts, each with its audit
 * chain. To be called at every start, also by several instances at the same moment; what is there already stays as it is.
 */
export async function installReferenceOrganisations(system: System): Promise<void> {
  const wanted = [...CITY_OFFICES, ...DISTRICT_OFFICES];
  const present = await findRows(Organisation, { where: { code: wanted.map(({ code }) => code) } });
  const missing = wanted.filter(({ code }) => !present.some((organisation) => organisation.code === code));
  if (missing.length === 0) return;
  const visitor = { system, requestId: randomUUID(), language: 'zh' } as const;
  try {
    await runCommand(visitor, 'organisation.create', async (unit) => {
      for (const office of missing) await addOrganisation(unit, office);
      return {};
    });
  } catch (error) {
    // Another instance that started at this moment has them in place.
    if (!(error instanceof UniqueConstraintError)) throw error;
  }
}
