import { Loan } from '../../../models/loan.js';
import { findRow } from '../../../models/rows.js';
import { dayOfInstant } from '../../clock.js';
import { findClaim, type ClaimDetail } from '../../compensation/find-claim.js';
import { CONSENT_BODIES, type ConsentBody } from '../../core/compensation/consent-bodies.js';
import { DomainError } from '../../core/errors.js';
import { maskName } from '../../core/masking.js';
import { formatYuan } from '../../core/money.js';
import type { OpinionSaid } from '../../core/papers/application-paper-facts.js';
import type { CompensationSaid } from '../../core/papers/money-paper-facts.js';
import { findRecoveries, findRecoveryBalance } from '../../recovery/find-recoveries.js';
import type { Drafter } from '../document-draft.js';
import { findNames } from '../find-names.js';
import { findOffice } from '../find-office.js';

const APPROVED = new Set(['approved', 'consented', 'paid', 'recovering', 'closed', 'written-off']);
const PAID = new Set(['paid', 'recovering', 'closed', 'written-off']);
const MOST_ENTRIES = 500;

async function saidOf({ claim, content, bankName, guarantorName }: ClaimDetail): Promise<CompensationSaid> {
  const loan = await findRow(Loan, { where: { id: claim.loanId } });
  return {
    claimNumber: claim.number,
    contractNumber: content.contractNumber,
    borrowerMasked: maskName(loan?.borrowerName ?? ''),
    bankName,
    guarantorName,
    claimedFen: claim.claimedFen,
    compensationFen: claim.compensationFen,
  };
}

const STEPS: Readonly<Record<string, string>> = {
  submit: '银行申请',
  verify: '担保方审核',
  approve: '人社部门意见',
  'record-consent': '同意意见',
  consent: '同意意见',
  pay: '代偿支付',
};

/** The opinions of the present round, in their order. */
async function opinionsOf({ steps, claim }: ClaimDetail): Promise<OpinionSaid[]> {
  const counted = steps.filter(({ round, event }) => round === claim.round && STEPS[event] !== undefined);
  const nameOf = await findNames(counted.map(({ takenByUserId }) => takenByUserId));
  return counted.map(({ event, body, reason, documentNumber, takenByUserId, takenAt }) => ({
    office: body === '' ? (STEPS[event] ?? event) : CONSENT_BODIES[body as ConsentBody].zh,
    outcome: documentNumber === null ? '同意' : `同意（${documentNumber}）`,
    reason: reason ?? '',
    maker: nameOf(takenByUserId),
    checker: null,
    decidedOn: dayOfInstant(takenAt),
  }));
}

/** 代偿审批表, in the name of the centre. Fails: not-found, document-not-issuable (not approved). */
export const draftCompensationApproval: Drafter<'compensation-approval'> = async (context, { subjectId }) => {
  const detail = await findClaim(context, subjectId);
  const { claim, content } = detail;
  if (!APPROVED.has(claim.state)) throw new DomainError('document-not-issuable', { reason: 'not-approved' });
  const said = await saidOf(detail);
  return {
    organisationId: await findOffice('centre'),
    edition: '',
    facts: {
      claim: said,
      pastDueSince: content.pastDueSince,
      daysPastDue: content.daysPastDue,
      cutOffOn: content.cutOffOn,
      principalFen: content.principalFen,
      interestFen: content.interestFen,
      shares: content.shares.map(({ bearer, shareBasisPoints, amountFen }) => ({
        bearer,
        shareBasisPoints,
        amountFen,
      })),
      evidence: content.evidence.map(({ kind, basis }) => ({ kind, basis })),
      opinions: await opinionsOf(detail),
      contentHash: claim.contentHash,
    },
    publicFacts: {
      claim: claim.number,
      bank: said.bankName,
      guarantor: said.guarantorName,
      amount: formatYuan(claim.compensationFen),
    },
  };
};

/** 追偿情况表, in the name of the guarantor. Fails: not-found, document-not-issuable (nothing was compensated). */
export const draftRecoveryStatement: Drafter<'recovery-statement'> = async (context, { subjectId }) => {
  const detail = await findClaim(context, subjectId);
  const { claim } = detail;
  if (!PAID.has(claim.state)) throw new DomainError('document-not-issuable', { reason: 'not-compensated' });
  const { book, owed, bearers } = await findRecoveryBalance(context, subjectId);
  const { items } = await findRecoveries(context, subjectId, { limit: MOST_ENTRIES });
  const said = await saidOf(detail);
  return {
    organisationId: claim.guarantorOrganisationId,
    edition: '',
    facts: {
      claim: said,
      costsFen: book.costs,
      costsRepaidFen: book.costsRepaid,
      sharedFen: book.shared,
      owedFen: owed,
      bearers: bearers.map(({ bearer, borne, recovered }) => ({
        bearer,
        borneFen: borne,
        recoveredFen: recovered,
      })),
      entries: items
        .toReversed()
        .map(({ occurredOn, kind, side, reference, amountFen, costsFen, sharedFen }) => ({
          occurredOn,
          kind,
          side,
          reference,
          amountFen,
          costsFen,
          sharedFen,
        })),
    },
    publicFacts: { claim: claim.number, guarantor: said.guarantorName, amount: formatYuan(owed) },
  };
};
