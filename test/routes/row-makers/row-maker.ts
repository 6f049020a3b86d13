import type { Role } from '../../../server/core/roles.js';
import type { World } from '../scenarios/world.js';

/** How to come by a row for one path parameter, `loanId` say. */
export interface RowMaker {
  /** The id of a row that somebody in this role sees. */
  own(world: World, role: Role): Promise<string>;
  /** The id of a row of the same kind beyond the sight of this role; undefined for a role that sees every row. */
  foreign(world: World, role: Role): Promise<string | undefined>;
}

/** By path parameter. */
export type RowMakers = Readonly<Record<string, RowMaker>>;
