import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { API_ENDPOINTS } from '../../routes/api/index.js';
import { writeApiDescription } from '../../routes/openapi.js';

describe('docs/openapi.json', () => {
  it('is what the declared operations say (npm run openapi writes it)', () => {
    const same = readFileSync('docs/openapi.json', 'utf8') === writeApiDescription(API_ENDPOINTS);
    expect(same, 'the contract has changed: run npm run openapi and read the difference').to.be.true;
  });
});
