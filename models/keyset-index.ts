import { quoted } from './condition.js';
import type { Database } from './database.js';

/**
 * Names the index of a page that is ordered by id within one value of a column, to stand behind the table's name. Left to itself MariaDB
 * looks the value up and walks from its newest row down to the cursor, so that later pages take ever longer; SQLite does well alone.
 */
export const keysetIndex = ({ engine }: Database, column: string): string =>
  engine === 'mysql' ? ` FORCE INDEX (${quoted(`by_${column}_id`)})` : '';
