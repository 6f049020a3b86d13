import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { openTypeface } from './kit/typeface.js';
import type { PaperIdentity } from './paper.js';
import { paperOf } from './papers/index.js';
import { renderPaper, textsOf } from './render-paper.js';

/* The program of the thread that prints papers: fonts are parsed once, then one paper after the other. */

interface Fonts {
  readonly regular: SharedArrayBuffer;
  readonly bold: SharedArrayBuffer;
}

interface Wanted {
  readonly kind: string;
  readonly facts: unknown;
}

interface Question {
  readonly id: number;
  readonly order?: Wanted & { readonly identity: PaperIdentity };
  /** Only looked through for characters that the fonts lack. */
  readonly wanted?: Wanted;
}

/** As `nice -n 10`: a paper may wait a moment longer than a page that somebody looks at. */
const BEHIND_REQUESTS = 10;
// Linux ranks each thread by itself; elsewhere this would set the whole program back.
if (process.platform === 'linux') setPriority(BEHIND_REQUESTS);

const fonts = workerData as Fonts;
const faces = {
  regular: openTypeface(new Uint8Array(fonts.regular)),
  bold: openTypeface(new Uint8Array(fonts.bold)),
};

async function answer({ id, order, wanted }: Question): Promise<object> {
  if (order) return { id, bytes: await renderPaper(paperOf(order.kind, order.facts), order.identity, faces) };
  if (!wanted) throw new Error('Nothing was asked for');
  const text = textsOf(paperOf(wanted.kind, wanted.facts)).join('').replaceAll('\n', '');
  return { id, missing: faces.regular.missingIn(text) };
}

parentPort?.on('message', (question: Question) => {
  void answer(question)
    .catch((error: unknown) => ({ id: question.id, failure: String(error) }))
    .then((reply) => parentPort?.postMessage(reply, []));
});
