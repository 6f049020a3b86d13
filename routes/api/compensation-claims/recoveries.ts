import { parseBusinessDate } from '../../../server/core/business-date.js';
import { formatYuan, parseYuan, subtractFen } from '../../../server/core/money.js';
import {
  findRecoveries,
  findRecoveryBalance,
  type ListedRecovery,
  type RecoveryBalance,
} from '../../../server/recovery/find-recoveries.js';
import { recordCost, recordReceipt, type RecoveryInput } from '../../../server/recovery/record-recovery.js';
import { reverseRecovery } from '../../../server/recovery/reverse-recovery.js';
import type { RecoveryReply } from '../../../server/recovery/store-entry.js';
import { guarded, type Endpoint } from '../../endpoint.js';
import * as schemas from './recovery-schemas.js';
import { claimParams, type ClaimParams } from './schemas.js';

const inputOf = (claimId: string, body: schemas.RecoveryBody): RecoveryInput => ({
  claimId: Number(claimId),
  amount: parseYuan(body.amount),
  occurredOn: parseBusinessDate(body.occurredOn),
  reference: body.reference,
});

const presentEntry = ({ recoveryId, claimId, ...reply }: RecoveryReply) => ({
  recoveryId: String(recoveryId),
  claimId: String(claimId),
  ...reply,
});

const presentListed = ({ shares, ...entry }: ListedRecovery) => ({
  recoveryId: String(entry.id),
  kind: entry.kind,
  side: entry.side,
  reference: entry.reference,
  occurredOn: entry.occurredOn,
  amount: formatYuan(entry.amountFen),
  costs: formatYuan(entry.costsFen),
  shares: shares.map(({ bearer, amountFen }) => ({ bearer, amount: formatYuan(amountFen) })),
  reverses: entry.reversesRecoveryId === null ? null : String(entry.reversesRecoveryId),
  recordedAt: entry.recordedAt,
});

const presentBalance = ({ book, owed, bearers, writeOff }: RecoveryBalance) => ({
  debt: formatYuan(book.debt),
  recovered: formatYuan(book.shared),
  costs: formatYuan(book.costs),
  costsRepaid: formatYuan(book.costsRepaid),
  owed: formatYuan(owed),
  bearers: bearers.map(({ bearer, borne, recovered }) => ({
    bearer,
    borne: formatYuan(borne),
    recovered: formatYuan(recovered),
    left: formatYuan(subtractFen(borne, recovered)),
  })),
  writeOff: writeOff && {
    ground: writeOff.ground,
    documentNumber: writeOff.documentNumber,
    policyId: writeOff.policyId,
    debt: formatYuan(writeOff.debtFen),
    costs: formatYuan(writeOff.costsFen),
    givenUp: formatYuan(writeOff.givenUpFen),
    writtenOffOn: writeOff.writtenOffOn,
  },
});

const list = guarded<ClaimParams, { limit: number; cursor?: string }>({
  method: 'get',
  path: '/api/v1/compensation-claims/:compensationClaimId/recoveries',
  tag: 'compensation-claims',
  operationId: 'listRecoveries',
  summary: 'What came back after compensation and what it cost, the newest first (追偿记录)',
  permission: 'compensation-claim.read',
  params: claimParams,
  query: schemas.recoveriesQuery,
  reply: { status: 200, schema: schemas.recoveriesReply },
  errors: ['not-found'],
  handle: async (context, { params, query }) => {
    const claimId = Number(params.compensationClaimId);
    const { items, nextCursor } = await findRecoveries(context, claimId, query);
    return { items: items.map(presentListed), nextCursor };
  },
});

const balance = guarded<ClaimParams>({
  method: 'get',
  path: '/api/v1/compensation-claims/:compensationClaimId/recovery-balance',
  tag: 'compensation-claims',
  operationId: 'readRecoveryBalance',
  summary:
    'What the debtor still owes, what each bearer carries and got back, and what was given up (代位求偿余额)',
  permission: 'compensation-claim.read',
  params: claimParams,
  reply: { status: 200, schema: schemas.balanceReply },
  errors: ['not-found'],
  handle: async (context, { params }) =>
    presentBalance(await findRecoveryBalance(context, Number(params.compensationClaimId))),
});

const record = guarded<ClaimParams, unknown, schemas.RecoveryBody>({
  method: 'post',
  path: '/api/v1/compensation-claims/:compensationClaimId/recoveries',
  tag: 'compensation-claims',
  operationId: 'recordRecovery',
  summary: 'Record money that came back, at the bank or the guarantor; it is split to the fen (登记追偿回款)',
  permission: 'recovery.record',
  params: claimParams,
  body: schemas.recoveryBody,
  idempotency: 'required',
  reply: { status: 201, schema: schemas.recoveryReply },
  errors: ['not-found', 'illegal-transition', 'recovery-exceeds-debt', 'already-exists'],
  handle: async (context, { params, body }) =>
    presentEntry(await recordReceipt(context, inputOf(params.compensationClaimId, body))),
});

const spend = guarded<ClaimParams, unknown, schemas.RecoveryBody>({
  method: 'post',
  path: '/api/v1/compensation-claims/:compensationClaimId/recovery-costs',
  tag: 'compensation-claims',
  operationId: 'recordRecoveryCost',
  summary: 'Record what the guarantor has spent on recovery (登记追偿费用)',
  permission: 'recovery.record-cost',
  params: claimParams,
  body: schemas.recoveryBody,
  idempotency: 'required',
  reply: { status: 201, schema: schemas.recoveryReply },
  errors: ['not-found', 'illegal-transition', 'already-exists'],
  handle: async (context, { params, body }) =>
    presentEntry(await recordCost(context, inputOf(params.compensationClaimId, body))),
});

const reverse = guarded<schemas.RecoveryParams, unknown, Omit<schemas.RecoveryBody, 'amount'>>({
  method: 'post',
  path: '/api/v1/compensation-claims/:compensationClaimId/recoveries/:recoveryId/reversal',
  tag: 'compensation-claims',
  operationId: 'reverseRecovery',
  summary: 'Undo a receipt or a cost, once, by a supervisor of the side that recorded it (冲正)',
  permission: 'recovery.reverse',
  params: schemas.recoveryParams,
  body: schemas.reversalBody,
  idempotency: 'required',
  reply: { status: 201, schema: schemas.recoveryReply },
  errors: ['not-found', 'already-reversed', 'already-exists', 'recovery-exceeds-debt'],
  handle: async (context, { params, body }) =>
    presentEntry(
      await reverseRecovery(context, {
        claimId: Number(params.compensationClaimId),
        recoveryId: Number(params.recoveryId),
        occurredOn: parseBusinessDate(body.occurredOn),
        reference: body.reference,
      }),
    ),
});

/** 追偿: everything that comes back after compensation. */
export const RECOVERY_ENDPOINTS: readonly Endpoint[] = [list, balance, record, spend, reverse];
