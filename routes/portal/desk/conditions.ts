import { textAt, valueAt, type Shown } from './operations.js';

/** Whether the state table lets the reader do an event now, as the record says it. */
export const mayNext =
  (event: string) =>
  (record: Shown): boolean => {
    const next = valueAt(record, 'next');
    return (
      Array.isArray(next) &&
      next.some((each) => textAt(each, 'event') === event && valueAt(each, 'mayYou') === true)
    );
  };

/** Whether the record allows the reader one of these. */
export const allows =
  (...events: readonly string[]) =>
  (record: Shown): boolean => {
    const allowed = valueAt(record, 'allowed');
    return Array.isArray(allowed) && events.some((event) => allowed.includes(event));
  };

export const inState =
  (...states: readonly string[]) =>
  (record: Shown): boolean =>
    states.includes(textAt(record, 'state'));

/** Whether a list of the record has something in it. */
export const hasSome =
  (member: string) =>
  (record: Shown): boolean => {
    const list = valueAt(record, member);
    return Array.isArray(list) && list.length > 0;
  };

/** Whether a member of the record is absent. */
export const without =
  (member: string) =>
  (record: Shown): boolean =>
    valueAt(record, member) === null || valueAt(record, member) === undefined;
