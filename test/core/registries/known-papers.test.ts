import { expect } from 'chai';
import { addressMark } from '../../../server/core/address-mark.js';
import {
  knownPapers,
  NO_REGISTRY_FACTS,
  type RegistryFacts,
} from '../../../server/core/registries/registry-facts.js';
import type { RegistryName } from '../../../server/core/registries/registries.js';

const ACCEPTED: readonly RegistryName[] = ['registered-unemployed', 'social-insurance', 'base-tenants'];

const of = (facts: Partial<RegistryFacts>, asked: Parameters<typeof knownPapers>[1]) =>
  knownPapers({ ...NO_REGISTRY_FACTS, ...facts }, asked, ACCEPTED).map(({ paper }) => paper);

describe('papers that a registry stands for', () => {
  it('are the proof of the group that was named, and of no other', () => {
    const asked = { applicantKind: 'individual', category: 'registered-unemployed' } as const;
    expect(of({ matches: ['registered-unemployed'] }, asked)).to.deep.equal(['category-proof']);
    expect(of({ matches: ['employment-difficulty'] }, asked)).to.deep.equal([]);
    expect(of({ matches: [] }, asked)).to.deep.equal([]);
  });

  it('are none where policy does not accept the registry', () => {
    const asked = { applicantKind: 'individual', category: 'employment-difficulty' } as const;
    expect(of({ matches: ['employment-difficulty'] }, asked)).to.deep.equal([]);
  });

  it('are the group of young people from Hong Kong, Macao and Taiwan for a tenant of their bases alone', () => {
    const asked = { applicantKind: 'individual', category: 'hong-kong-macao-taiwan-youth' } as const;
    const tenant = { matches: ['base-tenants'] as const };
    expect(of({ ...tenant, baseRegistry: 'youth-bases' }, asked)).to.deep.equal(['category-proof']);
    expect(of({ ...tenant, baseRegistry: 'incubator-bases' }, asked)).to.deep.equal([]);
  });

  it('are the same group for the base itself, where policy accepts its list', () => {
    const asked = { applicantKind: 'individual', category: 'hong-kong-macao-taiwan-youth' } as const;
    const facts = { ...NO_REGISTRY_FACTS, matches: ['youth-bases'] as const };
    expect(knownPapers(facts, asked, ['youth-bases'])).to.deep.equal([
      { registry: 'youth-bases', paper: 'category-proof' },
    ]);
    expect(knownPapers(facts, asked, ACCEPTED)).to.deep.equal([]);
  });

  it('are the roster of a staff of which everybody is insured', () => {
    const asked = { applicantKind: 'enterprise', staff: 20 } as const;
    const insured = { matches: ['social-insurance'] as const };
    expect(of({ ...insured, insuredStaff: 20 }, asked)).to.deep.equal(['staff-roster']);
    expect(of({ ...insured, insuredStaff: 19 }, asked)).to.deep.equal([]);
    expect(of(insured, asked)).to.deep.equal([]);
    expect(of({ ...insured, insuredStaff: 1 }, { ...asked, staff: 0 })).to.deep.equal([]);
  });
});

describe('an address', () => {
  it('is the same however blanks, signs and figures are written', () => {
    const written = ['广东省广州市天河区某路１号', '天河区某路 1 号', '广州市天河区某路1号。'];
    expect(new Set(written.map((address) => addressMark('440106', address))).size).to.equal(1);
    expect(addressMark('440104', '天河区某路1号')).not.to.equal(addressMark('440106', '天河区某路1号'));
  });
});
