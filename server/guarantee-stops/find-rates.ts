import { GuaranteeStop } from '../../models/guarantee-stop.js';
import { Organisation } from '../../models/organisation.js';
import { findRows, type Row } from '../../models/rows.js';
import { guaranteeStopScope, measuredOrganisationScope } from '../auth/scope.js';
import type { Context } from '../context.js';
import { businessDate, yearMonthDay } from '../core/business-date.js';
import { rateBasisPoints, thresholdOn, type StopMeasure } from '../core/stop-rules.js';
import { measureRates } from './measure-rates.js';

/** How near an organisation is to a stop of new guarantees. */
export interface StopRate {
  readonly organisationId: number;
  readonly organisationName: string;
  readonly organisationKind: Row<Organisation>['kind'];
  readonly measure: StopMeasure;
  readonly rateBasisPoints: number;
  readonly thresholdBasisPoints: number;
  /** Whether a stop of this measure is in force. */
  readonly stopped: boolean;
}

/** The rates of all organisations whose stops the actor sees, by today's thresholds, the nearest to its threshold first. */
export async function findRates({ actor, system }: Context): Promise<StopRate[]> {
  const organisations = await findRows(Organisation, { where: measuredOrganisationScope(actor) });
  const seen = new Map(organisations.map((organisation) => [organisation.id, organisation]));
  const inForce = await findRows(GuaranteeStop, {
    where: { state: 'in-force', ...guaranteeStopScope(actor) },
  });
  const stops = new Set(inForce.map(keyOf));
  const today = system.clock.today();
  const { policyBook } = system.referenceData.current();
  const yearFrom = businessDate(yearMonthDay(today).year, 1, 1);
  const rates = (await measureRates(system.database, yearFrom)).flatMap((rate) => {
    const organisation = seen.get(rate.organisationId);
    if (!organisation) return [];
    const { organisationId, measure } = rate;
    return {
      organisationId,
      organisationName: organisation.name,
      organisationKind: organisation.kind,
      measure,
      rateBasisPoints: rateBasisPoints(rate),
      thresholdBasisPoints: thresholdOn(measure, policyBook, today).basisPoints,
      stopped: stops.has(keyOf(rate)),
    };
  });
  return rates.toSorted((a, b) => nearness(b) - nearness(a) || a.organisationId - b.organisationId);
}

const keyOf = ({
  organisationId,
  measure,
  agreementId,
}: Pick<Row<GuaranteeStop>, 'organisationId' | 'measure' | 'agreementId'>): string =>
  `${organisationId}:${measure}:${agreementId}`;

const nearness = ({ rateBasisPoints: rate, thresholdBasisPoints: threshold }: StopRate): number =>
  rate / threshold;
