import type { PolicyVersion } from '../policy-parameters.js';
import { policyVersion } from './policy-version.js';

/** What the city's own lists are good for. No document gives particulars: these are cautious ones, to be confirmed. */
export const REGISTRY_VERSIONS: readonly PolicyVersion[] = [
  policyVersion({
    parameter: 'fast-lane',
    jurisdiction: 'guangzhou',
    effectiveFrom: '2020-04-16',
    value: {
      registries: ['entrepreneur-whitelist'],
      precheckDays: 1,
      eligibilityDays: 3,
      creditDays: 3,
      guaranteeDays: 2,
      disbursementDays: 3,
    },
    document: '系统设定',
    article: '创业者白名单绿色通道',
    verified: false,
    note: '时限未见规定',
  }),
  policyVersion({
    parameter: 'registry-evidence',
    jurisdiction: 'guangzhou',
    effectiveFrom: '2020-04-16',
    value: {
      registries: ['registered-unemployed', 'employment-difficulty', 'social-insurance', 'base-tenants'],
    },
    document: '系统设定',
    article: '以部门共享数据代替证明材料',
    verified: false,
    note: '可免材料的范围未见规定',
  }),
  policyVersion({
    parameter: 'red-flag-thresholds',
    jurisdiction: 'guangzhou',
    effectiveFrom: '2016-01-01',
    value: { linkedBorrowers: 5, staffDropPercent: 30 },
    document: '系统设定',
    article: '疑点排查',
    verified: false,
    note: '排查标准未见规定',
  }),
];
