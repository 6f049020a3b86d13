import { AgreementShare } from '../../models/agreement-share.js';
import { CooperationAgreement } from '../../models/cooperation-agreement.js';
import { Organisation } from '../../models/organisation.js';
import { findRow, insertRow, insertRows } from '../../models/rows.js';
import { proposeApproval, type ApprovalSubject } from '../approvals/approval.js';
import { runCommand, type UnitOfWork } from '../command.js';
import { findRenewalAdvice } from '../bank-scorecards/find-renewal-advice.js';
import type { Context, System } from '../context.js';
import type { RenewalAdvice } from '../core/bank-scorecard/renewal-advice.js';
import type { BusinessDate } from '../core/business-date.js';
import type { ConsentBody } from '../core/compensation/consent-bodies.js';
import { canonicalJson } from '../core/canonical-json.js';
import type { ApprovalMode, ObjectionEffect } from '../core/approval-mode.js';
import { DomainError } from '../core/errors.js';
import type { Fen } from '../core/money.js';
import { rate, type Rate } from '../core/rate.js';
import { COOPERATION_AGREEMENT_STATES } from '../core/states/cooperation-agreement-states.js';
import { transition } from '../core/states/state-machine.js';
import { nextNumber } from '../numbering/next-number.js';
import type { AgreedShare } from './find-agreement-in-force.js';

/** What a bank and a guarantor have agreed with the city. */
export interface NewAgreement {
  readonly bankOrganisationId: number;
  readonly guarantorOrganisationId: number;
  readonly startsOn: BusinessDate;
  readonly endsOn: BusinessDate;
  /** What may be guaranteed under this agreement at a moment. */
  readonly exposureLimitFen: Fen;
  readonly singleLoanLimitFen: Fen;
  /** What the guarantor may answer for altogether, over all its agreements. */
  readonly guarantorLimitFen: Fen;
  readonly approvalMode: ApprovalMode;
  /** Left out where the guarantor decides on each loan. */
  readonly modeTerms?: ModeTerms;
  readonly interestCovered: boolean;
  readonly compensation: CompensationTerms;
  readonly shares: readonly AgreedShare[];
}

/** What is agreed for the time when the guarantor has to pay. */
export type CompensationTerms = {
  /** What may be compensated in a calendar year; null: as much as is due. */
  readonly capFen: Fen | null;
  /** Whether money recovered pays the costs of recovery first, or last. */
  readonly costsFirst: boolean;
  /** Who consents beside the municipality where the guarantor is an institution. */
  readonly consents: readonly ConsentBody[];
};

/** What has to be agreed beside where the guarantee arises with the bank's credit. */
export type ModeTerms = {
  /** The yearly fee of such guarantees. */
  readonly feeRate: Rate;
  /** What an objection after disbursement leads to; exactly where the bank decides alone. */
  readonly objectionEffect: ObjectionEffect | null;
  /** How much of all that is guaranteed may be compensated; exactly for a batch. */
  readonly batchCapBasisPoints: number | null;
};

const NO_MODE_TERMS: ModeTerms = { feeRate: rate(0), objectionEffect: null, batchCapBasisPoints: null };

/** What the checker approves: the agreement, and what the bank's scorecards say where it follows another one. */
export interface ProposedAgreement extends NewAgreement {
  readonly renewal: RenewalAdvice | null;
}

export type AgreementReply = {
  readonly agreementId: string;
  readonly number: string;
  readonly state: string;
};
export type ProposedAgreementReply = AgreementReply & { readonly payloadHash: string };

const WHOLE = 10_000;

/** Bringing an agreement into force needs a second person. */
export const activationOf = (agreementId: number): ApprovalSubject => ({
  subjectKind: 'cooperation-agreement',
  subjectId: agreementId,
  action: 'activate-agreement',
});

/**
 * A municipal officer puts an agreement before the supervisor; that of a bank and a guarantor who had one before with the bank's
 * last scorecards. Fails: malformed.
 */
