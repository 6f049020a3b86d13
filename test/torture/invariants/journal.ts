import { AuditChain } from '../../../models/audit-event.js';
import { findRows, selectRows } from '../../../models/rows.js';
import { verifyChain } from '../../../server/audit/verify-chain.js';
import { APPLICATION_STATES } from '../../../server/core/states/application-states.js';
import { COMPENSATION_CLAIM_STATES } from '../../../server/core/states/compensation-claim-states.js';
import { LOAN_STATES } from '../../../server/core/states/loan-states.js';
import { SUBSIDY_CLAIM_STATES } from '../../../server/core/states/subsidy-claim-states.js';
import { sha256 } from '../../../server/hashing.js';
import { checkedRows, denied, type Invariant } from './invariant.js';

const STATES: readonly (readonly [table: string, states: object])[] = [
  ['loans', LOAN_STATES.states],
  ['applications', APPLICATION_STATES.states],
  ['subsidy_claims', SUBSIDY_CLAIM_STATES.states],
  ['compensation_claims', COMPENSATION_CLAIM_STATES.states],
];

const knownStates: Invariant = {
  number: 17,
  law: 'every state is one of its table',
  async findOffences({ database }) {
    const found = await Promise.all(
      STATES.map(async ([table, states]) => {
        const rows = await selectRows<{ state: string }>(database, `SELECT DISTINCT state FROM ${table}`);
        return rows
          .filter(({ state }) => !Object.hasOwn(states, state))
          .map(({ state }) => `${table}: ${state}`);
      }),
    );
    return found.flat();
  },
};

/** Each step of a claim is written down with what happened; played from the beginning, the steps lead to where the claim is. */
const pathsFollowTheTable: Invariant = {
  number: 17,
  law: 'the steps of a compensation claim follow the table to where it stands',
  async findOffences({ database }) {
    const steps = await selectRows<{ claimId: number; event: string }>(
      database,
      "SELECT claimId, event FROM compensation_steps WHERE event <> 'open' ORDER BY id",
    );
    const claims = await selectRows<{ id: number; state: string }>(
      database,
      'SELECT id, state FROM compensation_claims',
    );
    const reached = new Map<number, string>();
    for (const { claimId, event } of steps) {
      const from = reached.get(claimId) ?? COMPENSATION_CLAIM_STATES.initial;
      const row = COMPENSATION_CLAIM_STATES.rows.find((one) => one.from === from && one.event === event);
      reached.set(claimId, row?.to ?? `${event} in ${from}`);
    }
    return claims
      .filter(({ id, state }) => (reached.get(id) ?? COMPENSATION_CLAIM_STATES.initial) !== state)
      .slice(0, 5);
  },
};

interface Approved {
  readonly id: number;
  readonly payloadJson: string;
  readonly payloadHash: string;
}

const approvedIsProposed = checkedRows<Approved>(
  18,
  'what was approved is what was proposed, by its hash',
  { sql: 'SELECT id, payloadJson, payloadHash FROM approvals' },
  ({ payloadJson, payloadHash }) => sha256(payloadJson) !== payloadHash,
);

const twoPersons = denied(
  18,
  'whoever approves is another person than whoever proposed',
  `SELECT id FROM approvals WHERE state IN ('approved', 'declined') AND (checkerPersonIndex IS NULL OR checkerPersonIndex = makerPersonIndex)`,
);

const differs = (left: string, right: string): string =>
  `(SELECT personIndex FROM users WHERE id = c.${left}) = (SELECT personIndex FROM users WHERE id = c.${right})`;

const claimSteps = denied(
  18,
  'submitted, verified, approved and funded are steps of four persons',
  `SELECT c.id FROM subsidy_claims c WHERE ${differs('submittedByUserId', 'verifiedByUserId')} OR ${differs('verifiedByUserId', 'approvedByUserId')}
      OR ${differs('approvedByUserId', 'fundedByUserId')} OR ${differs('submittedByUserId', 'approvedByUserId')}
      OR ${differs('verifiedByUserId', 'fundedByUserId')} OR ${differs('submittedByUserId', 'fundedByUserId')}`,
);

const extensions = denied(
  18,
  'whoever grants an extension is another person than whoever asked',
  `SELECT e.id FROM extensions e JOIN users a ON a.id = e.requestedByUserId JOIN users b ON b.id = e.decidedByUserId
    WHERE a.personIndex = b.personIndex`,
);

const chainsAreWhole: Invariant = {
  number: 19,
  law: 'every audit chain verifies, without a gap',
  async findOffences() {
    const chains = await findRows(AuditChain, { where: {} });
    const verified = await Promise.all(chains.map(({ organisationId }) => verifyChain(organisationId)));
    return verified.filter(({ intact }) => !intact);
  },
};

/** Facts that one command writes, and the audit name of that command; rows of files (`DR-`) come many to a command. */
const WRITTEN_BY: readonly (readonly [fact: string, command: string])[] = [
  [
    "(SELECT COUNT(*) FROM repayments WHERE kind <> 'reversal' AND serialNumber NOT LIKE 'DR-%')",
    'repayment.record',
  ],
  ["(SELECT COUNT(*) FROM repayments WHERE kind = 'reversal')", 'repayment.reverse'],
  ["(SELECT COUNT(*) FROM recoveries WHERE kind = 'cost')", 'recovery.record-cost'],
  ['(SELECT COUNT(*) FROM disbursements WHERE applicationId IS NOT NULL)', 'disbursement.decide'],
];

const everyFactIsAudited: Invariant = {
  number: 19,
  law: 'every money fact has one audited command, and every such command its fact',
  async findOffences({ database }) {
    const counted = await Promise.all(
      WRITTEN_BY.map(async ([fact, command]) => {
        const [row] = await selectRows<{ facts: number; events: number }>(
          database,
          `SELECT ${fact} AS facts, (SELECT COUNT(DISTINCT requestId) FROM audit_events WHERE command = ?) AS events`,
          [command],
        );
        return { command, ...row };
      }),
    );
    return counted.filter(({ facts, events }) => facts !== events);
  },
};

const keysAreDone = denied(
  20,
  'a key that is kept has a reply; of what was refused nothing is kept',
  "SELECT id, route, status FROM idempotency_keys WHERE status <> 'done' OR replyJson = 'null'",
);

export const JOURNAL_INVARIANTS: readonly Invariant[] = [
  knownStates,
  pathsFollowTheTable,
  approvedIsProposed,
  twoPersons,
  claimSteps,
  extensions,
  chainsAreWhole,
  everyFactIsAudited,
  keysAreDone,
];
