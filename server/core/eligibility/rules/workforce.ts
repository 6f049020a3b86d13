import type { PolicyParameterValues } from '../../policy/policy-parameters.js';
import type { WorkforceFacts } from '../facts.js';
import {
  type EligibilityRule,
  finding,
  missingEvidence,
  pleaseProvide,
  pleaseState,
  type Verdict,
} from '../finding.js';

/** Enough of an enterprise's staff are new hires from supported groups with contracts long enough. */
export const hiringShare: EligibilityRule = (facts, book) => {
  if (facts.applicantKind !== 'enterprise') return undefined;
  const version = book.asOf('hiring-share', facts.appliedOn);
  const rule = 'hiring-share';
  if (!facts.workforce) {
    const reason = pleaseState('职工人数和新招用人数', 'the number of staff and of new hires');
    return finding(version, { rule, outcome: 'needs-evidence', facts: {}, reason });
  }
  const { staff, newHires } = facts.workforce;
  const missing = missingEvidence(facts, ['staff-roster', 'labour-contracts']);
  const judged = judgeShare(version.value, facts.workforce);
  const verdict: Pick<Verdict, 'outcome' | 'reason'> =
    judged.outcome === 'pass' && missing.length > 0
      ? { outcome: 'needs-evidence', reason: pleaseProvide(missing) }
      : judged;
  return finding(version, { rule, facts: { staff, newHires }, ...verdict });
};

/** An enterprise owes neither wages nor social insurance. */
export const noArrears: EligibilityRule = (facts, book) => {
  if (facts.applicantKind !== 'enterprise') return undefined;
  const version = book.asOf('no-arrears', facts.appliedOn);
  if (!version.value.required) return undefined;
  const rule = 'no-arrears';
  const { wageArrears, socialInsuranceArrears } = facts.workforce ?? {};
  if (wageArrears === undefined || socialInsuranceArrears === undefined) {
    const reason = pleaseState('有无拖欠工资、欠缴社会保险费', 'whether wages or social insurance are owed');
    return finding(version, { rule, outcome: 'needs-evidence', facts: {}, reason });
  }
  const owes = wageArrears || socialInsuranceArrears;
  return finding(version, {
    rule,
    outcome: owes ? 'fail' : 'pass',
    facts: { wageArrears, socialInsuranceArrears },
    reason: owes
      ? {
          zh: '企业存在拖欠职工工资或欠缴社会保险费。补发补缴后可重新申请。',
          en: 'The enterprise owes wages or social insurance. Pay them and apply again.',
        }
      : { zh: '没有拖欠工资或欠缴社会保险费。', en: 'Neither wages nor social insurance are owed.' },
  });
};

/** How many new hires from supported groups an enterprise with so many staff needs. */
export const hiresNeeded = (rule: PolicyParameterValues['hiring-share'], staff: number): number =>
  Math.ceil((staff * percentOf(rule, staff)) / 100);

const percentOf = (rule: PolicyParameterValues['hiring-share'], staff: number): number =>
  staff > rule.largeAboveStaff ? rule.largePercent : rule.percent;

function judgeShare(
  rule: PolicyParameterValues['hiring-share'],
  { staff, newHires }: WorkforceFacts,
): Pick<Verdict, 'outcome' | 'reason'> {
  if (staff <= 0) {
    const zh = '企业没有在职职工,不符合招用比例。招用人员后可申请。';
    const en = 'The enterprise has no staff, so no share of new hires. You can apply after hiring.';
    return { outcome: 'fail', reason: { zh, en } };
  }
  const percent = percentOf(rule, staff);
  const needed = hiresNeeded(rule, staff);
  if (newHires >= needed) {
    const zh = `职工${staff}人,新招用${newHires}人,达到${percent}%(至少${needed}人)。`;
    const en = `${newHires} new hires among ${staff} staff reach ${percent} % (at least ${needed}).`;
    return { outcome: 'pass', reason: { zh, en } };
  }
  return {
    outcome: 'fail',
    reason: {
      zh: `职工${staff}人,申请前${rule.windowMonths}个月内新招用符合条件人员${newHires}人,未达到${percent}%,至少需${needed}人并签订${rule.contractMonths}个月以上劳动合同。再招用${needed - newHires}人后可申请。`,
      en: `Of ${staff} staff, ${newHires} were hired from supported groups in the ${rule.windowMonths} months before the application; ${percent} % needs at least ${needed}, with contracts of ${rule.contractMonths} months or more. Hire ${needed - newHires} more and apply again.`,
    },
  };
}
