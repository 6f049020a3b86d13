import type { Bilingual } from './bilingual.js';
import type { ErrorCode } from './errors.js';

interface ErrorText {
  readonly title: Bilingual;
  readonly detail: Bilingual;
}

/** The message of every code: what is wrong, why, what to do next. Filled by `describeError`. */
export const ERROR_TEXTS: Readonly<Record<ErrorCode, ErrorText>> = {
  malformed: {
    title: { zh: '填写的内容格式不正确', en: 'The request is malformed' },
    detail: {
      zh: '有内容无法识别[,此处应为{expected}]。请按提示的位置修改后重新提交。',
      en: 'Something could not be read[: {expected} is expected]. Please correct the fields named and send it again.',
    },
  },
  unauthenticated: {
    title: { zh: '请先登录', en: 'Please sign in' },
    detail: {
      zh: '没有有效的登录信息,或登录已过期。请重新登录后再试。',
      en: 'There is no valid sign-in, or it has expired. Please sign in and try again.',
    },
  },
  'wrong-credentials': {
    title: { zh: '用户名、密码或验证码不正确', en: 'The user name, password or code is wrong' },
    detail: {
      zh: '提供的登录信息不一致。请核对后重试;连续输错会暂时锁定账号。',
      en: 'What was entered does not belong together. Please check it; repeated errors lock the account for a while.',
    },
  },
  'message-not-authentic': {
    title: { zh: '报文签名未通过', en: 'The message is not shown to be authentic' },
    detail: {
      zh: '签名报文未被接受[:{reason}]。请核对签名密钥、时钟和被签内容,用新的时间戳和随机数重新签名后再发送;幂等键保持不变。',
      en: 'The signed message was not taken[: {reason}]. Please check the signing key, the clock and what is signed, sign again with a new timestamp and nonce, and send it with the same idempotency key.',
    },
  },
  'account-locked': {
    title: { zh: '账号已暂时锁定', en: 'The account is locked for a while' },
    detail: {
      zh: '登录失败次数过多。请[在{retryAfterSeconds}秒]后重试,或联系安全保密管理员解锁。',
      en: 'There were too many failed sign-ins. Please try again later[, in {retryAfterSeconds} seconds], or ask the security administrator.',
    },
  },
  'second-factor-required': {
    title: { zh: '需要动态验证码', en: 'A second factor is needed' },
    detail: {
      zh: '该账号已启用双重验证。请同时填写身份验证器显示的6位验证码。',
      en: 'This account signs in with two factors. Please add the six digits that your authenticator shows.',
    },
  },
  'password-change-required': {
    title: { zh: '请先修改密码', en: 'Please change the password first' },
    detail: {
      zh: '当前密码是初始密码或已到期,只能用来修改密码。请设置新密码后继续。',
      en: 'The password is an initial one or has expired and only serves to set a new one. Please change it to go on.',
    },
  },
  'second-factor-enrolment-required': {
    title: { zh: '请先绑定动态口令', en: 'Please set up a second factor first' },
    detail: {
      zh: '工作人员须以密码和动态口令两种方式登录,本账号尚未绑定。请用身份验证器扫码绑定并输入一次验证码,然后继续。',
      en: 'Staff sign in with two factors, and this account has only one. Please enrol an authenticator and confirm it with its first code to go on.',
    },
  },
  'fresh-factor-required': {
    title: { zh: '请再次输入动态验证码', en: 'Please prove your second factor again' },
    detail: {
      zh: '付款、放款和修改规则等操作须在15分钟内验证过动态口令。请输入身份验证器上的6位验证码,然后重新办理。',
      en: 'Paying out, disbursing or changing the rules needs a second factor of the last fifteen minutes. Please give the present code of your authenticator, then do it again.',
    },
  },
  'weak-password': {
    title: { zh: '密码强度不够', en: 'The password is too weak' },
    detail: {
      zh: '新密码不符合要求[:{rule}]。[请使用不少于{minLength}位、]包含多种字符、与用户名和常见词无关的密码。',
      en: 'The new password does not meet the rules[: {rule}]. Please use [at least {minLength} characters and ]several kinds of characters, nothing like the user name or a common word.',
    },
  },
  forbidden: {
    title: { zh: '没有权限', en: 'Not permitted' },
    detail: {
      zh: '您的角色不能进行这项操作[,{reason}]。如确需办理,请联系本单位有权限的同事或安全保密管理员。',
      en: 'Your role may not do this[: {reason}]. If it needs to be done, please ask a colleague who may, or the security administrator.',
    },
  },
  'maker-is-checker': {
    title: { zh: '经办人不能复核', en: 'The maker cannot be the checker' },
    detail: {
      zh: '经办和复核必须由不同的自然人完成。请由另一位有复核权限的人员办理。',
      en: 'Who prepared something cannot approve it, under any account. Please leave the decision to another person.',
    },
  },
  'not-found': {
    title: { zh: '没有找到', en: 'Not found' },
    detail: {
      zh: '该内容不存在,或不在您的查看范围内。请核对编号,或从列表重新进入。',
      en: 'It does not exist, or is outside what you may see. Please check the number, or start again from the list.',
    },
  },
  'method-not-allowed': {
    title: { zh: '此地址不支持这种请求方法', en: 'This address does not take that method' },
    detail: {
      zh: '请改用支持的方法[({allowed})],或查阅 /docs 中的接口说明。',
      en: 'Please use a method that works here[ ({allowed})], or look the operation up at /docs.',
    },
  },
  'illegal-transition': {
    title: { zh: '当前状态不能进行此操作', en: 'This is not possible in the present state' },
    detail: {
      zh: '当前状态[为“{from}”,]不允许[“{event}”]这一操作[(截止{until})]。请刷新页面,查看最新状态和可办理的事项。',
      en: 'The present state[, “{from}”,] does not allow this step[, “{event}”][; the last day was {until}]. Please reload to see the state and what can be done.',
    },
  },
  'stale-version': {
    title: { zh: '内容已被他人更新', en: 'Someone has changed this in the meantime' },
    detail: {
      zh: '您打开之后,这项内容已被修改。请刷新后核对最新内容,再重新提交。',
      en: 'It was changed after you opened it. Please reload, look at what is new, and send your change again.',
    },
  },
  'already-exists': {
    title: { zh: '已经存在', en: 'It exists already' },
    detail: {
      zh: '[{what}]已经登记过,不能重复。请查看已有的一项,需要更正时在其上办理。',
      en: 'This[, {what},] was recorded before and cannot be recorded twice. Please look at what exists and correct it there.',
    },
  },
  'request-in-progress': {
    title: { zh: '同一请求正在处理', en: 'The same request is being processed' },
    detail: {
      zh: '相同幂等键的请求还没有完成。请稍候几秒,用同一个键重试,即可得到结果。',
      en: 'A request with the same idempotency key has not finished. Please wait some seconds and repeat it with the same key.',
    },
  },
  'payload-too-large': {
    title: { zh: '提交的内容过大', en: 'Too large' },
    detail: {
      zh: '内容超过了允许的大小[({limit})][,或已达{count}个文件]。请压缩或拆分后重新提交。',
      en: 'It exceeds the size allowed[ ({limit})][, or there are {count} files already]. Please compress or split it and send it again.',
    },
  },
  'unsupported-file': {
    title: { zh: '不支持的文件', en: 'The file cannot be read' },
    detail: {
      zh: '文件的类型或内容不符合要求[:{reason}][({columns})][,第{line}行]。请按模板重新生成后上传。',
      en: 'The type or content is not what is needed[: {reason}][ ({columns})][, line {line}]. Please produce it again from the template.',
    },
  },
  'idempotency-key-required': {
    title: { zh: '缺少幂等键', en: 'An idempotency key is needed' },
    detail: {
      zh: '写入操作必须带有 Idempotency-Key 请求头,以免重复办理。请为每次操作生成一个新的键。',
      en: 'Every write needs an Idempotency-Key header, so that it takes effect once. Please make a new key for each operation.',
    },
  },
  'idempotency-mismatch': {
    title: { zh: '幂等键已用于其他请求', en: 'The idempotency key belongs to another request' },
    detail: {
      zh: '这个键曾用于内容不同的请求,为避免误办已拒绝。请为新的操作使用新的键。',
      en: 'The key was used with another content, so nothing was done. Please use a new key for a new operation.',
    },
  },
  'too-many-requests': {
    title: { zh: '操作过于频繁', en: 'Too many requests' },
    detail: {
      zh: '短时间内请求过多。请[在{retryAfterSeconds}秒]后重试。',
      en: 'There were too many requests in a short time. Please try again later[, in {retryAfterSeconds} seconds].',
    },
  },
  unavailable: {
    title: { zh: '系统暂时无法服务', en: 'The service is not available now' },
    detail: {
      zh: '系统正忙或正在维护,您的操作可能没有完成。请稍后用同样的内容重试,不会重复办理。',
      en: 'The system is busy or being maintained, and your request may not have been carried out. Please repeat it unchanged a little later; it takes effect once.',
    },
  },
  internal: {
    title: { zh: '系统出现意外错误', en: 'An unexpected error occurred' },
    detail: {
      zh: '问题出在系统一方,已被记录。请稍后重试;如仍出现,请把请求编号告诉系统管理员。',
      en: 'The fault is ours and has been recorded. Please try again later; if it stays, give the request id to an administrator.',
    },
  },
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
};
