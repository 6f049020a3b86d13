import type { ErrorText } from './error-text.js';

/** Of what the rules, the books or the papers do not allow. */
export const BUSINESS_TEXTS = {
  'no-policy-in-force': {
    title: { zh: '该日期没有适用的政策', en: 'No policy is in force on that day' },
    detail: {
      zh: '[{date}]没有适用的规定[({parameter})],因此无法计算或判断。请核对日期;如政策已发布,请由市级人员录入。',
      en: 'There is no rule[ for {parameter}] in force[ on {date}], so nothing can be computed or decided. Please check the date; if a rule exists, municipal staff can enter it.',
    },
  },
  'rate-above-ceiling': {
    title: { zh: '利率超过上限', en: 'The rate is above the ceiling' },
    detail: {
      zh: '合同年利率[{annualRatePercent}%]超过放款日适用的上限[{ceilingPercent}%](LPR加点)。请将利率调整到上限以内。',
      en: 'The contract rate[ of {annualRatePercent} %] is above the ceiling[ of {ceilingPercent} %] on the day of disbursement. Please agree on a rate within it.',
    },
  },
  'amount-above-cap': {
    title: { zh: '金额超过上限', en: 'The amount is above the cap' },
    detail: {
      zh: '金额[{amount}元]超过该借款人的上限[{cap}元]。请将金额调整到上限以内。',
      en: 'The amount[ of {amount} yuan] is above the cap[ of {cap} yuan] for this borrower. Please lower it.',
    },
  },
  'term-above-cap': {
    title: { zh: '期限超过上限', en: 'The term is too long' },
    detail: {
      zh: '期限[{termMonths}个月]超过该借款人的最长期限[{maxTermMonths}个月]。请缩短期限。',
      en: 'The term[ of {termMonths} months] is longer than allowed[: {maxTermMonths} months]. Please shorten it.',
    },
  },
  'not-eligible': {
    title: { zh: '不符合申请条件', en: 'Not eligible' },
    detail: {
      zh: '有资格条件未满足。请查看每一项的原因和依据,按提示补正后重新申请,或申请复核。',
      en: 'Some conditions are not met. Please read the reason of each, correct what you can and apply again, or ask for reconsideration.',
    },
  },
  'incomplete-application': {
    title: { zh: '申请材料不完整', en: 'The application is incomplete' },
    detail: {
      zh: '还有[{missing}项]必填内容或材料未提供。请按提示补齐后提交。',
      en: 'Some[ ({missing})] required fields or papers are missing. Please complete what is named and submit again.',
    },
  },
  'consent-missing': {
    title: { zh: '未取得申请人同意', en: 'The applicant has not agreed' },
    detail: {
      zh: '查询名册须由申请人本人在其账号中同意。请申请人登录后同意,或直接提交相应材料。',
      en: 'Registries are looked into only after the applicant has agreed in an account of their own. Ask the applicant to log in and agree, or bring the papers.',
    },
  },
  'agreement-not-in-force': {
    title: { zh: '合作协议未生效', en: 'No cooperation agreement is in force' },
    detail: {
      zh: '该银行与担保方[在{date}]没有生效的合作协议,不能新增担保。请先签订、续签或恢复协议,或改选机构。',
      en: 'The bank and the guarantor have no agreement in force[ on {date}], so no new guarantee is possible. Renew or resume it, or choose another institution.',
    },
  },
  'guarantees-stopped': {
    title: { zh: '已暂停新增担保', en: 'New guarantees are stopped' },
    detail: {
      zh: '银行、担保方或所在区的新增担保[自{date}起]暂停[,原因是{measure}已达到{threshold}%]。请待市级中心解除后再办理。',
      en: 'New guarantees with this bank, guarantor or district are stopped[ since {date}][, because the {measure} has reached {threshold} %]. Please wait until the municipal centre releases them.',
    },
  },
  'guarantee-follows-credit': {
    title: { zh: '担保随银行授信成立', en: 'The guarantee follows the credit' },
    detail: {
      zh: '合作协议[{agreementNumber}]约定由银行自主审批,担保随授信决定成立,担保方不逐笔审批。请待银行决定;有异议的在放款后事后核查中提出。',
      en: 'Under the agreement[ {agreementNumber}] the bank decides, and the guarantee arises with its credit. Please wait for the bank; object in the check after disbursement.',
    },
  },
  'objection-too-late': {
    title: { zh: '已过提出异议的期限', en: 'The time to object is over' },
    detail: {
      zh: '事后核查的异议期限[{date}]已过,担保责任不再变动。请登记核查通过;发现骗贷等情形的,依法另行处理。',
      en: 'The deadline[ of {date}] for objections has passed, and the guarantee stands. Please pass the check; fraud is pursued by law.',
    },
  },
  'exposure-exceeded': {
    title: { zh: '担保额度不足', en: 'The exposure limit is reached' },
    detail: {
      zh: '加上本笔后[{whose}的]在保余额将超过限额[{limit}元][(尚余{available}元)]。请减少金额,或由有权机构调整限额。',
      en: 'With this loan the exposure[ of {whose}] would exceed its limit[ of {limit} yuan][; {available} yuan are left]. Please lower the amount, or have the limit raised.',
    },
  },
  'budget-exceeded': {
    title: { zh: '贴息预算不足', en: 'The subsidy budget is not enough' },
    detail: {
      zh: '[{year}年][{level}][需要{required}元,]可用预算[{available}元]不足,未作任何安排。请先追加预算,再办理。',
      en: 'The budget available[ for {year}][ at the {level} level][, {available} yuan,] does not cover this[: {required} yuan]; nothing was committed. Please have it raised first.',
    },
  },
  'amount-exceeds-outstanding': {
    title: { zh: '金额超过未还余额', en: 'More than is outstanding' },
    detail: {
      zh: '本金[{amount}元]超过尚未归还的[{outstanding}元]。请核对流水和余额后重新提交。',
      en: 'The principal[ of {amount} yuan] is more than what is outstanding[: {outstanding} yuan]. Please check the entry and the balance.',
    },
  },
  'already-reversed': {
    title: { zh: '该笔已冲正', en: 'It has been reversed before' },
    detail: {
      zh: '一笔还款只能冲正一次。如需更正,请登记新的还款。',
      en: 'A repayment can be reversed once. To correct it further, please record a new repayment.',
    },
  },
  'extension-not-allowed': {
    title: { zh: '不能展期', en: 'The loan cannot be extended' },
    detail: {
      zh: '[{reason}。]展期[最多{maximumCount}次、][合计不超过{maximumMonths}个月、]须在到期前办理并经银行同意,展期内不贴息。请核对后重新申请。',
      en: '[{reason}. ]An extension is possible [{maximumCount} time(s), ][for at most {maximumMonths} months, ]before maturity and with the bank’s consent; it is not subsidised. Please check the request.',
    },
  },
  'outside-loan-term': {
    title: { zh: '日期不在贷款期内', en: 'The date is outside the loan’s term' },
    detail: {
      zh: '日期[{date}]不在允许的期间内[,不得早于{earliest}][,不得晚于{latest}]。请核对后重新填写。',
      en: 'The date[ {date}] is outside what is possible here[: {earliest} at the earliest][: {latest} at the latest]. Please check it.',
    },
  },
  'calendar-not-published': {
    title: { zh: '当年节假日安排尚未录入', en: 'The calendar of that year is not entered yet' },
    detail: {
      zh: '[{year}年]的放假调休安排尚未录入,无法确定工作日。请由市级人员录入国务院办公厅的通知后再办理。',
      en: 'The public holidays[ of {year}] are not entered, so working days are not certain. Municipal staff can enter the State Council’s notice.',
    },
  },
  'approval-does-not-match': {
    title: { zh: '批准的内容已发生变化', en: 'What was approved has changed' },
    detail: {
      zh: '提请批准之后内容有改动,原提请已失效。请核对最新内容,重新提请批准。',
      en: 'The content changed after it was proposed, so the proposal no longer holds. Please look at it and propose it again.',
    },
  },
  'destination-not-allowed': {
    title: { zh: '推送地址不在许可范围', en: 'The destination is not allowed' },
    detail: {
      zh: '该地址[({reason})]不能接收推送。请使用运维配置许可清单内的 https 地址,或请系统管理员先将其列入清单。',
      en: 'Nothing is sent to this address[: {reason}]. Please use an https address on the list that operations allow, or have it put there first.',
    },
  },
  'lines-undecided': {
    title: { zh: '还有差异未处理', en: 'Differences are undecided' },
    detail: {
      zh: '申报中还有{count}行与系统重算不一致且未处理。请逐行或按原因采用核定金额,或退回银行更正。',
      en: '{count} lines differ from our computation and are undecided. Please accept the computed amounts, line by line or by cause, or return the claim to the bank.',
    },
  },
  'compensation-not-due': {
    title: { zh: '尚不能申请代偿', en: 'Compensation is not due' },
    detail: {
      zh: '截至最近一次日终,该笔贷款逾期天数不足[(已逾期{days}天,须超过{required}天)],或已归还。请继续催收,或待日终后再办理。',
      en: 'By the last daily close the loan is not overdue for long enough[: {days} days, and more than {required} are needed], or is paid. Please go on collecting, or come back after the close.',
    },
  },
  'evidence-missing': {
    title: { zh: '代偿材料不完整', en: 'Evidence is missing' },
    detail: {
      zh: '代偿申请还缺少材料[{missing}项]。请按提示逐项上传后再提交。',
      en: 'Some[ ({missing})] pieces of evidence are missing. Please upload what is named and submit it again.',
    },
  },
  'compensation-cap-exceeded': {
    title: { zh: '超过年度代偿上限', en: 'The yearly compensation cap is reached' },
    detail: {
      zh: '加上本笔[{amount}元]后,[{year}年的]代偿将超过合作协议约定的年度上限[{cap}元][(已代偿{paid}元)]。请由市级中心与各方商定后再办理。',
      en: 'With this payment[ of {amount} yuan] the compensation[ of {year}] would exceed the yearly cap agreed[: {cap} yuan][, of which {paid} are paid]. The municipal centre has to settle this with the parties first.',
    },
  },
  'batch-cap-exceeded': {
    title: { zh: '超过批次代偿上限', en: 'The compensation cap of the batch is reached' },
    detail: {
      zh: '本笔[{amount}元]超过批量担保协议的代偿上限[{cap}元][,尚余{remaining}元]。超出部分由银行承担;如需调整,请由市级中心与各方商定。',
      en: 'This payment[ of {amount} yuan] is above the cap[ of {cap} yuan] of the batch[; {remaining} yuan are left]. What is above it the bank bears; the municipal centre may settle otherwise with the parties.',
    },
  },
  'guarantor-balance-exceeded': {
    title: { zh: '担保方资金不足', en: 'The guarantor’s balance is not enough' },
    detail: {
      zh: '担保方现有资金[{available}元]不足以代偿本笔[{amount}元]。请先补充资金并登记担保资本,再办理代偿。',
      en: 'The guarantor’s balance[ of {available} yuan] does not cover this payment[ of {amount} yuan]. Please have money added and the capital recorded first.',
    },
  },
  'recovery-exceeds-debt': {
    title: { zh: '追偿金额超过尚欠金额', en: 'More than is owed' },
    detail: {
      zh: '追回金额[{amount}元]超过债务人尚欠的金额[{owed}元](含追偿费用)。请核对到账金额;多收部分应退还债务人。',
      en: 'The amount[ of {amount} yuan] is more than what is still owed[, {owed} yuan], costs included. Please check the receipt; what is too much goes back to the debtor.',
    },
  },
  'clawback-exceeds-owed': {
    title: { zh: '退回金额超过尚欠金额', en: 'More than has to be returned' },
    detail: {
      zh: '退回金额[{amount}元]超过尚欠金额[{owed}元](已列入待付申报抵扣的部分不计)。请核对到账金额;多收部分应退还。',
      en: 'The amount[ of {amount} yuan] is more than what is still to be returned[, {owed} yuan], less what unpaid claims take off already. Please check the receipt; what is too much goes back.',
    },
  },
  'write-off-not-allowed': {
    title: { zh: '不符合核销条件', en: 'The conditions of a write-off are not met' },
    detail: {
      zh: '所选核销事由的条件尚未满足[:{condition}]。请继续追偿,或更换事由并附相应文书。',
      en: 'What the ground asks for is not given yet[: {condition}]. Please go on recovering, or name another ground with its document.',
    },
  },
  'document-not-issuable': {
    title: { zh: '文书暂不能签发', en: 'The paper cannot be issued yet' },
    detail: {
      zh: '这份文书所依据的事实尚不具备[:{reason}]。请在事项办理到相应环节后再签发。',
      en: 'What the paper would state has not come about[: {reason}]. Please issue it once the case has got that far.',
    },
  },
  erased: {
    title: { zh: '已按保存期限删除', en: 'Erased when its retention ended' },
    detail: {
      zh: '其中的个人信息已过保存期限,按规定删除,不能再查看。金额和办理记录仍保留在台账和审计记录中。',
      en: 'The personal data in it had to be erased when their retention ended, and cannot be seen any more. Amounts and decisions are still in the books and the audit.',
    },
  },
  'unprintable-characters': {
    title: { zh: '文书字体缺字', en: 'Characters that cannot be printed' },
    detail: {
      zh: '文书字体不含以下字符[:{characters}],为避免错字,文书未签发。请与系统管理员联系,以规定的代用字登记后重试。',
      en: 'The font of papers lacks these characters[: {characters}]; nothing was issued, so that no name is misprinted. Please ask the system administrator for the prescribed substitute and try again.',
    },
  },
} as const satisfies Readonly<Record<string, ErrorText>>;
