import type { BusinessDate } from '../business-date.js';
import { elementAt } from '../element-at.js';
import type { AuditElement, Suspicion } from './suspicion.js';

/** A loan under something that another borrower's loan has as well: a phone, an address, an account, a person. */
export interface SharedMark {
  readonly mark: string;
  readonly loanId: number;
  readonly borrowerId: number;
  readonly disbursedOn: BusinessDate;
}

type SharedRule =
  | 'shared-phone'
  | 'shared-address'
  | 'shared-account'
  | 'representative-of-several-firms'
  | 'guarantor-of-several-loans';

/** Marks by what is the same, each in the order of disbursement. */
function groupsOf(marks: readonly SharedMark[]): Map<string, SharedMark[]> {
  const groups = new Map<string, SharedMark[]>();
  for (const each of marks) {
    const known = groups.get(each.mark);
    if (known) known.push(each);
    else groups.set(each.mark, [each]);
  }
  for (const group of groups.values())
    group.sort((one, other) => compareDays(one, other) || one.loanId - other.loanId);
  return groups;
}

const compareDays = (one: SharedMark, other: SharedMark): number =>
  one.disbursedOn < other.disbursedOn ? -1 : Number(one.disbursedOn > other.disbursedOn);

/**
 * The same phone, address, account or person under different borrowers: told of each later loan of another borrower than the first,
 * so that twenty borrowers are nineteen suspicions and not every pair. `allowed` borrowers are free.
 */
export function judgeShared(
  rule: SharedRule,
  element: AuditElement,
  marks: readonly SharedMark[],
  allowed = 1,
): Suspicion[] {
  const found = new Map<string, Suspicion>();
  for (const [mark, group] of groupsOf(marks)) {
    const borrowers = [...new Set(group.map(({ borrowerId }) => borrowerId))];
    const free = new Set(borrowers.slice(0, allowed));
    const first = elementAt(group, 0);
    for (const { loanId, borrowerId, disbursedOn } of group) {
      if (free.has(borrowerId)) continue;
      found.set(`${loanId} ${mark}`, {
        rule,
        loanId,
        about: mark,
        factOn: disbursedOn,
        element,
        elementKey: mark,
        evidence: { firstLoanId: String(first.loanId), borrowers: borrowers.length },
      });
    }
  }
  return [...found.values()];
}

/** A firm whose later application names another representative than its first: told of each such loan. */
export function judgeRepresentatives(
  loans: readonly (SharedMark & { readonly personIndex: string })[],
): Suspicion[] {
  return [...groupsOf(loans).values()].flatMap((group) => {
    const [first, ...later] = group as (SharedMark & { readonly personIndex: string })[];
    return later
      .filter(({ personIndex }) => personIndex !== first?.personIndex)
      .map(({ mark, loanId, disbursedOn }) => ({
        rule: 'firm-of-several-representatives' as const,
        loanId,
        about: '',
        factOn: disbursedOn,
        element: 'firm' as const,
        elementKey: mark,
        evidence: { firstLoanId: String(first?.loanId) },
      }));
  });
}

/**
 * Borrowers who hang together by whatever they share, over any number of steps: one suspicion for each group of so many or more, told
 * of its last loan under its first borrower.
 */
export function judgeGroups(marks: readonly SharedMark[], least: number): Suspicion[] {
  const parent = new Map<number, number>();
  const parentOf = (borrower: number): number => parent.get(borrower) ?? borrower;
  const rootOf = (borrower: number): number => {
    let root = borrower;
    while (parentOf(root) !== root) root = parentOf(root);
    for (let each = borrower; each !== root;) {
      const next = parentOf(each);
      parent.set(each, root);
      each = next;
    }
    return root;
  };
  for (const group of groupsOf(marks).values()) {
    const first = elementAt(group, 0);
    for (const { borrowerId } of group) {
      const [one, other] = [rootOf(first.borrowerId), rootOf(borrowerId)];
      // The smaller id is the root, whatever the order of the marks.
      parent.set(Math.max(one, other), Math.min(one, other));
    }
  }
  const members = new Map<number, SharedMark[]>();
  for (const each of marks) {
    const root = rootOf(each.borrowerId);
    const known = members.get(root);
    if (known) known.push(each);
    else members.set(root, [each]);
  }
  return [...members].flatMap(([root, group]) => judgeGroup(root, group, least));
}

function judgeGroup(root: number, group: readonly SharedMark[], least: number): Suspicion[] {
  const borrowers = new Set(group.map(({ borrowerId }) => borrowerId));
  if (borrowers.size < least) return [];
  const inOrder = group.toSorted((one, other) => compareDays(one, other) || one.loanId - other.loanId);
  const first = elementAt(inOrder, 0);
  const loanIds = [...new Set(group.map(({ loanId }) => loanId))].toSorted((one, other) => one - other);
  return [
    {
      rule: 'linked-borrowers',
      loanId: first.loanId,
      about: '',
      factOn: first.disbursedOn,
      element: 'group',
      elementKey: String(root),
      evidence: {
        borrowers: borrowers.size,
        loans: loanIds.length,
        loanIds: loanIds.slice(0, 50).map(String),
      },
    },
  ];
}

/** A guarantor in person of a loan, who answers for another one that fell overdue. */
export interface GuarantorRecord {
  readonly loanId: number;
  readonly disbursedOn: BusinessDate;
  readonly personIndex: string;
  readonly overdueLoanId: number;
  readonly pastDueSince: BusinessDate;
}

/** One suspicion for each loan, guarantor and other loan that is overdue. */
export function judgeGuarantors(records: readonly GuarantorRecord[]): Suspicion[] {
  return records.map(({ loanId, personIndex, overdueLoanId, pastDueSince }) => ({
    rule: 'guarantor-with-overdue',
    loanId,
    about: `${personIndex} ${overdueLoanId}`,
    factOn: pastDueSince,
    element: 'person',
    elementKey: personIndex,
    evidence: { overdueLoanId: String(overdueLoanId), pastDueSince },
  }));
}
