import {
  ATTACHMENT_KINDS,
  isAttachmentKind,
} from '../../../server/applications/attachments/attachment-kinds.js';
import { formatYuan } from '../../../server/core/money.js';
import { formatRate } from '../../../server/core/rate.js';
import { REGISTRIES } from '../../../server/core/registries/registries.js';
import { ROLES } from '../../../server/core/roles.js';
import { APPLICATION_STATES } from '../../../server/core/states/application-states.js';
import { CLAWBACK_CASE_STATES } from '../../../server/core/states/clawback-case-states.js';
import { LOAN_STATES } from '../../../server/core/states/loan-states.js';
import type { PersonalCopy } from '../../../server/personal-copies/copy-personal-data.js';
import type { OwnApplication, OwnLoan } from '../../../server/personal-copies/find-own-cases.js';
import { stepsOf } from '../../portal/applications/steps.js';
import { PARTY_WORDS } from '../../../templates/party-words.js';
import { writtenForm } from '../../portal/applications/written-form.js';
import { LOOK_UP_OUTCOMES, LOOK_UP_PURPOSES, LOOK_UP_SUBJECTS } from '../../portal/look-up-words.js';
import { STAGE_WORDS } from '../../portal/stage-words.js';

/* A copy goes to a person, so that it is written in the words of the portal and not in those of the API. */

const ABOUT = [
  '这是您在本系统中的全部个人信息的副本（《个人信息保护法》第四十五条）。',
  '申请表中他人（配偶、合伙人、反担保人、职工）的姓名、证件号码和电话已遮盖。',
  '经办机构内部的风险预警、疑点和办理记录不在其中；如需查询、更正或删除，请向所在区经办机构提出。',
];
const OUTCOMES: Readonly<Record<string, string>> = { pass: '通过', refuse: '不通过', return: '退回' };
const REPAYMENTS: Readonly<Record<string, string>> = {
  repayment: '还款',
  prepayment: '提前还款',
  reversal: '冲正',
};

const NO_INSTITUTIONS = { banks: {}, guarantors: {} };

const presentApplication = ({ application, form, decisions, attachments }: OwnApplication) => ({
  申请编号: application.number,
  状态: APPLICATION_STATES.states[application.state].zh,
  建立时间: application.createdAt,
  提交时间: application.submittedAt,
  申请表: Object.fromEntries(
    writtenForm({ form }, stepsOf(application.borrowerKind, NO_INSTITUTIONS)).map(({ title, lines }) => [
      title.zh,
      Object.fromEntries(lines.map(({ label, text }) => [label.zh, text.zh])),
    ]),
  ),
  审核结果: decisions.map(({ stage, outcome, reason, decidedAt }) => ({
    环节: STAGE_WORDS[stage]?.zh ?? stage,
    结果: OUTCOMES[outcome] ?? outcome,
    理由: reason,
    时间: decidedAt,
  })),
  材料: attachments.map(({ kind, fileName, uploadedAt, removedAt }) => ({
    种类: isAttachmentKind(kind) ? ATTACHMENT_KINDS[kind].zh : kind,
    文件名: fileName,
    上传时间: uploadedAt,
    移除时间: removedAt,
  })),
});

const presentLoan = ({ loan, repayments, subsidies }: OwnLoan) => ({
  合同号: loan.contractNumber,
  借款人: loan.borrowerName,
  状态: LOAN_STATES.states[loan.state].zh,
  本金: formatYuan(loan.principalFen),
  年利率百分比: formatRate(loan.contractRate),
  放款日: loan.disbursedOn,
  到期日: loan.extendedUntil ?? loan.maturesOn,
  未还本金: formatYuan(loan.outstandingFen),
  结清日: loan.settledOn,
  还款: repayments.map(({ serialNumber, kind, paidOn, principalFen, interestFen, penaltyFen }) => ({
    流水号: serialNumber,
    种类: REPAYMENTS[kind] ?? kind,
    日期: paidOn,
    本金: formatYuan(principalFen),
    利息: formatYuan(interestFen),
    罚息: formatYuan(penaltyFen),
  })),
  贴息: subsidies.map(({ quarter, amountFen, paidOn }) => ({
    季度: quarter,
    金额: formatYuan(amountFen),
    拨付日: paidOn,
  })),
});

/** Everything about oneself as a person reads it: amounts in yuan, instants in UTC. */
export const personalCopyDocument = (copy: PersonalCopy) => ({
  说明: ABOUT,
  制作时间: copy.madeAt,
  账号: {
    用户名: copy.account.username,
    姓名: copy.account.name,
    证件号码: copy.account.identityNumber,
    电话: copy.account.phone,
    电子邮箱: copy.account.mail,
    开户时间: copy.account.openedAt,
  },
  同意记录: copy.consents.map(({ kind, textVersion, givenAt, withdrawsConsentId }) => ({
    事项: kind,
    文本版本: textVersion,
    时间: givenAt,
    性质: withdrawsConsentId === null ? '同意' : '撤回',
  })),
  申请: copy.applications.map(presentApplication),
  贷款: copy.loans.map(presentLoan),
  贴息追回: copy.clawbacks.map(({ number, state, totalFen, facts, issuedOn }) => ({
    编号: number,
    状态: CLAWBACK_CASE_STATES.states[state].zh,
    金额: formatYuan(totalFen),
    事由: facts,
    送达日: issuedOn,
  })),
  在他人申请中: copy.parts.map(({ applicationNumber, role, name }) => ({
    申请编号: applicationNumber,
    身份: PARTY_WORDS[role] ?? role,
    登记姓名: name,
  })),
  名册查询: copy.lookUps.map((each) => ({
    时间: each.lookedUpAt,
    名册: REGISTRIES[each.registry].label.zh,
    对象: LOOK_UP_SUBJECTS[each.subject]?.zh,
    用途: LOOK_UP_PURPOSES[each.purpose]?.zh,
    结果: LOOK_UP_OUTCOMES[each.outcome]?.zh,
    查询人: each.lookedUpByRole === null ? null : ROLES[each.lookedUpByRole].zh,
    申请编号: each.applicationNumber,
  })),
  所在名册: copy.rosterEntries.map(({ registry, listedOn, delistedOn }) => ({
    名册: REGISTRIES[registry].label.zh,
    列入日: listedOn,
    移出日: delistedOn,
  })),
  消息: copy.messages.map(({ title, body, createdAt }) => ({ 标题: title, 内容: body, 时间: createdAt })),
  登录会话: copy.sessions.map(({ createdAt, lastUsedAt }) => ({ 登录时间: createdAt, 最近使用: lastUsedAt })),
});
