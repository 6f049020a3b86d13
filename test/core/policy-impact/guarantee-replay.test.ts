import { expect } from 'chai';
import { parseBusinessDate } from '../../../server/core/business-date.js';
import { fen, parseYuan } from '../../../server/core/money.js';
import { PolicyBook } from '../../../server/core/policy/policy-book.js';
import type { PolicyParameter, PolicyVersion } from '../../../server/core/policy/policy-parameters.js';
import {
  GuaranteeReplay,
  type GivenGuarantee,
  type GuaranteeMonth,
  type GuarantorRoom,
} from '../../../server/core/policy-impact/guarantee-replay.js';

const BOOK = PolicyBook.published();
const [BANK, OTHER_BANK, FUND, INSTITUTION, DISTRICT] = [1, 2, 3, 4, 5];

const draft = (parameter: PolicyParameter, value: object): PolicyBook => {
  const version = {
    id: `${parameter}#draft`,
    parameter,
    jurisdiction: 'guangzhou',
    effectiveFrom: parseBusinessDate('2025-01-01'),
    value,
    document: '示例',
    article: '一',
    verified: false,
  } as unknown as PolicyVersion;
  return BOOK.asIf(version, parseBusinessDate('2025-01-01'));
};

let serial = 0;
const given = (changes: Partial<GivenGuarantee> = {}): GivenGuarantee => {
  serial += 1;
  return {
    loanId: serial,
    borrowerId: serial,
    agreementId: null,
    bankOrganisationId: BANK,
    guarantorOrganisationId: FUND,
    districtOrganisationId: DISTRICT,
    borrowerKind: 'individual',
    borrowerCategory: 'college-graduate',
    guaranteed: parseYuan('100000.00'),
    ...changes,
  };
};

const ROOM: GuarantorRoom = {
  kind: 'fund',
  agreed: parseYuan('90000000.00'),
  capital: parseYuan('10000000.00'),
  used: fen(0),
};

const month = (day: string, changes: Partial<GuaranteeMonth> = {}): GuaranteeMonth => ({
  from: parseBusinessDate(day),
  rates: [],
  rooms: new Map([
    [FUND, ROOM],
    [INSTITUTION, { ...ROOM, kind: 'institution' }],
  ]),
  given: [],
  ...changes,
});

const overdue = (organisationId: number, part: number) =>
  ({
    organisationId,
    agreementId: null,
    measure: 'overdue-rate',
    part: fen(part),
    whole: fen(10_000),
  }) as const;

const replayed = (drafted: PolicyBook, ...months: GuaranteeMonth[]): GuaranteeReplay => {
  const replay = new GuaranteeReplay({ inForce: BOOK, drafted });
  for (const each of months) replay.add(each);
  return replay;
};

