import type Joi from 'joi';
import type { Permission } from '../server/auth/permissions.js';
import type { Context, VisitorContext } from '../server/context.js';
import type { ErrorCode } from '../server/core/errors.js';
import type { StoredUpload } from '../server/imports/stored-upload.js';

/** One uploaded file, in memory and already within its size limit. */
export interface UploadedFile {
  readonly fileName: string;
  readonly bytes: Buffer;
}

/** Bytes to send as they are, always as an attachment: whole, or piece by piece where they may be many. */
export type Download = {
  readonly fileName: string;
  readonly mediaType: string;
} & ({ readonly bytes: Uint8Array } | { readonly pieces: AsyncIterable<Uint8Array> });

/** User name and password of an `Authorization: Basic` header. */
export interface BasicCredentials {
  readonly name: string;
  readonly password: string;
}

/** A parsed and checked request. */
export interface Input<Params, Query, Body> {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly file: UploadedFile | undefined;
  /** Only where `oauth` is declared. */
  readonly basic?: BasicCredentials | undefined;
  /** Where the upload is stored while it comes in. */
  readonly stored: StoredUpload | undefined;
}

export interface Upload {
  readonly field: string;
  readonly maxBytes: number;
  /** Goes to the file store while it comes in, and is never whole in memory. */
  readonly stored?: true;
}

interface EndpointBase<Params, Query, Body> {
  readonly method: 'get' | 'post' | 'put' | 'delete';
  /** Express path, `/api/v1/loans/:loanId`. */
  readonly path: `/${string}`;
  /** Groups operations in the reference. */
  readonly tag: string;
  /** Unique, lower camel case: `submitApplication`. */
  readonly operationId: string;
  readonly summary: string;
  readonly params?: Joi.ObjectSchema<Params>;
  readonly query?: Joi.ObjectSchema<Query>;
  readonly body?: Joi.ObjectSchema<Body>;
  /** The body comes form-encoded and refusals take the form of OAuth 2.0 (RFC 6749): fields that are not known are ignored. */
  readonly oauth?: true;
  /** A multipart request with one file of at most this size beside the body's fields. */
  readonly upload?: Upload;
  /** Its figures may be some seconds old: it is read from a replica where there is one. Never money that somebody acts on. */
  readonly mayLag?: true;
  /** `required` on every write that moves money or state; repeated requests get the stored reply. */
  readonly idempotency?: 'required';
  readonly reply: {
    readonly status: 200 | 201 | 202 | 204;
    readonly schema?: Joi.Schema;
    readonly download?: true;
  };
  /** Refusals peculiar to this operation, beside those that any operation may give. */
  readonly errors: readonly ErrorCode[];
}

/** An operation for somebody who has logged in and holds the permission. */
export interface GuardedEndpoint<Params, Query, Body> extends EndpointBase<Params, Query, Body> {
  readonly permission: Permission;
  handle(context: Context, input: Input<Params, Query, Body>): Promise<unknown>;
}

/** An operation for anybody, with a rate limit of its own. */
export interface PublicEndpoint<Params, Query, Body> extends EndpointBase<Params, Query, Body> {
  readonly permission: 'public';
  /** Per address. */
  readonly requestsPerMinute: number;
  /** Where nothing can be guessed, each process may count for itself; all else is counted over all instances. */
  readonly countedPerProcess?: true;
  handle(context: VisitorContext, input: Input<Params, Query, Body>): Promise<unknown>;
}

/** An operation as the router, the reference and the access matrix see it. */
export type Endpoint = GuardedEndpoint<never, never, never> | PublicEndpoint<never, never, never>;

/**
 * Declares one HTTP operation: parse, one use case, present. There is no other way to add a route; without a permission it
 * does not compile.
 */
export const guarded = <Params = unknown, Query = unknown, Body = unknown>(
  endpoint: GuardedEndpoint<Params, Query, Body>,
): Endpoint => endpoint as unknown as Endpoint;

/** Declares an operation that needs no log-in. */
export const open = <Params = unknown, Query = unknown, Body = unknown>(
  endpoint: PublicEndpoint<Params, Query, Body>,
): Endpoint => endpoint as unknown as Endpoint;

export const isPublic = (endpoint: Endpoint): endpoint is PublicEndpoint<never, never, never> =>
  endpoint.permission === 'public';
