import type { Transaction } from 'sequelize';
import { LoanStatistics } from '../../models/loan-statistics.js';
import { insertRows, selectRows, type Row } from '../../models/rows.js';
import type { ApplicationForm } from '../applications/application-form.js';
import { openForm } from '../applications/application-content.js';
import { runCommand } from '../command.js';
import { systemContext, type System } from '../context.js';
import { readIdentity, type IdentityKind } from '../core/identity-number.js';
import type { JobKind } from '../jobs/job-kind.js';
import { platformOrganisationId } from '../organisations/platform.js';

type Marks = Omit<Row<LoanStatistics>, 'loanId'>;

const LOANS_IN_BATCH = 500;

/** What a form tells of the applicant: the sex by the identity number where it tells it, disability as declared. */
export function marksOfForm({ applicant, declarations }: ApplicationForm): Marks {
  const { identityKind, identityNumber, sex } = applicant ?? {};
  const told =
    identityKind === undefined || identityNumber === undefined
      ? undefined
      : readIdentity(identityKind, identityNumber)?.sex;
  const { disabled } = declarations ?? {};
  return {
    sex: told ?? sex ?? 'unknown',
    disability: disabled === undefined ? 'unknown' : disabled ? 'yes' : 'no',
  };
}

/** What a borrower's identity number alone tells: a portfolio says no more. */
export const marksOfIdentity = (kind: IdentityKind, number: string): Marks => ({
  sex: readIdentity(kind, number)?.sex ?? 'unknown',
  disability: 'unknown',
});

/** Keeps what statistics ask of loans that have just been made. */
export const noteMarks = (rows: readonly Row<LoanStatistics>[], transaction: Transaction): Promise<void> =>
  insertRows(LoanStatistics, rows, transaction);

interface UnmarkedLoan {
  readonly id: number;
  readonly identityKind: IdentityKind;
  readonly identityCipher: string;
  readonly contentCipher: string | null;
}

/** Derives, every night, what statistics ask of loans that were made before it was kept. */
export const LOAN_STATISTICS_JOB: JobKind = {
  name: 'loan-statistics.derive',
  timetable: '10 2 * * *',
  async run(system, run) {
    for (let derived = LOANS_IN_BATCH; derived === LOANS_IN_BATCH;) {
      run.signal.throwIfAborted();
      derived = await deriveBatch(system, run.requestId, (unit) => run.hold(unit));
    }
  },
};

async function deriveBatch(
  system: System,
  requestId: string,
  hold: (unit: { readonly transaction: Transaction; readonly now: string }) => Promise<void>,
): Promise<number> {
  const loans = await findUnmarked(system);
  if (loans.length === 0) return 0;
  return await runCommand(systemContext(system, requestId), 'loan-statistics.derive', async (unit) => {
    await hold(unit);
    await noteMarks(
      loans.map((loan) => ({ loanId: loan.id, ...marksOf(system, loan) })),
      unit.transaction,
    );
    const organisationId = await platformOrganisationId(unit.transaction);
    unit.record({
      organisationId,
      subjectKind: 'loan-statistics',
      subjectId: null,
      detail: { loans: loans.length },
    });
    return loans.length;
  });
}

async function findUnmarked({ database }: System): Promise<UnmarkedLoan[]> {
  return await selectRows<UnmarkedLoan>(
    database,
    `SELECT l.id, b.identityKind, b.identityCipher, a.contentCipher
       FROM loans l JOIN borrowers b ON b.id = l.borrowerId LEFT JOIN applications a ON a.id = l.applicationId
      WHERE NOT EXISTS (SELECT 1 FROM loan_statistics s WHERE s.loanId = l.id)
      ORDER BY l.id LIMIT ${LOANS_IN_BATCH}`,
  );
}

function marksOf(system: System, { identityKind, identityCipher, contentCipher }: UnmarkedLoan): Marks {
  if (contentCipher !== null) return marksOfForm(openForm(system, { contentCipher }));
  return marksOfIdentity(identityKind, system.cipher.decrypt(identityCipher, 'borrowers.identity'));
}
