import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { create, type Font } from 'fontkit';
import { openPaperPress } from '../../../server/composition.js';
import { signPaper } from '../../../server/documents/sign-paper.js';
import { createDocumentSeal } from '../../../server/gateways/document-seal.js';
import { makeSeal } from '../../../server/self-made-seal.js';
import { FONT_FILES } from '../../../templates/pdf/font-files.js';
import { openTypeface } from '../../../templates/pdf/kit/typeface.js';
import { subsidyStatement } from '../../../templates/pdf/papers/subsidy-statement.js';
import { renderPaper } from '../../../templates/pdf/render-paper.js';
import { Mismatch } from '../compare.js';
import { ask } from '../http/load.js';
import { startServers } from '../http/servers.js';
import { interleaved, median } from '../interleaved.js';
import { atMost, benchRow, ratioAtMost, type Bench, type Measurement } from '../measurement.js';
import { bareStatement } from '../papers/bare-paper.js';
import { SAMPLE_STATEMENT } from '../papers/sample-statement.js';

const PAPERS_A_ROUND = 20;
const MOST_STATEMENTS = 1_000;
const AT_ONCE = 4;
const QUARTER = '2025Q2';
const IDENTITY = {
  number: 'WS2025000001',
  revision: 1,
  organisationName: '广州市创业担保贷款经办中心',
  issuedOn: '2025-06-22',
  issuedAt: new Date('2025-06-22T02:00:00.000Z'),
  verifyAddress: 'https://loans.example/verify/7QK4M9XWB2HTP6RZ',
};

async function millisecondsEach(times: number, work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  for (let time = 0; time < times; time += 1) await work();
  return (performance.now() - startedAt) / times;
}

const roundOf = (work: () => Promise<unknown>) => () => millisecondsEach(PAPERS_A_ROUND, work);

/** How many pages a paper has. */
const pagesIn = (bytes: Buffer): number => bytes.toString('latin1').match(/\/Type \/Page\b/g)?.length ?? 0;

const againstBare: Measurement = {
  name: 'paper-bare',
  async measure({ rounds }) {
    const bytes = { regular: readFileSync(FONT_FILES.regular), bold: readFileSync(FONT_FILES.bold) };
    const faces = { regular: openTypeface(bytes.regular), bold: openTypeface(bytes.bold) };
    const fonts = { regular: create(bytes.regular) as Font, bold: create(bytes.bold) as Font };
    const paper = subsidyStatement(SAMPLE_STATEMENT);
    const ours = () => renderPaper(paper, IDENTITY, faces);
    const bare = () => bareStatement(paper, IDENTITY, fonts);
    const pages = { ours: pagesIn(await ours()), bare: pagesIn(await bare()) };
    if (pages.ours !== pages.bare)
      throw new Mismatch(`ours has ${pages.ours} pages, the bare one ${pages.bare}`);
    const medians = await interleaved(rounds, roundOf(ours), roundOf(bare));
    const what =
      'a subsidy statement of one page, tagged and with room for its signature, against the same texts and tables by PDFKit alone with the same fonts, parsed once';
    return benchRow({ name: 'paper-bare', what, unit: 'ms' }, medians, ratioAtMost(1.3));
  },
};

const signedInThread: Measurement = {
  name: 'paper-signed',
  async measure({ rounds }) {
    const press = openPaperPress();
    const seal = await createDocumentSeal(await makeSeal('Suidai bench'));
    const order = { kind: 'subsidy-statement', facts: SAMPLE_STATEMENT, identity: IDENTITY };
    const one = async () => signPaper(await press.print(order), seal);
    await millisecondsEach(PAPERS_A_ROUND, one);
    const figures: number[] = [];
    for (let round = 0; round < rounds; round += 1) figures.push(await millisecondsEach(PAPERS_A_ROUND, one));
    const what = 'one subsidy statement, printed in its thread and signed, warm';
    return benchRow(
      { name: 'paper-signed', what, unit: 'ms' },
      { ours: median(figures), baseline: null },
      atMost(40, 'ms'),
    );
  },
};

/** The time that 99 of 100 requests stay within. */
const p99 = (times: readonly number[]): number =>
  times.toSorted((left, right) => left - right)[Math.ceil(times.length * 0.99) - 1] ?? 0;

/** Reads one loan after the other for as long as wanted, and at least a hundred. */
async function readWhile(read: () => Promise<unknown>, wanted: () => boolean): Promise<number> {
  const times: number[] = [];
  while (wanted() || times.length < 100) times.push(await millisecondsEach(1, read));
  return p99(times);
}

const besideOthers: Measurement = {
  name: 'paper-beside',
  needsServer: true,
  async measure(bench: Bench) {
    const world = await bench.world();
    const { program: url } = await startServers(bench);
    const { actor } = await world.contextOf('bank.maker');
    const side = { url, token: world.tokenOf(actor) };
    const statements = Math.min(MOST_STATEMENTS, world.loans);
    let next = 0;
    const read = () => ask(side, { method: 'GET', path: `/api/v1/loans/${world.firstLoanId}` });
    const issue = async (): Promise<void> => {
      while (next < statements) {
        const subjectId = String(world.firstLoanId + next);
        next += 1;
        const { status, body } = await ask(side, {
          method: 'POST',
          path: '/api/v1/documents',
          headers: { 'idempotency-key': randomUUID() },
          body: { kind: 'subsidy-statement', subjectId, quarter: QUARTER },
        });
        if (status !== 201) throw new Error(`A statement was answered ${status}: ${JSON.stringify(body)}`);
      }
    };
    const until = performance.now() + bench.roundSeconds * 1_000;
    const baseline = await readWhile(read, () => performance.now() < until);
    let busy = true;
    const issuing = Promise.all(Array.from({ length: AT_ONCE }, issue)).finally(() => {
      busy = false;
    });
    const ours = await readWhile(read, () => busy);
    await issuing;
    const what = `p99 of reading a loan while ${statements} statements are issued, ${AT_ONCE} at once, against p99 without`;
    return benchRow({ name: 'paper-beside', what, unit: 'ms' }, { ours, baseline }, ratioAtMost(2));
  },
};

export const PAPERS: readonly Measurement[] = [againstBare, signedInThread];

/** Papers and the program together: after what the other areas measure, for it adds documents. */
export const PAPERS_BESIDE: readonly Measurement[] = [besideOthers];
