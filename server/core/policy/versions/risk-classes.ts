import type { PolicyVersion } from '../policy-parameters.js';
import { policyVersion } from './policy-version.js';

/** How loans are sorted into the five classes. The figures are common knowledge; nobody has read the official text yet. */
export const RISK_CLASS_VERSIONS: readonly PolicyVersion[] = [
  policyVersion({
    parameter: 'risk-class',
    jurisdiction: 'national',
    effectiveFrom: '2007-12-31',
    value: {
      substandardAfterDays: 90,
      doubtfulAfterDays: 270,
      lossAfterDays: 360,
      extensionAtLeast: 'special-mention',
      nonRetailBasisPoints: 10_000,
    },
    document: '贷款风险分类指引(银监发〔2007〕54号)',
    article: '五级分类',
    verified: false,
    note: '天数按2023年办法,未见原文;当时无非零售借款人10%规定',
  }),
  policyVersion({
    parameter: 'risk-class',
    jurisdiction: 'national',
    effectiveFrom: '2023-07-01',
    value: {
      substandardAfterDays: 90,
      doubtfulAfterDays: 270,
      lossAfterDays: 360,
      extensionAtLeast: 'special-mention',
      nonRetailBasisPoints: 1_000,
    },
    document: '商业银行金融资产风险分类办法(中国银保监会 中国人民银行令〔2023〕第1号)',
    article: '第十条至第十三条',
    verified: false,
    note: '凭一般了解填写,未见原文;对象为银行批准时注明因财务困难的展期',
  }),
];
