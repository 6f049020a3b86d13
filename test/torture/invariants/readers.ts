import { findRow, selectRows } from '../../../models/rows.js';
import type { StoredValue } from '../../../models/engine.js';
import { User } from '../../../models/user.js';
import type { Context } from '../../../server/context.js';
import { addDays } from '../../../server/core/business-date.js';
import { REPORT_FIGURE_NAMES } from '../../../server/core/report-figures.js';
import type { Role } from '../../../server/core/roles.js';
import { findLoans } from '../../../server/loans/find-loans.js';
import { findLending } from '../../../server/reports/find-lending.js';
import type { Invariant, View } from './invariant.js';

/** Somebody in a role, without a session: nothing is asked of one here. */
async function readerIn({ system }: View, role: Role): Promise<Context | undefined> {
  const user = await findRow(User, { where: { role, disabledAt: null }, order: [['id', 'ASC']] });
  if (!user) return undefined;
  const { id: userId, organisationId, personIndex } = user;
  const actor = { userId, role, organisationId, personIndex, sessionId: 0 };
  return { system, actor, requestId: 'reader', language: 'zh' };
}

/** Whose loans a role reads, said once more and by hand. */
const OWN_LOANS: Partial<Record<Role, string>> = {
  'bank-officer': 'bankOrganisationId = ?',
  'guarantor-officer': 'guarantorOrganisationId = ?',
  'district-reviewer': 'districtOrganisationId = ?',
  auditor: '? IS NOT NULL',
  'system-administrator': '? IS NULL',
};

const NEWEST = 50;

const listsAreOnesOwn: Invariant = {
  number: 21,
  law: 'the list of loans of each role is that of its organisation, no loan more and none less',
  async findOffences(view) {
    const offences: object[] = [];
    for (const [role, own] of Object.entries(OWN_LOANS)) {
      const reader = await readerIn(view, role as Role);
      if (!reader) continue;
      const { items } = await findLoans(reader, { limit: NEWEST });
      const whose: StoredValue = reader.actor.organisationId;
      const expected = await selectRows<{ id: number }>(
        view.database,
        `SELECT id FROM loans WHERE ${own} ORDER BY id DESC LIMIT ${NEWEST}`,
        [whose],
      );
      const [seen, due] = [items, expected].map((rows) => rows.map(({ id }) => id).join());
      if (seen !== due) offences.push({ role, seen, due });
    }
    return offences;
  },
};

const DAYS_OF_REPORT = 180;

const partsMakeTheWhole: Invariant = {
  number: 27,
  law: 'a report by district or by bank adds up to the report of all, in every figure and period',
  async findOffences(view) {
    const auditor = await readerIn(view, 'auditor');
    if (!auditor) return [];
    const today = view.system.clock.today();
    const request = { from: addDays(today, -DAYS_OF_REPORT), to: today, length: 'quarter' as const };
    const whole = await findLending(auditor, request);
    const offences: object[] = [];
    for (const by of ['districtOrganisationId', 'bankOrganisationId'] as const) {
      const parts = await findLending(auditor, { ...request, by });
      for (const { period, figures } of whole.rows)
        for (const figure of REPORT_FIGURE_NAMES) {
          const rows = parts.rows.filter((row) => row.period.from === period.from);
          const amount = rows.reduce((sum, row) => sum + row.figures[figure].amount, 0);
          const loans = rows.reduce((sum, row) => sum + row.figures[figure].loans, 0);
          if (amount !== figures[figure].amount || loans !== figures[figure].loans)
            offences.push({
              by,
              from: period.from,
              figure,
              parts: { amount, loans },
              whole: figures[figure],
            });
        }
    }
    return offences;
  },
};

export const READER_INVARIANTS: readonly Invariant[] = [listsAreOnesOwn, partsMakeTheWhole];
