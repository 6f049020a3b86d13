import { expect } from 'chai';
import { barChart } from '../../templates/charts/bar-chart.js';
import { gauge, stackedBar } from '../../templates/charts/gauge.js';
import { lineChart } from '../../templates/charts/line-chart.js';

const written = (value: number): string => String(value);
const countOf = (svg: string, element: string): number => svg.split(`<${element} `).length - 1;

/** The heights of the bars that have a colour of a series. */
const heightsOf = (svg: string): number[] =>
  [...svg.matchAll(/<rect class="fill-\d+" [^>]*height="([\d.]+)"/g)].map(([, height]) => Number(height));

const tone = (value: number): string | undefined =>
  /tone-(\w+)/.exec(gauge({ label: 'x', value, threshold: 100 }))?.[1];

describe('A chart', () => {
  const bars = { label: 'Issued', series: [], written };

  it('has a bar for each value, as high as the value is', () => {
    const svg = barChart({
      ...bars,
      groups: [10, 5, 0].map((value) => ({ label: `${value}`, values: [value] })),
    });
    const [highest = 0, half = 0, none = 1] = heightsOf(svg);
    expect(highest).to.be.above(100);
    expect(half).to.be.closeTo(highest / 2, 0.2);
    expect(none).to.equal(0);
  });

  it('stands without data, too', () => {
    expect(barChart({ ...bars, groups: [] })).to.match(/^<svg .*<\/svg>$/);
    expect(
      lineChart({ label: 'x', series: [{ name: 'a', values: [] }], places: [], written }),
    ).to.not.include('NaN');
    expect(stackedBar('x', [0, 0], 0)).to.not.include('NaN');
  });

  it('says in words what it shows, lets nothing in that is markup, and brings no style or script of its own', () => {
    const svg = barChart({ ...bars, label: 'A "quoted" <b>', groups: [{ label: '<script>', values: [1] }] });
    expect(svg)
      .to.include('role="img" aria-label="A &quot;quoted&quot; &lt;b&gt;"')
      .and.include('&lt;script&gt;');
    expect(svg).to.not.match(/<script|<style|style=|on\w+=/);
  });

  it('draws a line through all values of a series, and names the series only where there are several', () => {
    const one = lineChart({
      label: 'x',
      series: [{ name: 'a', values: [1, 2, 3] }],
      places: ['1', '2', '3'],
      written,
    });
    expect(countOf(one, 'path')).to.equal(1);
    expect(one).to.not.include('>a<');
    const two = [
      { name: 'first', values: [1, 2] },
      { name: 'second', values: [2] },
    ];
    const both = lineChart({ label: 'x', series: two, places: ['1', '2'], written });
    expect(countOf(both, 'path')).to.equal(2);
    expect(both).to.include('>first<').and.include('>second<');
  });

  it('warns near its mark and beyond it', () => {
    expect([0, 79, 80, 99, 100, 500].map(tone)).to.deep.equal(['good', 'good', 'warn', 'warn', 'bad', 'bad']);
  });

  it('lays parts of a whole end to end', () => {
    const svg = stackedBar('x', [30, 20], 100);
    const parts = [...svg.matchAll(/fill-\d" x="([\d.]+)"[^>]*width="([\d.]+)"/g)].map(([, x, width]) => [
      Number(x),
      Number(width),
    ]);
    expect(parts).to.deep.equal([
      [0, 72],
      [72, 48],
    ]);
  });
});
