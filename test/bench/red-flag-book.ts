import { execute } from '../../models/statement.js';
import { inTransaction } from '../../models/transaction.js';
import type { Context } from '../../server/context.js';
import { forgetClaims } from './forget-claims.js';

const phrase = (words: string): string =>
  `CONVERT(SHA2(CONCAT(${words}), 256) USING ascii) COLLATE ascii_bin`;
/** One loan in so many shares something with the loan before it. */
const paired = (every: number): string => `IF(MOD(l.id, ${every}) < 2, l.id - MOD(l.id, 2), l.id)`;

const NOW = "'2025-07-01T00:00:00.000Z'";
const ENTRY = `INSERT INTO roster_entries (registry, subjectKind, subjectIndex, aboutIndex, contentCipher, contentMark, fromOn, listedOn,
    firstFileId, lastFileId, liveKey)`;
const entries = (registry: string, subject: string, about: string, from: string): string =>
  `${ENTRY} SELECT '${registry}', 'resident-identity-card', ${subject}, ${about}, 'synthetic', ${phrase("'mark', l.id")}, l.disbursedOn,
     l.disbursedOn, 1, 1, ${phrase(`'${registry}', l.id, ${subject}`)} ${from}`;
const party = (role: string, identity: string, from: string, phone = 'NULL'): string =>
  `INSERT INTO application_parties (applicationId, role, name, identityKind, identityCipher, identityIndex, phoneIndex)
   SELECT l.id, '${role}', '人', 'resident-identity-card', 'synthetic', ${identity}, ${phone} ${from}`;

const LOANS = 'FROM loans l JOIN borrowers b ON b.id = l.borrowerId';
const OF_PEOPLE = `${LOANS} WHERE l.borrowerKind = 'individual'`;
const OF_FIRMS = `${LOANS} WHERE l.borrowerKind = 'enterprise'`;
const HIRES = `${LOANS} JOIN (SELECT 1 AS n UNION SELECT 2) hires WHERE l.borrowerKind = 'enterprise'`;

/**
 * What the checks look at beside loans: an application with its people and business for each, what some of them have in common, rosters, and
 * a paid quarter. Every number is a share of the loans, so that a book of twice as many has twice as much to find; but for one
 * address, that of a market hall, under which one loan in two hundred stands.
 */
