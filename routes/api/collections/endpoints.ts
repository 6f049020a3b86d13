import { findCollectionActions } from '../../../server/collection/find-collection-actions.js';
import { findWorklist } from '../../../server/collection/find-worklist.js';
import {
  recordCollectionAction,
  type CollectionActionInput,
} from '../../../server/collection/record-collection-action.js';
import type { Bilingual } from '../../../server/core/bilingual.js';
import { parseBusinessDate } from '../../../server/core/business-date.js';
import { isOutcomeOf } from '../../../server/core/collection.js';
import { DomainError } from '../../../server/core/errors.js';
import { parseYuan } from '../../../server/core/money.js';
import { guarded, type Endpoint } from '../../endpoint.js';
import { loanParams, type LoanParams } from '../loans/schemas.js';
import { presentEntry, presentWork } from './present.js';
import * as schemas from './schemas.js';

const worklist = guarded<unknown, schemas.WorklistQuery>({
  method: 'get',
  path: '/api/v1/collections',
  tag: 'collections',
  operationId: 'listCollections',
  summary: "One's overdue loans as the last daily close left them, the most urgent first (催收清单)",
  permission: 'collection.read',
  query: schemas.worklistQuery,
  reply: { status: 200, schema: schemas.worklistReply },
  errors: [],
  handle: async (context, { query }) => {
    const { bankOrganisationId, guarantorOrganisationId, ...rest } = query;
    const { items, nextCursor } = await findWorklist(context, {
      ...rest,
      ...(bankOrganisationId && { bankOrganisationId: Number(bankOrganisationId) }),
      ...(guarantorOrganisationId && { guarantorOrganisationId: Number(guarantorOrganisationId) }),
    });
    return { items: items.map((item) => presentWork(item, context)), nextCursor };
  },
});

const list = guarded<LoanParams>({
  method: 'get',
  path: '/api/v1/loans/:loanId/collection-actions',
  tag: 'collections',
  operationId: 'listCollectionActions',
  summary: 'All that bank and guarantor did about a loan, corrected entries too (催收记录)',
  permission: 'collection.read',
  params: loanParams,
  reply: { status: 200, schema: schemas.collectionActionsReply },
  errors: ['not-found'],
  handle: async (context, { params }) => ({
    items: (await findCollectionActions(context, Number(params.loanId))).map((entry) =>
      presentEntry(entry, context),
    ),
  }),
});

const record = guarded<LoanParams, unknown, schemas.CollectionActionBody>({
  method: 'post',
  path: '/api/v1/loans/:loanId/collection-actions',
  tag: 'collections',
  operationId: 'recordCollectionAction',
  summary: 'Record a call, visit, letter or lawsuit, its outcome and the next step (登记催收)',
  permission: 'collection.record',
  params: loanParams,
  body: schemas.collectionActionBody,
  idempotency: 'required',
  reply: { status: 201, schema: schemas.collectionActionReply },
  errors: ['not-found', 'outside-loan-term', 'illegal-transition'],
  handle: (context, { params, body }) => recordCollectionAction(context, parse(Number(params.loanId), body)),
});

function parse(loanId: number, body: schemas.CollectionActionBody): CollectionActionInput {
  const { kind, outcome, note = null, promise, nextStep, correctsActionId } = body;
  if (!isOutcomeOf(outcome, kind)) {
    const message = { zh: '与催收方式不符', en: 'does not fit the kind of action' };
    throw malformed('outcome', 'outcome-of-kind', message);
  }
  if ((promise !== undefined) !== (outcome === 'promised')) {
    const message = {
      zh: '仅在结果为承诺还款时填写',
      en: 'goes with the outcome promised, and only with it',
    };
    throw malformed('promise', 'promise', message);
  }
  const actedOn = parseBusinessDate(body.actedOn);
  for (const [field, day] of [
    ['promise.on', promise?.on],
    ['nextStep.on', nextStep?.on],
  ] as const) {
    if (day !== undefined && day < actedOn)
      throw malformed(field, 'date-order', { zh: '不得早于 actedOn', en: 'must not be before actedOn' });
  }
  return {
    loanId,
    kind,
    actedOn,
    outcome,
    note,
    promise: promise ? { amount: parseYuan(promise.amount), on: parseBusinessDate(promise.on) } : null,
    nextStep: nextStep ? { what: nextStep.what, on: parseBusinessDate(nextStep.on) } : null,
    correctsActionId: correctsActionId === undefined ? null : Number(correctsActionId),
  };
}

const malformed = (field: string, rule: string, message: Bilingual): DomainError =>
  new DomainError('malformed', {}, [{ field, rule, message }]);

/** 催收: what is overdue, and what is done about it. */
export const COLLECTION_ENDPOINTS: readonly Endpoint[] = [worklist, list, record];
