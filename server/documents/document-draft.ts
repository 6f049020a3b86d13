import type { Context } from '../context.js';
import type { JsonValue } from '../core/canonical-json.js';
import type { DocumentKind, PublicFacts, SubjectPaperKind } from '../core/papers/document-kinds.js';
import type { PaperFacts } from '../core/papers/paper-facts.js';

/** What somebody wants to have on paper. */
export interface DocumentRequest {
  readonly kind: SubjectPaperKind;
  /** The row of the kind's subject. */
  readonly subjectId: number;
  /** Which subsidy quarter; only of a subsidy statement. */
  readonly quarter?: string | undefined;
  /** Which month (`2025-06`) or half-year (`2025H1`); only of a report. */
  readonly period?: string | undefined;
}

/** A paper before it is issued: what it says, in whose name, and what anybody who holds it may have confirmed. */
export interface DocumentDraft<Facts extends JsonValue = JsonValue> {
  readonly facts: Facts;
  readonly organisationId: number;
  /** Tells papers of one kind about one subject apart; '' where there is one at a time. */
  readonly edition: string;
  readonly publicFacts: PublicFacts;
}

/** Reads the facts of a kind of paper as the actor sees them. */
export type Drafter<Kind extends DocumentKind> = (
  context: Context,
  request: DocumentRequest,
) => Promise<DocumentDraft<PaperFacts[Kind]>>;
