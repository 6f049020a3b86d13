import { furtherConditionOf, type SqlPart } from '../../models/condition.js';
import { sql } from '../../models/sql.js';
import { loanScope } from '../auth/scope.js';
import type { Context } from '../context.js';
import type { BorrowerCategory } from '../core/borrower-categories.js';
import type { BorrowerKind } from '../core/policy/subsidy-policy.js';
import type { StatisticalDisability, StatisticalSex } from '../core/report-figures.js';

/** A part of the book; null asks for loans of which it is not known. */
export interface BookSlice {
  readonly bankOrganisationId?: number | undefined;
  readonly districtOrganisationId?: number | undefined;
  readonly borrowerKind?: BorrowerKind | undefined;
  readonly borrowerCategory?: BorrowerCategory | null | undefined;
  readonly sex?: StatisticalSex | undefined;
  readonly disability?: StatisticalDisability | undefined;
}

/** By what a figure is taken apart. */
export const DIMENSIONS = {
  bankOrganisationId: 'l.bankOrganisationId',
  districtOrganisationId: 'l.districtOrganisationId',
  borrowerKind: 'l.borrowerKind',
  borrowerCategory: 'l.borrowerCategory',
  sex: "COALESCE(s.sex, 'unknown')",
  disability: "COALESCE(s.disability, 'unknown')",
} as const satisfies Record<keyof BookSlice, string>;
export type Dimension = keyof typeof DIMENSIONS;

const COLUMNS = ['bankOrganisationId', 'districtOrganisationId', 'borrowerKind', 'borrowerCategory'] as const;

/** The loans of a slice that an actor sees, as further terms on loans as `l`. */
export function termsOf({ actor }: Context, slice: BookSlice): SqlPart {
  const wanted = COLUMNS.filter((column) => slice[column] !== undefined);
  const columns = furtherConditionOf(
    Object.fromEntries(wanted.map((column) => [column, slice[column]])),
    'l',
  );
  const scope = furtherConditionOf(loanScope(actor), 'l');
  const marks = (['sex', 'disability'] as const).flatMap((mark) => {
    const value = slice[mark];
    return value === undefined ? [] : [markIs(mark, value)];
  });
  return [columns, scope, ...marks].reduce((all, part) => sql`${all}${part}`);
}

const markIs = (mark: 'sex' | 'disability', value: string): SqlPart =>
  mark === 'sex'
    ? sql` AND COALESCE((SELECT m.sex FROM loan_statistics m WHERE m.loanId = l.id), 'unknown') = ${value}`
    : sql` AND COALESCE((SELECT m.disability FROM loan_statistics m WHERE m.loanId = l.id), 'unknown') = ${value}`;
