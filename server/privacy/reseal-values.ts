import type { Attributes, Model, ModelStatic } from 'sequelize';
import { MODELS } from '../../models/index.js';
import { selectRows, updateRows, type Row } from '../../models/rows.js';
import { runCommand } from '../command.js';
import type { SystemContext } from '../context.js';
import { platformOrganisationId } from '../organisations/platform.js';

/** A column of encrypted values. Its name gives the purpose under which they are sealed. */
interface SealedColumn {
  readonly model: ModelStatic<Model>;
  readonly column: string;
  readonly purpose: string;
}

const SEALED = /Cipher$/;
const AT_ONCE = 200;

/** Under which purpose the values of a column are sealed, by the rule that its name ends in `Cipher`. */
export const purposeOf = (model: ModelStatic<Model>, column: string): string =>
  `${model.tableName}.${column.replace(SEALED, '')}`;

/** Every column of encrypted values, by the rule that their names end in `Cipher`. */
export const sealedColumns = (): SealedColumn[] =>
  MODELS.flatMap((model: ModelStatic<Model>) =>
    Object.keys(model.getAttributes())
      .filter((column) => SEALED.test(column))
      .map((column) => ({ model, column, purpose: purposeOf(model, column) })),
  );

/** What was encrypted anew under the newest key. */
export interface Resealed {
  readonly values: number;
  readonly files: number;
}

/**
 * Encrypts anew, under the newest key, everything that an older key wrote: values batch by batch, files one by one, while the program
 * goes on. A value that changes meanwhile is left as it is, for it was written by the newest key. Broken off, it goes on where it
 * stopped; afterwards the older keys may go. Every instance must know the newest key before.
 */
export async function resealValues(
  context: SystemContext,
  progress: (what: string, count: number) => void = () => undefined,
): Promise<Resealed> {
  let values = 0;
  for (const sealed of sealedColumns()) {
    let ofColumn = 0;
    for (
      let batch = await resealBatch(context, sealed);
      batch > 0;
      batch = await resealBatch(context, sealed)
    )
      ofColumn += batch;
    progress(sealed.purpose, ofColumn);
    values += ofColumn;
  }
  const files = await context.system.files.reseal();
  progress('files', files);
  return { values, files };
}

async function resealBatch(
  context: SystemContext,
  { model, column, purpose }: SealedColumn,
): Promise<number> {
  const { database, cipher } = context.system;
  const rows = await selectRows<{ readonly id: number; readonly sealed: string }>(
    database,
    `SELECT id, ${column} AS sealed FROM ${model.tableName}
      WHERE ${column} IS NOT NULL AND ${column} NOT LIKE ? ORDER BY id LIMIT ${AT_ONCE}`,
    [`${cipher.newestPrefix}%`],
  );
  if (rows.length === 0) return 0;
  await runCommand(context, 'personal-data.reseal', async (unit) => {
    for (const { id, sealed } of rows) {
      const renewed = cipher.encrypt(cipher.decrypt(sealed, purpose), purpose);
      const change = { [column]: renewed } as Partial<Attributes<Model>>;
      await updateRows(model, change, { id, [column]: sealed } as Partial<Row<Model>>, unit.transaction);
    }
    unit.record({
      organisationId: await platformOrganisationId(unit.transaction),
      subjectKind: 'personal-data',
      subjectId: null,
      detail: { column: purpose, values: rows.length },
    });
    return {};
  });
  return rows.length;
}
