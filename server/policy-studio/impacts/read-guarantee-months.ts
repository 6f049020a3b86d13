import type { Database } from '../../../models/database.js';
import { selectRows } from '../../../models/rows.js';
import { literally, sql } from '../../../models/sql.js';
import { addDays, businessDate, yearMonthDay, type BusinessDate } from '../../core/business-date.js';
import { fen, type Fen } from '../../core/money.js';
import type {
  GivenGuarantee,
  GuaranteeMonth,
  GuarantorRoom,
  OrganisationMeasure,
} from '../../core/policy-impact/guarantee-replay.js';
import { periodOf } from '../../core/report-periods.js';
import type { StopMeasure } from '../../core/stop-rules.js';
import type { SubsidyQuarter } from '../../core/subsidy-quarter.js';
import { positionsOn } from '../../risk-reports/loan-positions.js';

/** Days from one to another, exclusive. */
interface Stretch {
  readonly from: BusinessDate;
  readonly until: BusinessDate;
}

/** The months of past quarters, each cut at the ends of its quarter; a month to come has no guarantees yet. */
function stretchesOf(quarters: readonly SubsidyQuarter[], asOf: BusinessDate): Stretch[] {
  const stretches: Stretch[] = [];
  for (const quarter of quarters) {
    for (let from = quarter.from; from < quarter.until && from <= asOf;) {
      const nextMonth = addDays(periodOf(from, 'month').to, 1);
      const until = nextMonth < quarter.until ? nextMonth : quarter.until;
      stretches.push({ from, until });
      from = until;
    }
  }
  return stretches;
}

/** How everybody stood at the beginning of each month of the quarters, and which guarantees were given in it, in the order of the days. */
export async function* readGuaranteeMonths(
  database: Database,
  quarters: readonly SubsidyQuarter[],
  asOf: BusinessDate,
): AsyncGenerator<GuaranteeMonth> {
  for (const stretch of stretchesOf(quarters, asOf)) {
    const day = addDays(stretch.from, -1);
    const positions = await readPositions(database, day);
    yield {
      from: stretch.from,
      rates: await readRates(database, day, positions),
      rooms: await readRooms(database, stretch.from, positions),
      given: await readGiven(database, stretch),
    };
  }
}

interface Sides {
  readonly bankOrganisationId: number;
  readonly guarantorOrganisationId: number | null;
  readonly districtOrganisationId: number;
}

interface PositionRow extends Sides {
  readonly owedFen: number;
  readonly overdueFen: number;
  readonly guaranteedFen: number;
}

/** Division that leaves whole fen, on either engine. */
const wholly = ({ engine }: Database) => literally(engine === 'mysql' ? 'DIV' : '/');

/** What was owed and overdue at the end of a day, and what guarantors answered for of it: in proportion, whole fen. */
async function readPositions(database: Database, day: BusinessDate): Promise<PositionRow[]> {
  const query = sql`SELECT p.bankOrganisationId, p.guarantorOrganisationId, p.districtOrganisationId,
      SUM(p.owedFen) AS owedFen, SUM(CASE WHEN p.pastDueSince IS NULL THEN 0 ELSE p.owedFen END) AS overdueFen,
      SUM(COALESCE(g.guaranteedFen * p.owedFen ${wholly(database)} p.principalFen, 0)) AS guaranteedFen
    FROM (${positionsOn(day, { terms: literally('') })}) p
    LEFT JOIN guarantees g ON g.loanId = p.id AND g.state IN ('effective', 'released', 'compensated')
    WHERE p.stage = 'held' AND p.owedFen > 0
    GROUP BY p.bankOrganisationId, p.guarantorOrganisationId, p.districtOrganisationId`;
  return selectRows<PositionRow>(database, query.sql, query.parameters);
}

interface CompensatedRow extends Sides {
  readonly guaranteedFen: number;
  readonly compensatedFen: number;
  readonly paidInYearFen: number;
}

const SIDES = ['bankOrganisationId', 'guarantorOrganisationId', 'districtOrganisationId'] as const;

