import type { Express } from 'express';
import type { Response } from 'supertest';
import type { Role } from '../../../server/core/roles.js';
import { appWithoutDatabase } from '../../support/app-without-database.js';

/** What scenarios and row makers work in: the application over a database with one account per role. */
export interface World {
  readonly app: Express;
  /** The access token of somebody in this role, always of the same organisation. */
  tokenOf(role: Role): Promise<string>;
}

/**
 * Performs one documented operation as it is meant to be used and gives back its reply. It makes everything it needs, so
 * that scenarios run in any order.
 */
export type Scenario = (world: World) => Promise<Response>;

/** By operationId. */
export type Scenarios = Readonly<Record<string, Scenario>>;

export async function prepareWorld(): Promise<World> {
  return {
    app: appWithoutDatabase(),
    tokenOf: async (role) => {
      throw new Error(`Nobody can log in as ${role} yet`);
    },
  };
}
