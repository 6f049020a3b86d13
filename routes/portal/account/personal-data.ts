import { downloadPersonalCopy } from '../../api/personal-data-copies/endpoints.js';
import { guardedPage, type Page, type PageProblem, type View } from '../page.js';

const copyView = (problem?: PageProblem): View => ({
  view: 'personal-data',
  title: { zh: '我的个人信息', en: 'Data about me' },
  values: { problem },
});

const show = guardedPage({
  method: 'get',
  path: '/personal-data',
  permission: 'personal-data.copy',
  handle: async () => copyView(),
});

const send = guardedPage({
  method: 'post',
  path: '/personal-data',
  permission: 'personal-data.copy',
  handle: async (context) => ({ download: await downloadPersonalCopy(context) }),
  again: async (_context, _input, problem) => copyView(problem),
});

/** 我的个人信息: what is held about a borrower, to be taken along. */
export const PERSONAL_DATA_PAGES: readonly Page[] = [show, send];
