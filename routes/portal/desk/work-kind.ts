import type { ApprovalAction } from '../../../server/approvals/approval.js';
import type { ApprovalSubjectKind } from '../../../server/approvals/approval-actions.js';
import type { Bilingual } from '../../../server/core/bilingual.js';
import type { DocumentSubject } from '../../../server/core/papers/document-kinds.js';
import type { Role } from '../../../server/core/roles.js';
import type { Choices, Field } from '../fields.js';
import type { FormValues } from '../page.js';
import type { ChoiceSources } from './look-ups.js';
import type { Shown } from './operations.js';

/** Where a kind of work stands in the menu of the desk. */
export type WorkGroup =
  'cases' | 'subsidies' | 'risk' | 'bank-files' | 'agreements' | 'policy' | 'administration';

/** Lists to choose from that have to be looked up. */
export type Lookup = 'banks' | 'guarantors' | 'organisations' | 'colleagues';

/** Fields that depend on the record: a member of the body whose schema leaves its shape open. */
export interface OwnFields {
  readonly fields: readonly Field[];
  /** What the schema leaves open, as the form means it. */
  bodyOf(form: FormValues): object;
}

/** Something that can be done: an operation of the API behind a form that follows from its schema. */
export interface WorkAction {
  /** The end of its address, and its name in it. */
  readonly code: string;
  readonly operation: string;
  readonly title: Bilingual;
  readonly hint?: Bilingual;
  /** Whether there is something to do now; without it always. */
  readonly isOpen?: (record: Shown, role: Role) => boolean;
  /** Members of the record that the form repeats without showing: what was read is what is decided on. */
  readonly binds?: Readonly<Record<string, string>>;
  /** The proposal that is decided on: its content is shown, its hash is repeated. */
  readonly checks?: ApprovalAction;
  /** What the form begins with, taken from the record. */
  readonly begins?: (record: Shown) => Readonly<Record<string, string>>;
  readonly lookups?: Readonly<Record<string, Lookup>>;
  readonly choices?: Readonly<Record<string, Choices>>;
  /** Values that the form always sends. */
  readonly fixed?: Readonly<Record<string, string>>;
  /** Fields beyond the schema's, by the name of the record that stands in the address. Fails: not-found. */
  readonly own?: (name: string) => OwnFields;
  /** The kind of work whose record comes of it; without it one's own. */
  readonly leadsTo?: string;
  /** Fields of the schema that the form leaves out. */
  readonly without?: readonly string[];
  /** Members of the reply that are shown this once, such as a temporary password. */
  readonly tells?: { readonly members: readonly string[]; readonly hint: Bilingual };
  /** Cannot be undone, or refuses somebody something. */
  readonly isGrave?: true;
}

/** A list that belongs to a record: lines of a claim, entries of a budget. */
export interface RelatedList {
  readonly operation: string;
  readonly title: Bilingual;
  readonly columns: readonly string[];
  /** Filters and switches of the list that are always on. */
  readonly query?: Readonly<Record<string, string>>;
  readonly filters?: readonly string[];
  /** Members that a row shows when it is opened. */
  readonly opens?: readonly string[];
  /** What can be done to one row, whose id is this member. */
  readonly rowId?: string;
  readonly rowActions?: readonly WorkAction[];
  /** The kind of work whose record a row is, by the same member. */
  readonly rowKind?: string;
}

/** A file to take away. */
export interface WorkFile {
  readonly code: string;
  readonly operation: string;
  readonly title: Bilingual;
  readonly query?: Readonly<Record<string, string>>;
  readonly isThere?: (record: Shown) => boolean;
}

/** One kind of work: which list it is, what of it is shown, which filters it knows, and what can be done. */
export interface WorkKind {
  /** `/desk/{code}`. */
  readonly code: string;
  readonly title: Bilingual;
  readonly group: WorkGroup;
  readonly list: string;
  /** Without it rows have no page of their own, and what can be done stands beside each. */
  readonly read?: string;
  /** The parameter of its rows where nothing reads one. */
  readonly parameter?: string;
  /** Whether its rows are known by a name and not by a number. */
  readonly isNamed?: true;
  /** The member of a list's row that holds its id. */
  readonly rowId: string;
  /** The member by which people know a record. */
  readonly heading: string;
  readonly columns: readonly string[];
  readonly filters: readonly string[];
  /** Filters that are chosen from a list, as fields of an action are. */
  readonly filterChoices?: ChoiceSources;
  /** Members that a record's page shows first, in this order. */
  readonly first?: readonly string[];
  /** Members that a record's page leaves to its links. */
  readonly apart?: readonly string[];
  /** A record is evidence: numbers of things and hashes are shown too. */
  readonly isWhole?: true;
  /** Where else to go from a record. */
  readonly ways?: (record: Shown) => readonly { readonly title: Bilingual; readonly href: string }[];
  /** The member of a row that says until when there is time. */
  readonly due?: string;
  /** Labels of the states, and how each looks. */
  readonly states?: Readonly<Record<string, Bilingual>>;
  readonly tones?: Readonly<Record<string, 'good' | 'warn' | 'bad'>>;
  /** What the steps of its life are called. */
  readonly events?: Readonly<Record<string, Bilingual>>;
  /** What approvals call the subject. */
  readonly subjectKind?: ApprovalSubjectKind;
  readonly related?: readonly RelatedList[];
  readonly actions?: readonly WorkAction[];
  /** What can be begun without a record. */
  readonly beginnings?: readonly WorkAction[];
  readonly files?: readonly WorkFile[];
  /** Other pages to go to from its list, for those who may do what is done there. */
  readonly links?: readonly {
    readonly title: Bilingual;
    readonly href: string;
    readonly operation: string;
  }[];
  /** What the papers about a record are called to be about. */
  readonly papers?: DocumentSubject;
  /** What to know before one begins. */
  readonly about?: Bilingual;
}

/** A verdict on a proposal: what nearly every checker does. */
export const verdict = (
  code: string,
  operation: string,
  title: Bilingual,
  checks: ApprovalAction,
): WorkAction => ({ code, operation, title, checks });
