import { expect } from 'chai';
import { assert, integer, nat, property } from 'fast-check';
import {
  rankOf,
  scoreBank,
  type MeasuredPart,
  type ScoreRule,
} from '../../../server/core/bank-scorecard/score-bank.js';
import {
  SCORE_MEASURE_NAMES,
  type ScoreMeasure,
} from '../../../server/core/bank-scorecard/score-measures.js';

const NOTHING: MeasuredPart = { part: 0, whole: 0 };
const RISING = { weight: 1, noneAtBasisPoints: 6_000, fullAtBasisPoints: 10_000 };
const FALLING = { weight: 1, noneAtBasisPoints: 2_000, fullAtBasisPoints: 0 };

const every = <Value>(value: Value, others: Partial<Record<ScoreMeasure, Value>> = {}) =>
  ({
    ...Object.fromEntries(SCORE_MEASURE_NAMES.map((measure) => [measure, value])),
    ...others,
  }) as Record<ScoreMeasure, Value>;

const rule = (scale: ScoreRule['scale']): ScoreRule => ({ scale, policyId: 'policy', verified: false });

const marksOf = (part: number, whole: number, scale: ScoreRule['scale']) =>
  scoreBank(every(NOTHING, { volume: { part, whole } }), every(rule(scale))).scoreBasisPoints;

describe('The score of a bank', () => {
  it('lies on the line between the rate without marks and the rate with full ones', () => {
    expect([50, 60, 80, 90, 100].map((part) => marksOf(part, 100, RISING))).to.deep.equal([
      0, 0, 5_000, 7_500, 10_000,
    ]);
    expect([0, 5, 10, 20, 30].map((part) => marksOf(part, 100, FALLING))).to.deep.equal([
      10_000, 7_500, 5_000, 0, 0,
    ]);
    expect(marksOf(1, 3, FALLING)).to.equal(0);
    expect(marksOf(2, 3, RISING)).to.equal(1_667);
  });

  it('is reached or missed where the two rates are one', () => {
    const scale = { weight: 1, noneAtBasisPoints: 5_000, fullAtBasisPoints: 5_000 };
    expect([49, 50].map((part) => marksOf(part, 100, scale))).to.deep.equal([0, 10_000]);
  });

  it('is the mean by weight of what could be measured', () => {
    const rules = every(rule({ ...RISING, weight: 10 }), { volume: rule({ ...FALLING, weight: 30 }) });
    const parts = every(NOTHING, { volume: { part: 0, whole: 9 }, 'change-reports': { part: 1, whole: 2 } });
    const { scoreBasisPoints, measures } = scoreBank(parts, rules);
    expect(scoreBasisPoints).to.equal(7_500);
    expect(measures.find(({ measure }) => measure === 'overdue-rate')).to.include({
      rateBasisPoints: null,
      marksBasisPoints: null,
    });
    expect(scoreBank(every(NOTHING), rules).scoreBasisPoints).to.equal(null);
  });

  it('never leaves 0 to 100, and never falls when a bank does better', () => {
    const rate = integer({ min: 0, max: 10_000 });
    const whole = integer({ min: 1, max: Number.MAX_SAFE_INTEGER });
    assert(
      property(whole, nat(), nat(), rate, rate, (all, one, other, none, full) => {
        const [less = 0, more = 0] = [one % (all + 1), other % (all + 1)].toSorted((a, b) => a - b);
        const scale = { weight: 1, noneAtBasisPoints: none, fullAtBasisPoints: full };
        const [low, high] = [marksOf(less, all, scale) ?? -1, marksOf(more, all, scale) ?? -1];
        expect(Math.min(low, high)).to.be.at.least(0);
        expect(Math.max(low, high)).to.be.at.most(10_000);
        if (full >= none) expect(high).to.be.at.least(low);
        else expect(low).to.be.at.least(high);
      }),
    );
  });

  it('ranks the best first; equal scores share a place, and no score has none', () => {
    const all = [9_000, 8_000, 9_000, null, 7_000];
    expect(all.map((score) => rankOf(score, all))).to.deep.equal([1, 3, 1, null, 4]);
  });
});
