import type { PolicyVersion } from '../policy-parameters.js';
import { policyVersion } from './policy-version.js';

/** Which level of government pays the subsidy. */
export const COST_VERSIONS: readonly PolicyVersion[] = [
  policyVersion({
    parameter: 'cost-split',
    jurisdiction: 'guangzhou',
    effectiveFrom: '2021-01-01',
    value: { centralBasisPoints: 0, provinceBasisPoints: 0, cityBasisPoints: 10000, districtBasisPoints: 0 },
    document: '系统设定',
    article: '贴息资金分担',
    verified: false,
    note: '广东省分担比例未见,上级资金到位前由市级全额安排',
  }),
];
