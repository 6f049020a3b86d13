import { type Fen, parseYuan, sumFen } from '../../money.js';
import type { EvidenceKind } from '../facts.js';
import {
  type EligibilityRule,
  finding,
  missingEvidence,
  pleaseProvide,
  pleaseState,
  type Verdict,
} from '../finding.js';
import { sayAmount } from '../wording.js';

/**
 * Applicant and spouse have no other loan but the exempt kinds, and consumer loans (credit cards included) that do not
 * together exceed the limit.
 */
export const otherLoans: EligibilityRule = (facts, book) => {
  if (facts.applicantKind === 'enterprise') return undefined;
  const exempt = book.asOf('exempt-loans', facts.appliedOn);
  const limit = book.asOf('consumer-loan-limit', facts.appliedOn);
  const rule = 'other-loans';
  if (facts.otherLoans === undefined) {
    const reason = pleaseState('本人及配偶的其他贷款', 'other loans of the applicant and the spouse');
    return finding(limit, { rule, outcome: 'needs-evidence', facts: {}, reason });
  }

  const owed = facts.otherLoans.filter((loan) => loan.balanceFen > 0);
  const consumerFen = sumFen(owed.filter((loan) => loan.kind === 'consumer').map((loan) => loan.balanceFen));
  const notExempt = owed.filter(
    (loan) => loan.kind !== 'consumer' && !exempt.value.kinds.includes(loan.kind),
  );
  if (notExempt.length > 0) {
    const total = sumFen(notExempt.map((loan) => loan.balanceFen));
    return finding(exempt, {
      rule,
      outcome: 'fail',
      facts: { notExemptFen: total },
      reason: {
        zh: `本人或配偶另有${sayAmount(total).zh}未结清的贷款,不属于可豁免的种类。结清后可重新申请。`,
        en: `The applicant or spouse owes ${sayAmount(total).en} on loans of a kind that is not exempt. You can apply again once they are repaid.`,
      },
    });
  }

  const limitFen = parseYuan(limit.value.yuan);
  return finding(limit, {
    rule,
    facts: { consumerFen },
    ...judgeConsumerLoans(
      consumerFen,
      limitFen,
      missingEvidence(facts, reportsNeeded(facts.person?.married)),
    ),
  });
};

function judgeConsumerLoans(
  owed: Fen,
  limit: Fen,
  missing: readonly EvidenceKind[],
): Pick<Verdict, 'outcome' | 'reason'> {
  const allowed = sayAmount(limit);
  if (owed > limit) {
    const total = sayAmount(owed);
    const zh = `本人及配偶的消费贷款(含信用卡)合计${total.zh},超过${allowed.zh}的上限。还至上限以内后可重新申请。`;
    const en = `Consumer loans of applicant and spouse (credit cards included) come to ${total.en}, above the limit of ${allowed.en}. Repay them to within the limit and apply again.`;
    return { outcome: 'fail', reason: { zh, en } };
  }
  if (missing.length > 0) return { outcome: 'needs-evidence', reason: pleaseProvide(missing) };
  return {
    outcome: 'pass',
    reason: {
      zh: `没有不可豁免的其他贷款,消费贷款未超过${allowed.zh}。`,
      en: `No other loan stands in the way; consumer loans are within ${allowed.en}.`,
    },
  };
}

function reportsNeeded(married: boolean | undefined): EvidenceKind[] {
  return married === false ? ['credit-report'] : ['credit-report', 'spouse-credit-report'];
}
