import type { Page } from '../page.js';
import { actionPages } from './action-page.js';
import { deskHomePage } from './home-page.js';
import { WORK_KINDS } from './kinds/index.js';
import { listPage } from './list-page.js';
import { filePages, recordPage } from './record-page.js';

/** The desk of those who work on cases: one mechanism for every kind of work. */
export const DESK_PAGES: readonly Page[] = [
  deskHomePage(WORK_KINDS),
  ...WORK_KINDS.flatMap((kind) => [
    listPage(kind, WORK_KINDS),
    ...actionPages(kind),
    ...filePages(kind),
    ...(kind.read ? [recordPage(kind)] : []),
  ]),
];
