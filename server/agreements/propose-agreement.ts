import { AgreementShare } from '../../models/agreement-share.js';
import { CooperationAgreement } from '../../models/cooperation-agreement.js';
import { Organisation } from '../../models/organisation.js';
import { findRow, insertRow, insertRows } from '../../models/rows.js';
import { proposeApproval, type ApprovalSubject } from '../approvals/approval.js';
import { runCommand, type UnitOfWork } from '../command.js';
import type { Context } from '../context.js';
import type { BusinessDate } from '../core/business-date.js';
import type { ConsentBody } from '../core/compensation/consent-bodies.js';
import { canonicalJson } from '../core/canonical-json.js';
import { DomainError } from '../core/errors.js';
import type { Fen } from '../core/money.js';
import { COOPERATION_AGREEMENT_STATES } from '../core/states/cooperation-agreement-states.js';
import { transition } from '../core/states/state-machine.js';
import { nextNumber } from '../numbering/next-number.js';
import type { AgreedShare } from './find-agreement-in-force.js';

export const APPROVAL_MODES = ['bank-and-guarantor', 'bank-alone'] as const;

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
  readonly approvalMode: (typeof APPROVAL_MODES)[number];
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

/** A municipal officer puts an agreement before the supervisor. Fails: malformed. */
export async function proposeAgreement(
  context: Context,
  input: NewAgreement,
): Promise<ProposedAgreementReply> {
  const { actor } = context;
  return runCommand(context, 'agreement.propose', async (unit) => {
    assertSound(input);
    await assertParties(unit, input);
    const { shares, interestCovered, compensation, guarantorLimitFen: _limit, ...columns } = input;
    const state = transition(COOPERATION_AGREEMENT_STATES, COOPERATION_AGREEMENT_STATES.initial, 'submit');
    const number = await nextNumber(unit, 'agreement');
    const agreementId = await insertRow(
      CooperationAgreement,
      {
        ...columns,
        number,
        state,
        interestCoveredFlag: interestCovered ? 1 : 0,
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
      compensation: { ...compensation, consents: [...compensation.consents] },
      shares: shares.map((share) => ({ ...share })),
      number,
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
