import { expect } from 'chai';
import { BORROWER_CATEGORIES, borrowerCategoryOfLabel } from '../../server/core/borrower-categories.js';
import { DISTRICTS, districtOfName, isDistrictCode } from '../../server/core/districts.js';

describe('the words of bank files', () => {
  const labels =
    '登记失业人员 就业困难人员 退役军人 刑满释放人员 高校毕业生 化解过剩产能企业职工和失业人员 返乡创业人员 网络商户 脱贫人口 农民 职业院校毕业生 港澳台青年 其他人员';

  it('name every category once', () => {
    const codes = labels.split(' ').map(borrowerCategoryOfLabel);
    expect(codes).to.have.members(Object.keys(BORROWER_CATEGORIES));
    expect(borrowerCategoryOfLabel('公务员')).to.be.undefined;
  });

  it('reach ten classes of the statistics, and three groups outside them', () => {
    const classes = Object.values(BORROWER_CATEGORIES).map((each) => each.statisticsClass);
    expect(new Set(classes.filter((each) => each !== null)).size).to.equal(10);
    expect(classes.filter((each) => each === null)).to.have.length(3);
  });

  it('name the eleven districts', () => {
    expect(Object.keys(DISTRICTS)).to.have.length(11);
    expect(districtOfName('天河区')).to.equal('440106');
    expect(districtOfName('朝阳区')).to.be.undefined;
    expect(isDistrictCode('440107')).to.be.false;
  });
});
