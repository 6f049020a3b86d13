import { type EligibilityRule, finding, missingEvidence, pleaseProvide, pleaseState } from '../finding.js';

/** The business is registered, in the city, not later than the application, and shows its licence. */
export const localRegistration: EligibilityRule = (facts, book) => {
  const version = book.asOf('local-registration', facts.appliedOn);
  if (!version.value.required) return undefined;
  const rule = 'local-registration';
  const { registeredOn, inCity } = facts.business ?? {};
  if (registeredOn === undefined || inCity === undefined) {
    const reason = pleaseState('经营实体登记日期和登记地', 'when and where the business was registered');
    return finding(version, { rule, outcome: 'needs-evidence', facts: {}, reason });
  }

  const used = { registeredOn, inCity };
  if (!inCity || registeredOn > facts.appliedOn) {
    const reason = {
      zh: '经营实体在申请日尚未在广州登记注册。完成登记后可申请。',
      en: 'The business was not registered in Guangzhou on the day of the application. Register it and apply again.',
    };
    return finding(version, { rule, outcome: 'fail', facts: used, reason });
  }

  const deregisteredOn = facts.business?.deregisteredOn ?? null;
  if (deregisteredOn !== null && deregisteredOn <= facts.appliedOn) {
    const reason = {
      zh: `登记机关记录显示经营实体已于${deregisteredOn}注销。如有误,请向登记机关更正后重新提交。`,
      en: `By the registry of firms the business was deregistered on ${deregisteredOn}. If that is wrong, have the registry corrected and submit again.`,
    };
    return finding(version, { rule, outcome: 'fail', facts: { ...used, deregisteredOn }, reason });
  }

  const missing = missingEvidence(facts, ['business-licence']);
  if (missing.length > 0) {
    return finding(version, { rule, outcome: 'needs-evidence', facts: used, reason: pleaseProvide(missing) });
  }
  const reason = {
    zh: `经营实体已于${registeredOn}在广州登记注册。`,
    en: `The business was registered in Guangzhou on ${registeredOn}.`,
  };
  return finding(version, { rule, outcome: 'pass', facts: used, reason });
};

/** The applicant is not paid from public funds. */
export const notPubliclyPaid: EligibilityRule = (facts, book) => {
  if (facts.applicantKind === 'enterprise') return undefined;
  const version = book.asOf('not-publicly-paid', facts.appliedOn);
  if (!version.value.required) return undefined;
  const rule = 'not-publicly-paid';
  if (facts.person?.publiclyPaidInRegistry === true) {
    const reason = {
      zh: '财政供养人员名册中有申请人,不能申请。如有误,请向名册单位更正后重新提交。',
      en: 'The registry of people paid from public funds names you, so you cannot apply. If that is wrong, have the registry corrected and submit again.',
    };
    const used = { publiclyPaid: true, foundInRegistry: true };
    return finding(version, { rule, outcome: 'fail', facts: used, reason });
  }
  const publiclyPaid = facts.person?.publiclyPaid;
  if (publiclyPaid === undefined) {
    const reason = pleaseState('是否为财政供养人员', 'whether you are paid from public funds');
    return finding(version, { rule, outcome: 'needs-evidence', facts: {}, reason });
  }
  return finding(version, {
    rule,
    outcome: publiclyPaid ? 'fail' : 'pass',
    facts: { publiclyPaid },
    reason: publiclyPaid
      ? {
          zh: '财政供养人员不能申请。离开该岗位后可申请。',
          en: 'Who is paid from public funds cannot apply. You can apply after leaving that post.',
        }
      : { zh: '不是财政供养人员。', en: 'Not paid from public funds.' },
  });
};
