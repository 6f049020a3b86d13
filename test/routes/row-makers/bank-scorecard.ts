import { BankScorecard } from '../../../models/bank-scorecard.js';
import { insertRow } from '../../../models/rows.js';
import { inTransaction } from '../../../models/transaction.js';
import { parseCalendarQuarter } from '../../../server/core/calendar-quarter.js';
import type { TestApp } from '../../support/app.js';
import { agreementOf } from '../../support/applications.js';
import { nextSerial } from '../../support/loans.js';
import type { World } from '../scenarios/world.js';
import type { RowMaker } from './row-maker.js';

const PARTIES = new Set(['bank-officer', 'bank-supervisor', 'guarantor-officer', 'guarantor-supervisor']);

/** A scorecard of a bank without anything measured, laid down in the table. */
async function scorecardOf(world: World, bank: 'bank' | 'other-bank'): Promise<string> {
  const { system, clock } = world as TestApp;
  const row = {
    bankOrganisationId: world.organisationIds[bank] ?? 0,
    quarter: parseCalendarQuarter('2024Q4'),
    revision: nextSerial(),
    booksOn: clock.today(),
    scoreBasisPoints: null,
    rankNumber: null,
    rankedBanks: 0,
    contentJson: '{"measures":[]}',
    contentHash: 'b'.repeat(64),
    computedByUserId: null,
    computedAt: clock.now(),
  };
  const id = await inTransaction(system.database, (transaction) =>
    insertRow(BankScorecard, row, transaction),
  );
  return String(id);
}

/** A scorecard of the first bank, with which the first guarantor works; of the other one for those who are a party. */
export const SCORECARD_ROW: RowMaker = {
  own: async (world) => {
    await agreementOf(world as unknown as TestApp);
    return scorecardOf(world, 'bank');
  },
  foreign: async (world, role) => (PARTIES.has(role) ? scorecardOf(world, 'other-bank') : undefined),
};
