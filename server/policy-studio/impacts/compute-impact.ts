import { PolicyDraft } from '../../../models/policy-draft.js';
import { PolicyImpact } from '../../../models/policy-impact.js';
import type { Database } from '../../../models/database.js';
import { findRow, updateRows, type Row } from '../../../models/rows.js';
import { inTransaction } from '../../../models/transaction.js';
import type { UnitOfWork } from '../../command.js';
import type { System } from '../../context.js';
import type { JsonValue } from '../../core/canonical-json.js';
import { readDraftContent } from '../../core/policy/draft-content.js';
import { draftedBook } from '../../core/policy-impact/drafted-book.js';
import { ImpactPolicy } from '../../core/policy-impact/impact-policy.js';
import { AgainJudge, judgedByFindings } from '../../core/policy-impact/judge-again.js';
import { ImpactTally, type TallyState } from '../../core/policy-impact/impact-tally.js';
import { measureImpact, type Comparison } from '../../core/policy-impact/measure-impact.js';
import {
  changesAdmission,
  changesCapacity,
  effectOf,
  lossMeasureOf,
  type PolicyEffect,
} from '../../core/policy-impact/policy-effects.js';
import type { PolicyBook } from '../../core/policy/policy-book.js';
import { subsidyQuarter } from '../../core/subsidy-quarter.js';
import { contentHash } from '../../hashing.js';
import type { JobRun } from '../../jobs/job-kind.js';
import { LOAN_REGION } from '../../loans/loan-facts.js';
import { replayGuarantees, type GuaranteeImpact } from './guarantee-impact.js';
import { replayLosses, type LossImpact } from './loss-impact.js';
import { impactResult, type ImpactResult } from './impact-result.js';
import { readMeasuredLoans, type LoanBatch, type MeasuredBook } from './read-measured-loans.js';

const LOANS_IN_BATCH = 10_000;

/** What is kept between two batches, so that a run that is killed goes on where it stopped. */
interface Progress {
  /** By which books it was computed: with others it begins anew. */
  readonly booksHash: string;
  readonly lastLoanId: number;
  readonly loansSeen: number;
  readonly tally: TallyState;
}

/** One computation: what is compared, over which days, and by which books. */
interface Computation {
  readonly comparison: Comparison;
  readonly effect: PolicyEffect;
  readonly measured: MeasuredBook;
  readonly books: { readonly inForce: PolicyBook; readonly drafted: PolicyBook };
  readonly booksHash: string;
  readonly guarantees: GuaranteeImpact | undefined;
  readonly losses: LossImpact | undefined;
}

/**
 * Computes an estimate over the whole book, batch by batch in the order of the loans' ids. No fact is written; each batch remembers how
 * far it came.
 */
export async function computeImpact(
  system: System,
  run: JobRun,
  impact: Row<PolicyImpact>,
): Promise<ImpactResult> {
  const { comparison, effect, measured, books, booksHash, guarantees, losses } = await prepare(
    system,
    impact,
  );
  const { quarters } = comparison;
  const kept = run.progress as unknown as Progress | null;
  let {
    lastLoanId,
    loansSeen,
    tally: state,
  } = kept?.booksHash === booksHash ? kept : { lastLoanId: 0, loansSeen: 0, tally: undefined };
  const tally = new ImpactTally(quarters.length, state);
  const batches = readAhead(system.database, measured, lastLoanId);
  for await (const batch of batches) {
    for (const loan of batch.loans) measureImpact(loan, comparison, tally);
    ({ lastLoanId } = batch);
    loansSeen += batch.loans.length;
    await remember(system, run, impact, { booksHash, lastLoanId, loansSeen, tally: tally.state() });
    run.signal.throwIfAborted();
  }
  return impactResult(tally.state(), { quarters, asOf: measured.asOf, effect, books, guarantees, losses });
}

/** The batches of a book one after the other; while one is computed, the next is read. */
async function* readAhead(
  database: Database,
  measured: MeasuredBook,
  after: number,
): AsyncGenerator<LoanBatch> {
  const read = (from: number): Promise<LoanBatch> => {
    const reading = readMeasuredLoans(database, measured, { after: from, limit: LOANS_IN_BATCH });
    // Who stops before it is needed does not wait for it; who needs it meets its failure there.
    reading.catch(() => undefined);
    return reading;
  };
  for (let next: Promise<LoanBatch> | undefined = read(after); next !== undefined;) {
    const batch: LoanBatch = await next;
    next = batch.loans.length < LOANS_IN_BATCH ? undefined : read(batch.lastLoanId);
    yield batch;
  }
}

async function prepare(system: System, impact: Row<PolicyImpact>): Promise<Computation> {
  const draft = await findRow(PolicyDraft, { where: { id: impact.draftId } });
  if (!draft) throw new Error(`Draft ${impact.draftId} is gone`);
  const quarters = (JSON.parse(impact.quartersJson) as readonly string[]).map(subsidyQuarter);
  const [first, last] = [quarters[0], quarters.at(-1)];
  if (first === undefined || last === undefined) throw new Error(`Estimate ${impact.id} has no quarter`);
  const inForce = system.referenceData.current().policyBook;
  const content = readDraftContent(draft.contentJson);
  const drafted = draftedBook(inForce, content, impact.assumedFrom);
  const judged =
    content.kind === 'parameter' && judgedByFindings(content.parameter) ? content.parameter : null;
  const books = { inForce, drafted };
  const request = { quarters, asOf: impact.asOf, books };
  const replay = changesCapacity(content) ? await replayGuarantees(system.database, request) : undefined;
  const measure = lossMeasureOf(content);
  return {
    comparison: {
      quarters,
      inForce: new ImpactPolicy(inForce, LOAN_REGION),
      drafted: new ImpactPolicy(drafted, LOAN_REGION),
      changesAdmission: changesAdmission(content),
      judge: judged === null ? null : new AgainJudge(judged, inForce, drafted),
      withoutGuarantee: replay?.refusedByDraft ?? new Set(),
    },
    effect: effectOf(content),
    measured: { from: first.from, until: last.until, asOf: impact.asOf, judged },
    books,
    guarantees: replay?.impact,
    losses: measure === undefined ? undefined : await replayLosses(system.database, measure, request),
    booksHash: contentHash([
      ...inForce.versions.map(({ id }) => id),
      ...inForce.loanPrimeRates.map(({ publishedOn, oneYear }) => `${publishedOn} ${oneYear}`),
    ]),
  };
}

async function remember(
  system: System,
  run: JobRun,
  { id }: Row<PolicyImpact>,
  progress: Progress,
): Promise<void> {
  await inTransaction(system.database, async (transaction) => {
    const unit: Pick<UnitOfWork, 'transaction' | 'now'> = { transaction, now: system.clock.now() };
    await run.advance(unit, progress as unknown as JsonValue);
    await updateRows(PolicyImpact, { state: 'running', loansSeen: progress.loansSeen }, { id }, transaction);
  });
}
