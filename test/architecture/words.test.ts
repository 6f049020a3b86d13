import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { API_ENDPOINTS } from '../../routes/api/index.js';
import { PERMISSIONS } from '../../server/auth/permissions.js';
import { isRole } from '../../server/core/roles.js';

/** Words of the Web rather than of lending. */
const TECHNICAL = new Set(['auth', 'me', 'oauth']);

const glossary = new Set(
  readFileSync('docs/glossary.md', 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| identifier'))
    .flatMap((line) => (line.split('|')[1] ?? '').split(',').map((word) => word.trim())),
);

/** `subsidy-claims` → `subsidyClaim`. */
function identifierOf(segment: string): string {
  const singular = segment.replace(/ies$/, 'y').replace(/(?<!s)s$/, '');
  return singular.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

describe('one concept, one word', () => {
  it('what an address names stands in the glossary', () => {
    const resources = API_ENDPOINTS.map(({ path }) => path.split('/')[3] ?? '').filter(
      (word) => !TECHNICAL.has(word),
    );
    for (const resource of new Set(resources)) expect(glossary, resource).to.include(identifierOf(resource));
  });

  it('a permission is noun.verb and belongs to roles that exist', () => {
    for (const [permission, roles] of Object.entries(PERMISSIONS)) {
      expect(permission).to.match(/^[a-z]+(?:-[a-z]+)*\.[a-z]+(?:-[a-z]+)*$/);
      expect(roles, permission).not.to.be.empty;
      expect(new Set(roles).size, permission).to.equal(roles.length);
      for (const role of roles) expect(isRole(role), `${permission}: ${role}`).to.be.true;
    }
  });

  it('an operation is a verb and a noun in camel case, its tag in kebab case', () => {
    for (const { operationId, tag } of API_ENDPOINTS) {
      expect(operationId).to.match(/^[a-z]+(?:[A-Z][a-z]*)+$/);
      expect(tag).to.match(/^[a-z]+(?:-[a-z]+)*$/);
    }
  });
});
