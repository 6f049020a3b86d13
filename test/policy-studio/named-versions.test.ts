import { expect } from 'chai';
import { AuditEvent } from '../../models/audit-event.js';
import { findRow, findRows } from '../../models/rows.js';
import { StageClock } from '../../models/stage-clock.js';
import type { PolicyParameter } from '../../server/core/policy/policy-parameters.js';
import { parseBusinessDate } from '../../server/core/business-date.js';
import { decideRelease } from '../../server/policy-studio/decide-release.js';
import { draftPolicy } from '../../server/policy-studio/draft-policy.js';
import { proposeRelease } from '../../server/policy-studio/propose-release.js';
import {
  allotBudget,
  bringClaimTo,
  insertLoan,
  openSubsidyOffice,
  type SubsidyOffice,
} from '../support/subsidies.js';

describe('What is computed after a release', () => {
  let office: SubsidyOffice;
  beforeEach(async () => {
    office = await openSubsidyOffice();
  });

  const release = async (parameter: PolicyParameter, value: object): Promise<string> => {
    const { draftId } = await draftPolicy(office.centreOfficer, {
      kind: 'parameter',
      parameter,
      jurisdiction: 'guangzhou',
      effectiveFrom: parseBusinessDate('2024-01-01'),
      value: value as never,
      document: '示范文件〔2024〕1号',
      article: '第一条',
      verified: true,
      note: null,
    });
    const { payloadHash } = await proposeRelease(office.centreOfficer, draftId);
    const verdict = { payloadHash, outcome: 'approve', reason: null } as const;
    return (await decideRelease(office.centreSupervisor, draftId, verdict)).policyId ?? '';
  };

  it('names the versions: lines their regime, the claim every one, the deadline and the split of costs theirs', async () => {
    const regime = await release('subsidy-regime', { kind: 'share-of-rate', shareBasisPoints: 4_000 });
    const months = await release('subsidised-months-individual', { months: 12 });
    const clock = await release('clock-claim-verification', { workingDays: 3 });
    const split = await release('cost-split', {
      centralBasisPoints: 0,
      provinceBasisPoints: 0,
      cityBasisPoints: 10_000,
      districtBasisPoints: 0,
    });
    await insertLoan(office, { disbursedOn: '2024-12-21' });
    await allotBudget(office, '100000.00');
    const { claimId, subsidyFen } = await bringClaimTo(office, 'funded', '2025Q1');
    // 300 000.00 × 3.45 % × 90 days ÷ 360, 40 % of it.
    expect(subsidyFen).to.equal(103_500);

    const events = await findRows(AuditEvent, {
      where: { subjectKind: 'subsidy-claim', subjectId: claimId },
    });
    const detailOf = (command: string): Record<string, unknown> =>
      JSON.parse(events.find((event) => event.command === command)?.detailJson ?? '{}') as Record<
        string,
        unknown
      >;
    expect(detailOf('subsidy-claim.build-batch')['policyIds']).to.include.members([regime, months]);
    expect(detailOf('subsidy-claim.fund')).to.include({ costSplitPolicyId: split });
    const verification = await findRow(StageClock, {
      where: { stage: 'claim-verification', subjectId: claimId },
    });
    expect(verification).to.include({ policyId: clock });
  });
});
