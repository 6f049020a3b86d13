import { LOAN_STATES, type LoanState } from '../../server/core/states/loan-states.js';
import { selectRows } from '../../models/rows.js';
import { assertInvariants } from './invariants/all-invariants.js';
import { assertFactsStay, type FactDigests } from './invariants/fact-digests.js';
import type { LoanModel } from './model.js';
import { movesWithDays } from './moves/all-moves.js';
import type { Stage } from './stage.js';
import { mustEqual, Violation } from './violation.js';

/** How long to go on, and how often to look at everything. */
export interface TortureOptions {
  /** Commands to come to altogether, earlier runs of the same story included. */
  readonly commands: number;
  /** Ends earlier when this says so, between two commands. */
  readonly isOver?: () => boolean;
  /** Commands between two checks of all laws. */
  readonly checkEvery: number;
  /** How often days go by, of a hundred commands or so. */
  readonly dayWeight: number;
  readonly digests: FactDigests;
  /** Called after each full check. */
  readonly onChecked?: (stage: Stage) => Promise<void>;
}

/** Where a story failed: the command's number and name, besides what was seen. */
export class TortureFailure extends Error {
  override readonly name = 'TortureFailure';

  constructor(
    readonly command: number,
    readonly move: string,
    cause: unknown,
  ) {
    super(`command ${command}, ${move}: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
  }
}

const SAMPLES = 2;

/** Tells the story on to so many commands, and checks the laws on the way and at the end. Throws TortureFailure. */
export async function runTorture(stage: Stage, options: TortureOptions): Promise<void> {
  const { model, dice, faults } = stage;
  const moves = movesWithDays(options.dayWeight);
  faults?.set(true);
  while (model.commands < options.commands && !options.isOver?.()) {
    const move = dice.weighed(moves);
    try {
      stage.touched.clear();
      if (!(await move.run(stage))) continue;
      model.commands += 1;
      model.done[move.name] = (model.done[move.name] ?? 0) + 1;
      await assertTouched(stage);
      if (model.commands % options.checkEvery === 0) await checkAll(stage, options, SAMPLES);
    } catch (error) {
      throw new TortureFailure(model.commands + 1, move.name, error);
    }
  }
  try {
    await checkAll(stage, options, 'all');
  } catch (error) {
    throw new TortureFailure(model.commands, 'the last check', error);
  }
}

/** Looks at everything while nothing is spoilt. */
async function checkAll(
  stage: Stage,
  { digests, onChecked }: TortureOptions,
  samples: number | 'all',
): Promise<void> {
  const { system, observer, faults, model } = stage;
  faults?.set(false);
  await assertInvariants({ system, database: observer });
  let turn = model.commands;
  await assertFactsStay(
    observer,
    digests,
    samples,
    (below) => (turn = (turn * 7919 + 13) % 1_000_003) % below,
  );
  await assertAllLoans(stage);
  await onChecked?.(stage);
  faults?.set(true);
}

interface StoredLoan {
  readonly id: number;
  readonly outstandingFen: number;
  readonly interestPaidFen: number;
  readonly penaltyPaidFen: number;
  readonly state: LoanState;
  readonly facts: number;
}

const STORED = `SELECT id, outstandingFen, interestPaidFen, penaltyPaidFen, state,
  (SELECT COUNT(*) FROM repayments r WHERE r.loanId = loans.id) AS facts FROM loans`;

/** After a command: the loans that it had to do with are what the model says. */
export async function assertTouched({ observer, model, touched }: Stage, what: What = 'all'): Promise<void> {
  if (touched.size === 0) return;
  const ids = [...touched];
  const rows = await selectRows<StoredLoan>(
    observer,
    `${STORED} WHERE id IN (${ids.map(() => '?').join(', ')})`,
    ids,
  );
  for (const row of rows) {
    const loan = model.loans.find(({ id }) => id === row.id);
    assertLoan(row, loan, what);
  }
}

/** Where a daily close runs beside the story, the model knows of money only. */
type What = 'all' | 'money';

/** At a full check: all loans are, and there is none that the model does not know. */
async function assertAllLoans({ observer, model }: Stage): Promise<void> {
  const known = new Map(model.loans.map((loan) => [loan.id, loan]));
  const rows = await selectRows<StoredLoan>(observer, STORED);
  mustEqual('there are as many loans as were made (30)', rows.length, known.size);
  for (const row of rows) assertLoan(row, known.get(row.id));
}

function assertLoan(row: StoredLoan, loan: LoanModel | undefined, what: What = 'all'): void {
  if (!loan) throw new Violation('every loan is one that was made (30)', row);
  const { id, state, interestPaidFen, penaltyPaidFen, facts } = row;
  const found = { id, state, interestPaidFen, penaltyPaidFen, facts };
  mustEqual('a loan is what was acknowledged, no more and no less (30)', found, {
    id,
    state: what === 'all' ? loan.state : state,
    interestPaidFen: loan.interestPaid,
    penaltyPaidFen: loan.penaltyPaid,
    facts: loan.repayments.reduce((count, { reversed }) => count + (reversed ? 2 : 1), 0),
  });
  if (!loan.compensated)
    mustEqual('a loan owes what the model says (30)', row.outstandingFen, loan.outstanding);
  if (!Object.hasOwn(LOAN_STATES.states, state))
    throw new Violation('a loan’s state is one of the table (17)', row);
}
