import { randomUUID } from 'node:crypto';
import { findProposalOn, type ProposalInFull } from '../../../server/approvals/find-proposals.js';
import type { Context } from '../../../server/context.js';
import type { JsonValue } from '../../../server/core/canonical-json.js';
import { DomainError } from '../../../server/core/errors.js';
import { ROLES } from '../../../server/core/roles.js';
import { contentHash } from '../../../server/hashing.js';
import { validate } from '../../middleware/validate.js';
import { fill, type Field } from '../fields.js';
import { idIn } from '../form-values.js';
import {
  guardedPage,
  type FormValues,
  type Page,
  type PageInput,
  type PageProblem,
  type View,
} from '../page.js';
import {
  actionPlace,
  beginningAddress,
  listAddress,
  parameterOf,
  recordAddress,
  recordIn,
} from './addresses.js';
import { sheetOf, type Reading } from './facts.js';
import { labelOf } from './labels.js';
import { choicesFrom } from './look-ups.js';
import { mayRun } from './menu.js';
import { isShown, operationOf, textAt, type Shown } from './operations.js';
import { changesBetween, payloadFacts, recordFacts, seenIn, seenOf } from './payload.js';
import { findRowOf, readRecord } from './record-page.js';
import { bodyOfForm, fieldsOfSchema } from './schema-form.js';
import type { RelatedList, WorkAction, WorkKind } from './work-kind.js';

/** An action at its place: on a record, on a row of one of its lists, or on its own. */
interface Placed {
  readonly kind: WorkKind;
  readonly action: WorkAction;
  readonly on: 'record' | 'nothing' | { readonly list: RelatedList; readonly parameter: string };
}

interface Ground {
  readonly id: string;
  readonly record: Shown;
  readonly reading: Reading;
  readonly proposal: ProposalInFull | null;
}

const NOTHING: Ground = { id: '', record: {}, reading: { names: new Map() }, proposal: null };

/** What an action rests on: the record as it is now, and the proposal that is decided on. Fails: not-found. */
async function groundOf(context: Context, { kind, action, on }: Placed, params: FormValues): Promise<Ground> {
  if (on === 'nothing') return NOTHING;
  const found = await readRecord(context, kind, params);
  const { subjectKind } = kind;
  if (on !== 'record') {
    const above = { [operationOf(on.list.operation).parameters.at(-1) ?? '']: found.id };
    const rowId = String(idIn(params, on.parameter));
    const record = await findRowOf(context, on.list.operation, on.list.rowId ?? '', rowId, above);
    return { ...found, record, proposal: null };
  }
  const proposal =
    action.checks && subjectKind
      ? await findProposalOn(context, {
          subjectKind,
          subjectId: Number(found.id),
          action: action.checks,
        })
      : null;
  if (action.checks && !proposal) throw new DomainError('illegal-transition');
  return { ...found, proposal };
}

/** What the form repeats without showing. */
function bound({ action }: Placed, { record, proposal }: Ground): Record<string, string> {
  const binds = Object.entries(action.binds ?? {}).map(([name, path]) => [name, textAt(record, path)]);
  return {
    ...Object.fromEntries(binds),
    ...action.fixed,
    ...(proposal && { payloadHash: proposal.payloadHash }),
  };
}

/** The fields that the schema of the operation asks for, less what the form knows by itself. */
async function fieldsOf(
  context: Context,
  { action }: Placed,
  recordName: string,
  hidden: Readonly<Record<string, string>>,
): Promise<Field[]> {
  const choices = await choicesFrom(context, action);
  const left = new Set([...Object.keys(hidden), ...(action.without ?? [])]);
  const asked = fieldsOfSchema(operationOf(action.operation).body)
    .filter(({ name }) => !left.has(name))
    .map((field): Field => {
      const own = choices[field.name];
      return own ? { ...field, kind: 'select', choices: own } : field;
    });
  return [...(action.own?.(recordName).fields ?? []), ...asked];
}

