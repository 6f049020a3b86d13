import type { Response, Test } from 'supertest';
import type { SteppedClock } from '../../../server/clock.js';
import type { Role } from '../../../server/core/roles.js';
import type { Notification } from '../../../server/gateways/notification-port.js';
import { startTestApp } from '../../support/app.js';
import type { MachineName } from '../../support/machines.js';
import type { People, Username } from '../../support/people.js';

/** Sends requests as one person, or as a visitor. */
export interface Caller {
  get(path: string): Test;
  post(path: string): Test;
  put(path: string): Test;
  delete(path: string): Test;
}

/** What scenarios and row makers work in: the application over a database with somebody in every role. */
export interface World extends People {
  readonly visitor: Caller;
  readonly logIn: (username: Username | MachineName) => Promise<Caller>;
  readonly clock: SteppedClock;
  /** What was sent to phones, the oldest first. */
  readonly sent: readonly Notification[];
}

/** Who acts for a role; they all belong together. */
export const PERSON_IN = {
  borrower: 'borrower',
  'station-clerk': 'station.clerk',
  'bank-officer': 'bank.maker',
  'bank-supervisor': 'bank.checker',
  'bank-machine': 'bank.machine',
  'guarantor-officer': 'guarantor.maker',
  'guarantor-supervisor': 'guarantor.checker',
  'district-reviewer': 'district.reviewer',
  'municipal-officer': 'centre.maker',
  'municipal-supervisor': 'centre.checker',
  'finance-approver': 'finance.approver',
  auditor: 'auditor',
  'system-administrator': 'system.admin',
  'security-administrator': 'security.admin',
  'audit-administrator': 'audit.admin',
} as const satisfies Record<Role, Username | MachineName>;

/**
 * Performs one documented operation as it is meant to be used and gives back its reply. It makes everything it needs, so
 * that scenarios run in any order.
 */
export type Scenario = (world: World) => Promise<Response>;

/** By operationId. */
export type Scenarios = Readonly<Record<string, Scenario>>;

export const prepareWorld = (): Promise<World> => startTestApp();
