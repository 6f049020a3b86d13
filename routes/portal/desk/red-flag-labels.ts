import type { Bilingual } from '../../../server/core/bilingual.js';
import { CONCLUSIONS } from '../../../server/core/red-flags/conclusions.js';
import { CHECK_STAGES, RED_FLAG_RULES } from '../../../server/core/red-flags/red-flag-rules.js';
import { REGISTRIES, ROSTER_MODES } from '../../../server/core/registries/registries.js';
import { label } from './label.js';

/** What members of red flags, the whitelist of audits and rosters are called. */
export const RED_FLAG_LABELS: Readonly<Record<string, Bilingual>> = {
  alertState: label('预警状态', 'State of the alert'),
  flagState: label('疑点状态', 'State of the flag'),
  redFlags: label('同一事实的疑点', 'Red flags of the same fact'),
  riskAlerts: label('同一事实的预警', 'Alerts of the same fact'),
  riskLevel: label('风险等级', 'Risk level'),
  riskLabel: label('风险等级', 'Risk level'),
  element: label('审核要素', 'Audit element'),
  foundOn: label('发现日', 'Found on'),
  conclusion: label('结论', 'Conclusion'),
  concludedOn: label('反馈日', 'Reported on'),
  verified: label('已核实', 'Verified'),
  typicalCase: label('典型案例', 'Typical case'),
  lesson: label('启示', 'Lesson'),
  takenBy: label('办理人', 'Taken by'),
  proposal: label('待审定的结论', 'Proposed conclusion'),
  stopsFrom: label('停止贴息起始日', 'Subsidy stops from'),
  loanEventId: label('停止贴息的事实', 'Fact that stopped the subsidy'),
  clawbackCaseId: label('追回案号', 'Clawback case'),
  inForce: label('只看有效', 'In force only'),
  registry: label('名册', 'Registry'),
  registryLabel: label('名册', 'Registry'),
  mode: label('方式', 'Mode'),
  sourceOffice: label('来源单位', 'Source'),
  asOfOn: label('数据截至日', 'As of'),
  ended: label('移出', 'Taken off'),
  takenAt: label('接收时间', 'Taken at'),
  importId: label('导入记录', 'Import'),
};

const labelsOf = (entries: Readonly<Record<string, { readonly label: Bilingual }>>) =>
  Object.fromEntries(Object.entries(entries).map(([code, { label: words }]) => [code, words]));

/** What values of theirs are called. */
export const RED_FLAG_WORDS: Readonly<Record<string, Bilingual>> = {
  ...labelsOf(RED_FLAG_RULES),
  ...labelsOf(REGISTRIES),
  ...ROSTER_MODES,
  ...CONCLUSIONS,
  'after-loan': CHECK_STAGES['after-loan'],
  subsidy: CHECK_STAGES.subsidy,
  serve: label('上门服务', 'Serve'),
  'follow-up': label('跟踪', 'Follow up'),
  loan: label('贷款', 'Loan'),
  person: label('个人', 'Person'),
  firm: label('企业', 'Firm'),
  phone: label('电话', 'Phone'),
  address: label('地址', 'Address'),
  account: label('账户', 'Account'),
  group: label('关联群体', 'Group'),
};
