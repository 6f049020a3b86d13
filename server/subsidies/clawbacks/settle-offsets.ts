import { ClawbackCase } from '../../../models/clawback-case.js';
import { ClawbackReceipt } from '../../../models/clawback-receipt.js';
import type { SubsidyClaim } from '../../../models/subsidy-claim.js';
import { insertRow, lockRow, selectRows, type Row } from '../../../models/rows.js';
import { supersedeApproval } from '../../approvals/approval.js';
import type { UnitOfWork } from '../../command.js';
import type { Actor } from '../../context.js';
import { formatYuan, subtractFen, ZERO_FEN, type Fen } from '../../core/money.js';
import { postMoney } from '../../money-ledger/post-money.js';
import { decisionOn, recordOnCase } from './clawback-case.js';
import { settleCase } from './settle-case.js';

interface OffsetLine {
  readonly id: number;
  readonly lineNumber: number;
  readonly subsidyFen: Fen;
  readonly clawbackCaseId: number;
}

/** What a paid claim was paid less for demands has come back on them: a fact for each line, once; cases that owe nothing any more are closed. */
export async function settleOffsets(unit: UnitOfWork, actor: Actor, claim: Row<SubsidyClaim>): Promise<void> {
  const lines = await selectRows<OffsetLine>(
    unit.transaction,
    `SELECT id, lineNumber, subsidyFen, clawbackCaseId FROM subsidy_lines
      WHERE claimId = ? AND clawbackCaseId IS NOT NULL ORDER BY clawbackCaseId, id`,
    [claim.id],
  );
  for (const line of lines) await settleLine(unit, actor, claim, line);
}

async function settleLine(
  unit: UnitOfWork,
  actor: Actor,
  claim: Row<SubsidyClaim>,
  { id: lineId, lineNumber, subsidyFen, clawbackCaseId }: OffsetLine,
): Promise<void> {
  const before = await lockRow(ClawbackCase, { id: clawbackCaseId }, unit.transaction);
  if (!before) throw new Error(`Case ${clawbackCaseId} is gone`);
  const amount = subtractFen(ZERO_FEN, subsidyFen);
  const receiptId = await insertRow(
    ClawbackReceipt,
    {
      caseId: before.id,
      kind: 'offset',
      reference: `${claim.number}-${lineNumber}`,
      receivedOn: unit.today,
      amountFen: amount,
      lineId,
      reversesReceiptId: null,
      recordedByUserId: actor.userId,
      recordedAt: unit.now,
    },
    unit.transaction,
  );
  await postMoney(unit, actor, [
    {
      kind: 'clawback-offset',
      debit: { kind: 'offset', holderId: claim.bankOrganisationId },
      credit: { kind: 'clawback-due', holderId: 0 },
      amount,
      subject: { subjectKind: 'clawback-receipt', subjectId: receiptId },
    },
  ]);
  const { found, owed } = await settleCase(unit, actor, before);
  await supersedeApproval(unit, decisionOn(before.id));
  const detail = { receiptId, claim: claim.number, lineNumber, amount: formatYuan(amount) };
  const told = { ...detail, before: before.state, after: found.state, owed: formatYuan(owed) };
  recordOnCase(unit, actor.organisationId, found, told, 'clawback.received');
}
