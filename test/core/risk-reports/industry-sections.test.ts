import { expect } from 'chai';
import { industrySectionOf } from '../../../server/core/industry-sections.js';

describe('The industry of a business', () => {
  it('is the section of GB/T 4754 that its own words name', () => {
    const named = [
      '批发和零售业',
      '零售业',
      '餐饮',
      '奶茶店',
      '跨境电商',
      '软件开发',
      '少儿培训',
      '汽车维修',
    ];
    expect(named.map(industrySectionOf)).to.deep.equal([
      'wholesale-and-retail',
      'wholesale-and-retail',
      'hospitality',
      'hospitality',
      'wholesale-and-retail',
      'information',
      'education',
      'resident-services',
    ]);
  });

  it('is what the words come to at their end', () => {
    expect(industrySectionOf('服装加工及零售')).to.equal('wholesale-and-retail');
    expect(industrySectionOf('信息技术服务')).to.equal('science');
    expect(industrySectionOf('信息传输、软件和信息技术服务业')).to.equal('information');
  });

  it('is unknown where nothing is recognised', () => {
    expect(industrySectionOf('')).to.equal(null);
    expect(industrySectionOf('其他')).to.equal(null);
  });
});
