import type { PolicyVersion } from '../policy-parameters.js';
import { policyVersion } from './policy-version.js';

/**
 * How long personal data are kept. No document names a period for loan files: vouchers are kept for 30 years, and the file is what
 * explains them. What led to no loan is kept for as long as records of sharing personal data have to be (网络数据安全管理条例 art. 12).
 */
export const RETENTION_VERSIONS: readonly PolicyVersion[] = [
  policyVersion({
    parameter: 'personal-data-retention',
    jurisdiction: 'national',
    effectiveFrom: '2016-01-01',
    value: { loanYears: 30, applicationYears: 3, rejectedRowMonths: 12 },
    document: '会计档案管理办法(财政部 国家档案局令第79号)',
    article: '会计凭证保管期限30年;未形成贷款的申请为系统设定',
    verified: false,
    note: '贷款档案期限按会计凭证;未形成贷款的申请和文件退回行的期限未见规定',
  }),
];
