import { expect } from 'chai';
import type { AuditEvent } from '../../models/audit-event.js';
import type { Row } from '../../models/rows.js';
import { eventHash, type AuditBody } from '../../server/audit/append-event.js';
import { CHAIN_START, checkEvents, type ChainPosition } from '../../server/audit/check-chain.js';
import { SeededRandom } from '../../server/demo/seeded-random.js';

const TAMPERINGS = 100_000;
const EVENTS = 10;

type Event = Row<AuditEvent>;

/** Links bodies from a position on, as somebody would who can write the table and knows how hashes are made. */
function link(from: ChainPosition, bodies: readonly AuditBody[]): Event[] {
  let previousHash = from.headHash;
  return bodies.map((body, index) => {
    const hash = eventHash(previousHash, body);
    const event = { ...body, id: index + 1, previousHash, hash };
    previousHash = hash;
    return event;
  });
}

const bodies = Array.from({ length: EVENTS }, (_, index): AuditBody => ({
  organisationId: 7,
  sequence: index + 1,
  at: `2025-03-21T02:00:${String(index).padStart(2, '0')}.000Z`,
  actorUserId: index % 3 === 0 ? null : index,
  actorRole: 'bank-officer',
  command: 'repayment.record',
  subjectKind: 'loan',
  subjectId: 100 + index,
  detailJson: `{"principalFen":${index * 1_000}}`,
  requestId: `request-${index}`,
}));
const chain = link(CHAIN_START, bodies);
const head = { sequence: EVENTS, headHash: chain.at(-1)?.hash ?? '' };

/** What a verifier finds: the number of the first bad event, or 0. The deposit holds the true head. */
function firstBad(events: readonly Event[]): number {
  const { reached, fault } = checkEvents(CHAIN_START, events, new Map([[EVENTS, head.headHash]]));
  if (fault !== null) return reached.sequence + 1;
  return reached.headHash === head.headHash ? 0 : reached.sequence + 1;
}

const otherHash = (random: SeededRandom): string =>
  Array.from({ length: 64 }, () => random.below(16).toString(16)).join('');

/** Another value in one column of an event. */
function changed(event: Event, random: SeededRandom): Event {
  const columns = Object.keys(event).filter((name) => name !== 'id') as (keyof Event)[];
  const column = columns[random.below(columns.length)] ?? 'hash';
  const value = event[column];
  if (column === 'hash' || column === 'previousHash') return { ...event, [column]: otherHash(random) };
  if (typeof value === 'string') return { ...event, [column]: `${value}${random.below(1_000)}` };
  return { ...event, [column]: value === null ? 1 : value + 1 + random.below(1_000) };
}

/** Each way of tampering, with the number of the first event that must be named. */
const WAYS: ((random: SeededRandom) => { readonly events: Event[]; readonly expected: number })[] = [
  (random) => {
    const index = random.below(EVENTS);
    return {
      events: chain.map((event, at) => (at === index ? changed(event, random) : event)),
      expected: index + 1,
    };
  },
  (random) => {
    const index = random.below(EVENTS);
    return { events: chain.filter((_, at) => at !== index), expected: index + 1 };
  },
  (random) => {
    const index = random.below(EVENTS - 1);
    const events = [...chain];
    events.splice(index, 2, ...chain.slice(index, index + 2).toReversed());
    return { events, expected: index + 1 };
  },
  (random) => {
    const index = random.below(EVENTS + 1);
    const forged = { ...(chain[random.below(EVENTS)] as Event), requestId: 'forged' };
    return { events: chain.toSpliced(index, 0, forged), expected: index + 1 };
  },
  (random) => ({ events: chain.slice(0, random.below(EVENTS)), expected: -1 }),
  (random) => {
    // All hashes from the change on are made again: only the deposit tells.
    const index = random.below(EVENTS);
    const from = chain[index - 1];
    const start = from ? { sequence: from.sequence, headHash: from.hash } : CHAIN_START;
    const rewritten = bodies
      .slice(index)
      .map((body, at) => (at === 0 ? { ...body, requestId: 'rewritten' } : body));
    return { events: [...chain.slice(0, index), ...link(start, rewritten)], expected: EVENTS };
  },
];

describe('an audit chain', function () {
  this.timeout(120_000);

  it('fits as it was written', () => {
    expect(firstBad(chain)).to.equal(0);
  });

  it(`names the first bad event in each of ${TAMPERINGS.toLocaleString('en')} random tamperings [T43]`, () => {
    const random = new SeededRandom(20_250_321);
    for (let count = 0; count < TAMPERINGS; count += 1) {
      const way = count % WAYS.length;
      const { events, expected } = WAYS[way]?.(random) ?? expect.fail('no way');
      const found = firstBad(events);
      const right = expected === -1 ? events.length + 1 : expected;
      if (found !== right) expect.fail(`tampering ${count}, way ${way}: found ${found}, expected ${right}`);
    }
  });
});
