import { addDays, type BusinessDate } from '../business-date.js';
import { computeSubsidy, type SubsidyStatement } from '../interest-subsidy.js';
import { addFen, formatYuan, sumFen } from '../money.js';
import { formatRate } from '../rate.js';
import type { EndingChange, ExclusionReason, LoanFacts, PrincipalChange } from '../subsidy-segments.js';
import type { CheckedLoan, ClaimedLine, WrongPaths } from './checked-loan.js';
import type { ClaimCause } from './claim-causes.js';

/** What an explanation names beside the cause: days, dates, rates and amounts as text. */
export type CauseFacts = Readonly<Record<string, string>>;

/** A figure computed under one wrong convention. */
export interface WrongFigure {
  readonly statement: SubsidyStatement;
  readonly facts: CauseFacts;
}

/** All figures that one wrong convention gives for a line; none where it makes no difference by its nature. */
export type WrongConvention = (line: ClaimedLine, loan: CheckedLoan, paths: WrongPaths) => WrongFigure[];

/** Each single wrong convention in the order of trial. Rounding is tried after all of them. */
export const WRONG_CONVENTIONS: readonly (readonly [ClaimCause, WrongConvention])[] = [
  ['day-count-both-ends', bothEnds],
  ['basis-365-for-360', (line, loan) => otherBasis(line, loan, 360, 365)],
  ['basis-360-for-365', (line, loan) => otherBasis(line, loan, 365, 360)],
  ['overdue-days-included', (line, loan) => excludedDays(line, loan, 'overdue')],
  ['extension-days-included', extensionDays],
  ['misuse-days-included', (line, loan) => excludedDays(line, loan, 'misuse')],
  ['after-maturity', afterMaturity],
  ['beyond-term', beyondTerm],
  ['after-settlement', afterSettlement],
  ['prepayment-ignored', prepaymentIgnored],
  ['wrong-rate', wrongRate],
  ['wrong-regime', wrongRegime],
  ['after-lost-eligibility', (line, loan) => excludedDays(line, loan, 'eligibility-lost')],
  ['after-closure', (line, loan) => afterEnding(line, loan, 'closure')],
  ['after-new-representative', (line, loan) => afterEnding(line, loan, 'legal-representative-change')],
];

function bothEnds({ period }: ClaimedLine, { facts, terms }: CheckedLoan): WrongFigure[] {
  const longer = { from: period.from, until: addDays(period.until, 1) };
  return [{ statement: computeSubsidy(facts, longer, terms), facts: { day: period.until } }];
}

function otherBasis(
  { period }: ClaimedLine,
  { facts, terms }: CheckedLoan,
  contract: 360 | 365,
  used: 360 | 365,
): WrongFigure[] {
  if (facts.dayCountBasis !== contract) return [];
  return [{ statement: computeSubsidy({ ...facts, dayCountBasis: used }, period, terms), facts: {} }];
}

function excludedDays(
  { period }: ClaimedLine,
  { facts, terms }: CheckedLoan,
  reason: ExclusionReason | 'eligibility-lost',
): WrongFigure[] {
  const reported = facts.excludedPeriods.filter((days) => days.reason === reason && days.from < period.until);
  const [from] = reported.map((days) => days.from).toSorted();
  if (from === undefined) return [];
  const statement = computeSubsidy(facts, period, terms, { disregarded: [reason] });
  return [{ statement, facts: { from } }];
}

/**
 * The days of an extension; those beyond the longest term, too, where that ends only after the contract: an extended loan
 * earns until its extension ends.
 */
function extensionDays(line: ClaimedLine, loan: CheckedLoan): WrongFigure[] {
  const found = excludedDays(line, loan, 'extension');
  if (!termOutlastsContract(loan)) return found;
  const { facts, terms } = loan;
  const statement = computeSubsidy(facts, line.period, terms, { disregarded: ['extension', 'beyond-term'] });
  return [...found, ...found.map((alone) => ({ ...alone, statement }))];
}

/**
 * Days from maturity on: those that are excluded for nothing else; or all of them, also where the loan has been overdue since or
 * the longest term is over with it, until it is repaid or as if it never were.
 */
function afterMaturity({ period }: ClaimedLine, loan: CheckedLoan): WrongFigure[] {
  const { facts, terms } = loan;
  const { maturesOn } = facts;
  if (maturesOn >= period.until) return [];
  const goingOn: LoanFacts = {
    ...facts,
    excludedPeriods: facts.excludedPeriods.flatMap((days) => {
      if (days.reason !== 'overdue' || days.until <= maturesOn) return days;
      return days.from < maturesOn ? { ...days, until: maturesOn } : [];
    }),
  };
  const unpaid = facts.principalChanges.filter(({ on }) => on < maturesOn);
  const alone = computeSubsidy(facts, period, terms, { disregarded: ['after-maturity'] });
  const all = [goingOn, { ...goingOn, principalChanges: unpaid }].map((story) =>
    computeSubsidy(story, period, terms, {
      disregarded: termOutlastsContract(loan) ? ['after-maturity', 'beyond-term'] : ['after-maturity'],
    }),
  );
  return [alone, ...all].map((statement) => ({ statement, facts: { day: maturesOn } }));
}

