import { findProposalOn } from '../../../server/approvals/find-proposals.js';
import type { Context } from '../../../server/context.js';
import type { Bilingual } from '../../../server/core/bilingual.js';
import { ROLES, isRole } from '../../../server/core/roles.js';
import { validate } from '../../middleware/validate.js';
import { readsPapersAbout } from '../../../server/documents/find-documents.js';
import { papersAddress } from '../documents/places.js';
import { fill } from '../fields.js';
import { guardedPage, type FormValues, type Page, type PageInput, type View } from '../page.js';
import { listAddress, parameterOf, recordAddress, recordIn, recordPlace } from './addresses.js';
import { factOf, namesIn, sheetOf, tableOf, type Reading } from './facts.js';
import { timeLeft } from './list-page.js';
import { actionsFor, mayRun } from './menu.js';
import { isDownload, isShown, operationOf, textAt, valueAt, type Shown } from './operations.js';
import { payloadFacts } from './payload.js';
import { filtersOfSchema } from './schema-form.js';
import type { RelatedList, WorkAction, WorkKind } from './work-kind.js';
import { wordOf } from './value-words.js';
import { DomainError } from '../../../server/core/errors.js';

const readingOf = ({ states, tones, isWhole }: WorkKind, names: Reading['names']): Reading => ({
  states,
  tones,
  names,
  isWhole,
});

const MOST_PAGES = 10;
const OPEN: Bilingual = { zh: '查看', en: 'Open' };

/** One row of a list, by its id, where nothing reads it alone. Fails: not-found, also beyond the first two thousand. */
export async function findRowOf(
  context: Context,
  listed: string,
  rowId: string,
  id: string,
  params: object,
): Promise<Shown> {
  const operation = operationOf(listed);
  let cursor = '';
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const asked = operation.query ? { limit: '200', ...(cursor && { cursor }) } : {};
    const query = (operation.query ? validate(operation.query, asked, true) : {}) as object;
    const reply = await operation.run(context, { params, query });
    const items = valueAt(reply, 'items');
    const row = (Array.isArray(items) ? items : []).find((each) => textAt(each, rowId) === id);
    if (isShown(row)) return row;
    cursor = textAt(reply, 'nextCursor');
    if (cursor === '') break;
  }
  throw new DomainError('not-found');
}

/** A record of a kind as its reader may see it, with how its values are read. Fails: not-found. */
export async function readRecord(
  context: Context,
  kind: WorkKind,
  params: FormValues,
): Promise<{ readonly id: string; readonly record: Shown; readonly reading: Reading }> {
  const parameter = parameterOf(kind);
  const id = recordIn(kind, params);
  if (!kind.read) {
    const row = await findRowOf(context, kind.list, kind.rowId, id, {});
    return { id, record: row, reading: readingOf(kind, await namesIn(row)) };
  }
  const record = await operationOf(kind.read).run(context, { params: { [parameter]: id } });
  if (!isShown(record)) throw new DomainError('not-found');
  return {
    id,
    record,
    reading: readingOf(kind, await namesIn(record)),
  };
}

/** What of a record stands in its sheet: without what the page shows elsewhere, and what people look for first at its head. */
function sheetRecord({ heading, first = [], apart = [] }: WorkKind, record: Shown): Shown {
  const elsewhere = new Set([heading, 'state', 'status', 'stateLabel', ...apart]);
  const names = [...new Set([...first.filter((name) => name in record), ...Object.keys(record)])];
  return Object.fromEntries(names.filter((name) => !elsewhere.has(name)).map((name) => [name, record[name]]));
}

/** What can be done now with a record. */
export const openActions = (
  context: Context,
  record: Shown,
  actions: readonly WorkAction[] | undefined,
): WorkAction[] =>
  actionsFor(context.actor.role, actions).filter(
    ({ isOpen }) => isOpen === undefined || isOpen(record, context.actor.role),
  );

/** Who may do what next, as the state table says it. */
function nextSteps(kind: WorkKind, record: Shown) {
  const next = valueAt(record, 'next');
  return (Array.isArray(next) ? next : []).flatMap((each) => {
    const roles = valueAt(each, 'roles');
    const event = textAt(each, 'event');
    const people = (Array.isArray(roles) ? roles : []).flatMap((role) =>
      typeof role === 'string' && isRole(role) ? [ROLES[role]] : [],
    );
    const word = wordOf('event', event, kind.events) ?? { zh: event, en: event };
    return people.length === 0 ? [] : [{ word, people, mayYou: valueAt(each, 'mayYou') === true }];
  });
}

/** The proposals on a record that wait for a second person, with who may check them and who has made them. */
async function proposalsOn(context: Context, kind: WorkKind, id: string, reading: Reading) {
  const { subjectKind } = kind;
  if (!subjectKind) return [];
  const checked = (kind.actions ?? []).flatMap(({ checks, ...action }) =>
    checks ? [{ checks, action }] : [],
  );
  const found = await Promise.all(
    checked.map(async ({ checks, action }) => {
      const proposal = await findProposalOn(context, {
        subjectKind,
        subjectId: Number(id),
        action: checks,
      });
      return proposal && { ...proposal, action, facts: payloadFacts(proposal.payload, reading) };
    }),
  );
  return found.flatMap((proposal) =>
    proposal
      ? [
          {
            ...proposal,
            checkers: proposal.checkers.map(({ name, role }) => ({ name, role: ROLES[role] })),
            href: proposal.mayCheck ? `${recordAddress(kind, id)}/${proposal.action.code}` : undefined,
          },
        ]
      : [],
  );
}

