import { expect } from 'chai';
import { hasMariadb } from '../torture/kills/private-mariadb.js';
import { tellKills } from '../torture/kills/tell-kills.js';

const SMALL = { parts: 4, loans: 40 };
const SEED = 7;

describe('The program, killed without warning while money requests race,', () => {
  it('has booked what it acknowledged, once, finishes what it had begun and keeps every law', async () => {
    const report = await tellKills({ kills: 3, databaseKills: 0, racing: 60, seed: SEED }, SMALL);
    expect(report.kills).to.equal(3);
    expect(report.racing).to.be.at.least(60);
    expect(report.retries, 'requests without an answer').to.be.greaterThan(0);
    expect(report.closes, 'days closed meanwhile').to.be.greaterThan(100);
  }).timeout(300_000);

  it('does so as well when its database server is killed and started again', async function () {
    if (process.env['DATABASE_URL'] === undefined || !hasMariadb()) this.skip();
    const report = await tellKills({ kills: 2, databaseKills: 2, racing: 60, seed: SEED }, SMALL);
    expect([report.kills, report.databaseKills]).to.deep.equal([2, 2]);
    expect(report.racing).to.be.at.least(60);
  }).timeout(300_000);
});
