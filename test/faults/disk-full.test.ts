import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { createFileStore } from '../../server/gateways/file-store.js';
import { createFieldCipher } from '../../server/privacy/field-cipher.js';
import { selectRows } from '../../models/rows.js';
import { Dice } from '../torture/dice.js';
import { assertInvariants } from '../torture/invariants/all-invariants.js';
import { BEGIN_APPLICATION } from '../torture/moves/applications.js';
import { TAKE_OVER } from '../torture/moves/take-over.js';
import { openStage, type Stage } from '../torture/stage.js';
import { BANKS } from '../torture/city.js';

const MEBIBYTE = 1024 * 1024;
const ROOM = 16;
const MOST_WRITES = 1_500;

/** A disk of a few mebibytes, where this machine lets us have one. */
async function smallDisk(): Promise<{ folder: string; remove: () => Promise<void> } | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'suidai-small-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${ROOM}m`, 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    await rm(folder, { recursive: true });
    return undefined;
  }
  const remove = async (): Promise<void> => {
    execFileSync('umount', ['--lazy', folder]);
    await rm(folder, { recursive: true });
  };
  return { folder, remove };
}

/** Takes all the room that is left. */
async function fill(file: string): Promise<void> {
  for (const size of [MEBIBYTE, 4096])
    for (;;) {
      try {
        await writeFile(file, Buffer.alloc(size), { flag: 'a' });
      } catch {
        break;
      }
    }
}

describe('A full disk', () => {
  let stage: Stage;
  let disk: Awaited<ReturnType<typeof smallDisk>>;
  before(async function () {
    disk = await smallDisk();
    if (!disk) this.skip();
    stage = await openStage({ folder: disk.folder, databaseUrl: undefined, dice: new Dice(1) });
  });
  after(async () => {
    await stage?.close();
    await disk?.remove();
  });

  const countOf = async (table: string): Promise<number> => {
    const [row] = await selectRows<{ n: number }>(stage.observer, `SELECT COUNT(*) AS n FROM ${table}`);
    return row?.n ?? -1;
  };
  const paths = async (): Promise<{ read: string; write: string; upload: string }> => {
    const { id } = stage.model.loans.find(({ bank }) => bank === 0) ?? { id: 0 };
    const application = stage.model.applications[0];
    return {
      read: `/api/v1/loans/${id}`,
      write: `/api/v1/loans/${id}/repayments`,
      upload: `/api/v1/applications/${application?.id}/attachments`,
    };
  };
  const repayment = { kind: 'repayment', principal: '0.00', interest: '1.00', penalty: '0.00' };

  it('refuses writes and uploads with 503, stores no part of them, still reads, and works again when there is room [T51]', async () => {
    while (!stage.model.loans.some(({ bank }) => bank === 0)) await TAKE_OVER.run(stage);
    await BEGIN_APPLICATION.run(stage);
    const { read, write, upload } = await paths();
    const founder = stage.model.applications[0]?.founder ?? '';
    const filler = join(disk?.folder ?? '', 'filler');
    await fill(filler);

    const send = async (serialNumber: string, key: string) =>
      fetchOnce(
        stage,
        BANKS[0].maker,
        write,
        { ...repayment, serialNumber, paidOn: stage.clock.today() },
        key,
      );
    const statuses: number[] = [];
    // The embedded database first uses up what its log had room for before.
    while (!statuses.includes(503) && statuses.length < MOST_WRITES)
      statuses.push((await send(`FULL-${statuses.length}`, `full-disk-${statuses.length}`)).status);
    expect(statuses.at(-1), 'the last of many writes').to.equal(503);
    expect(statuses.slice(0, -1).filter((status) => status !== 201)).to.be.empty;
    expect(await countOf('repayments')).to.equal(statuses.length - 1);

    const form = new FormData();
    form.set('kind', 'business-licence');
    form.set(
      'file',
      new Blob([
        Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(2 * MEBIBYTE), Buffer.from('%%EOF\n')]),
      ]),
      'paper.pdf',
    );
    const refused = await fetchOnce(stage, founder, upload, form, 'full-disk-upload');
    expect([refused.status, refused.code]).to.deep.equal([503, 'unavailable']);
    expect(refused.retryAfter).to.match(/^\d+$/);
    expect(await countOf('attachments')).to.equal(0);
    expect((await stage.caller.get(BANKS[0].maker, read)).status).to.equal(200);

    await rm(filler);
    const replies = [];
    for (const number of statuses.keys())
      replies.push((await send(`FULL-${number}`, `full-disk-${number}`)).status);
    expect(replies.every((status) => status === 201)).to.be.true;
    expect(await countOf('repayments')).to.equal(statuses.length);
    await assertInvariants({ system: stage.system, database: stage.observer });
  }).timeout(60_000);
});

/** One try: the caller of stories would go on until there is room. */
async function fetchOnce(stage: Stage, who: string, path: string, body: object | FormData, key: string) {
  const isForm = body instanceof FormData;
  const response = await stage.caller.once({ who, method: 'POST', path, body, key });
  if (!response) throw new Error(`No reply from ${path}${isForm ? ' for a form' : ''}`);
  return { status: response.status, code: response.body.code, retryAfter: response.retryAfter };
}

describe('The file store', () => {
  it('says that there is no room, and leaves nothing behind', async () => {
    const disk = await smallDisk();
    const folder = disk?.folder ?? (await mkdtemp(join(tmpdir(), 'suidai-store-')));
    const store = createFileStore(
      folder,
      createFieldCipher([{ id: '1', key: randomBytes(32) }], randomBytes(32)),
    );
    const failing = async function* (): AsyncGenerator<Uint8Array> {
      yield Buffer.alloc(MEBIBYTE);
      if (!disk) throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
      for (let piece = 0; piece < 2 * ROOM; piece += 1) yield Buffer.alloc(MEBIBYTE);
    };
    const storedName = 'ab'.repeat(24);
    const refused = await store.writePieces(storedName, failing()).catch((error: unknown) => error);
    expect(refused).to.include({ code: 'unavailable' });
    expect(await store.read(storedName).catch(() => 'gone')).to.equal('gone');
    await (disk?.remove() ?? rm(folder, { recursive: true }));
  });
});
