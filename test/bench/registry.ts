import { CLAIM_BUILD } from './areas/claim-build.js';
import { CLAIM_CHECK } from './areas/claim-check.js';
import { CLAIM_WORKERS } from './areas/claim-workers.js';
import { DAILY_CLOSE } from './areas/daily-close.js';
import { HTTP } from './areas/http.js';
import { IMPORTS } from './areas/imports.js';
import { KERNEL } from './areas/kernel.js';
import { PAGES } from './areas/pages.js';
import { PAPERS, PAPERS_BESIDE } from './areas/papers.js';
import { WHAT_IF } from './areas/what-if.js';
import { OVERLOAD } from './areas/overload.js';
import { RED_FLAGS } from './areas/red-flags.js';
import type { Measurement } from './measurement.js';

/**
 * Everything that is measured. An area adds its file in `areas/` and its line here. The program itself runs last: what it does in the
 * background changes the data set, and so does the daily close before it.
 */
export const MEASUREMENTS: readonly Measurement[] = [
  ...KERNEL,
  ...PAPERS,
  ...PAGES,
  ...CLAIM_BUILD,
  ...CLAIM_WORKERS,
  ...CLAIM_CHECK,
  ...WHAT_IF,
  ...DAILY_CLOSE,
  ...IMPORTS,
  ...HTTP,
  ...PAPERS_BESIDE,
  ...OVERLOAD,
  ...RED_FLAGS,
];
