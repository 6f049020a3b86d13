import { SubsidyClaim } from '../../models/subsidy-claim.js';
import { findRow } from '../../models/rows.js';
import { subsidyClaimScope } from '../auth/scope.js';
import type { Context } from '../context.js';
import { CLAIM_CAUSES } from '../core/claim-check/claim-causes.js';
import { explainCause } from '../core/claim-check/explain-cause.js';
import { DomainError } from '../core/errors.js';
import { formatYuan, subtractFen } from '../core/money.js';
import { csvRow } from '../exports/csv-row.js';
import { ADJUSTMENT_REASONS } from './adjustment-reason.js';
import { findLineTerms, NO_TERMS, type LineTerms } from './find-claim-terms.js';
import { readLines, type LineView } from './find-subsidy-lines.js';

const COLUMNS = [
  '序号',
  '类别',
  '合同编号',
  '贴息季度',
  '起始日',
  '截止日（不含）',
  '贴息天数',
  '利息',
  '贴息',
  '原付',
  '重算',
  '补扣原因',
  '政策',
  '申请贴息金额',
  '差额',
  '差异原因',
  '差异说明',
  '处理',
];
const OUTCOMES = { accepted: '按核定金额', returned: '退回' } as const;
const PAGE = 5_000;
/** Lets spreadsheet programs read the text as UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF';

/** A claim's lines as a CSV file, in their order, each with what the bank asked for and why it differs. Fails: not-found. */
export async function exportSubsidyClaim(
  { actor, system }: Context,
  claimId: number,
): Promise<{ readonly fileName: string; readonly text: string }> {
  const claim = await findRow(SubsidyClaim, { where: { id: claimId, ...subsidyClaimScope(actor) } });
  if (!claim) throw new DomainError('not-found');
  const { policyBook } = system.referenceData.current();
  const parts = [BYTE_ORDER_MARK, csvRow(COLUMNS)];
  for (let after = 0; after < claim.lineCount;) {
    const lines = await readLines(system.database, claim, { after, limit: PAGE }, false);
    const last = lines.at(-1);
    if (last === undefined) break;
    const terms = await findLineTerms(claim, claim.revision, lines, policyBook);
    for (const line of lines) parts.push(csvRow(cellsOf(line, terms.get(line.lineNumber) ?? NO_TERMS)));
    after = last.lineNumber;
  }
  return { fileName: `${claim.number}-${claim.quarter}.csv`, text: parts.join('') };
}

function cellsOf(line: LineView, { policies }: LineTerms): string[] {
  return [
    String(line.lineNumber),
    line.kind === 'period' ? '本期' : '补扣',
    line.contractNumber,
    line.quarter,
    line.periodFrom,
    line.periodUntil,
    String(line.subsidisedDays),
    formatYuan(line.interestFen),
    formatYuan(line.subsidyFen),
    line.adjustment === null ? '' : formatYuan(line.adjustment.paid),
    line.adjustment === null ? '' : formatYuan(line.adjustment.recomputed),
    line.reason === null ? '' : ADJUSTMENT_REASONS[line.reason].zh,
    policies.length === 0 ? line.policyId : policies.map(({ id }) => id).join('；'),
    formatYuan(line.check.claimed),
    formatYuan(subtractFen(line.check.claimed, line.subsidyFen)),
    CLAIM_CAUSES[line.check.cause].zh,
    line.check.cause === 'none' ? '' : explainCause(line.check.cause, line.check.facts).zh,
    line.check.outcome === null ? '' : OUTCOMES[line.check.outcome],
  ];
}
