import type { Context } from '../../../server/context.js';
import type { BusinessDate } from '../../../server/core/business-date.js';
import { workingDaysBetween } from '../../../server/core/calendar/working-calendar.js';
import { validate } from '../../middleware/validate.js';
import { fill } from '../fields.js';
import { guardedPage, type FormValues, type Page, type PageProblem, type View } from '../page.js';
import { beginningAddress, listAddress, recordAddress } from './addresses.js';
import { factOf, namesIn, tableOf } from './facts.js';
import { choicesFrom } from './look-ups.js';
import { actionsFor, mayRun, menuFor } from './menu.js';
import { isShown, operationOf, textAt, valueAt, type Operation, type Shown } from './operations.js';
import { filtersOfSchema } from './schema-form.js';
import type { WorkKind } from './work-kind.js';

const ROWS = '50';

/** Those fields of an address that a list knows and that say something. */
const asked = (query: FormValues, names: readonly string[]): Record<string, string> =>
  Object.fromEntries(Object.entries(query).filter(([name, text]) => names.includes(name) && text !== ''));

/** Yes and no of a filter as the API writes them. */
const forApi = (query: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(query).map(([name, text]) => [name, { yes: 'true', no: 'false' }[text] ?? text]),
  );

/** How many working days are left until a day, in words and tone. */
export function timeLeft({ system }: Context, due: string) {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(due)) return undefined;
  const { calendar } = system.referenceData.current();
  const { value, estimated } = workingDaysBetween(calendar, system.clock.today(), due as BusinessDate);
  return { dueOn: due, days: value, estimated, tone: value < 0 ? 'bad' : value <= 2 ? 'warn' : '' };
}

const isOver = /^(?:closed|resolved|false-alarm|passed|objected|paid|settled|released|accepted)$/;

/** What can be done to a row that has no page of its own. */
const linksOf = ({ actor }: Context, kind: WorkKind, item: Shown) =>
  kind.read
    ? []
    : actionsFor(actor.role, kind.actions)
        .filter(({ isOpen }) => isOpen === undefined || isOpen(item, actor.role))
        .map(({ code, title }) => ({
          title,
          href: `${recordAddress(kind, textAt(item, kind.rowId))}/${code}`,
        }));

/** A list that is short by nature takes no limit. */
const isPaged = ({ query }: Operation): boolean =>
  Object.hasOwn((query?.describe().keys ?? {}) as object, 'limit');

async function rowsOf(context: Context, kind: WorkKind, query: FormValues, filters: readonly string[]) {
  const operation = operationOf(kind.list);
  const wanted = {
    ...forApi(asked(query, [...filters, 'cursor'])),
    ...(isPaged(operation) && { limit: ROWS }),
  };
  const parsed = operation.query ? validate(operation.query, wanted, true) : {};
  const reply = await operation.run(context, { query: parsed as object });
  const found = valueAt(reply, 'items');
  const items = (Array.isArray(found) ? found : []).filter(isShown);
  const reading = { states: kind.states, tones: kind.tones, names: await namesIn(items) };
  const table = tableOf(kind.title, kind.columns, items, reading);
  return {
    heads: table.heads,
    rows: items.map((item, place) => ({
      heading: factOf(kind.heading, valueAt(item, kind.heading), reading).text,
      href: kind.read ? recordAddress(kind, textAt(item, kind.rowId)) : undefined,
      links: linksOf(context, kind, item),
      facts: table.rows[place] ?? [],
      left:
        kind.due && !isOver.test(textAt(item, 'state'))
          ? timeLeft(context, textAt(item, kind.due))
          : undefined,
    })),
    nextCursor: textAt(reply, 'nextCursor'),
  };
}

async function listView(
  context: Context,
  kind: WorkKind,
  kinds: readonly WorkKind[],
  query: FormValues,
  problem?: PageProblem,
): Promise<View> {
  const chosen = await choicesFrom(context, kind.filterChoices ?? {});
  const fields = filtersOfSchema(operationOf(kind.list).query, kind.filters).map((field) => {
    const own = chosen[field.name];
    if (own) return { ...field, kind: 'select' as const, choices: own };
    const choices = field.name === 'state' && kind.states ? kind.states : field.choices;
    return choices ? { ...field, choices } : field;
  });
  const found = problem
    ? { heads: [], rows: [], nextCursor: '' }
    : await rowsOf(context, kind, query, kind.filters);
  const { nextCursor, ...shown } = found;
  const kept = asked(query, kind.filters);
  return {
    view: 'desk-list',
    title: kind.title,
    values: {
      ...shown,
      about: kind.about,
      address: listAddress(kind),
      menu: menuFor(context.actor.role, kinds),
      current: kind.code,
      fields: fill(fields, query, problem),
      isFiltered: Object.keys(kept).length > 0,
      problem,
      hasDue: kind.due !== undefined,
      beginnings: [
        ...(kind.links ?? []).filter(({ operation }) => mayRun(context.actor.role, operation)),
        ...actionsFor(context.actor.role, kind.beginnings).map((action) => ({
          title: action.title,
          href: beginningAddress(kind, action),
        })),
      ],
      more:
        nextCursor === ''
          ? undefined
          : `${listAddress(kind)}?${new URLSearchParams({ ...kept, cursor: nextCursor }).toString()}`,
    },
  };
}

/** The worklist of a kind: its filters stand in the address, so that a list can be kept and sent. */
export const listPage = (kind: WorkKind, kinds: readonly WorkKind[]): Page =>
  guardedPage({
    method: 'get',
    path: listAddress(kind),
    permission: operationOf(kind.list).permission,
    handle: (context, { query }) => listView(context, kind, kinds, query),
    again: (context, { query }, problem) => listView(context, kind, kinds, query, problem),
  });
