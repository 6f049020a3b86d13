import { CompensationShare } from '../../../models/compensation-share.js';
import type { Database } from '../../../models/database.js';
import { GuaranteeShare } from '../../../models/guarantee-share.js';
import { listsOf } from '../../../models/id-lists.js';
import { findRows, selectRows } from '../../../models/rows.js';
import type { BusinessDate } from '../../core/business-date.js';
import type { WriteOffGround } from '../../core/compensation/write-off-grounds.js';
import type { Fen } from '../../core/money.js';
import type {
  CompensatedDebt,
  LossCase,
  PaidCompensation,
  RiskBearer,
  ShareBasis,
} from '../../core/policy-impact/loss-cases.js';

type CaseRow = Omit<LossCase, 'basis'> & {
  readonly guaranteeId: number;
  readonly agreementId: number | null;
  readonly isFund: 0 | 1;
};

/** Columns of `CaseRow`, from loans as `l`, their guarantees as `g` and guarantors as `o`. */
export const CASE_COLUMNS = `l.districtOrganisationId, l.borrowerKind, l.borrowerCategory, g.guarantorOrganisationId, g.id AS guaranteeId,
    g.agreementId, CASE WHEN o.guarantorKind = 'institution' THEN 0 ELSE 1 END AS isFund`;

type Share = { readonly bearer: RiskBearer; readonly shareBasisPoints: number };

/** Who bears what of guarantees on record, by guarantee. */
export async function readShares(guaranteeIds: readonly number[]): Promise<Map<number, Share[]>> {
  const shares = new Map<number, Share[]>();
  for (const ids of listsOf(guaranteeIds)) {
    const rows = await findRows(GuaranteeShare, {
      where: { guaranteeId: [...ids] },
      order: [['id', 'ASC']],
    });
    for (const { guaranteeId, bearer, shareBasisPoints } of rows)
      append(shares, guaranteeId, { bearer, shareBasisPoints });
  }
  return shares;
}

/** By what the parts of a guarantee are known. */
export const basisOf = (agreementId: number | null, recorded: readonly Share[] | undefined): ShareBasis => {
  if (agreementId !== null) return 'agreement';
  return recorded === undefined ? 'policy' : 'take-over';
};

/** Adds to the list under a key. */
export function append<Key, Value>(lists: Map<Key, Value[]>, key: Key, value: Value): void {
  const known = lists.get(key);
  if (known === undefined) lists.set(key, [value]);
  else known.push(value);
}

const AT_ONCE = 4_000;

/** Rows of a query in pages by ascending id; the query ends where `id >` and the limit go. */
async function* pagesOf<PageRow extends { readonly id: number }>(
  read: (after: number) => Promise<PageRow[]>,
): AsyncGenerator<PageRow[]> {
  for (let after = 0; ;) {
    const rows = await read(after);
    if (rows.length > 0) yield rows;
    if (rows.length < AT_ONCE) return;
    after = rows.at(-1)?.id ?? after;
  }
}

interface PaidRow extends CaseRow {
  readonly id: number;
  readonly claimId: number;
  readonly paidOn: BusinessDate;
  readonly principal: Fen;
  readonly interest: Fen;
  readonly cutOffOn: BusinessDate;
  readonly issuedOn: BusinessDate;
}

