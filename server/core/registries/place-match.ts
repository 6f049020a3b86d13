import { addressMark } from '../address-mark.js';
import { DISTRICTS, isDistrictCode } from '../districts.js';

/** Where something is: an address within a district. */
export interface Place {
  readonly districtCode: string;
  readonly address: string;
}

/** A village or base as its registry lists it; without a district it is found in any. */
export interface ListedPlace {
  readonly districtCode: string | null;
  readonly name: string;
  readonly address: string | null;
}

/** A shorter text is in too many addresses to say anything. */
const LEAST_CHARACTERS = 3;

/**
 * Whether a business has its address at a listed place: in the same district, its address names the place or goes on from the place's own
 * address. Blanks, signs and the names of city and district count for nothing, and 1号 is not 12号.
 */
export function isAtPlace(business: Place, place: ListedPlace): boolean {
  const { districtCode } = business;
  if (place.districtCode !== null && place.districtCode !== districtCode) return false;
  const address = plain(districtCode, business.address);
  return [place.name, place.address ?? ''].some((text) => holds(address, plain(districtCode, text)));
}

function holds(address: string, part: string): boolean {
  if (part.length < LEAST_CHARACTERS) return false;
  const at = address.indexOf(part);
  if (at < 0) return false;
  const next = address.charAt(at + part.length);
  return !(/\d$/.test(part) && /^\d/.test(next));
}

/** An address without city and district in front. */
function plain(districtCode: string, address: string): string {
  const mark = addressMark(districtCode, address).slice(districtCode.length + 1);
  const district = isDistrictCode(districtCode) ? DISTRICTS[districtCode].zh : '';
  return mark.startsWith(district) ? mark.slice(district.length) : mark;
}
