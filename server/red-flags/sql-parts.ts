/** The columns of a loan's term: `loanId`, `disbursedOn`, and the day on which it was or will be over. */
export const termOf = (alias: string): string =>
  `${alias}.id AS loanId, ${alias}.disbursedOn,
    COALESCE(${alias}.settledOn, ${alias}.extendedUntil, ${alias}.maturesOn) AS endsOn`;

/** The columns of an entry of a registry: which, of which roster, about whom, and from when until when. */
export const ENTRY = `e.id AS entryId, e.lastFileId AS rosterId, e.subjectIndex, e.fromOn,
    COALESCE(e.untilOn, e.delistedOn) AS untilOn`;