async function actionView(
  context: Context,
  placed: Placed,
  { params, body }: PageInput,
  problem?: PageProblem,
): Promise<View> {
  const { kind, action, on } = placed;
  const ground = await groundOf(context, placed, params);
  const { record, reading, proposal } = ground;
  const hidden = bound(placed, ground);
  const facts = proposal ? payloadFacts(proposal.payload, reading) : recordFacts(record, reading);
  const fields = await fieldsOf(context, placed, ground.id, hidden);
  const { upload } = operationOf(action.operation);
  const sheet = on === 'nothing' ? undefined : sheetOf(record, reading);
  return {
    view: 'desk-action',
    title: action.title,
    values: {
      hint: action.hint,
      isGrave: action.isGrave,
      kind: kind.title,
      back: on === 'nothing' || !kind.read ? listAddress(kind) : recordAddress(kind, ground.id),
      heading: textAt(record, kind.heading),
      hidden: { ...hidden, seen: seenOf(facts), requestKey: randomUUID() },
      proposal: proposal && {
        ...proposal,
        facts,
        checkers: proposal.checkers.map(({ name, role }) => ({ name, role: ROLES[role] })),
        changes: proposal.before
          ? changesBetween(payloadFacts(proposal.before.payload, reading), facts)
          : undefined,
        declinedBecause: proposal.before?.reason,
      },
      // Somebody else was faster: what is different from what stood on this reader's page.
      changedMeanwhile:
        problem && body['seen'] !== undefined ? changesBetween(seenIn(body['seen'], facts), facts) : [],
      sheet,
      fields: fill(fields, { ...action.begins?.(record), ...body }, problem),
      upload: upload && { field: upload.field, mostMebibytes: Math.trunc(upload.maxBytes / 1024 / 1024) },
      problem,
    },
  };
}

/** A form that is sent twice, by a double click or a reload, has one effect. */
function onlyOnce(context: Context, path: string, key: string, body: unknown): Context {
  if (!/^[\w-]{8,64}$/.test(key)) return context;
  const bodyHash = contentHash({ body: body as JsonValue, path });
  return {
    ...context,
    idempotency: { key, route: `PORTAL ${path}`.slice(0, 96), bodyHash, replayed: false },
  };
}

async function take(context: Context, placed: Placed, { params, body, file, stored }: PageInput) {
  const { kind, action, on } = placed;
  const operation = operationOf(action.operation);
  const own = action.own && on === 'record' ? action.own(recordIn(kind, params)).bodyOf(body) : {};
  const sent = { ...bodyOfForm(operation.body, { ...body, ...action.fixed }), ...own };
  const checked = operation.body ? (validate(operation.body, sent) as object) : {};
  if (operation.upload && !file && !stored)
    throw new DomainError('malformed', { field: operation.upload.field });
  const ids = Object.fromEntries(operation.parameters.map((name) => [name, String(idIn(params, name))]));
  const path = operation.path.replaceAll(/:(\w+)/g, (_, name: string) => ids[name] ?? '');
  const once = onlyOnce(context, path, body['requestKey'] ?? '', sent);
  const reply = await operation.run(once, { params: ids, body: checked, file, stored });
  if (action.tells && isShown(reply)) return toldView(kind, action, reply);
  if (action.leadsTo !== undefined) return { to: `/desk/${action.leadsTo}/${textAt(reply, 'id')}` };
  if (on !== 'nothing') {
    const id = recordIn(kind, params);
    return { to: kind.read ? `${recordAddress(kind, id)}?done=${action.code}` : listAddress(kind) };
  }
  const made = isShown(reply) ? textAt(reply, parameterOf(kind)) || textAt(reply, 'id') : '';
  const seesIt = kind.read !== undefined && mayRun(context.actor.role, kind.read);
  return { to: made !== '' && seesIt ? recordAddress(kind, made) : listAddress(kind) };
}

/** What a reply says only now: it is on this page and nowhere else. */
function toldView(kind: WorkKind, { title, tells }: WorkAction, reply: Shown): View {
  const members = tells?.members ?? [];
  return {
    view: 'desk-told',
    title,
    values: {
      hint: tells?.hint,
      facts: members.map((name) => ({ label: labelOf(name), text: textAt(reply, name) })),
      back: listAddress(kind),
      kind: kind.title,
    },
  };
}

function pagesAt(path: `/${string}`, placed: Placed): Page[] {
  const { permission, upload } = operationOf(placed.action.operation);
  return [
    guardedPage({
      method: 'get',
      path,
      permission,
      handle: (context, input) => actionView(context, placed, input),
    }),
    guardedPage({
      method: 'post',
      path,
      permission,
      ...(upload && { upload }),
      handle: (context, input) => take(context, placed, input),
      again: (context, input, problem) => actionView(context, placed, input, problem),
    }),
  ];
}

/** The pages of everything that can be done about a kind of work. */
export function actionPages(kind: WorkKind): Page[] {
  return [
    ...(kind.beginnings ?? []).flatMap((action) =>
      pagesAt(beginningAddress(kind, action), { kind, action, on: 'nothing' }),
    ),
    ...(kind.actions ?? []).flatMap((action) =>
      pagesAt(actionPlace(kind, action), { kind, action, on: 'record' }),
    ),
    ...(kind.related ?? []).flatMap((list) =>
      (list.rowActions ?? []).flatMap((action) => {
        const parameter = operationOf(action.operation).parameters.at(-1) ?? '';
        return pagesAt(actionPlace(kind, action, parameter), { kind, action, on: { list, parameter } });
      }),
    ),
  ];
}
