import Joi from 'joi';
import {
  ATTACHMENT_KINDS,
  type AttachmentKind,
} from '../../../server/applications/attachments/attachment-kinds.js';
import { FORM_BORROWER_KINDS, type FormBorrowerKind } from '../../../server/applications/application-form.js';
import { FILING_CONSENT } from '../../../server/applications/consent-text.js';
import { DISTRICTS, type DistrictCode } from '../../../server/core/districts.js';
import { REPAYMENT_METHODS, type RepaymentMethod } from '../../../server/core/instalment.js';
import { APPLICATION_STATES, type ApplicationState } from '../../../server/core/states/application-states.js';
import {
  freeText,
  id,
  pageQuery,
  positiveMoney,
  ratePercent,
  version,
  type PageQuery,
} from '../../fields.js';
import { formSchema, type FormBody } from './form-schema.js';

export interface ApplicationParams {
  readonly applicationId: string;
}
export interface AttachmentParams extends ApplicationParams {
  readonly attachmentId: string;
}
export const applicationParams = Joi.object<ApplicationParams>({ applicationId: id().required() });
export const attachmentParams = Joi.object<AttachmentParams>({
  applicationId: id().required(),
  attachmentId: id().required(),
});

export interface ApplicationsQuery extends PageQuery {
  readonly state?: ApplicationState;
  readonly overdue?: boolean;
}
export const applicationsQuery = Joi.object<ApplicationsQuery>({
  ...pageQuery,
  state: Joi.string().valid(...Object.keys(APPLICATION_STATES.states)),
  overdue: Joi.boolean().description(
    'Only those of which a running clock has run out, or of which none has.',
  ),
});

export interface NewApplicationBody {
  readonly borrowerKind: FormBorrowerKind;
  readonly districtCode: DistrictCode;
}
export const newApplicationBody = Joi.object<NewApplicationBody>({
  borrowerKind: Joi.string()
    .valid(...FORM_BORROWER_KINDS)
    .required(),
  districtCode: Joi.string()
    .valid(...Object.keys(DISTRICTS))
    .required(),
});

export interface SaveBody {
  readonly version: number;
  readonly form: FormBody;
}
export const saveBody = Joi.object<SaveBody>({ version: version().required(), form: formSchema.required() });

export interface VersionBody {
  readonly version: number;
}
export const versionBody = Joi.object<VersionBody>({ version: version().required() });

/** The applicant agrees to exactly the text that is in force; `GET …/applications/{id}` shows it. */
export interface ConsentBody extends VersionBody {
  readonly consentTextVersion: string;
}
export const consentBody = Joi.object<ConsentBody>({
  version: version().required(),
  consentTextVersion: Joi.string().valid(FILING_CONSENT.version).required(),
});

export interface DeclineBody extends VersionBody {
  readonly reason: string;
}
export const declineBody = Joi.object<DeclineBody>({
  version: version().required(),
  reason: freeText(500).required(),
});

export interface ReasonBody {
  readonly reason: string;
}
export const reasonBody = Joi.object<ReasonBody>({ reason: freeText(500).required() });

export interface ReviewBody extends ReasonBody {
  readonly outcome: 'pass' | 'refuse' | 'return';
  readonly toMend: readonly string[];
}
export const reviewBody = Joi.object<ReviewBody>({
  outcome: Joi.string().valid('pass', 'refuse', 'return').required(),
  reason: freeText(500).required(),
  toMend: Joi.array()
    .items(freeText(200))
    .max(30)
    .default([])
    .description('For a return: everything that has to be mended, all at once (一次性告知).'),
});

export interface CreditProposalBody extends ReasonBody {
  readonly outcome: 'agree' | 'refuse';
  readonly terms?: {
    readonly amount: string;
    readonly annualRatePercent: string;
    readonly termMonths: number;
    readonly dayCountBasis: 360 | 365;
    readonly repaymentMethod: RepaymentMethod;
  };
}
export const creditProposalBody = Joi.object<CreditProposalBody>({
  outcome: Joi.string().valid('agree', 'refuse').required(),
  reason: freeText(500).required(),
  terms: Joi.object({
    amount: positiveMoney().required(),
    annualRatePercent: ratePercent().required(),
    termMonths: Joi.number().integer().min(1).max(360).required(),
    dayCountBasis: Joi.number().valid(360, 365).required(),
    repaymentMethod: Joi.string()
      .valid(...REPAYMENT_METHODS)
      .required(),
  }).description('Required to agree.'),
});

export interface GuaranteeProposalBody extends ReasonBody {
  readonly outcome: 'agree' | 'refuse';
  readonly annualFeeRatePercent?: string;
}
export const guaranteeProposalBody = Joi.object<GuaranteeProposalBody>({
  outcome: Joi.string().valid('agree', 'refuse').required(),
  reason: freeText(500).required(),
  annualFeeRatePercent: ratePercent()
    .description('The yearly guarantee fee; zero where it is left out.')
    .example('0.00'),
});

export interface VerdictBody {
  readonly payloadHash: string;
  readonly outcome: 'approve' | 'decline';
  readonly reason?: string;
}
export const verdictBody = Joi.object<VerdictBody>({
  payloadHash: Joi.string()
    .pattern(/^[0-9a-f]{64}$/, 'hash')
    .required()
    .description('The hash of the proposal as its checker read it.')
    .example('0'.repeat(64)),
  outcome: Joi.string().valid('approve', 'decline').required(),
  reason: freeText(500),
});

export interface GroundsBody {
  readonly grounds: string;
}
export const groundsBody = Joi.object<GroundsBody>({ grounds: freeText(2000).required() });

export interface ReconsiderationBody extends ReasonBody {
  readonly outcome: 'upheld' | 'reopened';
}
export const reconsiderationBody = Joi.object<ReconsiderationBody>({
  outcome: Joi.string().valid('upheld', 'reopened').required(),
  reason: freeText(500).required(),
});

export interface PurposeBody {
  readonly purpose: string;
}
export const purposeBody = Joi.object<PurposeBody>({ purpose: freeText(200).required() });

export interface AttachmentBody {
  readonly kind: AttachmentKind;
}
export const attachmentBody = Joi.object<AttachmentBody>({
  kind: Joi.string()
    .valid(...Object.keys(ATTACHMENT_KINDS))
    .required(),
});
