import { Application } from '../../models/application.js';
import { BankScorecard } from '../../models/bank-scorecard.js';
import { ClawbackCase } from '../../models/clawback-case.js';
import { CompensationClaim } from '../../models/compensation-claim.js';
import { Loan } from '../../models/loan.js';
import { Organisation } from '../../models/organisation.js';
import { PaymentRun } from '../../models/payment-run.js';
import { findRow } from '../../models/rows.js';
import { SubsidyClaim } from '../../models/subsidy-claim.js';
import {
  applicationScope,
  bankScorecardScope,
  clawbackScope,
  compensationClaimScope,
  loanScope,
  paymentRunScope,
  subsidyClaimScope,
} from '../auth/scope.js';
import { can } from '../auth/permissions.js';
import type { Actor } from '../context.js';
import { DomainError } from '../core/errors.js';
import type { DocumentSubject } from '../core/papers/document-kinds.js';

/** Reads the subject of a paper in the actor's scope; what lies outside it is not there. */
const FINDERS: Readonly<Record<DocumentSubject, (actor: Actor, id: number) => Promise<object | null>>> = {
  application: (actor, id) => findRow(Application, { where: { id, ...applicationScope(actor) } }),
  loan: (actor, id) => findRow(Loan, { where: { id, ...loanScope(actor) } }),
  'subsidy-claim': (actor, id) => findRow(SubsidyClaim, { where: { id, ...subsidyClaimScope(actor) } }),
  'payment-run': (actor, id) => findRow(PaymentRun, { where: { id, ...paymentRunScope(actor) } }),
  'clawback-case': (actor, id) => findRow(ClawbackCase, { where: { id, ...clawbackScope(actor) } }),
  'bank-scorecard': (actor, id) => findRow(BankScorecard, { where: { id, ...bankScorecardScope(actor) } }),
  // The city's own reports are about its centre's book, and for those who read every account of it.
  city: async (actor, id) =>
    can(actor.role, 'ledger.read') ? findRow(Organisation, { where: { id, kind: 'centre' } }) : null,
  // A report shows the book as an organisation sees it; the city sees everybody's.
  organisation: async (actor, id) =>
    can(actor.role, 'ledger.read') || actor.organisationId === id
      ? findRow(Organisation, { where: { id } })
      : null,
  'compensation-claim': (actor, id) =>
    findRow(CompensationClaim, { where: { id, ...compensationClaimScope(actor) } }),
};

/** Whose papers one may see follows from what they are about. Fails: not-found. */
export async function assertSubjectVisible(
  actor: Actor,
  subjectKind: DocumentSubject,
  subjectId: number,
): Promise<void> {
  if (!(await FINDERS[subjectKind](actor, subjectId))) throw new DomainError('not-found');
}
