import type { Permission } from '../../server/auth/permissions.js';
import type { Context, VisitorContext } from '../../server/context.js';
import type { Bilingual } from '../../server/core/bilingual.js';
import type { DescribedError } from '../../server/core/error-messages.js';
import type { ErrorCode } from '../../server/core/errors.js';
import type { StoredUpload } from '../../server/imports/stored-upload.js';
import type { Download, Upload, UploadedFile } from '../endpoint.js';

/** The fields of a form or of an address as they came: text by name. */
export type FormValues = Readonly<Record<string, string>>;

/** A request for a page. Nothing in it has been checked but that it is text. */
export interface PageInput {
  readonly params: FormValues;
  readonly query: FormValues;
  readonly body: FormValues;
  readonly file: UploadedFile | undefined;
  /** Where an upload that may be large is stored while it comes in. */
  readonly stored: StoredUpload | undefined;
  /** Whether a cookie of ours would come back: over TLS, or from this very machine. */
  readonly keepsCookies: boolean;
  /** Whether somebody has logged in. */
  readonly known: boolean;
}

/** Why a form was refused: in a few words, in full, and beside which field. */
export interface PageProblem extends DescribedError {
  readonly code: ErrorCode;
  readonly fields: readonly { readonly field: string; readonly message: string }[];
}

/** A page to show. `values` is what its template reads as `it`, beside `page` and `say`. */
export interface View {
  readonly view: string;
  readonly title: Bilingual;
  readonly values?: object;
}

/** Another page to go to; `session` is the cookie of a session that begins, or null for one that ends. */
export interface Departure {
  readonly to: string;
  readonly session?: string | null;
  readonly language?: string;
  /** Whether what was sent here is sent on to there. */
  readonly carries?: boolean;
}

export type PageAnswer = View | Departure | { readonly download: Download } | { readonly saved: object };

interface PageBase<Who> {
  readonly method: 'get' | 'post';
  readonly path: `/${string}`;
  readonly upload?: Upload;
  /** As of an endpoint. */
  readonly mayLag?: true;
  handle(context: Who, input: PageInput): Promise<PageAnswer>;
  /** The form again, with what was typed, when the use case refuses; without it the refusal has a page of its own. */
  again?(context: Who, input: PageInput, problem: PageProblem): Promise<View>;
}

/** A page for somebody who has logged in and holds the permission. */
export interface GuardedPage extends PageBase<Context> {
  readonly permission: Permission;
  /** Whether it carries what was typed into a form that waits, and does not show it. */
  readonly carries?: true;
}

/** A page for anybody; one that can be used for guessing names its limit per address. */
export interface OpenPage extends PageBase<VisitorContext> {
  readonly permission: 'public';
  readonly limit?: { readonly operationId: string; readonly requestsPerMinute: number };
}

export type Page = GuardedPage | OpenPage;

/** Declares a page for those who hold a permission. */
export const guardedPage = (page: GuardedPage): Page => page;

/** Declares a page for everybody. */
export const openPage = (page: Omit<OpenPage, 'permission'>): Page => ({ ...page, permission: 'public' });
