import type { Bilingual, Language } from './bilingual.js';
import type { BusinessDate } from './business-date.js';
import { POLICY_FORMS } from './policy/policy-forms.js';
import { APPLICATION_STATES } from './states/application-states.js';

/** What a notice says from a day on: a title for the inbox, and a text that also goes by SMS. `{name}` is filled in. */
interface NoticeTexts {
  readonly from: string;
  readonly title: Bilingual;
  readonly text: Bilingual;
}

interface NoticeTemplate {
  /** Whether its SMS can be declined. Notices of duties, and codes somebody asked for, cannot. */
  readonly optional: boolean;
  /** By the day from which they are used, the earliest first; a text that was used is never changed. */
  readonly texts: readonly [NoticeTexts, ...NoticeTexts[]];
}

const FIRST_DAY = '2020-01-01';

const notice = (optional: boolean, title: Bilingual, text: Bilingual): NoticeTemplate => ({
  optional,
  texts: [{ from: FIRST_DAY, title, text }],
});

/** Everything that people are told by message or SMS. */
const TEMPLATES = {
  'registration-code': notice(
    false,
    { zh: '注册验证码', en: 'Registration code' },
    {
      zh: '验证码{code}，用于注册，10分钟内有效。请勿告诉任何人。',
      en: 'Your code {code} is for registration and good for 10 minutes. Tell it to nobody.',
    },
  ),
  'password-reset-code': notice(
    false,
    { zh: '重置密码验证码', en: 'Password reset code' },
    {
      zh: '验证码{code}，用于重置密码，10分钟内有效。不是本人操作的，请忽略。',
      en: 'Your code {code} resets your password and is good for 10 minutes. Ignore it if you did not ask.',
    },
  ),
  'no-account': notice(
    false,
    { zh: '手机号未注册', en: 'No account' },
    {
      zh: '有人用这个手机号申请重置密码，但该号码尚未注册。不是本人操作的，请忽略。',
      en: 'Somebody asked to reset a password with this number, but nobody is registered with it.',
    },
  ),
  'application-moved': notice(
    true,
    { zh: '贷款申请有新进展', en: 'Your application has moved' },
    {
      zh: '您的创业担保贷款申请{number}：{state}。详情和下一步请登录系统查看。',
      en: 'Your startup guaranteed loan application {number}: {state}. Log in for details and the next step.',
    },
  ),
  'loan-due': notice(
    true,
    { zh: '还款即将到期', en: 'A payment is due soon' },
    {
      zh: '您的贷款{contractNumber}将于{dueOn}到期还款，按还款计划应还{amount}元。请提前存入还款账户。',
      en: 'A payment of {amount} yuan on your loan {contractNumber} is scheduled for {dueOn}. Please provide it in time.',
    },
  ),
  'loan-overdue': notice(
    false,
    { zh: '贷款已逾期', en: 'Your loan is overdue' },
    {
      zh: '您的贷款{contractNumber}已逾期{days}天，逾期期间不享受贴息。请尽快还款，如有困难请联系经办银行。',
      en: 'Your loan {contractNumber} is {days} days overdue and is not subsidised meanwhile. Please pay, or talk to your bank.',
    },
  ),
  'collection-letter': notice(
    false,
    { zh: '催收函', en: 'Letter about your overdue loan' },
    {
      zh: '{organisation}已就您逾期的贷款{contractNumber}向您寄送催收函。请尽快还款，或与其联系。',
      en: '{organisation} has sent you a letter about your overdue loan {contractNumber}. Please pay, or get in touch.',
    },
  ),
  'clawback-issued': notice(
    false,
    { zh: '贴息追回通知', en: 'Subsidy has to be returned' },
    {
      zh: '追回通知{number}：已拨付的贴息中有{amount}元应于{dueOn}前退回。依据和计算请登录系统查看，如有困难可申请分期。',
      en: 'Notice {number}: {amount} yuan of subsidy have to be returned by {dueOn}. Log in for the basis and the calculation; instalments can be asked for.',
    },
  ),
  'clawback-overdue': notice(
    false,
    { zh: '贴息追回款已逾期', en: 'A return of subsidy is overdue' },
    {
      zh: '追回通知{number}：应退回的{amount}元已逾期{days}天。请尽快退回，如有困难请联系市级中心。',
      en: 'Notice {number}: {amount} yuan are {days} days late. Please return them, or talk to the municipal centre.',
    },
  ),
  'clawback-late': notice(
    false,
    { zh: '追回案件逾期', en: 'A clawback is overdue' },
    {
      zh: '追回案件{number}：{amount}元已逾期{days}天未退回。请跟进。',
      en: 'Clawback {number}: {amount} yuan have not come back for {days} days. Please follow it up.',
    },
  ),
  'promise-broken': notice(
    false,
    { zh: '还款承诺未履行', en: 'A promise to pay was broken' },
    {
      zh: '贷款{contractNumber}承诺于{promisedOn}前还款{amount}元，实际还款{paid}元。请安排下一步催收。',
      en: 'On loan {contractNumber}, {amount} yuan were promised by {promisedOn} and {paid} paid. Plan the next step.',
    },
  ),
  'claim-possible': notice(
    false,
    { zh: '可以申请代偿', en: 'Compensation can be claimed' },
    {
      zh: '贷款{contractNumber}逾期已超过{days}天，可在{claimBy}前申请代偿。',
      en: 'Loan {contractNumber} is more than {days} days overdue: compensation can be claimed until {claimBy}.',
    },
  ),
  'claim-closing': notice(
    false,
    { zh: '代偿申请期限将到', en: 'The time to claim compensation is running out' },
    {
      zh: '贷款{contractNumber}逾期已超过{days}天，尚未申请代偿，应在{claimBy}前申请。',
      en: 'Loan {contractNumber} is more than {days} days overdue and compensation is not claimed yet; it has to be by {claimBy}.',
    },
  ),
  'claim-late': notice(
    false,
    { zh: '代偿申请已超期限', en: 'The time to claim compensation has run out' },
    {
      zh: '贷款{contractNumber}应在{claimBy}前申请代偿，至今未申请。请立即申请并说明原因。',
      en: 'Compensation for loan {contractNumber} had to be claimed by {claimBy} and is not. Claim it now and say why it is late.',
    },
  ),
  /** What staff read in their inbox, sent on by e-mail: its own title and text are values. */
  'work-message': notice(
    false,
    { zh: '工作提醒', en: 'Work' },
    { zh: '{title}：{body}请登录系统办理。', en: '{title}: {body} Log in to deal with it.' },
  ),
  'clock-running-out': notice(
    false,
    { zh: '办理时限将到', en: 'Time is running out' },
    {
      zh: '{stage}：编号{subjectId}的事项应于{dueOn}前办结。',
      en: '{stage}: number {subjectId} has to be done by {dueOn}.',
    },
  ),
  'clock-run-out': notice(
    false,
    { zh: '办理已超时限', en: 'Time has run out' },
    {
      zh: '{stage}：编号{subjectId}的事项应于{dueOn}前办结，现已超时。请立即办理。',
      en: '{stage}: number {subjectId} had to be done by {dueOn} and is late. Please do it now.',
    },
  ),
} as const satisfies Record<string, NoticeTemplate>;

