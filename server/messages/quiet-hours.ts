import { addSeconds, dayOfInstant, startOfDay } from '../clock.js';

const HOUR = 3_600;
const FROM_HOUR = 21;
const UNTIL_HOUR = 8;

/** The first instant from this one on at which a phone may ring for us: between 21:00 and 8:00 in Shanghai, at 8:00. */
export function outsideQuietHours(instant: string): string {
  const midnight = startOfDay(dayOfInstant(instant));
  const morning = addSeconds(midnight, UNTIL_HOUR * HOUR);
  if (instant < morning) return morning;
  return instant < addSeconds(midnight, FROM_HOUR * HOUR) ? instant : addSeconds(morning, 24 * HOUR);
}
