import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { RequestHandler } from 'express';
import { ASSETS } from '../../templates/render-page.js';

/** Files that pages load, each under an address that changes with its content. */
export const ASSET_FILES = ['portal.css', 'charts.css', 'portal.js', 'icon.svg'] as const;
type AssetFile = (typeof ASSET_FILES)[number];

const read = (file: AssetFile): Buffer => readFileSync(join(ASSETS, file));

/** Where each file is found now. */
export const ASSET_ADDRESSES: Readonly<Record<string, string>> = Object.fromEntries(
  ASSET_FILES.map((file) => [
    file,
    `/assets/${file}?${createHash('sha256').update(read(file)).digest('hex').slice(0, 12)}`,
  ]),
);

/** Sends a file for a browser to keep, as small as the browser can read it. Nothing of ours is secret in it, so it may be compressed. */
export function assetHandler(file: AssetFile): RequestHandler {
  const plain = read(file);
  const forms = { br: brotliCompressSync(plain), gzip: gzipSync(plain), identity: plain };
  return (request, response) => {
    const coding = request.acceptsEncodings(['br', 'gzip', 'identity']);
    const chosen = coding === 'br' || coding === 'gzip' ? coding : 'identity';
    response
      .type(extname(file))
      .setHeader('Cache-Control', 'public, max-age=31536000, immutable')
      .setHeader('Vary', 'Accept-Encoding');
    if (chosen !== 'identity') response.setHeader('Content-Encoding', chosen);
    response.end(forms[chosen]);
  };
}
