import type { Role } from '../../../server/core/roles.js';
import type { TestApp } from '../../support/app.js';
import { alertOfClosure } from '../../support/risk-alerts.js';
import type { RowMaker } from './row-maker.js';

const CITY: ReadonlySet<Role> = new Set([
  'municipal-officer',
  'municipal-supervisor',
  'finance-approver',
  'auditor',
]);

export const ALERT_ROW: RowMaker = {
  own: async (world) => String((await alertOfClosure(world as TestApp)).id),
  foreign: async (world, role) =>
    CITY.has(role) ? undefined : String((await alertOfClosure(world as TestApp, true)).id),
};
