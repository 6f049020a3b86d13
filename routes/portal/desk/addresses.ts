import { DomainError } from '../../../server/core/errors.js';
import { idIn } from '../form-values.js';
import type { FormValues } from '../page.js';
import { operationOf } from './operations.js';
import type { WorkAction, WorkKind } from './work-kind.js';

/** The parameter by which records of a kind are named in addresses, `claimId`. */
export const parameterOf = (kind: WorkKind): string =>
  kind.parameter ?? operationOf(kind.read ?? kind.list).parameters.at(-1) ?? 'id';

/** The id or name of a record in an address. Fails: not-found, as for one that is not there. */
export function recordIn(kind: WorkKind, params: FormValues): string {
  const parameter = parameterOf(kind);
  if (!kind.isNamed) return String(idIn(params, parameter));
  const name = params[parameter] ?? '';
  if (!/^[a-z][a-z0-9-]{0,63}$/.test(name)) throw new DomainError('not-found');
  return name;
}

/** `/desk/subsidy-claims`. */
export const listAddress = (kind: WorkKind): `/${string}` => `/desk/${kind.code}`;

/** `/desk/subsidy-claims/17`. */
export const recordAddress = (kind: WorkKind, id: string): `/${string}` => `/desk/${kind.code}/${id}`;

/** The place of a record's page, `/desk/subsidy-claims/:claimId`. */
export const recordPlace = (kind: WorkKind): `/${string}` => recordAddress(kind, `:${parameterOf(kind)}`);

/** Where an action has its page: on a record, on a row of one of its lists, or on its own. */
export function actionPlace(kind: WorkKind, action: WorkAction, rowParameter?: string): `/${string}` {
  const row = rowParameter === undefined ? '' : `/:${rowParameter}`;
  return `${recordPlace(kind)}${row}/${action.code}`;
}

/** Where something is begun. */
export const beginningAddress = (kind: WorkKind, action: WorkAction): `/${string}` =>
  `/desk/${kind.code}/new/${action.code}`;
