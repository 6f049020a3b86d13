import { expect } from 'chai';
import { DomainError } from '../../../server/core/errors.js';
import { isRole, type StateActor } from '../../../server/core/roles.js';
import {
  agreementEvent,
  APPLICATION_STATES,
  type ApplicationEvent,
  reconsiderationEvent,
} from '../../../server/core/states/application-states.js';
import { STATE_TABLES } from '../../../server/core/states/all-state-tables.js';
import {
  allowedEvents,
  isFinal,
  isStateOf,
  mayTrigger,
  reachable,
  transition,
} from '../../../server/core/states/state-machine.js';

/** Where each life ends; a table that is not here has no right to be. */
const ENDS: Readonly<Record<string, readonly string[]>> = {
  application: ['disbursed', 'withdrawn', 'expired'],
  loan: ['written-off'],
  'subsidy-claim': ['paid'],
  'compensation-claim': ['written-off', 'rejected', 'lapsed'],
  'cooperation-agreement': ['terminated'],
  'reconciliation-break': ['resolved'],
  'guarantee-stop': ['released'],
  'post-check': ['passed', 'objected'],
  'policy-draft': ['released', 'declined', 'withdrawn'],
  'clawback-case': ['declined', 'withdrawn'],
  'red-flag': ['reported'],
  'risk-alert': ['resolved', 'false-alarm'],
};

describe('the lives of things', () => {
  it('have a name each, and all that there are end as written down', () => {
    expect(STATE_TABLES.map(({ name }) => name)).to.have.members(Object.keys(ENDS));
  });
});

for (const table of STATE_TABLES) {
  const ends = ENDS[table.name] ?? [];
  describe(`the life of ${table.name}`, () => {
    const states = Object.keys(table.states);
    const events = Object.keys(table.events);

    it('reaches every state, and ends where it should', () => {
      expect([...reachable(table)]).to.have.members(states);
      expect(states.filter((state) => isFinal(table, state))).to.have.members(ends);
    });

    it('knows its own states and no others', () => {
      for (const state of states) expect(isStateOf(table, state)).to.equal(true);
      for (const other of ['', 'toString', '__proto__', `${states[0]} `])
        expect(isStateOf(table, other), other).to.equal(false);
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
        expect(states).to.include.members([row.from, row.to]);
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
    expect(mayTrigger(APPLICATION_STATES, 'draft', 'submit', 'borrower')).to.be.true;
    expect(mayTrigger(APPLICATION_STATES, 'draft', 'disburse', 'bank-supervisor')).to.be.false;
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
