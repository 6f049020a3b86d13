import { Organisation } from '../../../models/organisation.js';
import { findRow } from '../../../models/rows.js';
import type { Context } from '../../context.js';
import type { BusinessDate } from '../../core/business-date.js';
import { CLAWBACK_GROUNDS, type ClawbackGround } from '../../core/clawback/clawback-grounds.js';
import type { PlannedPart } from '../../core/clawback/clawback-plan.js';
import { DomainError } from '../../core/errors.js';
import type { Fen } from '../../core/money.js';
import type { PolicySource } from '../../core/policy/subsidy-policy.js';
import { findClawback, type QuarterView } from './find-clawbacks.js';

/** Everything that the paper of a demand says (追回通知书); whoever draws it up adds nothing. */
export interface ClawbackNotice {
  readonly number: string;
  readonly issuedOn: BusinessDate;
  readonly borrowerName: string;
  readonly contractNumber: string;
  readonly bankName: string;
  readonly districtName: string;
  readonly ground: ClawbackGround;
  readonly groundLabel: string;
  readonly fromOn: BusinessDate;
  readonly untilOn: BusinessDate | null;
  /** What was found, in the words of the office. */
  readonly facts: string;
  readonly document: string;
  readonly article: string;
  readonly quarters: readonly QuarterView[];
  readonly total: Fen;
  readonly returned: Fen;
  readonly owed: Fen;
  /** In which parts, and by when; of one part where no instalments were agreed. */
  readonly parts: readonly PlannedPart[];
  /** Whether it may also be taken off subsidy that the borrower has coming. */
  readonly offset: boolean;
  /** Where the days for payment come from. */
  readonly terms: PolicySource;
}

/** The data of an issued demand's paper. Fails: not-found (also while it was not issued). */
export async function findClawbackNotice(context: Context, caseId: number): Promise<ClawbackNotice> {
  const found = await findClawback(context, caseId);
  const { issuedOn } = found;
  if (issuedOn === null) throw new DomainError('not-found');
  const { policyBook } = context.system.referenceData.current();
  return {
    number: found.number,
    issuedOn,
    borrowerName: found.borrowerName,
    contractNumber: found.contractNumber,
    bankName: await nameOf(found.bankOrganisationId),
    districtName: await nameOf(found.districtOrganisationId),
    ground: found.ground,
    groundLabel: CLAWBACK_GROUNDS[found.ground][context.language],
    fromOn: found.fromOn,
    untilOn: found.untilOn,
    facts: found.facts,
    document: found.document,
    article: found.article,
    quarters: found.quarters,
    total: found.totalFen,
    returned: found.returned,
    owed: found.owed,
    parts: found.parts,
    offset: found.offsetFlag === 1,
    terms: policyBook.valueOn('clawback-terms', issuedOn).source,
  };
}

const nameOf = async (id: number): Promise<string> =>
  (await findRow(Organisation, { where: { id } }))?.name ?? '';
