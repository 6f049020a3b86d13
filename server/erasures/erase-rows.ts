import { randomBytes } from 'node:crypto';
import type { Model, ModelStatic } from 'sequelize';
import { updateRows, type Row } from '../../models/rows.js';
import type { Where } from '../../models/condition.js';
import type { UnitOfWork } from '../command.js';
import type { System } from '../context.js';
import { ERASED } from '../core/erased.js';
import { purposeOf } from '../privacy/reseal-values.js';

/** The mark of an erased value, sealed for a column: whoever reads it reads the mark. */
export const sealedMark = (
  { cipher }: System,
  model: ModelStatic<Model>,
  column: string,
  mark: string = ERASED,
): string => cipher.encrypt(mark, purposeOf(model, column));

/** An index that finds nothing and equals no other. */
export const indexOfNobody = ({ cipher }: System): string => cipher.renewed(randomBytes(32).toString('hex'));

/** Puts the mark over a text of the rows that fit; where there was none, there is none. */
export async function eraseText<M extends Model>(
  { transaction }: UnitOfWork,
  model: ModelStatic<M>,
  column: keyof Row<M> & string,
  where: Where<M>,
): Promise<void> {
  const written = { ...where, [column]: { '!=': '' } };
  await updateRows(model, { [column]: ERASED } as Partial<Row<M>>, written, transaction);
}
