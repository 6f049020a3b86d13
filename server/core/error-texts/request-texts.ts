import type { ErrorText } from './error-text.js';

/** Of what is wrong with a request, whoever sends it and whatever it is about. */
export const REQUEST_TEXTS = {
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
} as const satisfies Readonly<Record<string, ErrorText>>;
