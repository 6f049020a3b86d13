import { decideAgreement, suspendAgreement } from '../../../server/agreements/decide-agreement.js';
import { findAgreement, findAgreements, findExposures } from '../../../server/agreements/find-agreements.js';
import { proposeAgreement } from '../../../server/agreements/propose-agreement.js';
import { parseBusinessDate } from '../../../server/core/business-date.js';
import { parseYuan } from '../../../server/core/money.js';
import { parseRate } from '../../../server/core/rate.js';
import { guarded, type Endpoint } from '../../endpoint.js';
import type { PageQuery } from '../../fields.js';
import { verdictBody, type VerdictBody } from '../applications/schemas.js';
import { presentAgreement, presentAgreementDetail, presentExposure } from './present.js';
import * as schemas from './schemas.js';

const list = guarded<unknown, PageQuery>({
  method: 'get',
  path: '/api/v1/cooperation-agreements',
  tag: 'cooperation-agreements',
  operationId: 'listAgreements',
  summary: 'The agreements one is a party to or supervises, newest first (合作协议列表)',
  permission: 'agreement.read',
  query: schemas.agreementsQuery,
  reply: { status: 200, schema: schemas.agreementsReply },
  errors: [],
  handle: async (context, { query }) => {
    const page = await findAgreements(context, query);
    return { items: page.items.map(presentAgreement), nextCursor: page.nextCursor };
  },
});

const detail = guarded<schemas.AgreementParams>({
  method: 'get',
  path: '/api/v1/cooperation-agreements/:agreementId',
  tag: 'cooperation-agreements',
  operationId: 'getAgreement',
  summary: 'One agreement, with what waits for a second person (合作协议)',
  permission: 'agreement.read',
  params: schemas.agreementParams,
  reply: { status: 200, schema: schemas.agreementDetailReply },
  errors: ['not-found'],
  handle: async (context, { params }) =>
    presentAgreementDetail(await findAgreement(context, Number(params.agreementId))),
});

const propose = guarded<unknown, unknown, schemas.NewAgreementBody>({
  method: 'post',
  path: '/api/v1/cooperation-agreements',
  tag: 'cooperation-agreements',
  operationId: 'proposeAgreement',
  summary: 'Put an agreement of a bank and a guarantor before the supervisor (新增合作协议)',
  permission: 'agreement.propose',
  body: schemas.newAgreementBody,
  idempotency: 'required',
  reply: { status: 201, schema: schemas.proposedAgreementReply },
  errors: [],
  handle: (context, { body }) => {
    const { startsOn, endsOn, exposureLimit, singleLoanLimit, guarantorLimit, ...others } = body;
    const { compensationCap, costsFirst, compensationConsents: consents, ...further } = others;
    const { annualFeeRatePercent, objectionEffect, batchCapBasisPoints, ...rest } = further;
    return proposeAgreement(context, {
      ...rest,
      bankOrganisationId: Number(body.bankOrganisationId),
      guarantorOrganisationId: Number(body.guarantorOrganisationId),
      startsOn: parseBusinessDate(startsOn),
      endsOn: parseBusinessDate(endsOn),
      exposureLimitFen: parseYuan(exposureLimit),
      singleLoanLimitFen: parseYuan(singleLoanLimit),
      guarantorLimitFen: parseYuan(guarantorLimit),
      modeTerms: { feeRate: parseRate(annualFeeRatePercent), objectionEffect, batchCapBasisPoints },
      compensation: {
        capFen: compensationCap === null ? null : parseYuan(compensationCap),
        costsFirst,
        consents,
      },
    });
  },
});

const decide = guarded<schemas.AgreementParams, unknown, VerdictBody>({
  method: 'post',
  path: '/api/v1/cooperation-agreements/:agreementId/decisions',
  tag: 'cooperation-agreements',
  operationId: 'decideAgreement',
  summary: 'Bring a proposed agreement into force, or send it back (批准合作协议)',
  permission: 'agreement.approve',
  params: schemas.agreementParams,
  body: verdictBody,
  idempotency: 'required',
  reply: { status: 200, schema: schemas.agreementReply },
  errors: ['not-found', 'illegal-transition', 'maker-is-checker', 'approval-does-not-match'],
  handle: (context, { params, body: { reason, ...verdict } }) =>
    decideAgreement(context, { ...verdict, reason: reason ?? null, agreementId: Number(params.agreementId) }),
});

const pause = (event: 'suspend' | 'resume', path: 'suspensions' | 'resumptions', summary: string): Endpoint =>
  guarded<schemas.AgreementParams, unknown, schemas.SuspensionBody>({
    method: 'post',
    path: `/api/v1/cooperation-agreements/:agreementId/${path}`,
    tag: 'cooperation-agreements',
    operationId: `${event}Agreement`,
    summary,
    permission: 'agreement.approve',
    params: schemas.agreementParams,
    body: schemas.suspensionBody,
    idempotency: 'required',
    reply: { status: 200, schema: schemas.agreementReply },
    errors: ['not-found', 'illegal-transition'],
    handle: (context, { params, body }) =>
      suspendAgreement(context, { agreementId: Number(params.agreementId), event, reason: body.reason }),
  });

const exposures = guarded({
  method: 'get',
  path: '/api/v1/exposures',
  tag: 'cooperation-agreements',
  operationId: 'listExposures',
  summary: 'What each guarantor answers for at the moment, and what it may (在保余额)',
  permission: 'exposure.read',
  reply: { status: 200, schema: schemas.exposuresReply },
  errors: [],
  handle: async (context) => ({
    items: (await findExposures(context)).map(presentExposure),
    nextCursor: null,
  }),
});

/** What bank and guarantor have agreed, and how much of it is used. */
export const AGREEMENT_ENDPOINTS: readonly Endpoint[] = [
  list,
  detail,
  propose,
  decide,
  pause('suspend', 'suspensions', 'Stop new guarantees under an agreement (暂停合作协议)'),
  pause('resume', 'resumptions', 'Let new guarantees go on (恢复合作协议)'),
  exposures,
];
