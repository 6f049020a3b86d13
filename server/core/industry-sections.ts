import type { Bilingual } from './bilingual.js';

interface IndustrySectionEntry extends Bilingual {
  /** Words by which founders name a business of this section, beside the section's own name. */
  readonly words: readonly string[];
}

/** The twenty sections (门类) of GB/T 4754—2017, by which loans are grouped. */
export const INDUSTRY_SECTIONS = {
  agriculture: {
    zh: '农、林、牧、渔业',
    en: 'Agriculture, forestry and fishing',
    words: ['农业', '林业', '牧业', '渔业', '种植', '养殖', '畜牧', '水产', '苗木'],
  },
  mining: { zh: '采矿业', en: 'Mining', words: ['采矿', '采石', '矿业'] },
  manufacturing: { zh: '制造业', en: 'Manufacturing', words: ['制造', '加工', '生产', '印刷', '服装厂'] },
  utilities: {
    zh: '电力、热力、燃气及水生产和供应业',
    en: 'Electricity, heat, gas and water supply',
    words: ['电力', '热力', '燃气', '供水', '光伏'],
  },
  construction: { zh: '建筑业', en: 'Construction', words: ['建筑', '装修', '装饰', '施工'] },
  'wholesale-and-retail': {
    zh: '批发和零售业',
    en: 'Wholesale and retail',
    words: ['批发', '零售', '商贸', '贸易', '电商', '网店', '便利店', '超市', '销售'],
  },
  transport: {
    zh: '交通运输、仓储和邮政业',
    en: 'Transport, storage and post',
    words: ['运输', '物流', '仓储', '快递', '货运', '邮政'],
  },
  hospitality: {
    zh: '住宿和餐饮业',
    en: 'Accommodation and catering',
    words: ['住宿', '餐饮', '餐厅', '饭店', '酒店', '民宿', '小吃', '咖啡', '奶茶', '烘焙'],
  },
  information: {
    zh: '信息传输、软件和信息技术服务业',
    en: 'Information and software',
    words: ['信息', '软件', '互联网', '人工智能', '大数据', '游戏'],
  },
  finance: { zh: '金融业', en: 'Finance', words: ['金融', '保险'] },
  'real-estate': { zh: '房地产业', en: 'Real estate', words: ['房地产', '物业'] },
  'business-services': {
    zh: '租赁和商务服务业',
    en: 'Leasing and business services',
    words: ['租赁', '商务', '广告', '会展', '人力资源', '咨询', '旅行社', '家政公司'],
  },
  science: {
    zh: '科学研究和技术服务业',
    en: 'Science and technical services',
    words: ['科学研究', '技术服务', '检测', '设计'],
  },
  environment: {
    zh: '水利、环境和公共设施管理业',
    en: 'Water, environment and public facilities',
    words: ['水利', '环境', '环保', '园林', '绿化'],
  },
  'resident-services': {
    zh: '居民服务、修理和其他服务业',
    en: 'Resident services and repair',
    words: ['居民服务', '修理', '维修', '家政', '美容', '美发', '理发', '洗衣', '宠物'],
  },
  education: { zh: '教育', en: 'Education', words: ['教育', '培训', '托管', '幼儿'] },
  health: {
    zh: '卫生和社会工作',
    en: 'Health and social work',
    words: ['卫生', '医疗', '诊所', '养老', '护理', '社会工作'],
  },
  culture: {
    zh: '文化、体育和娱乐业',
    en: 'Culture, sport and entertainment',
    words: ['文化', '体育', '娱乐', '健身', '影视', '演艺', '直播'],
  },
  'public-administration': {
    zh: '公共管理、社会保障和社会组织',
    en: 'Public administration and social organisations',
    words: ['公共管理', '社会保障', '社会组织'],
  },
  international: { zh: '国际组织', en: 'International organisations', words: ['国际组织'] },
} as const satisfies Record<string, IndustrySectionEntry>;

export type IndustrySection = keyof typeof INDUSTRY_SECTIONS;

const SECTIONS = Object.entries(INDUSTRY_SECTIONS) as readonly [IndustrySection, IndustrySectionEntry][];

/**
 * The section that a founder's own words for the business name: by its name, else by the word that comes last, since Chinese puts
 * what a thing is at its end (农产品批发 is trade). Null where nothing is recognised.
 */
export function industrySectionOf(text: string): IndustrySection | null {
  const named = SECTIONS.find(([, { zh }]) => text.trim() === zh);
  if (named) return named[0];
  // No word ends in another one, so that two never end at one place.
  let best: { readonly section: IndustrySection; readonly end: number } | null = null;
  for (const [section, { words }] of SECTIONS) {
    for (const word of words) {
      const at = text.lastIndexOf(word);
      if (at < 0) continue;
      const end = at + word.length;
      if (best === null || end > best.end) best = { section, end };
    }
  }
  return best?.section ?? null;
}
