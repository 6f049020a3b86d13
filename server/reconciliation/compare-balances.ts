import { Reconciliation } from '../../models/reconciliation.js';
import { findRow, lockRow, updateRows, type Row } from '../../models/rows.js';
import { StatedBalance } from '../../models/stated-balance.js';
import { reconciliationScope } from '../auth/scope.js';
import { runCommand, type UnitOfWork } from '../command.js';
import type { Context, SystemContext } from '../context.js';
import { DomainError } from '../core/errors.js';
import { addFen, sumFen, ZERO_FEN, type Fen } from '../core/money.js';
import { suggestCause } from '../core/reconciliation/suggest-cause.js';
import {
  keepBreaks,
  NO_EVIDENCE,
  sumOf,
  type BreakChanges,
  type BreakDay,
  type FoundDifference,
} from './break-book.js';
import { compareStandings } from './compare-standings.js';
import {
  findStatedContracts,
  findUnstatedContracts,
  type ComparedContract,
  type ContractRange,
} from './compared-contracts.js';
import { findLedgerLoans } from './ledger-loans.js';

/** What a comparison found and did. */
export type ComparisonReply = BreakChanges & {
  readonly reconciliationId: string;
  readonly compared: number;
};

/** What makes sure, in a transaction of a job, that the job is still its own. */
export type Hold = (unit: UnitOfWork) => Promise<void>;

const CONTRACTS_AT_ONCE = 1000;
const NOTHING: BreakChanges = { opened: 0, changed: 0, resolved: 0 };

/**
 * Compares all that a bank named for a day with our books (对账): one command for each thousand contracts. Breaks open, follow
 * and resolve by themselves; comparing again without new facts changes nothing. Fails: not-found.
 */
export async function compareBalances(context: Context, reconciliationId: number): Promise<ComparisonReply> {
  const where = { id: reconciliationId, ...reconciliationScope(context.actor) };
  const reconciliation = await findRow(Reconciliation, { where });
  if (!reconciliation) throw new DomainError('not-found');
  return compareReconciliation(context, reconciliation, async () => undefined);
}

/** Does what `compareBalances` does for whoever may; `hold` runs in every transaction. */
export async function compareReconciliation(
  context: Context | SystemContext,
  reconciliation: Row<Reconciliation>,
  hold: Hold,
): Promise<ComparisonReply> {
  const { bankOrganisationId, balanceOn } = reconciliation;
  const list = { bankOrganisationId, balanceOn, origin: 'balance-list' } as const;
  const isListed = (await findRow(StatedBalance, { where: list })) !== null;
  let total: Progress = { changes: NOTHING, statedCount: 0, statedFen: ZERO_FEN, ledgerFen: ZERO_FEN };
  for (const source of isListed
    ? ([findStatedContracts, findUnstatedContracts] as const)
    : [findStatedContracts]) {
    total = await compareAll({ context, reconciliation, hold }, source, total);
  }
  return finish({ context, reconciliation, hold }, total);
}

/** Compares one contract again, in the command of somebody who looks into it. */
export async function compareContract(
  unit: UnitOfWork,
  { bankOrganisationId, balanceOn }: BreakDay,
  contractNumber: string,
): Promise<BreakChanges> {
  const range = { bankOrganisationId, balanceOn, after: '', limit: 1, only: contractNumber };
  const stated = await findStatedContracts(unit.transaction, range);
  const contracts = stated.length > 0 ? stated : await findUnstatedContracts(unit.transaction, range);
  return comparePage(unit, { bankOrganisationId, balanceOn }, contracts);
}

interface Comparison {
  readonly context: Context | SystemContext;
  readonly reconciliation: Row<Reconciliation>;
  readonly hold: Hold;
}

interface Progress {
  readonly changes: BreakChanges;
  readonly statedCount: number;
  readonly statedFen: Fen;
  readonly ledgerFen: Fen;
}

type FindContracts = (
  transaction: UnitOfWork['transaction'],
  range: ContractRange,
) => Promise<ComparedContract[]>;

