import { Application } from '../../models/application.js';
import { ApplicationDecision } from '../../models/application-decision.js';
import { Attachment } from '../../models/attachment.js';
import { ClawbackCase } from '../../models/clawback-case.js';
import { Loan } from '../../models/loan.js';
import { Repayment } from '../../models/repayment.js';
import { findRows, selectRows, type Row } from '../../models/rows.js';
import { SubsidyPayment } from '../../models/subsidy-payment.js';
import { openForm } from '../applications/application-content.js';
import type { ApplicationForm } from '../applications/application-form.js';
import { applicationScope, clawbackScope, loanScope } from '../auth/scope.js';
import type { Context } from '../context.js';
import { shownForm } from './shown-form.js';

/** An application of one's own, with its form as it stands now and what was decided on it. */
export interface OwnApplication {
  readonly application: Row<Application>;
  readonly form: ApplicationForm;
  readonly decisions: readonly Row<ApplicationDecision>[];
  readonly attachments: readonly Row<Attachment>[];
}

/** A loan of one's own, or of one's enterprise, with what was paid back and what was paid for it. */
export interface OwnLoan {
  readonly loan: Row<Loan>;
  readonly repayments: readonly Row<Repayment>[];
  readonly subsidies: readonly Row<SubsidyPayment>[];
}

/** What is known of one in the application of somebody else. */
export interface OwnPart {
  readonly applicationNumber: string;
  readonly role: string;
  readonly name: string;
}

const OLDEST_FIRST = [['id', 'ASC']] as const;

/** One's applications, whatever became of them. */
export async function findOwnApplications({ system, actor }: Context): Promise<OwnApplication[]> {
  const rows = await findRows(Application, { where: applicationScope(actor), order: OLDEST_FIRST });
  const applicationId = rows.map(({ id }) => id);
  const decisions = await findRows(ApplicationDecision, { where: { applicationId }, order: OLDEST_FIRST });
  const attachments = await findRows(Attachment, { where: { applicationId }, order: OLDEST_FIRST });
  return rows.map((application) => ({
    application,
    form: shownForm(openForm(system, application)),
    decisions: decisions.filter((each) => each.applicationId === application.id),
    attachments: attachments.filter((each) => each.applicationId === application.id),
  }));
}

/** One's loans with every repayment and every subsidy. */
export async function findOwnLoans({ actor }: Context): Promise<OwnLoan[]> {
  const rows = await findRows(Loan, { where: loanScope(actor), order: OLDEST_FIRST });
  const loanId = rows.map(({ id }) => id);
  const repayments = await findRows(Repayment, { where: { loanId }, order: OLDEST_FIRST });
  const subsidies = await findRows(SubsidyPayment, { where: { loanId }, order: OLDEST_FIRST });
  return rows.map((loan) => ({
    loan,
    repayments: repayments.filter((each) => each.loanId === loan.id),
    subsidies: subsidies.filter((each) => each.loanId === loan.id),
  }));
}

/** What was demanded back of one. */
export const findOwnClawbacks = ({ actor }: Context): Promise<Row<ClawbackCase>[]> =>
  findRows(ClawbackCase, { where: clawbackScope(actor), order: OLDEST_FIRST });

/** In which applications of others one stands, as what; found by the number of the person. */
export async function findOwnParts({ system, actor }: Context): Promise<OwnPart[]> {
  if (actor.personIndex === null) return [];
  return selectRows<OwnPart>(
    system.database,
    `SELECT a.number AS applicationNumber, p.role, p.name FROM application_parties p
       JOIN applications a ON a.id = p.applicationId
      WHERE p.identityIndex = ? AND (a.applicantUserId IS NULL OR a.applicantUserId <> ?) ORDER BY p.id`,
    [actor.personIndex, actor.userId],
  );
}