export type NoticeKind = keyof typeof TEMPLATES;
export type NoticeValues = Readonly<Record<string, string>>;

/** A notice as somebody reads it. */
export interface RenderedNotice {
  readonly title: string;
  readonly text: string;
}

/** Values that are codes, in words. */
const WORDS: Readonly<Record<string, (code: string) => Bilingual | undefined>> = {
  state: (code) => (APPLICATION_STATES.states as Readonly<Record<string, Bilingual>>)[code],
  stage: (code) => (POLICY_FORMS as Readonly<Record<string, { label: Bilingual }>>)[`clock-${code}`]?.label,
};

/** The text of a notice as it was in use on a day, filled in. */
export function renderNotice(
  kind: NoticeKind,
  values: NoticeValues,
  day: BusinessDate,
  language: Language,
): RenderedNotice {
  const { texts }: NoticeTemplate = TEMPLATES[kind];
  const { title, text } = texts.findLast(({ from }) => from <= day) ?? texts[0];
  const filled = text[language].replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name] ?? '';
    return WORDS[name]?.(value)?.[language] ?? value;
  });
  return { title: title[language], text: filled };
}

/** What a notice of a kind is called. */
export const noticeTitle = (kind: NoticeKind): Bilingual => TEMPLATES[kind].texts[0].title;

export const isNoticeKind = (kind: string): kind is NoticeKind => Object.hasOwn(TEMPLATES, kind);

/** The kinds whose SMS a borrower can decline; the message in the inbox comes all the same. */
export const OPTIONAL_NOTICES = (Object.keys(TEMPLATES) as NoticeKind[]).filter(
  (kind) => TEMPLATES[kind].optional,
);
