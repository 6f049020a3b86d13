import { addMonths, type BusinessDate } from '../business-date.js';
import type { PolicyParameterValues } from '../policy/policy-parameters.js';

type HiringRule = PolicyParameterValues['hiring-share'];

/** A person by whom an enterprise reached its share, as the registry of social insurance knows the job. */
export interface HireOnRecord {
  /** Null where no roster knows of the job. */
  readonly insuredFrom: BusinessDate | null;
  /** Null while it goes on. */
  readonly insuredUntil: BusinessDate | null;
}

/** How many hires count at least and at most under another rule. */
export interface CountedHires {
  readonly fewest: number;
  /** Null where nobody can say how many more there were: the window reaches further back than the list. */
  readonly most: number | null;
}

/** What is on record of an application: when it was made, how many hires counted, and what rosters say of each. */
interface HiresOnRecord {
  readonly appliedOn: BusinessDate;
  readonly newHires: number;
  readonly hires: readonly HireOnRecord[];
}

/**
 * How many of the hires that counted under a rule count under another one, which may look less far back or ask for longer contracts. Who was
 * insured from before the window is out of it; of whom no roster knows, or whose job ended within the contract, may count or not.
 */
export function countedHires(
  { appliedOn, newHires, hires }: HiresOnRecord,
  inForce: HiringRule,
  drafted: HiringRule,
): CountedHires {
  const opensOn = addMonths(appliedOn, -drafted.windowMonths);
  const looksLessFar = drafted.windowMonths < inForce.windowMonths;
  const asksLonger = drafted.contractMonths > inForce.contractMonths;
  const isBefore = ({ insuredFrom }: HireOnRecord): boolean =>
    looksLessFar && insuredFrom !== null && insuredFrom < opensOn;
  const isDoubtful = ({ insuredFrom, insuredUntil }: HireOnRecord): boolean => {
    if (insuredFrom === null) return looksLessFar || asksLonger;
    if (!asksLonger || insuredUntil === null) return false;
    return insuredUntil < addMonths(insuredFrom, drafted.contractMonths);
  };
  const inside = hires.filter((hire) => !isBefore(hire));
  const unlisted = looksLessFar || asksLonger ? Math.max(0, newHires - hires.length) : 0;
  const most = newHires - (hires.length - inside.length);
  const fewest = Math.max(0, most - inside.filter(isDoubtful).length - unlisted);
  return { fewest, most: drafted.windowMonths > inForce.windowMonths ? null : most };
}
