import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isSigned, type SignedDeposit } from './deposit-signature.js';

/** The heads that deposits hold of each organisation's chain, by sequence. */
export type HeadsByOrganisation = ReadonlyMap<number, ReadonlyMap<number, string>>;

/** Deposits, and the names of those whose signature does not hold. */
export interface ReadDeposits {
  readonly deposits: number;
  readonly forged: readonly string[];
  readonly heads: HeadsByOrganisation;
}

/**
 * Reads a deposit, or all of a folder, and checks each signature: with the public key given, or else with the one each brings
 * along, which proves less. Rejects with the system's words when a file cannot be read.
 */
export async function readDeposits(path: string, publicKey?: string): Promise<ReadDeposits> {
  const files = (await stat(path)).isDirectory()
    ? (await readdir(path)).filter((name) => name.endsWith('.json')).map((name) => join(path, name))
    : [path];
  const heads = new Map<number, Map<number, string>>();
  const forged: string[] = [];
  for (const file of files.toSorted()) {
    const deposit = JSON.parse(await readFile(file, 'utf8')) as SignedDeposit;
    if (!isSigned(deposit, publicKey)) forged.push(file);
    else addHeads(heads, deposit);
  }
  return { deposits: files.length, forged, heads };
}

function addHeads(heads: Map<number, Map<number, string>>, { content }: SignedDeposit): void {
  for (const { organisationId, sequence, headHash } of content.chains) {
    if (sequence === 0) continue;
    const ofChain = heads.get(Number(organisationId)) ?? new Map<number, string>();
    heads.set(Number(organisationId), ofChain.set(sequence, headHash));
  }
}
