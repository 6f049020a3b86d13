import type { Bilingual } from '../bilingual.js';
import { DomainError } from '../errors.js';
import type { StateActor } from '../roles.js';

/** One permitted move: in state `from`, one of `roles` may do `event`, which leads to `to`. */
export interface Transition<State extends string, Event extends string> {
  readonly from: State;
  readonly event: Event;
  readonly to: State;
  readonly roles: readonly StateActor[];
}

/** The life of one kind of thing, as data: labelled states and events, where it begins, and every permitted move. */
export interface StateTable<State extends string, Event extends string> {
  readonly name: string;
  readonly initial: State;
  readonly states: Readonly<Record<State, Bilingual>>;
  readonly events: Readonly<Record<Event, Bilingual>>;
  readonly rows: readonly Transition<State, Event>[];
}

/**
 * The state that follows. Who may cause it is asked of `mayTrigger`.
 * Fails: illegal-transition (details: table, from, event).
 */
export function transition<State extends string, Event extends string>(
  table: StateTable<State, Event>,
  from: State,
  event: Event,
): State {
  const row = findRow(table, from, event);
  if (!row) {
    throw new DomainError('illegal-transition', { table: table.name, from, event });
  }
  return row.to;
}

/** The events possible in a state, or only those one actor may cause: the buttons to show. */
export function allowedEvents<State extends string, Event extends string>(
  table: StateTable<State, Event>,
  from: State,
  actor?: StateActor,
): Event[] {
  return table.rows
    .filter((row) => row.from === from && (actor === undefined || row.roles.includes(actor)))
    .map((row) => row.event);
}

/** Whether an actor may cause this event in this state. False for an event that is not possible there at all. */
export function mayTrigger<State extends string, Event extends string>(
  table: StateTable<State, Event>,
  from: State,
  event: Event,
  actor: StateActor,
): boolean {
  return findRow(table, from, event)?.roles.includes(actor) ?? false;
}

/** Every state that can be reached from the given one, itself included. */
export function reachable<State extends string, Event extends string>(
  table: StateTable<State, Event>,
  from: State = table.initial,
): Set<State> {
  const seen = new Set<State>([from]);
  for (const state of seen) {
    for (const row of table.rows) if (row.from === state) seen.add(row.to);
  }
  return seen;
}

/** Whether nothing can happen any more. */
export function isFinal<State extends string, Event extends string>(
  table: StateTable<State, Event>,
  state: State,
): boolean {
  return table.rows.every((row) => row.from !== state);
}

/** Whether a text names a state of this table: for values that come from outside. */
export function isStateOf<State extends string, Event extends string>(
  table: StateTable<State, Event>,
  text: string,
): text is State {
  return Object.hasOwn(table.states, text);
}

function findRow<State extends string, Event extends string>(
  table: StateTable<State, Event>,
  from: State,
  event: Event,
): Transition<State, Event> | undefined {
  return table.rows.find((row) => row.from === from && row.event === event);
}
