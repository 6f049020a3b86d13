import type Joi from 'joi';
import type { Permission } from '../../../server/auth/permissions.js';
import type { Context } from '../../../server/context.js';
import { API_ENDPOINTS } from '../../api/index.js';
import { isPublic, type Download, type Input, type Upload } from '../../endpoint.js';

/** A record as the API presents it: masked for the reader, values as text. */
export type Shown = Readonly<Record<string, unknown>>;

/** An operation of the API as the desk runs it: the same permission, the same schemas, the same use case. */
export interface Operation {
  readonly operationId: string;
  readonly method: string;
  readonly path: string;
  readonly permission: Permission;
  /** Names of the parameters in its path, in their order. */
  readonly parameters: readonly string[];
  readonly query: Joi.ObjectSchema | undefined;
  readonly body: Joi.ObjectSchema | undefined;
  readonly upload: Upload | undefined;
  run(context: Context, input: Partial<Input<object, object, object>>): Promise<unknown>;
}

const OPERATIONS = new Map<string, Operation>(
  API_ENDPOINTS.flatMap((endpoint) => {
    if (isPublic(endpoint)) return [];
    const operation: Operation = {
      operationId: endpoint.operationId,
      method: endpoint.method,
      path: endpoint.path,
      permission: endpoint.permission,
      parameters: [...endpoint.path.matchAll(/:(\w+)/g)].map(([, name = '']) => name),
      query: endpoint.query as Joi.ObjectSchema | undefined,
      body: endpoint.body as Joi.ObjectSchema | undefined,
      upload: endpoint.upload,
      run: (context, input) =>
        endpoint.handle(context, {
          params: {},
          query: {},
          body: {},
          file: undefined,
          stored: undefined,
          ...input,
        } as Input<never, never, never>),
    };
    return [[endpoint.operationId, operation] as const];
  }),
);

/** The operation of a name. A name that is none is a fault of the program and stops its start. */
export function operationOf(operationId: string): Operation {
  const operation = OPERATIONS.get(operationId);
  if (!operation) throw new Error(`There is no operation ${operationId}`);
  return operation;
}

/** Whether a reply is a record. */
export const isShown = (value: unknown): value is Shown =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether a reply is a file to save. */
export const isDownload = (value: unknown): value is Download => isShown(value) && 'mediaType' in value;

/** What a path such as `owner.name` leads to within a record. */
export function valueAt(record: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((value, name) => (isShown(value) ? value[name] : undefined), record);
}

/** The same as text; empty where there is nothing. */
export function textAt(record: unknown, path: string): string {
  const value = valueAt(record, path);
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : '';
}
