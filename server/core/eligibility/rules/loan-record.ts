import type { Bilingual } from '../../bilingual.js';
import { type EligibilityRule, finding, pleaseState } from '../finding.js';

const RECORD_UNKNOWN: Bilingual = pleaseState('以往创业担保贷款情况', 'earlier startup guaranteed loans');

/** This loan is not one too many. */
export const maxLoans: EligibilityRule = (facts, book) => {
  const version = book.asOf('max-loans', facts.appliedOn);
  const rule = 'max-loans';
  if (!facts.record) {
    return finding(version, { rule, outcome: 'needs-evidence', facts: {}, reason: RECORD_UNKNOWN });
  }
  const { count } = facts.record;
  const maximum = version.value.count;
  const possible = count < maximum;
  return finding(version, {
    rule,
    outcome: possible ? 'pass' : 'fail',
    facts: { earlierLoans: count },
    reason: possible
      ? {
          zh: `以往${count}次,未达到累计${maximum}次。`,
          en: `${count} earlier loans, fewer than ${maximum}.`,
        }
      : {
          zh: `已累计获得${count}次创业担保贷款,最多${maximum}次,不能再享受。可向银行咨询其他经营贷款。`,
          en: `There have been ${count} startup guaranteed loans and at most ${maximum} are supported. Please ask the bank about other business loans.`,
        },
  });
};

/** No earlier startup guaranteed loan fell overdue. */
export const noOverdueRecord: EligibilityRule = (facts, book) => {
  const version = book.asOf('no-overdue-record', facts.appliedOn);
  if (!version.value.required) return undefined;
  const rule = 'no-overdue-record';
  if (!facts.record) {
    return finding(version, { rule, outcome: 'needs-evidence', facts: {}, reason: RECORD_UNKNOWN });
  }
  const { everOverdue } = facts.record;
  return finding(version, {
    rule,
    outcome: everOverdue ? 'fail' : 'pass',
    facts: { everOverdue },
    reason: everOverdue
      ? {
          zh: '以往的创业担保贷款有逾期记录。如记录有误,请提交银行证明并申请复核。',
          en: 'An earlier startup guaranteed loan was overdue. If the record is wrong, provide the bank’s statement and ask for reconsideration.',
        }
      : { zh: '以往的创业担保贷款没有逾期。', en: 'No earlier startup guaranteed loan was overdue.' },
  });
};

/** The founder and the founder's business do not hold an individual and an enterprise loan at the same time. */
export const oneLoanKind: EligibilityRule = (facts, book) => {
  const version = book.asOf('one-loan-kind', facts.appliedOn);
  if (!version.value.required) return undefined;
  const rule = 'one-loan-kind';
  if (!facts.record) {
    return finding(version, { rule, outcome: 'needs-evidence', facts: {}, reason: RECORD_UNKNOWN });
  }
  const { otherKindRunning } = facts.record;
  return finding(version, {
    rule,
    outcome: otherKindRunning ? 'fail' : 'pass',
    facts: { otherKindRunning },
    reason: otherKindRunning
      ? {
          zh: '本人与其经营实体不能同时持有个人和小微企业创业担保贷款。结清正在使用的一笔后可申请。',
          en: 'A founder and the founder’s business cannot hold an individual and an enterprise loan at the same time. Repay the running one and apply again.',
        }
      : { zh: '没有并存的另一类创业担保贷款。', en: 'No loan of the other kind is running.' },
  });
};