/** Page by page; the key of a request belongs to the command that ends the comparison. */
async function compareAll(
  { context: request, reconciliation, hold }: Comparison,
  find: FindContracts,
  before: Progress,
): Promise<Progress> {
  const { id, bankOrganisationId, balanceOn } = reconciliation;
  const { idempotency: _, ...context } = request;
  let progress = before;
  let after = '';
  for (let more = true; more;) {
    let page: ComparedContract[] = [];
    let changes = NOTHING;
    await runCommand(context, 'reconciliation.compare-contracts', async (unit) => {
      await hold(unit);
      await lockRow(Reconciliation, { id }, unit.transaction);
      const range = { bankOrganisationId, balanceOn, after, limit: CONTRACTS_AT_ONCE };
      page = await find(unit.transaction, range);
      changes = await comparePage(unit, { bankOrganisationId, balanceOn }, page);
      const detail = { balanceOn, after, contracts: page.length, ...changes };
      unit.record({
        organisationId: bankOrganisationId,
        subjectKind: 'reconciliation',
        subjectId: id,
        detail,
      });
      return detail;
    });
    progress = added(progress, page, changes);
    after = page.at(-1)?.contractNumber ?? after;
    more = page.length === CONTRACTS_AT_ONCE;
  }
  return progress;
}

/** Compares contracts and keeps their breaks; only those that differ are recomputed under the hypotheses. */
async function comparePage(
  unit: UnitOfWork,
  day: BreakDay,
  contracts: readonly ComparedContract[],
): Promise<BreakChanges> {
  const differing = contracts.filter(
    ({ statedFen, ledgerFen }) => (statedFen ?? ZERO_FEN) !== (ledgerFen ?? ZERO_FEN),
  );
  const loans = await findLedgerLoans(
    unit.transaction,
    differing.flatMap(({ loanId }) => loanId ?? []),
  );
  const differences = differing.map((contract): FoundDifference => {
    const loan = contract.loanId === null ? null : (loans.get(contract.loanId) ?? null);
    const { contractNumber, loanId, statedFen, ledgerFen, statedClass, origin } = contract;
    const suggested = suggestCause({ stated: statedFen, origin, on: day.balanceOn, loan });
    const { cause, ...shown } = suggested;
    const evidence = { ...NO_EVIDENCE, ...shown };
    return {
      contractNumber,
      loanId,
      cause,
      evidence,
      statedFen,
      ledgerFen,
      statedClass,
      ledgerClass: null,
    };
  });
  const ofBalance = await keepBreaks(unit, day, 'balance', contracts, differences);
  const ofStanding = await compareStandings(unit, day, contracts);
  return sumOf(ofBalance, ofStanding);
}

function added(
  { changes, statedCount, statedFen, ledgerFen }: Progress,
  page: readonly ComparedContract[],
  pageChanges: BreakChanges,
): Progress {
  const stated = page.flatMap((contract) => contract.statedFen ?? []);
  return {
    changes: sumOf(changes, pageChanges),
    statedCount: statedCount + stated.length,
    statedFen: addFen(statedFen, sumFen(stated)),
    ledgerFen: addFen(ledgerFen, sumFen(page.flatMap((contract) => contract.ledgerFen ?? []))),
  };
}

async function finish(
  { context, reconciliation, hold }: Comparison,
  { changes, ...totals }: Progress,
): Promise<ComparisonReply> {
  const { id, bankOrganisationId, balanceOn } = reconciliation;
  return runCommand(context, 'reconciliation.compare', async (unit) => {
    await hold(unit);
    const row = await lockRow(Reconciliation, { id }, unit.transaction);
    if (!row) throw new DomainError('not-found');
    const version = row.version + 1;
    await updateRows(Reconciliation, { ...totals, comparedAt: unit.now, version }, { id }, unit.transaction);
    const subject = { subjectKind: 'reconciliation', subjectId: id };
    unit.record({
      organisationId: bankOrganisationId,
      ...subject,
      detail: { balanceOn, ...totals, ...changes },
    });
    if (changes.opened + changes.changed + changes.resolved > 0) {
      const aggregate = { aggregateKind: 'organisation', aggregateId: bankOrganisationId };
      unit.publish({ topic: 'reconciliation.compared', ...aggregate, payload: { balanceOn, ...changes } });
    }
    return { reconciliationId: String(id), compared: totals.statedCount, ...changes };
  });
}
