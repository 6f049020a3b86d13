import { expect } from 'chai';
import { DomainError } from '../../../server/core/errors.js';
import { isRole, type StateActor } from '../../../server/core/roles.js';
import {
  agreementEvent,
  APPLICATION_STATES,
  type ApplicationEvent,
  reconsiderationEvent,
} from '../../../server/core/states/application-states.js';
import { COMPENSATION_CLAIM_STATES } from '../../../server/core/states/compensation-claim-states.js';
import { COOPERATION_AGREEMENT_STATES } from '../../../server/core/states/cooperation-agreement-states.js';
import { GUARANTEE_STOP_STATES } from '../../../server/core/states/guarantee-stop-states.js';
import { LOAN_STATES } from '../../../server/core/states/loan-states.js';
import { POLICY_DRAFT_STATES } from '../../../server/core/states/policy-draft-states.js';
import { POST_CHECK_STATES } from '../../../server/core/states/post-check-states.js';
import { RECONCILIATION_BREAK_STATES } from '../../../server/core/states/reconciliation-break-states.js';
import {
  allowedEvents,
  isFinal,
  mayTrigger,
  reachable,
  type StateTable,
  transition,
} from '../../../server/core/states/state-machine.js';
import { SUBSIDY_CLAIM_STATES } from '../../../server/core/states/subsidy-claim-states.js';

const TABLES: readonly { table: StateTable<string, string>; ends: string[] }[] = [
  { table: APPLICATION_STATES, ends: ['disbursed', 'withdrawn', 'expired'] },
  { table: LOAN_STATES, ends: ['written-off'] },
  { table: SUBSIDY_CLAIM_STATES, ends: ['paid'] },
  { table: COMPENSATION_CLAIM_STATES, ends: ['written-off', 'rejected', 'lapsed'] },
  { table: COOPERATION_AGREEMENT_STATES, ends: ['terminated'] },
  { table: RECONCILIATION_BREAK_STATES, ends: ['resolved'] },
  { table: GUARANTEE_STOP_STATES, ends: ['released'] },
  { table: POST_CHECK_STATES, ends: ['passed', 'objected'] },
  { table: POLICY_DRAFT_STATES, ends: ['released', 'declined', 'withdrawn'] },
];

for (const { table, ends } of TABLES) {
  describe(`the life of ${table.name}`, () => {
    const states = Object.keys(table.states);
    const events = Object.keys(table.events);

    it('reaches every state, and ends where it should', () => {
      expect([...reachable(table)]).to.have.members(states);
      expect(states.filter((state) => isFinal(table, state))).to.have.members(ends);
    });

    it('can always come to an end', () => {
      for (const state of states) {
        const finals = [...reachable(table, state)].filter((later) => isFinal(table, later));
        expect(finals, state).not.to.be.empty;
      }
    });

    it('answers each event in a state once, uses every event, and names real roles', () => {
      const pairs = table.rows.map((row) => `${row.from} ${row.event}`);
      expect(new Set(pairs).size).to.equal(pairs.length);
      expect([...new Set(table.rows.map((row) => row.event))]).to.have.members(events);
      for (const row of table.rows) {
        expect(row.roles, `${row.from} ${row.event}`).not.to.be.empty;
        for (const role of row.roles) expect(role === 'system' || isRole(role), role).to.be.true;
      }
    });

    it('lets nobody read only or administer move it', () => {
      const onlookers: StateActor[] = [
        'auditor',
        'system-administrator',
        'security-administrator',
        'audit-administrator',
      ];
      for (const state of states)
        for (const actor of onlookers) expect(allowedEvents(table, state, actor)).to.deep.equal([]);
    });

    it('refuses every event that has no row, naming what would be possible [T20]', () => {
      for (const state of states) {
        const possible = allowedEvents(table, state);
        for (const event of events.filter((each) => !possible.includes(each))) {
          expect(() => transition(table, state, event))
            .to.throw(DomainError)
            .that.deep.includes({
              code: 'illegal-transition',
              details: { table: table.name, from: state, event },
            });
        }
      }
    });
  });
}

function follow(...events: ApplicationEvent[]) {
  return events.reduce(
    (state, event) => transition(APPLICATION_STATES, state, event),
    APPLICATION_STATES.initial,
  );
}

describe('an application through its life', () => {
  it('goes from draft to disbursed', () => {
    expect(
      follow(
        'submit',
        'return',
        'submit',
        'pass-precheck',
        'confirm-eligibility',
        'begin-due-diligence',
        agreementEvent('guarantee', false),
        agreementEvent('credit', true),
        'disburse',
      ),
    ).to.equal('disbursed');
  });

  it('cannot be submitted by the station that filed it, only confirmed by its borrower', () => {
    expect(mayTrigger(APPLICATION_STATES, 'draft', 'submit', 'station-clerk')).to.be.false;
    expect(follow('request-confirmation')).to.equal('awaiting-confirmation');
    expect(allowedEvents(APPLICATION_STATES, 'awaiting-confirmation', 'station-clerk')).to.deep.equal([]);
    expect(follow('request-confirmation', 'confirm')).to.equal('submitted');
  });

  it('is approved only by the side that agrees second', () => {
    expect(agreementEvent('credit', false)).to.equal('agree-credit');
    expect(agreementEvent('guarantee', false)).to.equal('agree-guarantee');
    expect(agreementEvent('credit', true)).to.equal('approve');
  });

  it('returns on reconsideration to the stage that refused', () => {
    const cases = [
      ['precheck', 'submitted'],
      ['eligibility', 'prechecked'],
      ['credit', 'in-due-diligence'],
      ['guarantee', 'in-due-diligence'],
    ] as const;
    for (const [stage, state] of cases)
      expect(transition(APPLICATION_STATES, 'rejected', reconsiderationEvent(stage))).to.equal(state);
  });

  it('is disbursed once: nothing follows', () => {
    expect(allowedEvents(APPLICATION_STATES, 'disbursed')).to.deep.equal([]);
  });
});
