import type { Bilingual } from './bilingual.js';

/** The eleven districts of Guangzhou by their code of GB/T 2260. */
export const DISTRICTS = {
  440103: { zh: '荔湾区', en: 'Liwan' },
  440104: { zh: '越秀区', en: 'Yuexiu' },
  440105: { zh: '海珠区', en: 'Haizhu' },
  440106: { zh: '天河区', en: 'Tianhe' },
  440111: { zh: '白云区', en: 'Baiyun' },
  440112: { zh: '黄埔区', en: 'Huangpu' },
  440113: { zh: '番禺区', en: 'Panyu' },
  440114: { zh: '花都区', en: 'Huadu' },
  440115: { zh: '南沙区', en: 'Nansha' },
  440117: { zh: '从化区', en: 'Conghua' },
  440118: { zh: '增城区', en: 'Zengcheng' },
} as const satisfies Record<string, Bilingual>;

/** Six digits, as text. */
export type DistrictCode = `${keyof typeof DISTRICTS}`;

export function isDistrictCode(text: string): text is DistrictCode {
  return Object.hasOwn(DISTRICTS, text);
}

/** The district that a bank file calls by this Chinese name, or undefined. */
export function districtOfName(name: string): DistrictCode | undefined {
  return Object.keys(DISTRICTS)
    .filter(isDistrictCode)
    .find((code) => DISTRICTS[code].zh === name);
}
