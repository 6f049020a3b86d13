import { can } from '../../../server/auth/permissions.js';
import type { CollectionEntry } from '../../../server/collection/find-collection-actions.js';
import type { WorklistItem } from '../../../server/collection/find-worklist.js';
import type { Context } from '../../../server/context.js';
import {
  COLLECTION_KINDS,
  COLLECTION_OUTCOMES,
  COLLECTION_URGENCIES,
} from '../../../server/core/collection.js';
import { maskName } from '../../../server/core/masking.js';
import { formatYuan } from '../../../server/core/money.js';

const idOrNull = (id: number | null): string | null => (id === null ? null : String(id));

/** A loan of the worklist; who does not work on cases sees a person's name masked. */
export function presentWork(item: WorklistItem, { actor, language }: Context) {
  const isMasked = item.borrowerKind === 'individual' && !can(actor.role, 'personal-data.reveal');
  const { lastKind: kind, lastActedOn: actedOn, lastOutcome: outcome } = item;
  return {
    loanId: String(item.loanId),
    contractNumber: item.contractNumber,
    borrowerName: isMasked ? maskName(item.borrowerName) : item.borrowerName,
    bankOrganisationId: String(item.bankOrganisationId),
    guarantorOrganisationId: idOrNull(item.guarantorOrganisationId),
    state: item.state,
    outstanding: formatYuan(item.outstandingFen),
    pastDueSince: item.pastDueSince,
    daysPastDue: item.daysPastDue,
    riskClass: item.riskClass,
    urgency: item.urgency,
    urgencyLabel: COLLECTION_URGENCIES[item.urgency][language],
    lastAction: kind === null ? null : { kind, actedOn, outcome },
    nextStep: presentNextStep(item),
    promise: presentPromise(item),
    claimWindow: item.claimWindow,
  };
}

/** An entry about a loan, with what has become of its promise. */
export const presentEntry = (entry: CollectionEntry, { language }: Context) => ({
  collectionActionId: String(entry.id),
  organisationId: String(entry.organisationId),
  organisationName: entry.organisationName,
  kind: entry.kind,
  kindLabel: COLLECTION_KINDS[entry.kind][language],
  actedOn: entry.actedOn,
  outcome: entry.outcome,
  outcomeLabel: COLLECTION_OUTCOMES[entry.outcome][language],
  note: entry.note,
  promise: presentPromise(entry),
  nextStep: presentNextStep(entry),
  correctsActionId: idOrNull(entry.correctsActionId),
  correctedByActionId: idOrNull(entry.correctedByActionId),
  recordedByUserId: String(entry.recordedByUserId),
  recordedAt: entry.recordedAt,
});

type Promised = Pick<CollectionEntry, 'promisedFen' | 'promisedOn' | 'paidFen' | 'promiseState'>;

const presentPromise = ({ promisedFen, promisedOn: on, paidFen, promiseState: state }: Promised) =>
  promisedFen === null ? null : { amount: formatYuan(promisedFen), on, paid: formatYuan(paidFen), state };

const presentNextStep = ({
  nextStep: what,
  nextStepOn: on,
}: Pick<CollectionEntry, 'nextStep' | 'nextStepOn'>) => (what === null ? null : { what, on });
