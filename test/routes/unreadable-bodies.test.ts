import { expect } from 'chai';
import express from 'express';
import multer from 'multer';
import request, { type Test } from 'supertest';
import { errorHandler } from '../../routes/middleware/error-handler.js';
import { createLogger } from '../../server/logger.js';

const refusalOf = async (sent: Test): Promise<unknown> => {
  const { body } = (await sent.expect(400)) as { body: { code: string; errors: unknown } };
  expect(body.code).to.equal('malformed');
  return body.errors;
};

describe('A body that cannot be read', () => {
  const app = express()
    .post('/json', express.json({ limit: '1kb' }), (_request, response) => void response.sendStatus(204))
    .post('/file', multer().single('file'), (_request, response) => void response.sendStatus(204))
    .use(errorHandler(createLogger('silent')));

  const json = (): Test => request(app).post('/json').set('Content-Type', 'application/json');

  it('is named as such where it is not JSON', async () => {
    expect(await refusalOf(json().send('{"principal": '))).to.deep.equal([
      { field: 'body', rule: 'entity.parse.failed', message: '请求正文不是有效的 JSON' },
    ]);
  });

  it('says so in English to who asks for English', async () => {
    expect(await refusalOf(json().set('Accept-Language', 'en').send('{'))).to.deep.equal([
      { field: 'body', rule: 'entity.parse.failed', message: 'the body is not valid JSON' },
    ]);
  });

  it('names the header at fault: the encoding of characters, or the compression', async () => {
    const inGbk = request(app).post('/json').set('Content-Type', 'application/json; charset=gbk').send('{}');
    expect(await refusalOf(inGbk)).to.deep.equal([
      { field: 'Content-Type', rule: 'charset.unsupported', message: '请求正文须使用 UTF-8 编码' },
    ]);
    expect(await refusalOf(json().set('Content-Encoding', 'lzma').send('{}'))).to.deep.equal([
      { field: 'Content-Encoding', rule: 'encoding.unsupported', message: '不支持这种压缩方式' },
    ]);
  });

  it('names the part where a file is looked for', async () => {
    const misplaced = request(app).post('/file').attach('papers', Buffer.from('a'), 'a.csv');
    expect(await refusalOf(misplaced)).to.deep.equal([
      {
        field: 'file',
        rule: 'LIMIT_UNEXPECTED_FILE',
        message: '文件须放在名为 file 的一项中,且只能有一个',
      },
    ]);
  });
});
