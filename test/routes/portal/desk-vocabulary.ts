import { API_ENDPOINTS } from '../../../routes/api/index.js';
import { LABELS } from '../../../routes/portal/desk/labels.js';
import { wordOf } from '../../../routes/portal/desk/value-words.js';
import type { WorkKind } from '../../../routes/portal/desk/work-kind.js';

interface Described {
  readonly type?: string;
  readonly keys?: Readonly<Record<string, Described>>;
  readonly items?: readonly Described[];
  readonly allow?: readonly unknown[];
  readonly flags?: { readonly only?: boolean };
}

/** Members that are never shown: for machines, or said in other words. */
const UNSEEN =
  /^(?:items|nextCursor|cursor|limit|version|contentHash|payloadHash|sha256|policyIds|allowed|next|mayYou|roles|openProposal|payload|repaymentIds|correctsActionId|measure|id|openAllotment|openCarryOver)$|(?<!rganisation|loan|apiClient|ownerUser)Id$/;

function* members(described: Described, name = ''): Generator<readonly [string, Described]> {
  if (name !== '') yield [name, described];
  for (const [key, inner] of Object.entries(described.keys ?? {})) {
    if (key !== 'next' && key !== 'openProposal') yield* members(inner, key);
  }
  for (const item of described.items ?? []) {
    if (item.type === 'object') for (const pair of members(item)) yield pair;
    else if (name !== '') yield [name, item];
  }
}

function schemasOf(kind: WorkKind): Described[] {
  const operations = new Set([
    kind.list,
    ...(kind.read ? [kind.read] : []),
    ...[...(kind.actions ?? []), ...(kind.beginnings ?? [])].map(({ operation }) => operation),
    ...(kind.related ?? []).flatMap(({ operation, rowActions = [] }) => [
      operation,
      ...rowActions.map((action) => action.operation),
    ]),
  ]);
  return API_ENDPOINTS.filter(({ operationId }) => operations.has(operationId)).flatMap((endpoint) => {
    const shown = endpoint.method === 'get' ? [endpoint.reply.schema, endpoint.query] : [endpoint.body];
    return shown.flatMap((schema) => (schema ? [schema.describe() as unknown as Described] : []));
  });
}

/** Members of a kind's records and forms that have no label. */
export const labelledMembers = (kind: WorkKind): string[] => [
  ...new Set(
    schemasOf(kind)
      .flatMap((schema) => [...members(schema)])
      .map(([name]) => name)
      .filter((name) => !UNSEEN.test(name) && LABELS[name] === undefined),
  ),
];

/** Codes that such members may hold and that have no word. */
export const wordedCodes = (kind: WorkKind): string[] => [
  ...new Set(
    schemasOf(kind)
      .flatMap((schema) => [...members(schema)])
      .flatMap(([name, { flags, allow = [] }]) =>
        flags?.only && !/^(?:code|format|roles|allowed|measure|topics?)$/.test(name)
          ? allow
              .filter((code): code is string => typeof code === 'string')
              .map((code) => [name, code] as const)
          : [],
      )
      .filter(([name, code]) => wordOf(name, code, { ...kind.states, ...kind.events }) === undefined)
      .map(([name, code]) => `${name}: ${code}`),
  ),
];
