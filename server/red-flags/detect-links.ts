import { selectRows } from '../../models/rows.js';
import type { System } from '../context.js';
import {
  judgeGroups,
  judgeGuarantors,
  judgeRepresentatives,
  judgeShared,
  type GuarantorRecord,
  type SharedMark,
} from '../core/red-flags/judge-links.js';
import { isBaseTenant } from '../registries/find-base-tenants.js';
import type { Suspicion } from '../core/red-flags/suspicion.js';

const RUNNING = "l.state IN ('active', 'overdue')";
const MARKED = 'l.id AS loanId, l.borrowerId, l.disbursedOn';

/**
 * Rows of `mark`, loan, borrower and day, but for marks that stand under one borrower alone. What is grouped first comes from an index of
 * the marks, so that loans are looked up for what stands there twice and for nothing else.
 */
const underSeveral = (marked: string): string => `SELECT m.mark, m.loanId, m.borrowerId, m.disbursedOn FROM (
    SELECT r.*, MIN(r.borrowerId) OVER (PARTITION BY r.mark) AS firstId, MAX(r.borrowerId) OVER (PARTITION BY r.mark) AS lastId
      FROM (${marked}) r) m WHERE m.firstId <> m.lastId`;

/** Loans of parties in some roles under what stands under other borrowers as well. */
const sharedByParties = (column: 'phoneIndex' | 'identityIndex', roles: string, loans: string): string =>
  underSeveral(`SELECT p.${column} AS mark, ${MARKED} FROM (
      SELECT ${column} FROM application_parties WHERE ${column} IS NOT NULL GROUP BY ${column} HAVING COUNT(*) > 1) twice
     JOIN application_parties p ON p.${column} = twice.${column} AND p.role IN (${roles})
     JOIN loans l ON l.applicationId = p.applicationId AND ${loans}`);

/** Loans of businesses under an address or account of others; tenants of one base have their address in common by right. */
const sharedByBusinesses = (column: 'addressIndex' | 'accountIndex'): string =>
  underSeveral(`SELECT u.${column} AS mark, ${MARKED} FROM (
      SELECT ${column} FROM application_businesses GROUP BY ${column} HAVING COUNT(*) > 1) twice
     JOIN application_businesses u ON u.${column} = twice.${column}
     JOIN loans l ON l.applicationId = u.applicationId
    WHERE ${column === 'addressIndex' ? `NOT ${isBaseTenant('u')}` : '1 = 1'}`);

const PHONES = sharedByParties('phoneIndex', "'applicant', 'legal-representative'", '1 = 1');
const ADDRESSES = sharedByBusinesses('addressIndex');
const ACCOUNTS = sharedByBusinesses('accountIndex');
const REPRESENTATIVES = sharedByParties('identityIndex', "'legal-representative'", '1 = 1');
const GUARANTORS = sharedByParties('identityIndex', "'counter-guarantor'", RUNNING);
const PEOPLE = sharedByParties(
  'identityIndex',
  "'applicant', 'spouse', 'partner', 'legal-representative', 'counter-guarantor'",
  '1 = 1',
);

const marksOf = ({ database }: System, sql: string): Promise<SharedMark[]> =>
  selectRows<SharedMark>(database, `${sql} ORDER BY loanId`);

/** The same phone, address or account under different borrowers. */
export const detectShared = async (system: System): Promise<Suspicion[]> => [
  ...judgeShared('shared-phone', 'phone', await marksOf(system, PHONES)),
  ...judgeShared('shared-address', 'address', await marksOf(system, ADDRESSES)),
  ...judgeShared('shared-account', 'account', await marksOf(system, ACCOUNTS)),
];

/** One person behind several borrowing firms, and one firm that several persons applied for. */
export async function detectRepresentatives(system: System): Promise<Suspicion[]> {
  const firms = await selectRows<SharedMark & { readonly personIndex: string }>(
    system.database,
    `SELECT b.identityIndex AS mark, ${MARKED}, p.identityIndex AS personIndex
       FROM (SELECT m.borrowerId FROM loans m JOIN application_parties q ON q.applicationId = m.applicationId
              AND q.role = 'legal-representative'
             GROUP BY m.borrowerId HAVING COUNT(DISTINCT q.identityIndex) > 1) several
       JOIN loans l ON l.borrowerId = several.borrowerId JOIN borrowers b ON b.id = l.borrowerId
       JOIN application_parties p ON p.applicationId = l.applicationId AND p.role = 'legal-representative'
      ORDER BY l.id`,
  );
  return [
    ...judgeShared('representative-of-several-firms', 'person', await marksOf(system, REPRESENTATIVES)),
    ...judgeRepresentatives(firms),
  ];
}

/** People who answer for more loans than they may, or for one that is overdue. */
export async function detectGuarantors(system: System): Promise<Suspicion[]> {
  const { policyBook } = system.referenceData.current();
  const { count } = policyBook.valueOn('counter-guarantor-loans', system.clock.today()).value;
  const records = await selectRows<GuarantorRecord>(
    system.database,
    `SELECT DISTINCT l.id AS loanId, l.disbursedOn, p.identityIndex AS personIndex, o.id AS overdueLoanId,
        s.pastDueSince
       FROM loan_standings s JOIN loans o ON o.id = s.loanId AND o.state IN ('active', 'overdue')
       JOIN application_parties q ON q.applicationId = o.applicationId AND q.role = 'counter-guarantor'
       JOIN application_parties p ON p.identityIndex = q.identityIndex AND p.role = 'counter-guarantor'
       JOIN loans l ON l.applicationId = p.applicationId AND l.id <> o.id AND ${RUNNING}
      WHERE s.pastDueSince IS NOT NULL ORDER BY loanId, overdueLoanId`,
  );
  return [
    ...judgeShared('guarantor-of-several-loans', 'person', await marksOf(system, GUARANTORS), 1 + count),
    ...judgeGuarantors(records),
  ];
}

/** Groups of borrowers who hang together by phones, addresses, accounts or people. */
export async function detectGroups(system: System): Promise<Suspicion[]> {
  const { policyBook } = system.referenceData.current();
  const { linkedBorrowers } = policyBook.valueOn('red-flag-thresholds', system.clock.today()).value;
  const marks: SharedMark[] = [];
  for (const sql of [PHONES, ADDRESSES, ACCOUNTS, PEOPLE]) marks.push(...(await marksOf(system, sql)));
  return judgeGroups(marks, linkedBorrowers);
}
