import { addMonths, type BusinessDate } from '../business-date.js';
import { meets, type CheckedTerm, type Suspicion } from './suspicion.js';

/** A loan whose borrower or business stands on a list of the city. */
export interface ListedLoan extends CheckedTerm {
  /** When it was applied for. */
  readonly appliedOn: BusinessDate;
  readonly entryId: number;
  readonly rosterId: number;
  readonly subjectIndex: string;
  readonly fromOn: BusinessDate;
  readonly untilOn: BusinessDate | null;
}

const provenance = ({ entryId, rosterId, fromOn, untilOn }: ListedLoan) => ({
  entryId: String(entryId),
  rosterId: String(rosterId),
  fromOn,
  untilOn,
});

/** A business that was gone before it applied, or went while its loan ran. */
export function judgeDeregistration(loans: readonly ListedLoan[]): Suspicion[] {
  return loans
    .filter((loan) => loan.fromOn < loan.endsOn)
    .map((loan) => ({
      rule: loan.fromOn <= loan.appliedOn ? 'deregistered-at-application' : 'deregistered-during-loan',
      loanId: loan.loanId,
      about: loan.fromOn,
      factOn: loan.fromOn,
      element: 'firm',
      elementKey: loan.subjectIndex,
      evidence: { ...provenance(loan), appliedOn: loan.appliedOn },
    }));
}

/** A borrower who was dead, on the public payroll or in another's employ while the loan ran; of each list told once a loan. */
export function judgeListed(
  rule: 'borrower-deceased' | 'borrower-publicly-paid' | 'borrower-employed-elsewhere',
  loans: readonly ListedLoan[],
): Suspicion[] {
  const found = new Map<number, Suspicion>();
  for (const loan of loans) {
    if (!meets(loan, loan) || found.has(loan.loanId)) continue;
    found.set(loan.loanId, {
      rule,
      loanId: loan.loanId,
      about: '',
      factOn: loan.fromOn,
      element: 'person',
      elementKey: loan.subjectIndex,
      evidence: provenance(loan),
    });
  }
  return [...found.values()];
}

/** A new hire of an enterprise, and how the enterprise insured that person. */
export interface HiredPerson {
  readonly loanId: number;
  readonly disbursedOn: BusinessDate;
  readonly personIndex: string;
  /** Null where the registry of social insurance does not know that the firm ever insured the person. */
  readonly insuredFrom: BusinessDate | null;
  readonly insuredUntil: BusinessDate | null;
  /** Until when the registry speaks. */
  readonly asOfOn: BusinessDate;
}

/** Hires who were never insured, or for less than the contract's term. Before the registry reaches the loan it says nothing. */
export function judgeHires(hires: readonly HiredPerson[], contractMonths: number): Suspicion[] {
  return hires.flatMap((hire): Suspicion[] => {
    const { loanId, disbursedOn, personIndex, insuredFrom, insuredUntil, asOfOn } = hire;
    if (asOfOn < disbursedOn) return [];
    const about = { loanId, about: personIndex, element: 'person', elementKey: personIndex } as const;
    if (insuredFrom === null) {
      const evidence = { disbursedOn, asOfOn };
      return [{ ...about, rule: 'hire-not-insured', factOn: disbursedOn, evidence }];
    }
    if (insuredUntil === null || insuredUntil >= addMonths(insuredFrom, contractMonths)) return [];
    const evidence = { insuredFrom, insuredUntil, contractMonths };
    return [{ ...about, rule: 'hire-left-early', factOn: insuredUntil, evidence }];
  });
}

/** How many people a firm insured when its loan began, and how many now. */
export interface StaffCount {
  readonly loanId: number;
  readonly firmIndex: string;
  readonly asOfOn: BusinessDate;
  readonly staffThen: number;
  readonly staffNow: number;
}

/** A staff that has shrunk by so many hundredths or more. */
export function judgeStaff(counts: readonly StaffCount[], dropPercent: number): Suspicion[] {
  return counts
    .filter(
      ({ staffThen, staffNow }) =>
        (staffThen - staffNow) * 100 >= staffThen * dropPercent && staffThen > staffNow,
    )
    .map(({ loanId, firmIndex, asOfOn, staffThen, staffNow }) => ({
      rule: 'staff-shrank',
      loanId,
      about: '',
      factOn: asOfOn,
      element: 'firm',
      elementKey: firmIndex,
      evidence: { staffThen, staffNow, dropPercent, asOfOn },
    }));
}
