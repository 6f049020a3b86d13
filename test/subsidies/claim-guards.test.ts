import { expect } from 'chai';
import { AuditEvent } from '../../models/audit-event.js';
import { BudgetEntry } from '../../models/budget-entry.js';
import { Budget } from '../../models/budget.js';
import { findRow, findRows, updateRows } from '../../models/rows.js';
import { SubsidyClaim } from '../../models/subsidy-claim.js';
import { SubsidyLine } from '../../models/subsidy-line.js';
import { SubsidyPayment } from '../../models/subsidy-payment.js';
import { inTransaction } from '../../models/transaction.js';
import type { Context } from '../../server/context.js';
import { DomainError } from '../../server/core/errors.js';
import { subsidyQuarter } from '../../server/core/subsidy-quarter.js';
import { approveSubsidyClaim } from '../../server/subsidies/approve-subsidy-claim.js';
import { buildBatch, nothingBuilt } from '../../server/subsidies/build-batch.js';
import { claimContentHash } from '../../server/subsidies/claim-content.js';
import { buildSubsidyClaim } from '../../server/subsidies/build-subsidy-claim.js';
import { findSubsidyClaims } from '../../server/subsidies/find-subsidy-claims.js';
import { fundSubsidyClaim } from '../../server/subsidies/fund-subsidy-claim.js';
import { openBuild } from '../../server/subsidies/open-build.js';
import { paySubsidyClaim } from '../../server/subsidies/pay-subsidy-claim.js';
import { returnSubsidyClaim } from '../../server/subsidies/return-subsidy-claim.js';
import { submitSubsidyClaim } from '../../server/subsidies/submit-subsidy-claim.js';
import { verifySubsidyClaim } from '../../server/subsidies/verify-subsidy-claim.js';
import {
  addPerson,
  allotBudget,
  bringClaimTo,
  buildClaim,
  insertLoan,
  openSubsidyOffice,
  type SubsidyOffice,
} from '../support/subsidies.js';

const QUARTER = '2025Q2';
const CLIENTS = 16;

/** The codes with which the refused ones of many attempts were refused; whoever succeeds counts as `done`. */
async function outcomes(attempts: readonly Promise<unknown>[]): Promise<string[]> {
  const settled = await Promise.allSettled(attempts);
  return settled.map((result) => (result.status === 'fulfilled' ? 'done' : codeOf(result.reason))).toSorted();
}

function codeOf(error: unknown): string {
  if (error instanceof DomainError) return error.code;
  throw error;
}

const refusal = async (attempt: Promise<unknown>): Promise<string | undefined> =>
  (await outcomes([attempt]))[0];

const sixteen = (act: () => Promise<unknown>): Promise<unknown>[] => Array.from({ length: CLIENTS }, act);

const tryToBuild = (
  context: Context,
  bankCode: string | null,
  quarter: string,
): Promise<string | undefined> =>
  refusal(buildSubsidyClaim(context, { bankCode, quarter: subsidyQuarter(quarter) }));

/** The lines of a claim without their ids. */
async function linesOf(claimId: number): Promise<object[]> {
  const rows = await findRows(SubsidyLine, { where: { claimId }, order: [['lineNumber', 'ASC']] });
  return rows.map(({ id: _id, ...line }) => line);
}

