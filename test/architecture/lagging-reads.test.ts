import { expect } from 'chai';
import { API_ENDPOINTS } from '../../routes/api/index.js';
import { isPublic } from '../../routes/endpoint.js';

describe('operations whose figures may lag', () => {
  const lagging = API_ENDPOINTS.filter(({ mayLag }) => mayLag);

  it('only read', () => {
    expect(lagging.filter(({ method }) => method !== 'get')).to.deep.equal([]);
  });

  it('are those of statistics: no money that somebody acts on, no case, no account', () => {
    const places = new Set(lagging.map(({ path }) => String(path.split('/')[3])));
    expect([...places]).to.have.members(['bank-scorecards', 'reports', 'risk-reports']);
    expect(lagging.filter(isPublic)).to.deep.equal([]);
  });

  it('are all of the reports', () => {
    const reports = API_ENDPOINTS.filter(({ path }) => /^\/api\/v1\/(?:risk-)?reports\//.test(path));
    expect(reports).to.have.length.greaterThan(12);
    expect(reports.filter(({ mayLag }) => !mayLag)).to.deep.equal([]);
  });
});
