import { User } from '../../models/user.js';
import { findRows } from '../../models/rows.js';

/** The names of staff by their accounts, as papers show who decided. */
export async function findNames(userIds: readonly (number | null)[]): Promise<(id: number | null) => string> {
  const ids = [...new Set(userIds)].filter((id) => id !== null);
  const users = await findRows(User, { where: { id: ids } });
  const names = new Map(users.map(({ id, displayName }) => [id, displayName]));
  return (id) => (id === null ? '系统' : (names.get(id) ?? '—'));
}
