import { expect } from 'chai';
import { ClaimedLine } from '../../../models/claimed-line.js';
import { findRows } from '../../../models/rows.js';
import { SubsidyLine } from '../../../models/subsidy-line.js';
import { parseEvidence } from '../../../server/subsidies/claim-check/evidence.js';
import { parseSegments } from '../../../server/subsidies/claim-segments.js';
import { findSubsidyLines } from '../../../server/subsidies/find-subsidy-lines.js';
import { checkRows } from '../../support/claim-import.js';
import { insertLoan, openSubsidyOffice, type SubsidyOffice } from '../../support/subsidies.js';
import { claimOf, fileOf, type LineStory } from './claim-file.js';

describe('Lines of one loan in the file of a claim', () => {
  let office: SubsidyOffice;
  beforeEach(async () => {
    office = await openSubsidyOffice();
  });

  const check = (...lines: readonly LineStory[]) => checkRows(office.bankOfficer, '2025Q2', fileOf(...lines));
  const linesOf = async (claimId: number) =>
    (await findSubsidyLines(office.auditor, claimId, { limit: 50, withSegments: true })).items;
  const found = async (claimId: number) =>
    (await linesOf(claimId)).map((line) => [
      line.contractNumber,
      line.check.claimed,
      line.subsidyFen,
      line.check.cause,
    ]);

  it('are several as long as no day stands twice', async () => {
    await insertLoan(office, { contractNumber: 'A' });
    const claimId = await check(
      { contract: 'A', claimed: '143.75', lastDay: '2025-03-30' },
      { contract: 'A', claimed: '1178.75', from: '2025-03-31' },
      { contract: 'A', claimed: '14.38', from: '2025-06-20' },
    );
    expect(await found(claimId)).to.deep.equal([
      ['A', 14_375, 14_375, 'none'],
      ['A', 117_875, 117_875, 'none'],
      ['A', 1438, 0, 'duplicate-line'],
    ]);
    const [paid, ...others] = await findRows(SubsidyLine, { where: { claimId } });
    expect(others).to.be.empty;
    expect(paid).to.include({ subsidyFen: 132_250, subsidisedDays: 92, periodUntil: '2025-06-21' });
  });

  it('may stand many lines apart', async () => {
    await insertLoan(office, { contractNumber: 'A' });
    const between = Array.from({ length: 1500 }, (_, index) => ({ contract: `N${index}`, claimed: '1.00' }));
    const claimId = await check(
      { contract: 'A', claimed: '143.75', lastDay: '2025-03-30' },
      ...between,
      { contract: 'A', claimed: '1178.75', from: '2025-03-31' },
      ...between,
      { contract: 'A', claimed: '14.38', from: '2025-06-20' },
    );
    const lines = await findRows(ClaimedLine, { where: { claimId, contractNumber: 'A' } });
    expect(lines.map((line) => [line.lineNumber, line.computedFen, line.cause])).to.deep.equal([
      [1, 14_375, 'none'],
      [1502, 117_875, 'none'],
      [3003, 0, 'duplicate-line'],
    ]);
    const { number } = await claimOf(claimId);
    expect(parseEvidence(lines[2]?.evidenceJson ?? '').facts).to.deep.equal({ claim: number, line: '1502' });
    const [paid, ...others] = await findRows(SubsidyLine, { where: { claimId } });
    expect(others).to.be.empty;
    expect(paid).to.include({ subsidyFen: 132_250, subsidisedDays: 92, periodUntil: '2025-06-21' });
  });

  it('earn for the days that stand nowhere yet where only some of a line’s days are claimed already', async () => {
    await insertLoan(office, { contractNumber: 'A' });
    const claimId = await check(
      { contract: 'A', claimed: '143.75', from: '2025-04-20', lastDay: '2025-04-29' },
      { contract: 'A', claimed: '1322.50' },
      { contract: 'A', claimed: '1322.50' },
    );
    // Ten of the second line's 92 days stand in the first: 82 days at 14.375.
    expect(await found(claimId)).to.deep.equal([
      ['A', 14_375, 14_375, 'none'],
      ['A', 132_250, 117_875, 'unexplained'],
      ['A', 132_250, 0, 'duplicate-line'],
    ]);
    const { number } = await claimOf(claimId);
    const [, partly, wholly] = await linesOf(claimId);
    const named = { claim: number, from: '2025-04-20', line: '1', lastDay: '2025-04-29' };
    expect(partly?.check?.facts).to.deep.equal(named);
    expect(
      partly?.segments?.map(({ days, notSubsidisedBecause }) => [days, notSubsidisedBecause]),
    ).to.deep.equal([
      [30, null],
      [10, 'claimed-before'],
      [52, null],
    ]);
    expect(wholly?.check?.facts).to.include({ claim: number, line: '1' });
    const [paid, ...others] = await findRows(SubsidyLine, { where: { claimId } });
    expect(others).to.be.empty;
    expect(paid).to.include({ interestFen: 264_500, subsidyFen: 132_250, subsidisedDays: 92 });
    const segments = parseSegments(paid?.segmentsJson ?? '[]');
    expect(segments.map(({ days }) => days)).to.deep.equal([30, 10, 52]);
  });

  it('are right where a line that overlaps another asks for its other days alone', async () => {
    await insertLoan(office, { contractNumber: 'A' });
    const claimId = await check(
      { contract: 'A', claimed: '143.75', lastDay: '2025-03-30' },
      { contract: 'A', claimed: '1178.75' },
    );
    expect(await found(claimId)).to.deep.equal([
      ['A', 14_375, 14_375, 'none'],
      ['A', 117_875, 117_875, 'none'],
    ]);
  });
});
