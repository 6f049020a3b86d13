import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { createFileStore } from '../../server/gateways/file-store.js';
import { createFieldCipher } from '../../server/privacy/field-cipher.js';

describe('The file store of an installation without papers', () => {
  it('has nothing to encrypt anew when the key is changed, though its folder was never made', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'suidai-store-'));
    const cipher = createFieldCipher([{ id: '1', key: randomBytes(32) }], randomBytes(32));
    expect(await createFileStore(join(folder, 'attachments'), cipher).reseal()).to.equal(0);
    await rm(folder, { recursive: true });
  });
});
