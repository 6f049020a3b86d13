import type { Engine } from './engine.js';

/**
 * Ends a SELECT that reads rows as last committed and keeps them from change until the transaction ends. For tables of facts: there
 * the program's account may only read and add, and MySQL lets it lock for update no more. Each server reads its own comment.
 */
export const shareLock = (engine: Engine): string =>
  engine === 'mysql' ? ' /*!80022 FOR SHARE */ /*M! LOCK IN SHARE MODE */' : '';
