import { expect } from 'chai';
import { ClaimedLine } from '../../../models/claimed-line.js';
import { ClaimLineDecision } from '../../../models/claim-line-decision.js';
import { findRows } from '../../../models/rows.js';
import { parseBusinessDate } from '../../../server/core/business-date.js';
import { acceptClaimedLines } from '../../../server/subsidies/accept-claimed-lines.js';
import { findSubsidyClaim } from '../../../server/subsidies/find-subsidy-claim.js';
import { findSubsidyLines } from '../../../server/subsidies/find-subsidy-lines.js';
import { returnSubsidyClaim } from '../../../server/subsidies/return-subsidy-claim.js';
import { submitSubsidyClaim } from '../../../server/subsidies/submit-subsidy-claim.js';
import { verifySubsidyClaim } from '../../../server/subsidies/verify-subsidy-claim.js';
import { checkRows } from '../../support/claim-import.js';
import { codeOf } from '../../support/code-of.js';
import {
  allotBudget,
  bringClaimTo,
  buildClaim,
  insertEvent,
  insertLoan,
  insertRepayment,
  openSubsidyOffice,
  type SubsidyOffice,
} from '../../support/subsidies.js';
import { claimOf, fileOf, type LineStory } from './claim-file.js';

const QUARTER = '2025Q2';

