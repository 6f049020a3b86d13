import { Organisation } from '../../models/organisation.js';
import { StageClock } from '../../models/stage-clock.js';
import { SubsidyClaim } from '../../models/subsidy-claim.js';
import { findRow, selectRows, type Row } from '../../models/rows.js';
import { subsidyClaimScope } from '../auth/scope.js';
import type { Context } from '../context.js';
import { DomainError } from '../core/errors.js';
import { fen, subtractFen, ZERO_FEN, type Fen } from '../core/money.js';
import type { StateActor } from '../core/roles.js';
import { SUBSIDY_CLAIM_STATES, type SubsidyClaimEvent } from '../core/states/subsidy-claim-states.js';
import { carriedDeduction, payableOf } from './carried-deduction.js';
import { summariseCheck, type CauseTotals } from './claim-check/summarise-check.js';
import type { ClaimSummary } from './find-subsidy-claims.js';

/** Lines of one sort together. */
export interface LineTotals {
  readonly lines: number;
  readonly interest: Fen;
  readonly subsidy: Fen;
}

/** A claim with all that is needed to decide on it. */
export interface ClaimDetail {
  readonly claim: ClaimSummary;
  readonly totals: Readonly<Record<'period' | 'supplements' | 'deductions', LineTotals>>;
  /** What the check of the bank's own file found; empty for a claim that the system built. */
  readonly causes: readonly CauseTotals[];
  /** What the treasury pays or has committed. */
  readonly payable: Fen;
  /** What earlier claims of less than zero take off. */
  readonly deducted: Fen;
  readonly openStage: Row<StageClock> | null;
  readonly next: readonly { readonly event: SubsidyClaimEvent; readonly roles: readonly StateActor[] }[];
}

const NO_LINES: LineTotals = { lines: 0, interest: ZERO_FEN, subsidy: ZERO_FEN };

/** One claim: sums by sort of line, what is payable, the stage whose time runs, and who may act next. Fails: not-found. */
export async function findSubsidyClaim({ actor, system }: Context, claimId: number): Promise<ClaimDetail> {
  const claim = await findRow(SubsidyClaim, { where: { id: claimId, ...subsidyClaimScope(actor) } });
  if (!claim) throw new DomainError('not-found');
  const [bank, totals, causes, payable, openStage] = await Promise.all([
    findRow(Organisation, { where: { id: claim.bankOrganisationId } }),
    readTotals(system.database, claimId),
    summariseCheck(system.database, claim),
    readPayable(system.database, claim),
    findRow(StageClock, { where: { subjectKind: 'subsidy-claim', subjectId: claimId, endedOn: null } }),
  ]);
  return {
    claim: { ...claim, bankCode: bank?.code ?? '', bankName: bank?.name ?? '' },
    totals,
    causes,
    payable,
    deducted: subtractFen(fen(Math.max(0, claim.subsidyFen)), payable),
    openStage,
    next: SUBSIDY_CLAIM_STATES.rows
      .filter((row) => row.from === claim.state)
      .map(({ event, roles }) => ({ event, roles })),
  };
}

type Database = Context['system']['database'];

async function readTotals(database: Database, claimId: number): Promise<ClaimDetail['totals']> {
  const rows = await selectRows<LineTotals & { sort: keyof ClaimDetail['totals'] }>(
    database,
    `SELECT sort, COUNT(*) AS \`lines\`, SUM(interestFen) AS interest, SUM(subsidyFen) AS subsidy
       FROM (SELECT interestFen, subsidyFen,
                    CASE WHEN kind = 'period' THEN 'period' WHEN subsidyFen > 0 THEN 'supplements' ELSE 'deductions' END AS sort
               FROM subsidy_lines WHERE claimId = ?) line
      GROUP BY sort`,
    [claimId],
  );
  const bySort = new Map(rows.map(({ sort, ...totals }) => [sort, totals]));
  return {
    period: bySort.get('period') ?? NO_LINES,
    supplements: bySort.get('supplements') ?? NO_LINES,
    deductions: bySort.get('deductions') ?? NO_LINES,
  };
}

async function readPayable(database: Database, claim: Row<SubsidyClaim>): Promise<Fen> {
  if (claim.state !== 'funded' && claim.state !== 'paid') {
    return payableOf(claim.subsidyFen, await carriedDeduction(claim.bankOrganisationId, database));
  }
  const [committed] = await selectRows<{ amountFen: Fen }>(
    database,
    `SELECT COALESCE(SUM(amountFen), 0) AS amountFen FROM budget_entries
      WHERE subjectKind = 'subsidy-claim' AND subjectId = ? AND kind = 'commit'`,
    [claim.id],
  );
  return committed?.amountFen ?? ZERO_FEN;
}