/** The rates that stop new guarantees, as they stood at the end of a day: of the same parts and wholes as the nightly watch. */
async function readRates(
  database: Database,
  day: BusinessDate,
  positions: readonly PositionRow[],
): Promise<OrganisationMeasure[]> {
  const yearFrom = businessDate(yearMonthDay(day).year, 1, 1);
  const compensated = await selectRows<CompensatedRow>(
    database,
    `SELECT l.bankOrganisationId, l.guarantorOrganisationId, l.districtOrganisationId, SUM(g.guaranteedFen) AS guaranteedFen,
        SUM(CASE WHEN c.id IS NULL THEN 0 ELSE g.guaranteedFen END) AS compensatedFen,
        SUM(CASE WHEN c.paidOn >= ? THEN c.amountFen ELSE 0 END) AS paidInYearFen
       FROM guarantees g JOIN loans l ON l.id = g.loanId
       LEFT JOIN compensation_payments c ON c.loanId = l.id AND c.paidOn <= ?
      WHERE g.state IN ('effective', 'released', 'compensated') AND l.disbursedOn <= ?
      GROUP BY l.bankOrganisationId, l.guarantorOrganisationId, l.districtOrganisationId`,
    [yearFrom, day, day],
  );
  const caps = await selectRows<Omit<OrganisationMeasure, 'measure'>>(
    database,
    `SELECT a.bankOrganisationId AS organisationId, a.id AS agreementId, SUM(c.amountFen) AS part, a.compensationCapFen AS whole
       FROM cooperation_agreements a JOIN compensation_payments c
         ON c.agreementId = a.id AND c.paidOn >= ? AND c.paidOn <= ?
      WHERE a.compensationCapFen IS NOT NULL GROUP BY a.id, a.bankOrganisationId, a.compensationCapFen`,
    [yearFrom, day],
  );
  return [
    ...caps.map((cap) => ({ ...cap, measure: 'compensation-cap' as const })),
    ...SIDES.flatMap((side) => ratesOf(side, positions, compensated)),
  ];
}

function ratesOf(
  side: (typeof SIDES)[number],
  positions: readonly PositionRow[],
  compensated: readonly CompensatedRow[],
): OrganisationMeasure[] {
  const owed = sumsBy(positions, side, ({ owedFen }) => owedFen);
  const overdue = sumsBy(positions, side, ({ overdueFen }) => overdueFen);
  const guaranteed = sumsBy(compensated, side, ({ guaranteedFen }) => guaranteedFen);
  const ofThem = sumsBy(compensated, side, ({ compensatedFen }) => compensatedFen);
  const inYear = sumsBy(compensated, side, ({ paidInYearFen }) => paidInYearFen);
  return [
    ...rate('overdue-rate', overdue, [owed]),
    ...rate('compensation-rate', ofThem, [guaranteed]),
    ...rate('yearly-compensation', inYear, [owed, inYear]),
  ];
}

type Sums = ReadonlyMap<number, number>;

/** A measure of each organisation that has a part; its whole may come of several sums. */
const rate = (measure: StopMeasure, part: Sums, wholes: readonly Sums[]): OrganisationMeasure[] =>
  [...part].map(([organisationId, amount]) => ({
    organisationId,
    agreementId: null,
    measure,
    part: fen(amount),
    whole: fen(wholes.reduce((sum, whole) => sum + (whole.get(organisationId) ?? 0), 0)),
  }));

function sumsBy<Item extends Sides>(
  rows: readonly Item[],
  side: (typeof SIDES)[number],
  amountOf: (row: Item) => number,
): Sums {
  const sums = new Map<number, number>();
  for (const row of rows) {
    const id = row[side];
    if (id !== null) sums.set(id, (sums.get(id) ?? 0) + amountOf(row));
  }
  return sums;
}

interface RoomRow {
  readonly organisationId: number;
  readonly kind: 'fund' | 'institution' | null;
  readonly agreedFen: Fen;
  readonly capitalFen: Fen | null;
}

/** Capital and agreed limit of each guarantor on a day, and what it answered for. */
async function readRooms(
  database: Database,
  on: BusinessDate,
  positions: readonly PositionRow[],
): Promise<Map<number, GuarantorRoom>> {
  const used = sumsBy(positions, 'guarantorOrganisationId', ({ guaranteedFen }) => guaranteedFen);
  const rows = await selectRows<RoomRow>(
    database,
    `SELECT e.organisationId, o.guarantorKind AS kind, e.limitFen AS agreedFen,
        (SELECT c.amountFen FROM guarantor_capitals c WHERE c.organisationId = e.organisationId AND c.effectiveOn <= ?
          ORDER BY c.effectiveOn DESC, c.id DESC LIMIT 1) AS capitalFen
       FROM guarantor_exposures e JOIN organisations o ON o.id = e.organisationId`,
    [on],
  );
  return new Map(
    rows.map(({ organisationId, kind, agreedFen, capitalFen }) => [
      organisationId,
      {
        kind: kind ?? 'fund',
        agreed: agreedFen,
        capital: capitalFen,
        used: fen(used.get(organisationId) ?? 0),
      },
    ]),
  );
}

/** The guarantees of loans that were disbursed, by the day on which they were given. */
async function readGiven(database: Database, { from, until }: Stretch): Promise<GivenGuarantee[]> {
  return selectRows<GivenGuarantee>(
    database,
    `SELECT l.id AS loanId, l.borrowerId, g.agreementId, g.bankOrganisationId, g.guarantorOrganisationId,
        l.districtOrganisationId, l.borrowerKind, l.borrowerCategory, g.guaranteedFen AS guaranteed
       FROM guarantees g JOIN loans l ON l.id = g.loanId
      WHERE g.state IN ('effective', 'released', 'compensated') AND g.issuedOn >= ? AND g.issuedOn < ?
      ORDER BY g.issuedOn, g.id`,
    [from, until],
  );
}