describe('A claim that a bank sends as a file', () => {
  let office: SubsidyOffice;
  beforeEach(async () => {
    office = await openSubsidyOffice();
  });

  const check = (...lines: readonly LineStory[]) => checkRows(office.bankOfficer, QUARTER, fileOf(...lines));
  const linesOf = async (claimId: number, revision?: number) =>
    (await findSubsidyLines(office.auditor, claimId, { limit: 50, withSegments: true, revision })).items;
  const found = async (claimId: number, revision?: number) =>
    (await linesOf(claimId, revision)).map((line) => [
      line.contractNumber,
      line.check.claimed,
      line.subsidyFen,
      line.check.cause,
    ]);
  const submit = async (claimId: number) => {
    const { contentHash } = await claimOf(claimId);
    await submitSubsidyClaim(office.bankSupervisor, { claimId, contentHash });
    return { claimId, contentHash };
  };

  it('is recomputed line by line and asks for what we compute', async () => {
    await insertLoan(office, { contractNumber: 'A' });
    const overdue = await insertLoan(office, { contractNumber: 'B' });
    await insertEvent(office, overdue, { kind: 'overdue', from: '2025-04-01', until: '2025-04-11' });
    const claimId = await check(
      { contract: 'A', claimed: '1322.50' },
      { contract: 'B', claimed: '1322.50' },
      { contract: 'A', claimed: '1322.50' },
      { contract: 'NOBODY', claimed: '10.00' },
    );
    // B loses ten of 92 days: 143.75.
    expect(await found(claimId)).to.deep.equal([
      ['A', 132_250, 132_250, 'none'],
      ['B', 132_250, 117_875, 'overdue-days-included'],
      ['A', 132_250, 0, 'duplicate-line'],
      ['NOBODY', 1000, 0, 'unknown-loan'],
    ]);
    const claim = await claimOf(claimId);
    expect(claim).to.include({
      lineCount: 4,
      claimedFen: 397_750,
      subsidyFen: 250_125,
      revision: 1,
      sequence: 0,
    });
    const { causes } = await findSubsidyClaim(office.auditor, claimId);
    expect(causes).to.deep.include({
      cause: 'overdue-days-included',
      lines: 1,
      claimed: 132_250,
      computed: 117_875,
      undecided: 1,
    });
  });

  it('shows how both figures of a difference come about', async () => {
    const loan = await insertLoan(office, { contractNumber: 'A' });
    await insertRepayment(office, loan, '2025-05-10', '300000.00');
    const claimId = await check({ contract: 'A', claimed: '1322.50' });
    const [line] = await linesOf(claimId);
    expect(line?.terms.policies[0]?.id).to.equal('subsidy-regime.national.2023-10-01');
    expect(line?.check).to.deep.include({ cause: 'after-settlement', facts: { day: '2025-05-10' } });
    expect(line?.segments?.map(({ days, principal }) => [days, principal])).to.deep.equal([
      [50, 30_000_000],
      [42, 0],
    ]);
    expect(line?.claimedSegments?.map(({ days, principal }) => [days, principal])).to.deep.equal([
      [92, 30_000_000],
    ]);
  });

  it('takes the place of the draft that the system built, and nothing is built over it', async () => {
    await insertLoan(office, { contractNumber: 'A' });
    const built = await buildClaim(office, QUARTER);
    const claimId = await check({ contract: 'A', claimed: '1322.50' });
    expect(claimId).to.equal(built.claimId);
    expect(await found(claimId)).to.deep.equal([['A', 132_250, 132_250, 'none']]);
    expect(await codeOf(buildClaim(office, QUARTER))).to.equal('already-exists');
  });

  it('is left as it is when the same file comes again, unless facts have changed since', async () => {
    const loan = await insertLoan(office, { contractNumber: 'A' });
    const file = [{ contract: 'A', claimed: '1322.50' }] as const;
    const claimId = await check(...file);
    expect(await check(...file)).to.equal(claimId);
    expect((await claimOf(claimId)).revision).to.equal(1);

    office.clock.setDay(parseBusinessDate('2025-07-02'));
    await insertEvent(office, loan, { kind: 'misuse', from: '2025-06-11', until: '2025-06-21' });
    await check(...file);
    expect((await claimOf(claimId)).revision).to.equal(2);
    expect(await found(claimId)).to.deep.equal([['A', 132_250, 117_875, 'misuse-days-included']]);
    expect(await found(claimId, 1)).to.deep.equal([['A', 132_250, 132_250, 'none']]);
  });

  it('is verified once every difference is decided, line by line or by cause', async () => {
    await insertLoan(office, { contractNumber: 'A' });
    await insertLoan(office, { contractNumber: 'B' });
    const claimId = await check(
      { contract: 'A', claimed: '1322.51' },
      { contract: 'B', claimed: '1336.88' },
      { contract: 'C', claimed: '1.00' },
    );
    const decision = await submit(claimId);
    const accept = (choice: { lines?: number[]; causes?: ('rounding' | 'unknown-loan')[] }) =>
      acceptClaimedLines(office.centreOfficer, {
        ...decision,
        lines: [],
        causes: [],
        reason: null,
        ...choice,
      });
    expect(await codeOf(verifySubsidyClaim(office.centreOfficer, decision))).to.equal('lines-undecided');
    expect(await accept({ causes: ['rounding', 'unknown-loan'] })).to.include({ undecided: 1 });
    expect(await accept({ causes: ['rounding'] })).to.include({ undecided: 1 });
    expect(await codeOf(accept({ lines: [4] }))).to.equal('malformed');
    expect(await accept({ lines: [2] })).to.include({ undecided: 0 });
    expect((await linesOf(claimId)).map((line) => line.check.outcome)).to.deep.equal([
      'accepted',
      'accepted',
      'accepted',
    ]);
    await verifySubsidyClaim(office.centreOfficer, decision);
    expect(await findRows(ClaimLineDecision, { where: { claimId } })).to.have.length(3);
  });

  it('is accepted only as it was seen, and by the centre', async () => {
    await insertLoan(office, { contractNumber: 'A' });
    const decision = await submit(await check({ contract: 'A', claimed: '1.00' }));
    const acceptance = { ...decision, lines: [1], causes: [], reason: null };
    const other = { ...acceptance, contentHash: '0'.repeat(64) };
    expect(await codeOf(acceptClaimedLines(office.centreOfficer, other))).to.equal('approval-does-not-match');
    expect(await codeOf(acceptClaimedLines(office.centreSupervisor, acceptance))).to.equal('forbidden');
    expect(await codeOf(acceptClaimedLines(office.bankOfficer, acceptance))).to.equal('forbidden');
  });

  it('comes back with its lines named, and the corrected file leaves what was decided on record', async () => {
    await insertLoan(office, { contractNumber: 'A' });
    const { claimId } = await submit(await check({ contract: 'A', claimed: '9.00' }));
    await returnSubsidyClaim(office.centreOfficer, { claimId, reason: '请核对', lines: [1] });
    expect((await linesOf(claimId))[0]?.check.outcome).to.equal('returned');
    expect(await check({ contract: 'A', claimed: '1322.50' })).to.equal(claimId);
    expect(await found(claimId)).to.deep.equal([['A', 132_250, 132_250, 'none']]);
    expect((await linesOf(claimId, 1))[0]?.check).to.include({ cause: 'unexplained', outcome: 'returned' });
    expect(await findRows(ClaimedLine, { where: { claimId } })).to.have.length(2);
    await verifySubsidyClaim(office.centreOfficer, await submit(claimId));
  });

  it('opens a supplement once the quarter’s claim is submitted; what stands there is claimed twice', async () => {
    await allotBudget(office, '10000.00');
    await insertLoan(office, { contractNumber: 'A' });
    await insertLoan(office, { contractNumber: 'B', principal: '100000.00' });
    const first = await check({ contract: 'A', claimed: '1322.50' });
    await submit(first);
    const supplement = await check(
      { contract: 'A', claimed: '1322.50' },
      { contract: 'B', claimed: '440.83' },
    );
    expect(await claimOf(supplement)).to.include({ sequence: 1, subsidyFen: 44_083 });
    const [again] = await linesOf(supplement);
    const { number } = await claimOf(first);
    expect(again?.check).to.deep.include({ cause: 'duplicate-line', facts: { claim: number, line: '1' } });
  });

  it('never asks for a day that stands in a supplement, though that is still a draft', async () => {
    await insertLoan(office, { contractNumber: 'A' });
    await insertLoan(office, { contractNumber: 'B' });
    const { claimId } = await submit(await check({ contract: 'A', claimed: '1322.50' }));
    const supplement = await check({ contract: 'B', claimed: '1322.50' });
    await returnSubsidyClaim(office.centreOfficer, { claimId, reason: '请补全' });
    const both = [
      { contract: 'A', claimed: '1322.50' },
      { contract: 'B', claimed: '1322.50' },
    ];
    expect(await check(...both))
      .to.equal(claimId)
      .and.not.to.equal(supplement);
    expect(await found(claimId)).to.deep.equal([
      ['A', 132_250, 132_250, 'none'],
      ['B', 132_250, 0, 'duplicate-line'],
    ]);
  });

  it('settles what became known of quarters paid before, behind the bank’s own lines', async () => {
    await allotBudget(office, '10000.00');
    const loan = await insertLoan(office, { contractNumber: 'A' });
    await bringClaimTo(office, 'paid', QUARTER);
    office.clock.setDay(parseBusinessDate('2025-09-25'));
    await insertEvent(office, loan, { kind: 'overdue', from: '2025-06-11', until: '2025-06-21' });
    const rows = fileOf({ contract: 'A', claimed: '1322.50', from: '2025-06-21', lastDay: '2025-09-20' });
    const claimId = await checkRows(office.bankOfficer, '2025Q3', rows);
    expect(
      (await linesOf(claimId)).map(({ kind, quarter, subsidyFen }) => [kind, quarter, subsidyFen]),
    ).to.deep.equal([
      ['period', '2025Q3', 132_250],
      ['adjustment', QUARTER, -14_375],
    ]);
    expect(await claimOf(claimId)).to.include({ lineCount: 2, subsidyFen: 117_875, claimedFen: 132_250 });
  });
});
