import { writeFileSync } from 'node:fs';
import { API_ENDPOINTS } from './api/index.js';
import { writeApiDescription } from './openapi.js';

/** `npm run openapi`: writes the description that is kept beside the code, so that a change of the contract shows as one. */
writeFileSync('docs/openapi.json', writeApiDescription(API_ENDPOINTS));
