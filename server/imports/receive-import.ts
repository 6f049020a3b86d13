import { Import } from '../../models/import.js';
import { Organisation } from '../../models/organisation.js';
import { findRow } from '../../models/rows.js';
import { authorise } from '../auth/permissions.js';
import { runCommand, type UnitOfWork } from '../command.js';
import type { Context } from '../context.js';
import type { BankFileKindName } from '../core/bank-files/import-kind-name.js';
import { DomainError } from '../core/errors.js';
import { assertQuarterEnded, subsidyQuarter } from '../core/subsidy-quarter.js';
import { findImportKind } from './import-kinds.js';
import { queueImport } from './queue-import.js';
import type { StoredUpload } from './stored-upload.js';

export interface ReceiveImport {
  readonly kind: BankFileKindName;
  readonly upload: StoredUpload;
  /** Whose file it is; a bank sends its own, the centre names the bank. */
  readonly bankCode: string | null;
  /** The subsidy quarter, for the kinds that have one. */
  readonly period: string | null;
}

/**
 * Takes in a bank's file: it is there for good when this answers, and is read in the background. Files of one bank are read
 * one after another, in the order in which they came. Fails: forbidden, not-found (another bank), malformed (no
 * bank code or quarter where one is needed, or one where none is; a quarter that has not ended).
 */
export async function receiveImport(
  context: Context,
  { kind: name, upload, bankCode, period }: ReceiveImport,
): Promise<{ readonly importId: number }> {
  authorise(context.actor, 'import.create');
  const kind = findImportKind(name);
  if (kind.hasPeriod !== (period !== null)) {
    throw new DomainError('malformed', { field: 'period', expected: 'subsidy-quarter' });
  }
  if (period !== null) assertQuarterEnded(subsidyQuarter(period), context.system.clock.today(), 'period');
  return runCommand(context, 'import.receive', async (unit) => {
    const bankOrganisationId = await findBank(context, unit, bankCode);
    const same = await findSame(unit, { kind: name, bankOrganisationId, period, sha256: upload.sha256 });
    const importId = await queueImport(context, unit, {
      upload,
      kind: name,
      organisationId: bankOrganisationId,
      period,
      sameAsImportId: same?.id ?? null,
    });
    return { importId };
  });
}

async function findBank(context: Context, { transaction }: UnitOfWork, code: string | null): Promise<number> {
  const { organisationId, role } = context.actor;
  const atCentre = role === 'municipal-officer';
  if (code === null) {
    if (atCentre || organisationId === null) throw new DomainError('malformed', { field: 'bankCode' });
    return organisationId;
  }
  const bank = await findRow(Organisation, { where: { code, kind: 'bank' }, transaction });
  if (!bank || (!atCentre && bank.id !== organisationId)) throw new DomainError('not-found');
  return bank.id;
}

/** The last import of the very same file that went through. */
const findSame = (
  { transaction }: UnitOfWork,
  file: Pick<Import, 'kind' | 'bankOrganisationId' | 'period' | 'sha256'>,
) =>
  findRow(Import, {
    where: {
      bankOrganisationId: file.bankOrganisationId,
      sha256: file.sha256,
      kind: file.kind,
      period: file.period,
      state: 'done',
    },
    order: [['id', 'DESC']],
    transaction,
  });
