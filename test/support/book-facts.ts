import { ApplicationBusiness } from '../../models/application-business.js';
import { ApplicationParty } from '../../models/application-party.js';
import { Borrower } from '../../models/borrower.js';
import { Loan } from '../../models/loan.js';
import { findRow, insertRow, updateRows, type Row } from '../../models/rows.js';
import { inTransaction } from '../../models/transaction.js';
import { addressMark } from '../../server/core/address-mark.js';
import { parseRate } from '../../server/core/rate.js';
import type { LoanRow } from '../../server/loans/loan-case.js';
import type { TestApp } from './app.js';
import { creditCodeOf } from './applications.js';
import { disbursedLoan, loanRow, type ApprovedStory } from './loans.js';
import { identityNumberOf, phoneOf } from './people.js';

/** What a test says of a loan in the book, also where it could not be made that way any more. */
interface BookStory extends ApprovedStory {
  readonly enterprise?: boolean;
  readonly identityNumber?: string;
  readonly contractRatePercent?: string;
}

/** A loan disbursed today to the person of a serial number, or to the enterprise of that serial. */
export async function loanTo(app: TestApp, serial: number, story: BookStory = {}): Promise<LoanRow> {
  const loan = await disbursedLoan(app, story);
  const borrowerKind = story.enterprise ? 'enterprise' : 'individual';
  const number = story.enterprise ? creditCodeOf(serial) : (story.identityNumber ?? identityNumberOf(serial));
  const { contractRatePercent } = story;
  const contractRate = contractRatePercent === undefined ? loan.contractRate : parseRate(contractRatePercent);
  const { cipher, database } = app.system;
  const identityIndex = cipher.blindIndex('identity', number);
  const known = await findRow(Borrower, { where: { identityIndex } });
  await inTransaction(database, async (transaction) => {
    const borrowerId =
      known?.id ??
      (await insertRow(
        Borrower,
        {
          kind: borrowerKind,
          name: `借款人${serial}`,
          identityKind: story.enterprise ? 'credit-code' : 'resident-identity-card',
          identityCipher: cipher.encrypt(number, 'borrowers.identity'),
          identityIndex,
          phoneCipher: null,
          phoneIndex: null,
          userId: null,
          createdAt: app.clock.now(),
        },
        transaction,
      ));
    await updateRows(Loan, { borrowerId, borrowerKind, contractRate }, { id: loan.id }, transaction);
  });
  return loanRow(loan.id);
}

/** Somebody stands on a loan's application in a role; `phone` is the serial of a phone number. */
export async function standsOn(
  app: TestApp,
  { applicationId }: LoanRow,
  role: Row<ApplicationParty>['role'],
  serial: number,
  phone: number | null = null,
): Promise<void> {
  const { cipher, database } = app.system;
  const number = identityNumberOf(serial);
  await inTransaction(database, (transaction) =>
    insertRow(
      ApplicationParty,
      {
        applicationId: applicationId ?? 0,
        role,
        name: `某人${serial}`,
        identityKind: 'resident-identity-card',
        identityCipher: cipher.encrypt(number, 'application_parties.identity'),
        identityIndex: cipher.blindIndex('identity', number),
        phoneCipher: null,
        phoneIndex: phone === null ? null : cipher.blindIndex('phone', phoneOf(phone)),
      },
      transaction,
    ),
  );
}

/** What a loan's business is known by: the serial of its credit code, an address, an account. */
export async function businessOf(
  app: TestApp,
  { applicationId }: LoanRow,
  { firm, address, account }: { readonly firm: number; readonly address?: string; readonly account?: string },
): Promise<void> {
  const { cipher, database } = app.system;
  await inTransaction(database, (transaction) =>
    insertRow(
      ApplicationBusiness,
      {
        applicationId: applicationId ?? 0,
        creditCodeIndex: cipher.blindIndex('identity', creditCodeOf(firm)),
        addressIndex: cipher.blindIndex('address', addressMark('440106', address ?? `某路${firm}号`)),
        accountIndex: cipher.blindIndex('account', account ?? String(firm)),
      },
      transaction,
    ),
  );
}
