import { findRows } from '../../models/rows.js';
import { User } from '../../models/user.js';
import type { Context } from '../context.js';

/** Somebody to whom work can be given. */
export interface Colleague {
  readonly id: number;
  readonly name: string;
}

const MOST_COLLEAGUES = 200;

/** The people of one's own organisation whose accounts are open; nobody for those who belong to none. */
export async function findColleagues({ actor }: Pick<Context, 'actor'>): Promise<readonly Colleague[]> {
  if (actor.organisationId === null) return [];
  const rows = await findRows(User, {
    where: { organisationId: actor.organisationId, disabledAt: null, role: { '!=': 'bank-machine' } },
    order: [['displayName', 'ASC']],
    limit: MOST_COLLEAGUES,
  });
  return rows.map(({ id, displayName: name }) => ({ id, name }));
}