export async function proposeAgreement(
  context: Context,
  input: NewAgreement,
): Promise<ProposedAgreementReply> {
  const { actor } = context;
  return runCommand(context, 'agreement.propose', async (unit) => {
    const { modeTerms = NO_MODE_TERMS } = input;
    assertSound(input);
    assertModeTerms(input.approvalMode, modeTerms);
    await assertParties(unit, input);
    const { shares, interestCovered, compensation, modeTerms: _terms, ...others } = input;
    const { guarantorLimitFen: _limit, ...columns } = others;
    const state = transition(COOPERATION_AGREEMENT_STATES, COOPERATION_AGREEMENT_STATES.initial, 'submit');
    const number = await nextNumber(unit, 'agreement');
    const agreementId = await insertRow(
      CooperationAgreement,
      {
        ...columns,
        number,
        state,
        interestCoveredFlag: interestCovered ? 1 : 0,
        agreedFeeRate: modeTerms.feeRate,
        objectionEffect: modeTerms.objectionEffect,
        batchCapBasisPoints: modeTerms.batchCapBasisPoints,
        compensationCapFen: compensation.capFen,
        costsFirstFlag: compensation.costsFirst ? 1 : 0,
        consentsJson: compensation.consents.length === 0 ? null : canonicalJson([...compensation.consents]),
        makerUserId: actor.userId,
        createdAt: unit.now,
      },
      unit.transaction,
    );
    await insertRows(
      AgreementShare,
      shares.map((share) => ({ agreementId, ...share })),
      unit.transaction,
    );
    const payload = {
      ...input,
      modeTerms,
      compensation: { ...compensation, consents: [...compensation.consents] },
      shares: shares.map((share) => ({ ...share })),
      number,
      renewal: await renewalOf(context.system, unit, input),
    };
    const { payloadHash } = await proposeApproval(unit, actor, activationOf(agreementId), payload);
    unit.record({
      organisationId: actor.organisationId ?? input.guarantorOrganisationId,
      subjectKind: 'cooperation-agreement',
      subjectId: agreementId,
      detail: { after: payload },
    });
    return { agreementId: String(agreementId), number, state, payloadHash };
  });
}

/** What the scorecards of the bank say, where the two have had an agreement before; null for the first one. */
async function renewalOf(
  system: System,
  { transaction, today }: UnitOfWork,
  { bankOrganisationId, guarantorOrganisationId }: NewAgreement,
): Promise<RenewalAdvice | null> {
  const earlier = await findRow(CooperationAgreement, {
    where: {
      bankOrganisationId,
      guarantorOrganisationId,
      state: ['in-force', 'suspended', 'expired', 'terminated'],
    },
    transaction,
  });
  return earlier && findRenewalAdvice(system, bankOrganisationId, today, transaction);
}

function assertSound({ shares, startsOn, endsOn, singleLoanLimitFen, exposureLimitFen }: NewAgreement): void {
  const sum = shares.reduce((total, share) => total + share.shareBasisPoints, 0);
  if (sum !== WHOLE)
    throw refused('shares', '各方分担比例合计应为 100%', 'The shares must sum to 100 % (10000 basis points)');
  if (new Set(shares.map((share) => share.bearer)).size !== shares.length) {
    throw refused('shares', '同一承担方只能出现一次', 'A bearer may appear only once');
  }
  if (startsOn >= endsOn)
    throw refused('endsOn', '终止日应晚于起始日', 'The agreement must end after it starts');
  if (singleLoanLimitFen > exposureLimitFen) {
    throw refused(
      'singleLoanLimit',
      '单笔上限不能超过总额度',
      'The limit of one loan cannot be above that of all',
    );
  }
}

function assertModeTerms(mode: ApprovalMode, { objectionEffect, batchCapBasisPoints }: ModeTerms): void {
  if ((objectionEffect !== null) !== (mode === 'bank-alone')) {
    throw refused(
      'objectionEffect',
      '见贷即担的协议应约定异议的后果，其他协议不填',
      'An agreement in which the bank decides alone names the effect of an objection, and no other does',
    );
  }
  if ((batchCapBasisPoints !== null) !== (mode === 'batch')) {
    throw refused(
      'batchCapBasisPoints',
      '批量担保的协议应约定代偿上限，其他协议不填',
      'An agreement on a batch names the cap of its compensation, and no other does',
    );
  }
}

async function assertParties({ transaction }: UnitOfWork, input: NewAgreement): Promise<void> {
  const bank = { id: input.bankOrganisationId, kind: 'bank', disabledAt: null } as const;
  const guarantor = { id: input.guarantorOrganisationId, kind: 'guarantor', disabledAt: null } as const;
  if (!(await findRow(Organisation, { where: bank, transaction }))) {
    throw refused('bankOrganisationId', '没有这样的在办银行', 'There is no such bank at work');
  }
  if (!(await findRow(Organisation, { where: guarantor, transaction }))) {
    throw refused('guarantorOrganisationId', '没有这样的在办担保方', 'There is no such guarantor at work');
  }
}

const refused = (field: string, zh: string, en: string): DomainError =>
  new DomainError('malformed', { field }, [{ field, rule: 'invalid', message: { zh, en } }]);
