import type { Express } from 'express';
import supertest from 'supertest';

/** A browser without JavaScript: it keeps cookies, says where its forms come from and sends the token of the last page. */
export interface Browser {
  open(path: string): supertest.Test;
  /** Sends a form as it stands on the page at `from`, with these fields filled in. */
  send(path: string, fields?: Readonly<Record<string, string>>): Promise<supertest.Response>;
  upload(
    path: string,
    fields: Readonly<Record<string, string>>,
    file: UploadOfTest,
  ): Promise<supertest.Response>;
  logIn(username: string, password: string): Promise<supertest.Response>;
}

interface UploadOfTest {
  readonly fileName: string;
  readonly bytes: Buffer;
}

const ORIGIN = 'http://127.0.0.1';

/** A browser of its own, that nobody has logged in with. */
export function openBrowser(app: Express): Browser {
  const cookies = new Map<string, string>();
  const keep = (response: supertest.Response): supertest.Response => {
    for (const line of ([response.headers['set-cookie'] ?? []] as string[][]).flat()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    return response;
  };
  const prepare = (test: supertest.Test): supertest.Test =>
    test
      .set('Host', '127.0.0.1')
      .set('Origin', ORIGIN)
      .set('Cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '));
  const token = async (): Promise<string> => {
    const { text } = await prepare(supertest(app).get('/password'));
    return /name="formToken" value="([\w-]+)"/.exec(text)?.[1] ?? '';
  };
  const send: Browser['send'] = async (path, fields = {}) => {
    const form = { formToken: await token(), ...fields };
    return keep(await prepare(supertest(app).post(path)).type('form').send(form));
  };
  return {
    open: (path) => prepare(supertest(app).get(path)),
    send,
    upload: async (path, fields, { fileName, bytes }) => {
      const post = prepare(supertest(app).post(path)).field({ formToken: await token(), ...fields });
      return keep(await post.attach('file', bytes, fileName));
    },
    logIn: (username, password) => send('/log-in', { username, password }),
  };
}
