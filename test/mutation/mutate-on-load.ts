import { register } from 'node:module';

// For `NODE_OPTIONS=--import=…`: everything that is loaded later passes the hooks.
register('./mutant-hooks.js', import.meta.url);