/** The compensations that were paid on days of a period, in pages. */
export async function* readPaidCompensations(
  database: Database,
  { from, until }: { readonly from: BusinessDate; readonly until: BusinessDate },
): AsyncGenerator<PaidCompensation[]> {
  const pages = pagesOf((after) =>
    selectRows<PaidRow>(
      database,
      `SELECT p.id, p.claimId, p.paidOn, c.principalFen AS principal, c.interestFen AS interest, c.cutOffOn, g.issuedOn, ${CASE_COLUMNS}
         FROM compensation_payments p JOIN compensation_claims c ON c.id = p.claimId JOIN loans l ON l.id = p.loanId
         JOIN guarantees g ON g.id = c.guaranteeId JOIN organisations o ON o.id = g.guarantorOrganisationId
        WHERE p.id > ? AND p.paidOn >= ? AND p.paidOn < ? ORDER BY p.id LIMIT ${AT_ONCE}`,
      [after, from, until],
    ),
  );
  for await (const rows of pages) {
    const recorded = await readShares(rows.map(({ guaranteeId }) => guaranteeId));
    const paid = await readPaidShares(rows.map(({ claimId }) => claimId));
    yield rows.map((row) => {
      const basis = basisOf(row.agreementId, recorded.get(row.guaranteeId));
      return {
        ...row,
        basis,
        isFund: row.isFund === 1,
        sharesFixedOn: basis === 'policy' ? row.cutOffOn : row.issuedOn,
        shares: paid.get(row.claimId) ?? [],
      };
    });
  }
}

type PaidShare = Share & { readonly amount: Fen };

async function readPaidShares(claimIds: readonly number[]): Promise<Map<number, PaidShare[]>> {
  const shares = new Map<number, PaidShare[]>();
  for (const ids of listsOf(claimIds)) {
    const rows = await findRows(CompensationShare, { where: { claimId: [...ids] }, order: [['id', 'ASC']] });
    for (const { claimId, bearer, shareBasisPoints, amountFen: amount } of rows)
      append(shares, claimId, { bearer, shareBasisPoints, amount });
  }
  return shares;
}

interface DebtRow extends CaseRow {
  readonly id: number;
  readonly claimId: number;
  readonly compensatedOn: BusinessDate;
  readonly writtenOffOn: BusinessDate | null;
  readonly ground: WriteOffGround | null;
}

/** Every debt that was compensated, with what came back of it and whether it was written off, in pages. */
export async function* readCompensatedDebts(database: Database): AsyncGenerator<CompensatedDebt[]> {
  const pages = pagesOf((after) =>
    selectRows<DebtRow>(
      database,
      `SELECT p.id, p.claimId, p.paidOn AS compensatedOn, w.writtenOffOn, w.ground, ${CASE_COLUMNS}
         FROM compensation_payments p JOIN compensation_claims c ON c.id = p.claimId JOIN loans l ON l.id = p.loanId
         JOIN guarantees g ON g.id = c.guaranteeId JOIN organisations o ON o.id = g.guarantorOrganisationId
         LEFT JOIN write_offs w ON w.claimId = p.claimId
        WHERE p.id > ? ORDER BY p.id LIMIT ${AT_ONCE}`,
      [after],
    ),
  );
  for await (const rows of pages) {
    const recorded = await readShares(rows.map(({ guaranteeId }) => guaranteeId));
    const claimIds = rows.map(({ claimId }) => claimId);
    const borne = await readPaidShares(claimIds);
    const recovered = await readRecovered(database, claimIds);
    yield rows.map(({ writtenOffOn, ground, ...row }) => ({
      ...row,
      basis: basisOf(row.agreementId, recorded.get(row.guaranteeId)),
      borne: borne.get(row.claimId) ?? [],
      recovered: recovered.get(row.claimId) ?? [],
      writtenOff: writtenOffOn === null || ground === null ? null : { on: writtenOffOn, ground },
    }));
  }
}

interface RecoveredRow {
  readonly claimId: number;
  readonly on: BusinessDate;
  readonly amount: Fen;
}

async function readRecovered(database: Database, claimIds: readonly number[]) {
  const recovered = new Map<number, RecoveredRow[]>();
  for (const ids of listsOf(claimIds)) {
    const rows = await selectRows<RecoveredRow>(
      database,
      `SELECT claimId, occurredOn AS ${ON}, CASE WHEN kind = 'reversal' THEN -sharedFen ELSE sharedFen END AS amount
         FROM recoveries WHERE sharedFen > 0 AND claimId IN (${ids.map(() => '?').join()}) ORDER BY id`,
      [...ids],
    );
    for (const row of rows) append(recovered, row.claimId, row);
  }
  return recovered;
}

/** A name that is a word of SQL. */
const ON = '`on`';
