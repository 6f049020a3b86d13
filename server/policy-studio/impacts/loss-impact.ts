import type { Database } from '../../../models/database.js';
import {
  claimUnder,
  compensationUnder,
  writeOffUnder,
  type LossCase,
  type LossOutcome,
  type RiskBearer,
  type ShareBasis,
} from '../../core/policy-impact/loss-cases.js';
import { LossTally, type LossSums } from '../../core/policy-impact/loss-tally.js';
import type { LossMeasure } from '../../core/policy-impact/policy-effects.js';
import type { ReplayRequest } from './guarantee-impact.js';
import { figuresByGroup, type GroupedFigures } from './impact-figures.js';
import { readCompensatedDebts, readPaidCompensations } from './read-losses.js';
import { readOverdueLoans } from './read-overdue-loans.js';

/** What guarantors pay or give up under both, as it is stored and hashed. Amounts in fen, pairs: in force, drafted. */
export interface LossImpact extends GroupedFigures {
  readonly measure: LossMeasure;
  readonly sums: LossSums;
  readonly byQuarter: readonly (LossSums & { readonly quarter: string; readonly projected: boolean })[];
  readonly byBearer: readonly {
    readonly bearer: RiskBearer;
    readonly fen: readonly [number, number];
  }[];
  readonly byGuarantor: readonly (LossSums & { readonly guarantorOrganisationId: number })[];
  readonly byBasis: readonly (LossSums & { readonly basis: ShareBasis })[];
}

/** Compensates, claims or writes off once more under both books what the chosen quarters saw, and says what it comes to. */
export async function replayLosses(
  database: Database,
  measure: LossMeasure,
  { quarters, asOf, books }: ReplayRequest,
): Promise<LossImpact> {
  const tally = new LossTally(quarters);
  const replay = { measure, quarters, asOf, books };
  for await (const [each, ...sides] of lossesOf(database, replay)) tally.add(each, ...sides);
  return {
    measure,
    sums: tally.total,
    byQuarter: tally.byQuarter.map((sums, index) => ({
      ...sums,
      quarter: quarters[index]?.name ?? '',
      projected: (quarters[index]?.until ?? asOf) > asOf,
    })),
    byBearer: tally.byBearer.map(([bearer, fen]) => ({ bearer, fen })),
    byGuarantor: tally.byGuarantor.map(([guarantorOrganisationId, sums]) => ({
      guarantorOrganisationId,
      ...sums,
    })),
    byBasis: tally.byBasis.map(([basis, sums]) => ({ basis, ...sums })),
    ...figuresByGroup(tally.state(), [...books.inForce.versions, ...books.drafted.versions]),
  };
}

type Replayed = readonly [LossCase, LossOutcome | null, LossOutcome | null];

async function* lossesOf(
  database: Database,
  { measure, quarters, asOf, books }: ReplayRequest & { readonly measure: LossMeasure },
): AsyncGenerator<Replayed> {
  const { inForce, drafted } = books;
  if (measure === 'compensation') {
    const [from, until] = [quarters[0]?.from ?? asOf, quarters.at(-1)?.until ?? asOf];
    for await (const page of readPaidCompensations(database, { from, until }))
      for (const paid of page)
        yield [paid, compensationUnder(paid, inForce, inForce), compensationUnder(paid, drafted, inForce)];
  } else if (measure === 'claim') {
    for await (const page of readOverdueLoans(database, { book: inForce, today: asOf }))
      for (const loan of page) yield [loan, claimUnder(loan, inForce), claimUnder(loan, drafted)];
  } else {
    for await (const page of readCompensatedDebts(database))
      for (const debt of page) yield [debt, writeOffUnder(debt, inForce), writeOffUnder(debt, drafted)];
  }
}
