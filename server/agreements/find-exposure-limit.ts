import type { Transaction } from 'sequelize';
import type { GuarantorCapital } from '../../models/guarantor-capital.js';
import type { GuarantorExposure } from '../../models/guarantor-exposure.js';
import { Organisation } from '../../models/organisation.js';
import { findRow, selectRows, type Row } from '../../models/rows.js';
import { shareLock } from '../../models/share-lock.js';
import type { System } from '../context.js';
import type { BusinessDate } from '../core/business-date.js';
import { exposureLimit, type ExposureLimit } from '../core/exposure-limit.js';
import { ZERO_FEN, type Fen } from '../core/money.js';

/** The limit of a guarantor with what it follows from. */
export interface GuarantorLimit extends ExposureLimit {
  /** Null where none is on record: the guarantor has no room then. */
  readonly capitalFen: Fen | null;
  readonly times: number;
}

/**
 * What a guarantor may answer for on a day: the agreed limit, and never more than its capital of that day times the dated
 * multiple of the policy. Under the lock of the exposure's row pass its transaction: the latest capital is read then.
 */
export async function findExposureLimit(
  system: System,
  { organisationId, limitFen }: Pick<Row<GuarantorExposure>, 'organisationId' | 'limitFen'>,
  on: BusinessDate,
  transaction?: Transaction,
): Promise<GuarantorLimit> {
  const guarantor = await findRow(Organisation, { where: { id: organisationId }, transaction });
  const times = multipleOf(system, guarantor?.guarantorKind ?? 'fund', on);
  const lock = transaction ? shareLock(system.database.engine) : '';
  const [capital] = await selectRows<Pick<Row<GuarantorCapital>, 'amountFen'>>(
    transaction ?? system.database,
    `SELECT amountFen FROM guarantor_capitals WHERE organisationId = ? AND effectiveOn <= ?
      ORDER BY effectiveOn DESC, id DESC LIMIT 1${lock}`,
    [organisationId, on],
  );
  const capitalFen = capital?.amountFen ?? null;
  return { ...exposureLimit(limitFen, capitalFen ?? ZERO_FEN, times), capitalFen, times };
}

function multipleOf(system: System, kind: 'fund' | 'institution', on: BusinessDate): number {
  const { policyBook } = system.referenceData.current();
  return kind === 'fund'
    ? policyBook.asOf('fund-multiplier', on).value.times
    : policyBook.asOf('guarantor-limits', on).value.netAssetsTimes;
}