async function relatedTable(
  context: Context,
  kind: WorkKind,
  id: string,
  related: RelatedList,
  query: FormValues,
) {
  const { operation, title, columns, rowId, rowActions, rowKind, opens = [], filters = [] } = related;
  const listed = operationOf(operation);
  const wanted = Object.fromEntries(
    Object.entries(query).filter(([name, text]) => [...filters, 'cursor'].includes(name) && text !== ''),
  );
  const asked = { ...related.query, ...wanted };
  const reply = await listed.run(context, {
    params: { [listed.parameters.at(-1) ?? parameterOf(kind)]: id },
    query: (listed.query ? validate(listed.query, asked, true) : {}) as object,
  });
  const found = valueAt(reply, 'items');
  const items = Array.isArray(found) ? found : [];
  const reading = { states: kind.states, tones: kind.tones, names: await namesIn(items) };
  const may = actionsFor(context.actor.role, rowActions);
  const nextCursor = textAt(reply, 'nextCursor');
  return {
    ...tableOf(title, columns, items, reading),
    fields: fill(filtersOfSchema(listed.query, filters), query),
    more:
      nextCursor === ''
        ? undefined
        : `${recordAddress(kind, id)}?${new URLSearchParams({ ...wanted, cursor: nextCursor }).toString()}`,
    opened: items.map((item) =>
      isShown(item) && opens.some((name) => valueAt(item, name))
        ? sheetOf(Object.fromEntries(opens.map((name) => [name, item[name] ?? null])), reading).tables
        : [],
    ),
    links: items.map((item) => {
      if (!rowId || !isShown(item)) return [];
      const open = may.filter(({ isOpen }) => isOpen === undefined || isOpen(item, context.actor.role));
      return [
        ...(rowKind === undefined ? [] : [{ title: OPEN, href: `/desk/${rowKind}/${textAt(item, rowId)}` }]),
        ...open.map((action) => ({
          title: action.title,
          href: `${recordAddress(kind, id)}/${textAt(item, rowId)}/${action.code}`,
        })),
      ];
    }),
  };
}

async function recordView(context: Context, kind: WorkKind, { params, query }: PageInput): Promise<View> {
  const { id, record, reading } = await readRecord(context, kind, params);
  const { role } = context.actor;
  const heading = factOf(kind.heading, valueAt(record, kind.heading), reading).text;
  const related = (kind.related ?? []).filter(({ operation }) => mayRun(role, operation));
  const due = textAt(record, 'openStage.dueOn') || (kind.due ? textAt(record, kind.due) : '');
  const done = [...(kind.actions ?? [])].find(({ code }) => code === query['done']);
  const isRunning = ['queued', 'running'].includes(textAt(record, 'status') || textAt(record, 'state'));
  const state = valueAt(record, 'state') ?? valueAt(record, 'status');
  return {
    view: 'desk-record',
    title: { zh: `${kind.title.zh} ${heading.zh}`, en: `${kind.title.en} ${heading.en}` },
    values: {
      kind: { title: kind.title, href: listAddress(kind) },
      heading,
      address: recordAddress(kind, id),
      state: typeof state === 'string' ? factOf('state', state, reading) : undefined,
      left: valueAt(record, 'closedOn') ? undefined : timeLeft(context, due),
      sheet: sheetOf(sheetRecord(kind, record), reading),
      ways: kind.ways?.(record) ?? [],
      next: nextSteps(kind, record),
      done: done?.title,
      isRunning,
      proposals: await proposalsOn(context, kind, id, reading),
      actions: openActions(context, record, kind.actions)
        .filter(({ checks }) => checks === undefined)
        .map(({ code, title, isGrave }) => ({ title, isGrave, href: `${recordAddress(kind, id)}/${code}` })),
      related: await Promise.all(related.map((each) => relatedTable(context, kind, id, each, query))),
      papers:
        kind.papers && readsPapersAbout(context.actor, kind.papers)
          ? papersAddress(kind.papers, id)
          : undefined,
      files: (kind.files ?? [])
        .filter(({ operation, isThere }) => mayRun(role, operation) && (isThere?.(record) ?? true))
        .map(({ code, title }) => ({ title, href: `${recordAddress(kind, id)}/files/${code}` })),
    },
  };
}

/** A record: everything that is known of it, what waits on it, and what the reader can do. */
export const recordPage = (kind: WorkKind): Page =>
  guardedPage({
    method: 'get',
    path: recordPlace(kind),
    permission: operationOf(kind.read ?? kind.list).permission,
    handle: (context, input) => recordView(context, kind, input),
  });

/** The files of a record. */
export const filePages = (kind: WorkKind): Page[] =>
  (kind.files ?? []).map(({ code, operation, query = {} }) =>
    guardedPage({
      method: 'get',
      path: `${recordPlace(kind)}/files/${code}`,
      permission: operationOf(operation).permission,
      handle: async (context, { params }) => {
        const run = operationOf(operation);
        const parameter = run.parameters.at(-1) ?? '';
        const download = await run.run(context, {
          params: { [parameter]: recordIn(kind, params) },
          query: (run.query ? validate(run.query, query, true) : {}) as object,
        });
        if (!isDownload(download)) throw new DomainError('not-found');
        return { download };
      },
    }),
  );
