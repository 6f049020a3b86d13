import { halfWidth } from './bank-files/cell-text.js';

const BESIDE_THE_POINT = /[\s,.;:#()\-_/、。，；]/gu;
const CITY = /^(?:广东省)?(?:广州市)?/u;

/** An address as it is compared: the same place is often written with other blanks, signs and figures. */
export const addressMark = (districtCode: string, address: string): string =>
  `${districtCode} ${halfWidth(address).replaceAll(BESIDE_THE_POINT, '').replace(CITY, '').toUpperCase()}`;
