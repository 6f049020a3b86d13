import { selectRows } from '../../models/rows.js';
import { openForm } from '../applications/application-content.js';
import type { System } from '../context.js';
import { readIdentity, type IdentityKind } from '../core/identity-number.js';
import { judgeAge, judgeTerms, type ContractTerms } from '../core/red-flags/judge-loans.js';
import type { Suspicion } from '../core/red-flags/suspicion.js';

type ContractRow = ContractTerms & {
  readonly identityKind: IdentityKind;
  readonly identityCipher: string;
  readonly contentCipher: string | null;
};

/** New contracts that were judged, and how far that has come. */
export interface JudgedContracts {
  readonly suspicions: readonly Suspicion[];
  /** The last loan of the page; null where there was none. */
  readonly throughLoanId: number | null;
  /** Borrowers whose number cannot be read, so that their age stays unchecked; they keep nobody else from being checked. */
  readonly unreadable: number;
}

/** Judges rate, amount and age of the next loans after one: a contract does not change, so that each is judged once. */
export async function detectContracts(
  system: System,
  afterLoanId: number,
  limit: number,
): Promise<JudgedContracts> {
  const rows = await selectRows<ContractRow>(
    system.database,
    `SELECT l.id AS loanId, COALESCE(a.borrowerKind, l.borrowerKind) AS applicantKind, l.disbursedOn,
        COALESCE(a.appliedOn, l.disbursedOn) AS appliedOn, l.principalFen AS principal, l.contractRate AS annualRate,
        (SELECT COUNT(*) FROM application_parties p WHERE p.applicationId = l.applicationId AND p.role = 'partner')
          + 1 AS partners, b.identityKind, b.identityCipher, a.contentCipher
       FROM loans l JOIN borrowers b ON b.id = l.borrowerId LEFT JOIN applications a ON a.id = l.applicationId
      WHERE l.id > ? ORDER BY l.id LIMIT ${Math.trunc(limit)}`,
    [afterLoanId],
  );
  const { policyBook } = system.referenceData.current();
  let unreadable = 0;
  const suspicions = rows.flatMap((row) => {
    const number = numberOf(system, row);
    if (number === undefined) unreadable += 1;
    return [...judgeTerms(row, policyBook), ...(number === undefined ? [] : ageOf(system, row, number))];
  });
  return { suspicions, throughLoanId: rows.at(-1)?.loanId ?? null, unreadable };
}

/** The number of a borrower's document; undefined where no key reads it. */
function numberOf({ cipher }: System, { identityCipher }: ContractRow): string | undefined {
  try {
    return cipher.decrypt(identityCipher, 'borrowers.identity');
  } catch {
    return undefined;
  }
}

/** Of a woman who has not stated her class the later age counts: nobody is suspected for what is not known. */
function ageOf(
  system: System,
  { loanId, disbursedOn, identityKind, contentCipher }: ContractRow,
  number: string,
): Suspicion[] {
  if (identityKind === 'credit-code') return [];
  const identity = readIdentity(identityKind, number);
  const stated = contentCipher === null ? undefined : openForm(system, { contentCipher }).applicant;
  const bornOn = identity?.birthDate ?? stated?.bornOn;
  if (bornOn === undefined) return [];
  const isMale = (identity?.sex ?? stated?.sex) === 'male';
  const workerClass = isMale ? 'male' : (stated?.workerClass ?? 'female-55');
  return judgeAge({ loanId, disbursedOn, bornOn, workerClass });
}
