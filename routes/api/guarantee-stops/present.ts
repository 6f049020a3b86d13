import type { Context } from '../../../server/context.js';
import { formatYuan } from '../../../server/core/money.js';
import { formatBasisPoints, STOP_MEASURES } from '../../../server/core/stop-rules.js';
import type { StopDetail, StopView } from '../../../server/guarantee-stops/find-stops.js';

/** A stop with the figures that led to it. */
export const presentStop = (stop: StopView, { language }: Context) => ({
  stopId: String(stop.id),
  state: stop.state,
  organisation: {
    id: String(stop.organisationId),
    kind: stop.organisationKind,
    name: stop.organisationName,
  },
  measure: stop.measure,
  agreementId: stop.agreementId === null ? null : String(stop.agreementId),
  measureLabel: STOP_MEASURES[stop.measure][language],
  ratePercent: formatBasisPoints(stop.rateBasisPoints),
  thresholdPercent: formatBasisPoints(stop.thresholdBasisPoints),
  part: formatYuan(stop.partFen),
  whole: formatYuan(stop.wholeFen),
  policyId: stop.policyId,
  stoppedOn: stop.stoppedOn,
  releasedUntil: stop.releasedUntil,
  releaseReason: stop.releaseReason,
});

/** The same with the release that waits for its checker. */
export const presentStopDetail = ({ openProposal, ...stop }: StopDetail, context: Context) => ({
  ...presentStop(stop, context),
  openProposal: openProposal && {
    payload: openProposal.payload,
    payloadHash: openProposal.payloadHash,
    makerUserId: String(openProposal.makerUserId),
    proposedAt: openProposal.proposedAt,
  },
});
