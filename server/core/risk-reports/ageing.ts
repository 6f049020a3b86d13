import type { Bilingual } from '../bilingual.js';
import { addDays, type BusinessDate } from '../business-date.js';

/** How long something has been overdue, for reports (逾期账龄). The ends of the buckets include those of the five classes. */
export const AGEING_BUCKETS = {
  current: { zh: '未逾期', en: 'Not overdue' },
  'days-1-30': { zh: '逾期1-30天', en: '1–30 days past due' },
  'days-31-60': { zh: '逾期31-60天', en: '31–60 days past due' },
  'days-61-90': { zh: '逾期61-90天', en: '61–90 days past due' },
  'days-91-180': { zh: '逾期91-180天', en: '91–180 days past due' },
  'days-181-270': { zh: '逾期181-270天', en: '181–270 days past due' },
  'days-271-360': { zh: '逾期271-360天', en: '271–360 days past due' },
  'days-over-360': { zh: '逾期360天以上', en: 'More than 360 days past due' },
} as const satisfies Record<string, Bilingual>;

export type AgeingBucket = keyof typeof AGEING_BUCKETS;

/** Most days past due of each bucket that has an end; what is longer overdue is in the last one. */
const LAST_DAY: readonly (readonly [AgeingBucket, number])[] = [
  ['days-1-30', 30],
  ['days-31-60', 60],
  ['days-61-90', 90],
  ['days-91-180', 180],
  ['days-181-270', 270],
  ['days-271-360', 360],
];

/** A bucket by the day since when something is past due: that day or later, and earlier than what the bucket before holds. */
export interface AgeingBound {
  readonly bucket: AgeingBucket;
  readonly pastDueSince: BusinessDate;
}

/** The buckets with an end on a day, from the shortest overdue on. What is past due since before the last of them is over 360 days. */
export const ageingBounds = (day: BusinessDate): AgeingBound[] =>
  LAST_DAY.map(([bucket, days]) => ({ bucket, pastDueSince: addDays(day, -days) }));
