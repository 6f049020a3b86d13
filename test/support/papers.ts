import { execFile } from 'node:child_process';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Context } from 'mocha';

const run = promisify(execFile);

const HAS_POPPLER = run('pdfsig', ['-v']).then(
  () => true,
  () => false,
);

/** Passes a test over where the tools that read PDF (poppler-utils) are not installed. */
export async function needsPoppler(test: Context): Promise<void> {
  if (!(await HAS_POPPLER)) test.skip();
}

async function inFile(bytes: Uint8Array): Promise<string> {
  const file = join(await mkdtemp(join(tmpdir(), 'suidai-paper-')), 'paper.pdf');
  await writeFile(file, bytes);
  return file;
}

/** What a reader of PDF finds in a paper. */
export interface ReadPaper {
  /** Page by page, as it stands on the paper. */
  readonly pages: readonly string[];
  /** All text without white space, for finding facts however they are set. */
  readonly text: string;
  /** `Tagged`, `Title` and the like. */
  readonly info: Readonly<Record<string, string>>;
  /** The tree of tags with the text in each. */
  readonly structure: string;
  /** What pdfsig says of its signature. */
  readonly signature: string;
}

/** Reads a paper with the tools of poppler. */
export async function readPaper(bytes: Uint8Array): Promise<ReadPaper> {
  const file = await inFile(bytes);
  const [text, info, structure, signature] = await Promise.all([
    run('pdftotext', ['-layout', file, '-']),
    run('pdfinfo', [file]),
    run('pdfinfo', ['-struct-text', file]),
    run('pdfsig', ['-nocert', file]).catch((failed: { stdout: string }) => failed),
  ]);
  return {
    pages: text.stdout.split('\f').slice(0, -1),
    text: text.stdout.replaceAll(/\s/g, ''),
    info: Object.fromEntries(
      info.stdout.split('\n').flatMap((line) => {
        const [, name, value] = /^([^:]+):\s*(.*)$/.exec(line) ?? [];
        return name === undefined ? [] : [[name, value ?? '']];
      }),
    ),
    structure: structure.stdout,
    signature: signature.stdout,
  };
}
