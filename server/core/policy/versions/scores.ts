import type { ScoreMeasure } from '../../bank-scorecard/score-measures.js';
import type { PolicyParameterValues, PolicyVersion } from '../policy-parameters.js';
import { policyVersion } from './policy-version.js';

const SOURCE = {
  jurisdiction: 'guangzhou',
  effectiveFrom: '2020-04-16',
  document: '系统设定',
  article: '经办银行绩效',
  verified: false,
  note: '广州市评价指标未见，待市级中心确定',
} as const;

/** Weights and scales of the banks' scorecard. Guangzhou's indicators were not found: these are cautious ones, to be confirmed. */
export const SCORE_VERSIONS: readonly PolicyVersion[] = [
  scoreVersion('time-to-decide', { weight: 15, noneAtBasisPoints: 6_000, fullAtBasisPoints: 10_000 }),
  scoreVersion('volume', { weight: 15, noneAtBasisPoints: 0, fullAtBasisPoints: 10_000 }),
  scoreVersion('first-time-right', { weight: 15, noneAtBasisPoints: 5_000, fullAtBasisPoints: 10_000 }),
  scoreVersion('difference-rate', { weight: 15, noneAtBasisPoints: 1_000, fullAtBasisPoints: 0 }),
  scoreVersion('overdue-rate', { weight: 15, noneAtBasisPoints: 2_000, fullAtBasisPoints: 0 }),
  scoreVersion('compensation-rate', { weight: 15, noneAtBasisPoints: 2_000, fullAtBasisPoints: 0 }),
  scoreVersion('change-reports', { weight: 10, noneAtBasisPoints: 6_000, fullAtBasisPoints: 10_000 }),
  policyVersion({ ...SOURCE, parameter: 'renewal-score', value: { scoreBasisPoints: 6_000, quarters: 4 } }),
];

function scoreVersion<Measure extends ScoreMeasure>(
  measure: Measure,
  value: PolicyParameterValues[`score-${Measure}`],
): PolicyVersion {
  return policyVersion({ ...SOURCE, parameter: `score-${measure}`, value });
}
