import type { BusinessDate } from './core/business-date.js';

/** The only reader of "now". Instants are ISO 8601 UTC text; the business date is the calendar day in Asia/Shanghai. */
export interface Clock {
  /** The present instant, `2025-03-21T01:02:03.004Z`. */
  now(): string;
  /** The present calendar day in Asia/Shanghai (UTC+8, no summer time since 1991). */
  today(): BusinessDate;
}

const SHANGHAI_OFFSET_MS = 8 * 60 * 60 * 1000;

const dayInShanghai = (epochMs: number): BusinessDate =>
  new Date(epochMs + SHANGHAI_OFFSET_MS).toISOString().slice(0, 10) as BusinessDate;

/** Reads the machine's clock. */
export const systemClock: Clock = {
  now: () => new Date().toISOString(),
  today: () => dayInShanghai(Date.now()),
};

/** A clock that stands still until it is set: for tests, and for entering a past portfolio through the use cases. */
export class SteppedClock implements Clock {
  #epochMs: number;

  constructor(instant: string) {
    this.#epochMs = Date.parse(instant);
  }

  now(): string {
    return new Date(this.#epochMs).toISOString();
  }

  today(): BusinessDate {
    return dayInShanghai(this.#epochMs);
  }

  /** Moves to 10:00 Shanghai time of the given day. */
  setDay(day: BusinessDate): void {
    this.#epochMs = Date.parse(`${day}T02:00:00.000Z`);
  }

  setInstant(instant: string): void {
    this.#epochMs = Date.parse(instant);
  }

  advanceSeconds(seconds: number): void {
    this.#epochMs += seconds * 1000;
  }
}

/** The calendar day in Asia/Shanghai on which an instant falls. */
export const dayOfInstant = (instant: string): BusinessDate => dayInShanghai(Date.parse(instant));

/** An instant to the minute as clocks in Shanghai show it: `2025-03-21 09:02`. */
export const minuteOfInstant = (instant: string): string =>
  new Date(Date.parse(instant) + SHANGHAI_OFFSET_MS).toISOString().slice(0, 16).replace('T', ' ');

/** The instant at which a calendar day begins in Asia/Shanghai. */
export const startOfDay = (day: BusinessDate): string =>
  new Date(Date.parse(`${day}T00:00:00.000+08:00`)).toISOString();

/** Adds seconds to an instant and returns an instant. */
export const addSeconds = (instant: string, seconds: number): string =>
  new Date(Date.parse(instant) + seconds * 1000).toISOString();

/** Whole seconds since 1970 of an instant, as tokens count them. */
export const epochSeconds = (instant: string): number => Math.floor(Date.parse(instant) / 1000);

/** The date object that libraries ask for. */
export const dateOf = (instant: string): Date => new Date(instant);