describe('A subsidy claim', () => {
  let office: SubsidyOffice;

  beforeEach(async () => {
    office = await openSubsidyOffice();
    await insertLoan(office, { contractNumber: 'A' });
    await insertLoan(office, { contractNumber: 'B' });
  });

  it('has the same lines and hash however often it is built', async () => {
    const first = await buildClaim(office, QUARTER);
    const lines = await linesOf(first.claimId);
    const second = await buildClaim(office, QUARTER);
    expect(second).to.deep.equal(first);
    expect(await linesOf(first.claimId)).to.deep.equal(lines);
    expect(await findRows(SubsidyClaim, { where: {} })).to.have.length(1);
  });

  it('is bound by what its stored lines say, whoever hashed them: the build on its way, or a reader afterwards', async () => {
    await insertLoan(office, { contractNumber: '\\穗|N \t"号\'' });
    const request = { bankCode: null, quarter: subsidyQuarter(QUARTER) };
    const { claimId, contentHash } = await buildSubsidyClaim(office.bankOfficer, request, 2);
    const claim = { id: claimId, revision: 0 };
    const read = await inTransaction(office.system.database, (unit) => claimContentHash(claim, unit));
    expect(await linesOf(claimId)).to.have.length(3);
    expect(contentHash).to.equal(read);
  });

  it('goes on after a build that was broken off', async () => {
    const whole = await buildClaim(office, QUARTER);
    const build = await openBuild(office.bankOfficer, { bankCode: null, quarter: subsidyQuarter(QUARTER) });
    expect(build).to.include({ claimId: whole.claimId, version: 1 });
    expect(await refusal(submitSubsidyClaim(office.bankSupervisor, whole))).to.equal('request-in-progress');
    expect(await buildClaim(office, QUARTER)).to.deep.equal(whole);
    expect(await findRow(SubsidyClaim, { where: { id: whole.claimId } })).to.include({ version: 1 });
  });

  it('is built once by many at a time', async () => {
    const whole = await buildClaim(office, QUARTER);
    const found = await outcomes(sixteen(() => buildClaim(office, QUARTER)));
    expect(new Set(found)).to.satisfy((codes: Set<string>) => codes.has('done') && codes.size <= 2);
    expect(found.filter((code) => code !== 'done' && code !== 'request-in-progress')).to.deep.equal([]);
    const claim = await findRow(SubsidyClaim, { where: { id: whole.claimId } });
    expect(claim).to.include({ contentHash: whole.contentHash, lineCount: 2, subsidyFen: whole.subsidyFen });
  });

  it('takes no more loans once it is sealed', async () => {
    const claim = await buildClaim(office, QUARTER);
    await insertLoan(office, { contractNumber: 'C' });
    const build = { claimId: claim.claimId, version: 0, bankOrganisationId: office.bankId };
    expect(await buildBatch(office.bankOfficer, build, nothingBuilt())).to.include({ finished: true });
    expect(await linesOf(claim.claimId)).to.have.length(2);
  });

  it('is built for a quarter that has ended, by the bank itself or for a bank that the centre names', async () => {
    expect(await tryToBuild(office.bankOfficer, null, '2025Q3')).to.equal('malformed');
    expect(await tryToBuild(office.bankOfficer, 'BANK02', QUARTER)).to.equal('not-found');
    expect(await tryToBuild(office.centreOfficer, null, QUARTER)).to.equal('malformed');
    expect(await tryToBuild(office.centreOfficer, 'BANK01', QUARTER)).to.equal('done');
  });

  it('is out of another bank’s sight', async () => {
    const claim = await buildClaim(office, QUARTER);
    const other = await office.addBank('BANK02');
    expect((await findSubsidyClaims(other.bankOfficer, { limit: 10 })).items).to.deep.equal([]);
    expect(await refusal(submitSubsidyClaim(other.bankSupervisor, claim))).to.equal('not-found');
  });

  it('is never decided on by one natural person twice, under whatever account [T6]', async () => {
    const claim = await buildClaim(office, QUARTER);
    const { organisationId, personIndex } = office.bankOfficer.actor;
    const sameAtBank = await addPerson(
      office.system,
      'bank-supervisor',
      organisationId ?? 0,
      personIndex ?? '',
    );
    expect(await refusal(submitSubsidyClaim(sameAtBank, claim))).to.equal('maker-is-checker');
    await submitSubsidyClaim(office.bankSupervisor, claim);
    await verifySubsidyClaim(office.centreOfficer, claim);
    const centre = office.centreOfficer.actor;
    const sameAtCentre = await addPerson(
      office.system,
      'municipal-supervisor',
      centre.organisationId ?? 0,
      centre.personIndex ?? '',
    );
    expect(await refusal(approveSubsidyClaim(sameAtCentre, claim))).to.equal('maker-is-checker');
  });

  it('is not decided on when its lines are not the ones that were seen [T7]', async () => {
    const claim = await bringClaimTo(office, 'submitted', QUARTER);
    const unseen = { ...claim, contentHash: '0'.repeat(64) };
    expect(await refusal(verifySubsidyClaim(office.centreOfficer, unseen))).to.equal(
      'approval-does-not-match',
    );
    await verifySubsidyClaim(office.centreOfficer, claim);
    await inTransaction(office.system.database, (transaction) =>
      updateRows(SubsidyLine, { subsidisedDays: 91 }, { claimId: claim.claimId, lineNumber: 2 }, transaction),
    );
    expect(await refusal(approveSubsidyClaim(office.centreSupervisor, claim))).to.equal(
      'approval-does-not-match',
    );
  });

  it('comes back with a reason and may then be built anew', async () => {
    const claim = await bringClaimTo(office, 'verified', QUARTER);
    const back = { claimId: claim.claimId, reason: '缺少合同' };
    expect(await refusal(buildClaim(office, QUARTER))).to.equal('already-exists');
    expect(await refusal(returnSubsidyClaim(office.centreOfficer, back))).to.equal('forbidden');
    expect(await returnSubsidyClaim(office.centreSupervisor, back)).to.include({ state: 'returned' });
    await insertLoan(office, { contractNumber: 'C' });
    expect(await bringClaimTo(office, 'approved', QUARTER)).to.include({
      claimId: claim.claimId,
      lineCount: 3,
    });
    const [event] = await findRows(AuditEvent, { where: { command: 'subsidy-claim.return' } });
    expect(JSON.parse(event?.detailJson ?? '{}')).to.include({
      from: 'verified',
      to: 'returned',
      reason: '缺少合同',
    });
  });

  it('is not paid before the quarter’s end or in the future', async () => {
    await allotBudget(office, '10000.00');
    const { claimId } = await bringClaimTo(office, 'funded', QUARTER);
    const pay = (paidOn: string) =>
      refusal(paySubsidyClaim(office.finance, { claimId, paidOn: paidOn as never }));
    expect(await pay('2025-06-20')).to.equal('malformed');
    expect(await pay('2025-07-02')).to.equal('malformed');
    expect(await pay('2025-07-01')).to.equal('done');
  });

  it('is approved and paid once, whoever else tries at that moment', async () => {
    await allotBudget(office, '10000.00');
    const claim = await bringClaimTo(office, 'verified', QUARTER);
    const approvals = await outcomes(sixteen(() => approveSubsidyClaim(office.centreSupervisor, claim)));
    expect(approvals).to.deep.equal(['done', ...Array<string>(CLIENTS - 1).fill('illegal-transition')]);
    await fundSubsidyClaim(office.finance, claim);
    const payment = { claimId: claim.claimId, paidOn: office.clock.today() };
    const payments = await outcomes(sixteen(() => paySubsidyClaim(office.finance, payment)));
    expect(payments).to.deep.equal(['done', ...Array<string>(CLIENTS - 1).fill('illegal-transition')]);
    expect(await findRows(SubsidyPayment, { where: {} })).to.have.length(2);
    expect(await findRow(Budget, { where: { year: 2025 } })).to.include({
      paidFen: 264_500,
      committedFen: 0,
    });
  });
});

describe('A budget', () => {
  it('is never overrun by claims that are funded at the same moment [T10]', async () => {
    const office = await openSubsidyOffice();
    const claims = [];
    for (let index = 0; index < CLIENTS; index += 1) {
      const bank = await office.addBank(`BANK1${index}`);
      await insertLoan(office, { bankId: bank.bankId });
      claims.push(await bringClaimTo(office, 'approved', QUARTER, bank));
    }
    const budgetId = await allotBudget(office, '10000.00'); // for 7 claims of 1 322.50
    const found = await outcomes(claims.map((claim) => fundSubsidyClaim(office.finance, claim)));
    expect(found).to.deep.equal([
      ...Array<string>(9).fill('budget-exceeded'),
      ...Array<string>(7).fill('done'),
    ]);
    expect(await findRow(Budget, { where: { id: budgetId } })).to.include({
      reservedFen: 0,
      committedFen: 7 * 132_250,
    });
    expect(await findRows(BudgetEntry, { where: { budgetId, kind: 'commit' } })).to.have.length(7);
    expect(await findRows(SubsidyClaim, { where: { state: 'funded' } })).to.have.length(7);
  });
});
