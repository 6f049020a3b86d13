import { expect } from 'chai';
import { ClaimTerms } from '../../models/claim-terms.js';
import { Loan } from '../../models/loan.js';
import { PolicyParameterVersion } from '../../models/policy-parameter-version.js';
import { findRow, findRows, insertRow, updateRows } from '../../models/rows.js';
import { SubsidyClaim } from '../../models/subsidy-claim.js';
import { inTransaction } from '../../models/transaction.js';
import { parseBusinessDate } from '../../server/core/business-date.js';
import { subsidyQuarter } from '../../server/core/subsidy-quarter.js';
import { loadReferenceData } from '../../server/policy/reference-data.js';
import { buildSubsidyClaim } from '../../server/subsidies/build-subsidy-claim.js';
import { findSubsidyLines } from '../../server/subsidies/find-subsidy-lines.js';
import {
  insertLoan,
  insertRepayment,
  openSubsidyOffice,
  type LoanTerms,
  type SubsidyOffice,
} from '../support/subsidies.js';

const QUARTER = { bankCode: 'BANK01', quarter: subsidyQuarter('2025Q2') };

describe('The versions of the policy behind the lines of a claim', () => {
  let office: SubsidyOffice;
  beforeEach(async () => {
    office = await openSubsidyOffice();
  });

  const build = () => buildSubsidyClaim(office.bankOfficer, QUARTER);
  const linesOf = async (claimId: number) => {
    const { items } = await findSubsidyLines(office.auditor, claimId, { limit: 50, withSegments: false });
    return items.map(({ terms }) => ({
      ids: terms.policies.map(({ id }) => id),
      loanPrimeRate: terms.loanPrimeRate,
    }));
  };
  /** A loan that was repaid before the quarter and settled in it: it is looked at and has no line. */
  async function insertSettled(terms: LoanTerms): Promise<void> {
    const loan = await insertLoan(office, terms);
    await insertRepayment(office, loan, '2025-03-10', '300000.00');
    await inTransaction(office.system.database, (transaction) =>
      updateRows(Loan, { settledOn: parseBusinessDate('2025-04-01') }, { id: loan.id }, transaction),
    );
  }
  /** Releases another share of the rate for loans from 2024 on, as Guangzhou's. */
  async function releaseShare(): Promise<void> {
    const { system } = office;
    await inTransaction(system.database, (transaction) =>
      insertRow(
        PolicyParameterVersion,
        {
          parameter: 'subsidy-regime',
          jurisdiction: 'guangzhou',
          effectiveFrom: parseBusinessDate('2024-01-01'),
          valueJson: '{"kind":"share-of-rate","shareBasisPoints":4000}',
          document: '示范文件〔2025〕8号',
          article: '第三条',
          verifiedFlag: 1,
          note: null,
          state: 'in-force',
          makerUserId: office.centreOfficer.actor.userId,
          checkerUserId: office.centreSupervisor.actor.userId,
          createdAt: system.clock.now(),
        },
        transaction,
      ),
    );
    Object.assign(system, { referenceData: await loadReferenceData() });
  }

  it('are named line by line: regime, loan prime rate where it counts, longest term and what ends it', async () => {
    await insertLoan(office, { disbursedOn: '2022-09-10', maturesOn: '2025-09-10' });
    await insertLoan(office, { disbursedOn: '2024-03-15', borrowerKind: 'enterprise' });
    const { claimId } = await build();
    expect(await linesOf(claimId)).to.deep.equal([
      {
        ids: [
          'subsidy-regime.national.2021-01-01',
          'loan-prime-rate.2022-08-22',
          'subsidised-months-individual.national.2021-01-01',
          'closure-ends-subsidy.national.2021-01-01',
          'legal-representative-change-ends-subsidy.national.2021-01-01',
        ],
        loanPrimeRate: 3_650_000,
      },
      {
        ids: [
          'subsidy-regime.national.2023-10-01',
          'subsidised-months-enterprise.national.2023-10-01',
          'closure-ends-subsidy.guangzhou.2023-12-31',
          'legal-representative-change-ends-subsidy.guangzhou.2023-12-31',
        ],
        loanPrimeRate: null,
      },
    ]);
  });

  it('stay what they were when a later version is released, and a claim that is built again names the new ones', async () => {
    await insertLoan(office, { disbursedOn: '2024-03-15' });
    const { claimId } = await build();
    const before = await findRow(SubsidyClaim, { where: { id: claimId } });
    await releaseShare();
    expect((await linesOf(claimId))[0]?.ids[0]).to.equal('subsidy-regime.national.2023-10-01');
    await build();
    expect((await linesOf(claimId))[0]?.ids[0]).to.match(/^subsidy-regime\.guangzhou\.2024-01-01#/);
    expect(await findRows(ClaimTerms, { where: { claimId } })).to.have.length(1);
    const after = await findRow(SubsidyClaim, { where: { id: claimId } });
    expect(after?.contentHash).to.not.equal(before?.contentHash);
  });

  it('are kept once for days in a row that are computed alike', async () => {
    for (const disbursedOn of ['2024-03-15', '2024-05-20', '2025-01-10'])
      await insertLoan(office, { disbursedOn });
    const { claimId } = await build();
    const terms = await findRows(ClaimTerms, { where: { claimId } });
    expect(terms.map(({ disbursedFrom, disbursedLastOn }) => [disbursedFrom, disbursedLastOn])).to.deep.equal(
      [['2024-03-15', '2025-01-10']],
    );
  });

  it('are the same in whatever batches a claim is built, also where a batch has no line', async () => {
    await insertSettled({ disbursedOn: '2024-03-15', borrowerKind: 'enterprise' });
    await insertLoan(office, { disbursedOn: '2024-05-20' });
    const together = await build();
    expect(together.lineCount).to.equal(1);
    const oneByOne = await buildSubsidyClaim(office.bankOfficer, QUARTER, 1);
    expect(oneByOne.contentHash).to.equal(together.contentHash);
    expect((await findRows(ClaimTerms, {})).map(({ borrowerKind }) => borrowerKind)).to.have.members([
      'enterprise',
      'individual',
    ]);
  });

  it('of a batch without a line are replaced with its claim', async () => {
    await insertSettled({ disbursedOn: '2024-03-15' });
    await build();
    await releaseShare();
    const { lineCount } = await build();
    const terms = await findRows(ClaimTerms, {});
    expect([lineCount, terms.length]).to.deep.equal([0, 1]);
    expect(terms[0]?.policyIdsJson).to.include('subsidy-regime.guangzhou.2024-01-01');
  });
});
