import { expect } from 'chai';
import { importsOf, readSources, type Import } from './source-files.js';

/** Who may import what, as CONTRIBUTING.md lists it. The first rule that covers a file holds. */
interface Rule {
  readonly name: string;
  readonly covers: RegExp;
  readonly mayImport: readonly RegExp[];
  /** Types shape what is handed over; they make nobody depend on how it is done. */
  readonly mayImportTypes?: RegExp;
  readonly packages: readonly string[] | 'any';
}

/** Files of the server that stand beside the domains and serve them all. */
const KERNEL = /^server\/[a-z-]+\.ts$/;

/** Folders that every domain may use, since they know no domain, and files that a domain shares on purpose. */
const SHARED =
  /^server\/(?:(?:approvals|audit|auth|exports|gateways|imports|jobs|messages|numbering|outbox|policy|privacy|replicas|signing|stage-clocks)\/|(?:organisations\/platform|applications\/(?:application-content|attachments\/(?:attachment-kinds|examine-file))|compensation\/(?:claim-case|claim-content)|recovery\/recovery-case|loans\/(?:loan-facts|is-taken|follow-outstanding)|reports\/(?:headline-table|spending-table)|budgets\/(?:budget-ledger|cost-split|spend-budgets|reserve-subsidies)|money-ledger\/post-money|risk-alerts\/(?:raise-alerts|settle-with-flag)|risk-reports\/(?:loan-positions|held-sums|repaid-after)|registries\/look-up|post-checks\/open-post-check|reconciliation\/(?:state-balances|balances-import))\.ts$)/;

const FIND = /^server\/[a-z-]+\/(?:.+\/)?find-[a-z-]+\.ts$/;
const CORE = /^server\/core\//;
const MODELS = /^models\//;
const SERVER = /^server\//;
const ROUTES = /^routes\//;
const TEMPLATES = /^templates\//;

/** Lists of what the domains bring along. */
const REGISTRIES = /^server\/(?:jobs\/job-kinds|imports\/import-kinds)\.ts$/;

const STARTERS = /^server\/(?:(?:[a-z-]+-)?main|composition|serve)\.ts$|^server\/demo\//;
const OF_HTTP = ['express', 'helmet', 'joi', 'multer', 'swagger-ui-dist'];

const RULES: readonly Rule[] = [
  { name: 'server/core', covers: CORE, mayImport: [CORE], packages: ['decimal.js'] },
  {
    name: 'models',
    covers: MODELS,
    mayImport: [CORE, MODELS],
    packages: ['node', 'sequelize', 'umzug', 'mysql2', '@photostructure/sqlite'],
  },
  { name: 'the lists of kinds', covers: REGISTRIES, mayImport: [SERVER], packages: [] },
  { name: 'what starts the program', covers: STARTERS, mayImport: [/./], packages: 'any' },
  {
    name: 'templates',
    covers: TEMPLATES,
    mayImport: [CORE, TEMPLATES],
    packages: [
      'node',
      'eta',
      'markdown-it',
      'opencc-js',
      'pdfkit',
      'fontkit',
      'qrcode',
      'd3-scale',
      'd3-shape',
    ],
  },
  {
    name: 'routes',
    covers: ROUTES,
    mayImport: [ROUTES, TEMPLATES, SERVER],
    packages: [...OF_HTTP, 'node', 'prom-client', 'file-type', 'rate-limiter-flexible', 'pino-http'],
  },
  {
    name: 'beside the domains',
    covers: KERNEL,
    mayImport: [CORE, MODELS, KERNEL, SHARED],
    mayImportTypes: SERVER,
    packages: 'any',
  },
];

/** A domain knows itself, and of other domains what they let others find. */
function ruleOfDomain(path: string): Rule {
  const folder = path.split('/').slice(0, 2).join('/');
  const own = new RegExp(`^${folder}/`);
  return {
    name: folder,
    covers: own,
    mayImport: [CORE, MODELS, KERNEL, SHARED, FIND, own],
    mayImportTypes: SERVER,
    packages: 'any',
  };
}

function mayImport(rule: Rule, { target, isPackage, typeOnly }: Import): boolean {
  if (isPackage) return rule.packages === 'any' || rule.packages.includes(target);
  if (STARTERS.test(target)) return rule.covers === STARTERS;
  return [...rule.mayImport, ...(typeOnly && rule.mayImportTypes ? [rule.mayImportTypes] : [])].some(
    (allowed) => allowed.test(target),
  );
}

const SOURCES = readSources('server', 'models', 'routes', 'templates');

describe('import directions', () => {
  for (const source of SOURCES) {
    const rule = RULES.find(({ covers }) => covers.test(source.path)) ?? ruleOfDomain(source.path);
    it(`${source.path} imports what ${rule.name} may`, () => {
      const wrong = importsOf(source).filter((each) => !mayImport(rule, each));
      expect(wrong.map((each) => each.target).join('\n')).to.equal('');
    });
  }

  it('keep HTTP out of the server, and storage out of routes', () => {
    for (const source of SOURCES) {
      const packages = importsOf(source).map((each) => each.target);
      if (source.path.startsWith('server/') && source.path !== 'server/environment.ts') {
        for (const name of OF_HTTP) expect(packages, source.path).not.to.include(name);
      }
      if (source.path.startsWith('routes/')) expect(packages, source.path).not.to.include('sequelize');
    }
  });
});