const STATEMENTS: readonly string[] = [
  `INSERT INTO applications (id, number, state, borrowerKind, borrowerId, filedByUserId, appliedOn, contentCipher, contentHash, createdAt, updatedAt)
   SELECT l.id, CONCAT('RF', l.id), 'disbursed', l.borrowerKind, l.borrowerId, ?, l.disbursedOn - INTERVAL 20 DAY, ?, ${phrase('l.id')}, ${NOW}, ${NOW} ${LOANS}`,
  'UPDATE loans SET applicationId = id',
  'UPDATE borrowers SET identityCipher = IF(kind = ?, ?, identityCipher)',
  party('applicant', 'b.identityIndex', OF_PEOPLE, phrase(`'phone', ${paired(500)}`)),
  party(
    'legal-representative',
    phrase(`'representative', ${paired(1000)}`),
    OF_FIRMS,
    phrase(`'phone', ${paired(500)}`),
  ),
  party(
    'spouse',
    `IF(MOD(l.id, 2000) < 5, (SELECT o.identityIndex FROM borrowers o WHERE o.id = l.id - 1), ${phrase("'spouse', l.id")})`,
    `${OF_PEOPLE} AND MOD(l.id, 10) < 6 AND l.id > (SELECT MIN(id) FROM borrowers)`,
  ),
  party(
    'counter-guarantor',
    phrase("'guarantor', IF(MOD(l.id, 1000) < 20, l.id DIV 1000, l.id)"),
    `${LOANS} WHERE MOD(l.id, 10) = 0`,
  ),
  party('new-hire', phrase("'hire', l.id, hires.n"), HIRES),
  `INSERT INTO application_businesses (applicationId, creditCodeIndex, addressIndex, accountIndex)
   SELECT l.id, IF(l.borrowerKind = 'enterprise', b.identityIndex, ${phrase("'firm', l.id")}),
     IF(MOD(l.id, 200) = 7, ${phrase("'hall'")}, ${phrase(`'address', ${paired(200)}`)}), ${phrase("'account', l.id")} ${LOANS}`,
  `INSERT INTO roster_files (id, importId, registry, mode, sourceOffice, asOfOn, state, receivedByUserId, createdAt, takenAt)
   VALUES (1, 1, 'social-insurance', 'snapshot', '社保', '2025-06-30', 'taken', 1, ${NOW}, ${NOW})`,
  entries('social-insurance', phrase("'hire', l.id, hires.n"), 'b.identityIndex', HIRES),
  entries(
    'social-insurance',
    'b.identityIndex',
    phrase("'other', l.id"),
    `${OF_PEOPLE} AND MOD(l.id, 100) = 3`,
  ),
  entries('publicly-paid', 'b.identityIndex', 'NULL', `${OF_PEOPLE} AND MOD(l.id, 2000) = 11`),
  entries('deceased', 'b.identityIndex', 'NULL', `${OF_PEOPLE} AND MOD(l.id, 5000) = 13`),
  entries('deregistered-firms', 'b.identityIndex', 'NULL', `${OF_FIRMS} AND MOD(l.id, 200) < 3`),
  `INSERT INTO subsidy_claims (id, number, bankOrganisationId, quarter, sequence, state, lineCount, interestFen, subsidyFen, builtByUserId, paidOn, createdAt, updatedAt)
   SELECT 1, 'TX1', MIN(l.bankOrganisationId), '2025Q2', 1, 'paid', COUNT(*), 0, 0, 1, '2025-06-30', ${NOW}, ${NOW} ${LOANS}`,
  `INSERT INTO subsidy_lines (id, claimId, lineNumber, kind, loanId, contractNumber, quarter, periodFrom, periodUntil, subsidisedDays, interestFen, subsidyFen, segmentsJson, policyId)
   SELECT l.id, 1, l.id, 'period', l.id, l.contractNumber, '2025Q2', '2025-03-21', '2025-06-21', 92, 200000, 100000,
     ?, 'bench' ${LOANS} WHERE l.disbursedOn < '2025-03-21'`,
  `INSERT INTO subsidy_payments (claimId, lineId, loanId, kind, quarter, amountFen, paidOn, recordedAt)
   SELECT 1, n.id, n.loanId, 'period', n.quarter, n.subsidyFen, '2025-06-30', ${NOW} FROM subsidy_lines n`,
  `ANALYZE TABLE applications, application_parties, application_businesses, roster_entries, subsidy_lines, subsidy_payments`,
];

const SEGMENTS = JSON.stringify([
  {
    from: '2025-03-21',
    until: '2025-06-21',
    days: 92,
    principal: 30_000_000,
    annualRate: 3_000_000,
    subsidyRate: 1_500_000,
    interest: 200_000,
    subsidy: 100_000,
    notSubsidisedBecause: null,
  },
]);

/** Lays it all down, statement by statement, in place of the claims that other measurements have left. */
export async function storeRedFlagBook({ system, actor }: Context): Promise<void> {
  await forgetClaims(system.database);
  const form = JSON.stringify({ applicant: { name: '申请人', workerClass: 'female-55' }, business: {} });
  const sealedForm = system.cipher.encrypt(form, 'applications.content');
  const sealedNumber = system.cipher.encrypt('440106198507150019', 'borrowers.identity');
  const values = [actor.userId, sealedForm, 'individual', sealedNumber, SEGMENTS];
  for (const statement of STATEMENTS) {
    const wanted = statement.split('?').length - 1;
    const parameters = values.splice(0, wanted);
    await inTransaction(system.database, async (transaction) => {
      await execute(transaction, 'SET SESSION foreign_key_checks = 0', []);
      await execute(transaction, statement, parameters);
      await execute(transaction, 'SET SESSION foreign_key_checks = 1', []);
    });
  }
}
