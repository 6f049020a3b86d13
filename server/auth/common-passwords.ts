/**
 * Words and runs that people reach for, and that every guessing list begins with. A password that is one of them with figures
 * or signs around it ("Password@2025") is as good as none.
 */
export const COMMON_PASSWORD_CORES: ReadonlySet<string> = new Set(
  `
  password passwd passphrase pass pwd admin administrator root superuser sysadmin user username guest test testing tester
  demo default changeme changeit letmein welcome welcometo login logon master secret access system security manager
  service support office company internet computer samsung iphone huawei xiaomi tencent alibaba baidu wechat weixin
  qwerty qwertyuiop qwert qwer qwerasdf qwerasdfzxcv qazwsx qazwsxedc wsxedc asdf asdfgh asdfghjkl asdfqwer zxcv zxcvbn
  zxcvbnm abc abcd abcde abcdef abcdefg abcdefgh abcabc aaa aaaa aaaaaa iloveyou iloveu loveyou lovely love princess
  sunshine dragon monkey football baseball basketball superman batman shadow michael jordan hello helloworld freedom
  whatever trustno starwars pokemon summer winter spring autumn january february monday friday
  woaini woaiwo wojiushiwo nihao zhongguo china beijing shanghai guangzhou guangdong shenzhen tianhe yuexiu haizhu panyu
  mima wodemima woaizhongguo zhonghua suidai huidai daikuan danbao daikuandanbao chuangye yinhang bank loan jiuye
  zhangwei wangwei liwei wangfang lina zhangmin
  `
    .trim()
    .split(/\s+/),
);
