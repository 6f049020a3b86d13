import { Message } from '../../models/message.js';
import { Organisation } from '../../models/organisation.js';
import { User } from '../../models/user.js';
import { findRows, insertRows } from '../../models/rows.js';
import type { UnitOfWork } from '../command.js';

/** What people read about one subject; Chinese, as everything that the system says by itself. */
export interface Notice {
  readonly kind: string;
  readonly title: string;
  readonly body: string;
  readonly subjectKind: string;
  readonly subjectId: number;
}

/** Puts a notice before everybody who works for one of the organisations or for the municipal centre. */
export async function notifyStaff(
  { transaction, now }: UnitOfWork,
  organisationIds: readonly number[],
  notice: Notice,
): Promise<void> {
  const centres = await findRows(Organisation, { where: { kind: 'centre' }, transaction });
  const organisationId = [...new Set([...organisationIds, ...centres.map((centre) => centre.id)])];
  const staff = await findRows(User, { where: { organisationId, disabledAt: null }, transaction });
  await insertRows(
    Message,
    staff.map((user) => ({ userId: user.id, ...notice, createdAt: now, readAt: null, noticeId: null })),
    transaction,
  );
}
