import { findCollectionActions } from '../../collection/find-collection-actions.js';
import { DomainError } from '../../core/errors.js';
import { findLoan } from '../../loans/find-loan.js';
import { findInstalments } from '../../loans/find-loan-records.js';
import type { Drafter } from '../document-draft.js';
import { loanSaid } from './loan-papers.js';

const SHOWN_ACTIONS = 12;

/** 催收通知书 of one closed business date, in the name of the bank. Fails: not-found, document-not-issuable (not overdue). */
export const draftCollectionNotice: Drafter<'collection-notice'> = async (context, { subjectId }) => {
  const loan = await findLoan(context, subjectId);
  const { closedThrough, pastDueSince, daysPastDue, riskClass } = loan.standing;
  if (closedThrough === null || pastDueSince === null)
    throw new DomainError('document-not-issuable', { reason: 'not-overdue' });
  const instalments = await findInstalments(context, subjectId);
  const actions = await findCollectionActions(context, subjectId);
  return {
    organisationId: loan.bankOrganisationId,
    edition: closedThrough,
    facts: {
      loan: loanSaid(loan),
      closedThrough,
      pastDueSince,
      daysPastDue,
      outstandingFen: loan.outstandingFen,
      riskClass,
      due: instalments
        .filter(({ dueOn }) => dueOn >= pastDueSince && dueOn <= closedThrough)
        .map(({ dueOn, principalFen, interestFen }) => ({ dueOn, principalFen, interestFen })),
      actions: actions
        .filter(({ correctedByActionId }) => correctedByActionId === null)
        .slice(-SHOWN_ACTIONS)
        .map(({ actedOn, organisationName, kind, outcome, promisedFen, promisedOn }) => ({
          actedOn,
          organisationName,
          kind,
          outcome,
          promisedFen,
          promisedOn,
        })),
    },
    publicFacts: { bank: loan.bankName, closedThrough, daysPastDue: String(daysPastDue) },
  };
};