/** Whether every day beyond the longest subsidised term lies after maturity as well. */
const termOutlastsContract = ({ facts, terms }: CheckedLoan): boolean =>
  terms.subsidisedUntil >= facts.maturesOn;

function beyondTerm({ period }: ClaimedLine, { facts, terms }: CheckedLoan): WrongFigure[] {
  if (terms.subsidisedUntil >= period.until) return [];
  const statement = computeSubsidy(facts, period, terms, { disregarded: ['beyond-term'] });
  return [{ statement, facts: { day: terms.subsidisedUntil } }];
}

/** What ended the subsidy is passed over. */
function afterEnding(
  { period }: ClaimedLine,
  { facts, terms }: CheckedLoan,
  change: EndingChange,
): WrongFigure[] {
  const ending = facts.endings?.find((each) => each.change === change);
  if (ending === undefined || ending.on >= period.until || !terms.endedBy.includes(change)) return [];
  const statement = computeSubsidy(facts, period, terms, { disregarded: [change] });
  return [{ statement, facts: { day: ending.on } }];
}

/** The balance before the settlement stays. */
function afterSettlement({ period }: ClaimedLine, { facts, terms }: CheckedLoan): WrongFigure[] {
  const settlement = facts.principalChanges.find((change) => change.principal === 0);
  if (settlement === undefined || settlement.on >= period.until) return [];
  const principalChanges = facts.principalChanges.filter((change) => change.principal > 0);
  const statement = computeSubsidy({ ...facts, principalChanges }, period, terms);
  return [{ statement, facts: { day: settlement.on } }];
}

/**
 * All part prepayments ignored, or one of several. What is ignored stays owed beside later repayments, or up to the next
 * balance that is known; a settlement stands.
 */
function prepaymentIgnored(
  { period }: ClaimedLine,
  { facts, terms }: CheckedLoan,
  { prepaid }: WrongPaths,
): WrongFigure[] {
  const owedAfter = new Map(facts.principalChanges.map((change) => [change.on, change.principal]));
  const inPart = prepaid.filter(({ on }) => on < period.until && (owedAfter.get(on) ?? 0) > 0);
  const choices = inPart.length > 1 ? [inPart, ...inPart.map((each) => [each])] : [inPart];
  return choices.flatMap((ignored) => {
    const [first] = ignored;
    if (first === undefined) return [];
    const named = { day: first.on, amount: formatYuan(sumFen(ignored.map((each) => each.principal))) };
    return [stillOwed(facts, ignored), withoutBalanceOf(facts, ignored)].map((principalChanges) => ({
      statement: computeSubsidy({ ...facts, principalChanges }, period, terms),
      facts: named,
    }));
  });
}

function stillOwed(facts: LoanFacts, ignored: WrongPaths['prepaid']): PrincipalChange[] {
  return facts.principalChanges.map(({ on, principal }) => {
    if (principal === 0) return { on, principal };
    const paidBefore = ignored.filter((each) => each.on <= on).map((each) => each.principal);
    return { on, principal: addFen(principal, sumFen(paidBefore)) };
  });
}

function withoutBalanceOf(facts: LoanFacts, ignored: WrongPaths['prepaid']): PrincipalChange[] {
  const days = new Set<BusinessDate>(ignored.map((each) => each.on));
  return facts.principalChanges.filter((change) => !days.has(change.on));
}

function wrongRate({ period, annualRate }: ClaimedLine, { facts, terms }: CheckedLoan): WrongFigure[] {
  if (annualRate === facts.annualRate && facts.rateChanges.length === 0) return [];
  const named = { used: formatRate(annualRate), contract: formatRate(facts.annualRate) };
  const statement = computeSubsidy({ ...facts, annualRate, rateChanges: [] }, period, terms);
  return [{ statement, facts: named }];
}

function wrongRegime(
  { period }: ClaimedLine,
  { facts, terms }: CheckedLoan,
  { regimes }: WrongPaths,
): WrongFigure[] {
  const others = regimes.filter(({ source }) => source.id !== terms.regime.source.id);
  return others.map((regime) => ({
    statement: computeSubsidy(facts, period, { ...terms, regime }),
    facts: { used: regime.source.document, rule: terms.regime.source.document },
  }));
}
