import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Eta } from 'eta';

/** The compiled program lies in `dist/`, its pages stay where they are written. */
function projectFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    if (folder === dirname(folder)) throw new Error('The program is not inside its project folder');
    folder = dirname(folder);
  }
  return folder;
}

const EXAMPLES = join(projectFolder(), 'templates/examples');

/** Where the portal's style sheet, script and icon lie. */
export const ASSETS = join(projectFolder(), 'templates/assets');

/** Where the user guides lie. */
export const GUIDE_FOLDER = join(projectFolder(), 'docs/guide');

/** Where pages and their style sheets lie. */
export const PAGES = join(projectFolder(), 'templates/pages');
const eta = new Eta({ views: PAGES, cache: true, autoEscape: true });

/** Renders `templates/pages/<page>.eta`. Values are escaped; the page reads them as `it`. */
export function renderPage(page: string, values: object): string {
  return eta.render(page, values);
}

/** An example to copy, as it lies in `templates/examples`. */
export const readExample = (name: string): string => readFileSync(join(EXAMPLES, name), 'utf8').trimEnd();
