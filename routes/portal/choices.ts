import { BORROWER_CATEGORIES } from '../../server/core/borrower-categories.js';
import { DISTRICTS } from '../../server/core/districts.js';
import type { Choices } from './fields.js';

/* What people choose from, by the codes that the domain knows. */

export const IDENTITY_KIND_CHOICES: Choices = {
  'resident-identity-card': { zh: '居民身份证', en: 'Resident identity card' },
  'residence-permit': { zh: '港澳台居民居住证', en: 'Residence permit (Hong Kong, Macao, Taiwan)' },
  'hong-kong-macao-permit': { zh: '港澳居民来往内地通行证', en: 'Mainland travel permit (Hong Kong, Macao)' },
  'taiwan-permit': { zh: '台湾居民来往大陆通行证', en: 'Mainland travel permit (Taiwan)' },
};

export const BORROWER_KIND_CHOICES: Choices = {
  individual: { zh: '个人创业', en: 'An individual' },
  partnership: { zh: '合伙创业', en: 'A partnership' },
  enterprise: { zh: '小微企业', en: 'A small enterprise' },
};

export const MARITAL_STATUS_CHOICES: Choices = {
  single: { zh: '未婚', en: 'Single' },
  married: { zh: '已婚', en: 'Married' },
  divorced: { zh: '离异', en: 'Divorced' },
  widowed: { zh: '丧偶', en: 'Widowed' },
};

export const SEX_CHOICES: Choices = { female: { zh: '女', en: 'Female' }, male: { zh: '男', en: 'Male' } };

export const WORKER_CLASS_CHOICES: Choices = {
  'female-50': { zh: '工人岗位（原 50 周岁退休）', en: 'Worker (retired at 50 before the reform)' },
  'female-55': {
    zh: '管理或专业技术岗位（原 55 周岁退休）',
    en: 'Manager or professional (retired at 55 before)',
  },
};

export const OTHER_LOAN_CHOICES: Choices = {
  student: { zh: '助学贷款', en: 'Student loan' },
  housing: { zh: '住房贷款', en: 'Housing loan' },
  car: { zh: '购车贷款', en: 'Car loan' },
  'poverty-relief': { zh: '扶贫小额信贷', en: 'Poverty-relief loan' },
  consumer: { zh: '消费贷款', en: 'Consumer loan' },
  business: { zh: '经营贷款', en: 'Business loan' },
  other: { zh: '其他', en: 'Other' },
};

export const COUNTER_GUARANTEE_CHOICES: Choices = {
  guarantor: { zh: '自然人保证', en: 'Another person answers' },
  collateral: { zh: '抵押或质押', en: 'Something is pledged' },
  exemption: { zh: '免除反担保', en: 'Exempt' },
};

export const DISTRICT_CHOICES: Choices = DISTRICTS;
export const CATEGORY_CHOICES: Choices = BORROWER_CATEGORIES;
