import type { FoundCause } from '../../core/claim-check/check-claimed-line.js';
import type { CauseFacts } from '../../core/claim-check/wrong-conventions.js';
import type { SubsidyStatement } from '../../core/interest-subsidy.js';
import { readSegment, segmentsJson, type ClaimSegment } from '../claim-segments.js';

/** What a difference is proved by: our computation, and the one that gives the bank's figure where there is one. */
export interface Evidence {
  readonly facts: CauseFacts;
  readonly computed: readonly ClaimSegment[];
  readonly claimed: readonly ClaimSegment[] | null;
}

/** The evidence as it is stored: canonical JSON, its members in order. */
export function evidenceJson({ facts, statement }: FoundCause, computed: SubsidyStatement | null): string {
  const claimed = statement === null ? 'null' : segmentsJson(statement.segments);
  const ours = computed === null ? '[]' : segmentsJson(computed.segments);
  const ordered = Object.fromEntries(
    Object.entries(facts).toSorted(([left], [right]) => (left < right ? -1 : 1)),
  );
  return `{"claimed":${claimed},"computed":${ours},"facts":${JSON.stringify(ordered)}}`;
}

/** Evidence as it was stored. */
export function parseEvidence(json: string): Evidence {
  const { facts, computed, claimed }: Evidence = JSON.parse(json);
  return { facts, computed: computed.map(readSegment), claimed: claimed && claimed.map(readSegment) };
}
