import type { Language } from '../../../server/core/bilingual.js';
import { CLAWBACK_GROUNDS } from '../../../server/core/clawback/clawback-grounds.js';
import type { PlannedPart } from '../../../server/core/clawback/clawback-plan.js';
import { formatYuan } from '../../../server/core/money.js';
import { CLAWBACK_CASE_STATES } from '../../../server/core/states/clawback-case-states.js';
import type { ClawbackNotice } from '../../../server/subsidies/clawbacks/find-clawback-notice.js';
import type {
  ClawbackDetail,
  ClawbackView,
  QuarterView,
} from '../../../server/subsidies/clawbacks/find-clawbacks.js';
import type { ReceiptReply } from '../../../server/subsidies/clawbacks/record-receipt.js';
import { presentSegment } from '../subsidy-claims/present.js';

export const presentCase = (found: ClawbackView, language: Language) => ({
  id: String(found.id),
  number: found.number,
  state: found.state,
  stateLabel: CLAWBACK_CASE_STATES.states[found.state][language],
  loanId: String(found.loanId),
  contractNumber: found.contractNumber,
  borrowerName: found.borrowerName,
  ground: found.ground,
  groundLabel: CLAWBACK_GROUNDS[found.ground][language],
  fromOn: found.fromOn,
  untilOn: found.untilOn,
  document: found.document,
  article: found.article,
  offset: found.offsetFlag === 1,
  total: formatYuan(found.totalFen),
  issuedOn: found.issuedOn,
  overdueSince: found.overdueSince,
  escalation: found.escalation,
  closedOn: found.closedOn,
});

const presentQuarter = ({ quarter, paidFen, recomputedFen, amountFen, before, after }: QuarterView) => ({
  quarter,
  paid: formatYuan(paidFen),
  recomputed: formatYuan(recomputedFen),
  amount: formatYuan(amountFen),
  before: before && before.map(presentSegment),
  after: after.map(presentSegment),
});

const presentPart = ({ dueOn, amount }: PlannedPart) => ({ dueOn, amount: formatYuan(amount) });

export const presentCaseDetail = (found: ClawbackDetail, language: Language) => ({
  ...presentCase(found, language),
  facts: found.facts,
  quarters: found.quarters.map(presentQuarter),
  parts: found.parts.map(presentPart),
  receipts: found.receipts.map(({ id, kind, reference, receivedOn, amountFen }) => ({
    receiptId: String(id),
    kind,
    reference,
    receivedOn,
    amount: formatYuan(amountFen),
  })),
  returned: formatYuan(found.returned),
  pending: formatYuan(found.pending),
  owed: formatYuan(found.owed),
  overdue: formatYuan(found.age.overdue),
  overdueDays: found.age.days,
  openProposal: found.openProposal && {
    payload: found.openProposal.payload,
    payloadHash: found.openProposal.payloadHash,
    makerUserId: String(found.openProposal.makerUserId),
    proposedAt: found.openProposal.proposedAt,
  },
});

export const presentNotice = ({
  quarters,
  total,
  returned,
  owed,
  parts,
  terms,
  ...notice
}: ClawbackNotice) => ({
  ...notice,
  quarters: quarters.map(presentQuarter),
  total: formatYuan(total),
  returned: formatYuan(returned),
  owed: formatYuan(owed),
  parts: parts.map(presentPart),
  terms: { id: terms.id, document: terms.document, article: terms.article, verified: terms.verified },
});

export const presentReceipt = ({ receiptId, caseId, state, owed }: ReceiptReply) => ({
  receiptId: String(receiptId),
  id: String(caseId),
  state,
  owed,
});
