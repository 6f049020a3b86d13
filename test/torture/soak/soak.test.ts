import { expect } from 'chai';
import { Violation } from '../violation.js';
import { assertFlat, type MemorySample } from './server-memory.js';
import { tellSoak } from './tell-soak.js';

const MEBIBYTE = 2 ** 20;

/** A sample every ten seconds, of so many mebibytes. */
const samplesOf = (mebibytes: readonly number[], openFiles = 40): MemorySample[] =>
  mebibytes.map((amount, index) => ({
    second: index * 10,
    residentBytes: amount * MEBIBYTE,
    heapBytes: (amount / 2) * MEBIBYTE,
    openFiles,
  }));

describe('The memory of a server', () => {
  it('is flat where it warms up, comes and goes, and returns', () => {
    const course = assertFlat(samplesOf([90, 120, 150, 180, 175, 185, 178, 186, 181]));
    expect(course.samples).to.equal(9);
    expect(course.before.residentBytes).to.equal(180 * MEBIBYTE);
    expect(course.after.residentBytes).to.equal(181 * MEBIBYTE);
  });

  it('is not where each third is larger than the one before', () => {
    const growing = samplesOf([100, 110, 120, 130, 140, 150, 160, 170, 180]);
    expect(() => assertFlat(growing)).to.throw(Violation, 'memory and open files stay flat');
  });

  it('is not where files stay open', () => {
    const flat = samplesOf([150, 150, 150, 150, 150, 150, 150, 150, 150]);
    const leaking = flat.map((sample, index) => ({ ...sample, openFiles: 40 + 10 * index }));
    expect(() => assertFlat(leaking)).to.throw(Violation, 'memory and open files stay flat');
  });

  it('is not judged by a few samples', () => {
    expect(() => assertFlat(samplesOf([100, 100, 100]))).to.throw(Violation, 'often enough');
  });
});

describe('A server under mixed load', () => {
  it('keeps its books and tells its memory all the while', async () => {
    const seen: MemorySample[] = [];
    const report = await tellSoak({
      minutes: 0.1,
      seed: 11,
      loans: 40,
      sampleEveryMs: 300,
      onSample: (sample) => seen.push(sample),
    }).catch((error: unknown) => {
      // Some seconds are all warming up: that memory still grows is no failure here.
      if (error instanceof Violation && error.law === 'memory and open files stay flat') return undefined;
      throw error;
    });
    expect(seen.length).to.be.at.least(9);
    for (const { residentBytes, heapBytes, openFiles } of seen) {
      expect(residentBytes).to.be.greaterThan(heapBytes);
      expect(openFiles).to.be.greaterThan(5);
    }
    if (report) expect(report.racing).to.be.greaterThan(20);
  }).timeout(300_000);
});
