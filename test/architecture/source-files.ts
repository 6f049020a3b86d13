import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';

/** One TypeScript file of ours, by its path from the top. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  /** The text with comments blanked out, line for line: rules are about code. */
  readonly code: string;
}

/** What a file imports: a path from the top, or the name of a package. */
export interface Import {
  readonly target: string;
  readonly isPackage: boolean;
  readonly typeOnly: boolean;
}

/** Every TypeScript file below folders. */
export function readSources(...folders: readonly string[]): SourceFile[] {
  return folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
      .toSorted()
      .map((path) => {
        const text = readFileSync(path, 'utf8');
        return { path, text, code: withoutComments(text) };
      }),
  );
}

const COMMENT = /\/\*[\s\S]*?\*\/|(?<=^|[\s;,{}()])\/\/[^\n]*/g;

function withoutComments(text: string): string {
  return text.replaceAll(COMMENT, (comment) => comment.replaceAll(/[^\n]/g, ''));
}

const IMPORT = /\b(?:import|export)\b\s*(type\b)?[^'";]*?\bfrom\s*'([^']+)'|\bimport\s*\(?\s*'([^']+)'/g;

/** What a file imports, statically or not. */
export function importsOf({ path, code }: SourceFile): Import[] {
  return [...code.matchAll(IMPORT)].map(([, type, from, bare]) => {
    const name = from ?? bare ?? '';
    const isPackage = !name.startsWith('.');
    const target = isPackage
      ? packageOf(name)
      : posix.join(posix.dirname(path), name).replace(/\.js$/, '.ts');
    return { target, isPackage, typeOnly: type !== undefined };
  });
}

function packageOf(name: string): string {
  if (name.startsWith('node:')) return 'node';
  const parts = name.split('/');
  return name.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? name);
}
