import { GuaranteeShare } from '../../../models/guarantee-share.js';
import { Guarantee } from '../../../models/guarantee.js';
import { GuarantorExposure } from '../../../models/guarantor-exposure.js';
import { Organisation } from '../../../models/organisation.js';
import { findRow, findRows, insertRow, insertRows } from '../../../models/rows.js';
import type { AgreedShare, AgreementTerms } from '../../agreements/find-agreement-in-force.js';
import { findAgreementsOfBank } from '../../agreements/find-agreements-of-bank.js';
import type { BusinessDate } from '../../core/business-date.js';
import { DomainError } from '../../core/errors.js';
import { addFen, ZERO_FEN, type Fen } from '../../core/money.js';
import type { PolicyBook } from '../../core/policy/policy-book.js';
import { rate } from '../../core/rate.js';
import { fundAndBank, guaranteedPart } from '../../core/risk-share.js';
import type { BatchContext } from '../../imports/import-kind.js';
import { changeExposure } from '../follow-outstanding.js';

/** A loan taken over, and whom the bank names as its guarantor. */
export interface GuaranteedLoan {
  readonly loanId: number;
  readonly guarantorOrganisationId: number;
  readonly principal: Fen;
  readonly disbursedOn: BusinessDate;
}

/** Who bears what of a loan, and under which agreement if under one of ours. */
interface RiskSharing {
  readonly agreementId: number | null;
  readonly shares: readonly AgreedShare[];
}

/**
 * Writes the guarantees of loans that are taken over. The guaranteed part goes by the agreement that bank and guarantor had on
 * the day of the disbursement; without one, by the fund's share of that day (穗人社函〔2023〕325号) where a fund guarantees;
 * else the whole is counted, which is the cautious figure. Nothing is measured against a limit; only new guarantees are.
 */
export async function takeOverGuarantees(
  batch: BatchContext,
  loans: readonly GuaranteedLoan[],
): Promise<void> {
  const { unit, context, bankOrganisationId } = batch;
  const { transaction } = unit;
  const { policyBook } = context.system.referenceData.current();
  const agreements = await findAgreementsOfBank(bankOrganisationId, transaction);
  const funds = await findFunds(batch);
  const shared = loans.map((loan) => ({ loan, ...sharingOf(loan, agreements, funds, policyBook) }));
  const guarantees = shared.map(({ loan, agreementId, shares }) => {
    const guaranteedFen = shares.length === 0 ? loan.principal : guaranteedPart(loan.principal, shares);
    return {
      number: `CL${loan.loanId}`,
      applicationId: null,
      loanId: loan.loanId,
      agreementId,
      bankOrganisationId,
      guarantorOrganisationId: loan.guarantorOrganisationId,
      guaranteedFen,
      balanceFen: guaranteedFen,
      feeRate: rate(0),
      state: 'effective' as const,
      issuedOn: loan.disbursedOn,
      createdAt: unit.now,
    };
  });
  await insertRows(Guarantee, guarantees, transaction);
  const stored = await findRows(Guarantee, {
    where: { loanId: loans.map(({ loanId }) => loanId) },
    transaction,
  });
  const idOf = new Map(stored.map(({ loanId, id }) => [loanId, id]));
  const shareRows = shared.flatMap(({ loan, shares }) =>
    shares.map((share) => ({ guaranteeId: idOf.get(loan.loanId) ?? 0, ...share })),
  );
  await insertRows(GuaranteeShare, shareRows, transaction);
  await addExposures(batch, guarantees);
}

function sharingOf(
  { guarantorOrganisationId, disbursedOn }: GuaranteedLoan,
  agreements: readonly AgreementTerms[],
  funds: ReadonlySet<number>,
  policy: PolicyBook,
): RiskSharing {
  const terms = agreements.find(
    ({ agreement }) =>
      agreement.guarantorOrganisationId === guarantorOrganisationId &&
      agreement.startsOn <= disbursedOn &&
      disbursedOn < agreement.endsOn,
  );
  if (terms) return { agreementId: terms.agreement.id, shares: terms.shares };
  return {
    agreementId: null,
    shares: funds.has(guarantorOrganisationId) ? fundShares(policy, disbursedOn) : [],
  };
}

/** None before the rule on the fund's share. */
function fundShares(policy: PolicyBook, on: BusinessDate): AgreedShare[] {
  try {
    return [...fundAndBank(policy.asOf('fund-share', on).value.basisPoints)];
  } catch (error) {
    if (error instanceof DomainError && error.code === 'no-policy-in-force') return [];
    throw error;
  }
}

async function findFunds({ unit }: BatchContext): Promise<ReadonlySet<number>> {
  const where = { kind: 'guarantor', guarantorKind: 'fund' } as const;
  const funds = await findRows(Organisation, { where, transaction: unit.transaction });
  return new Set(funds.map(({ id }) => id));
}

/** Adds to what guarantors and agreements answer for, in the order of their ids, as all commands lock them. */
async function addExposures(
  { unit }: BatchContext,
  guarantees: readonly {
    readonly guarantorOrganisationId: number;
    readonly agreementId: number | null;
    readonly guaranteedFen: Fen;
  }[],
): Promise<void> {
  const added = new Map<
    string,
    { guarantorOrganisationId: number; agreementId: number | null; change: Fen }
  >();
  for (const { guarantorOrganisationId, agreementId, guaranteedFen } of guarantees) {
    const key = `${guarantorOrganisationId} ${agreementId}`;
    const change = addFen(added.get(key)?.change ?? ZERO_FEN, guaranteedFen);
    added.set(key, { guarantorOrganisationId, agreementId, change });
  }
  const inOrder = [...added.values()].toSorted(
    (left, right) =>
      left.guarantorOrganisationId - right.guarantorOrganisationId ||
      (left.agreementId ?? 0) - (right.agreementId ?? 0),
  );
  for (const exposure of inOrder) {
    await openExposure(unit, exposure.guarantorOrganisationId);
    await changeExposure(unit, exposure);
  }
}

/** A guarantor without an agreement has no limit yet, and so no room for new guarantees. */
async function openExposure(
  { transaction, now }: BatchContext['unit'],
  organisationId: number,
): Promise<void> {
  if (await findRow(GuarantorExposure, { where: { organisationId }, transaction })) return;
  await insertRow(GuarantorExposure, { organisationId, limitFen: ZERO_FEN, updatedAt: now }, transaction);
}