describe('Guarantees of past months, given once more under a draft', () => {
  const STRICTER = draft('stop-thresholds', { overdueBasisPoints: 1000, compensationBasisPoints: 1000 });

  it('are refused in the months at whose beginning a stricter threshold is reached, and only of whom it concerns', () => {
    const [stopped, free, later] = [given(), given({ bankOrganisationId: OTHER_BANK }), given()];
    const replay = replayed(
      STRICTER,
      month('2025-03-21', { rates: [overdue(BANK, 1_500)], given: [stopped, free] }),
      month('2025-04-01', { rates: [overdue(BANK, 900)], given: [later] }),
    );
    expect(replay.total).to.deep.equal({
      given: 3,
      givenFen: 30_000_000,
      refused: [0, 1],
      refusedFen: [0, 10_000_000],
    });
    expect(replay.organisations()).to.deep.equal([
      {
        organisationId: BANK,
        cause: 'overdue-rate',
        months: [0, 1],
        refused: [0, 1],
        refusedFen: [0, 10_000_000],
        highestRate: 1_500,
      },
    ]);
    expect([...replay.refusedByDraft]).to.deep.equal([stopped.loanId]);
  });

  it('are refused under both where the threshold in force is reached, too: the draft changes nothing then', () => {
    const replay = replayed(
      STRICTER,
      month('2025-03-21', { rates: [overdue(DISTRICT, 2_000)], given: [given()] }),
    );
    expect(replay.total).to.deep.include({ refused: [1, 1] });
    expect(replay.refusedByDraft.size).to.equal(0);
  });

  it('of a cap are those under its agreement alone', () => {
    const cap = { ...overdue(BANK, 8_500), measure: 'compensation-cap', agreementId: 7 } as const;
    const drafted = draft('stop-yearly-compensation', { rateBasisPoints: 2000, capBasisPoints: 8000 });
    const replay = replayed(
      drafted,
      month('2025-03-21', { rates: [cap], given: [given({ agreementId: 7 }), given({ agreementId: 8 })] }),
    );
    expect(replay.total).to.deep.include({ refused: [0, 1] });
  });

  it('are refused once a lower multiple leaves no room; what was refused takes none the month after', () => {
    const drafted = draft('fund-multiplier', { times: 1 });
    const rooms = new Map([[FUND, { ...ROOM, used: parseYuan('9850000.00') }]]);
    const later = new Map([[FUND, { ...ROOM, used: parseYuan('10050000.00') }]]);
    const replay = replayed(
      drafted,
      month('2025-03-21', { rooms, given: [given(), given()] }),
      month('2025-04-01', { rooms: later, given: [given({ guaranteed: parseYuan('50000.00') })] }),
    );
    expect(replay.organisations()[0]).to.include({ organisationId: FUND, cause: 'exposure' });
    expect(replay.total).to.deep.include({ refused: [0, 1], refusedFen: [0, 10_000_000] });
    expect(replay.by('month')).to.deep.include([
      '2025-04-01',
      { given: 1, givenFen: 5_000_000, refused: [0, 0], refusedFen: [0, 0] },
    ]);
  });

  it('are within the limit of one borrower of an institution, which a fund does not have', () => {
    const values = { singleObligorBasisPoints: 50, relatedObligorsBasisPoints: 1500, netAssetsTimes: 10 };
    const drafted = draft('guarantor-limits', values);
    const replay = replayed(
      drafted,
      month('2025-03-21', { given: [given({ guarantorOrganisationId: INSTITUTION }), given()] }),
    );
    expect(replay.organisations()).to.have.length(1);
    expect(replay.organisations()[0]).to.deep.include({ cause: 'single-obligor', refused: [0, 1] });
  });

  it('come apart by month, district, kind and category, and the parts come to the whole', () => {
    const replay = replayed(
      STRICTER,
      month('2025-03-21', {
        rates: [overdue(BANK, 1_500)],
        given: [given(), given({ borrowerKind: 'enterprise', borrowerCategory: null })],
      }),
    );
    for (const group of ['month', 'districtOrganisationId', 'borrowerKind', 'borrowerCategory'] as const) {
      const refused = replay.by(group).map(([, sums]) => sums.refusedFen[1]);
      expect(
        refused.reduce((sum, amount) => sum + amount, 0),
        group,
      ).to.equal(replay.total.refusedFen[1]);
    }
    expect(replay.by('borrowerKind')).to.have.length(2);
  });
});

describe('The room of a guarantor in a month of the past', () => {
  it('is what was agreed where no capital is on record and no multiplier was in force yet', () => {
    const early = { ...ROOM, capital: null, agreed: parseYuan('100000.00') };
    const rooms = new Map([[FUND, early]]);
    const replay = replayed(BOOK, month('1999-03-21', { rooms, given: [given(), given()] }));
    expect(replay.total.refused).to.deep.equal([1, 1]);
  });

  it('without capital is none at all once the law multiplies it', () => {
    const rooms = new Map([[FUND, { ...ROOM, capital: null }]]);
    const replay = replayed(BOOK, month('2025-03-21', { rooms, given: [given()] }));
    expect(replay.total.refused).to.deep.equal([1, 1]);
  });

  it('that is not known refuses nobody', () => {
    const replay = replayed(BOOK, month('2025-03-21', { rooms: new Map(), given: [given()] }));
    expect(replay.total.refused).to.deep.equal([0, 0]);
  });
});
