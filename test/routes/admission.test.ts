import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'chai';
import express from 'express';
import { createAdmission, type Admission } from '../../routes/middleware/admission.js';
import { createMetrics } from '../../routes/metrics.js';
import { startTestApp } from '../support/app.js';

const LIMITS = { inFlight: 2, queued: 3, patienceMs: 20_000, restMs: 10_000 };

const until = async (isSo: () => boolean): Promise<void> => {
  while (!isSo()) await delay(2);
};

describe('A server that is asked for more than it can do', () => {
  let server: Server;
  let host: string;
  let admission: Admission;
  const held: (() => void)[] = [];
  beforeEach(async () => {
    admission = createAdmission(LIMITS);
    held.length = 0;
    const app = express();
    app.get('/healthz', (_request, response) => void response.end('alive'));
    app.use((_request, response) => void held.push(() => response.end('done')));
    server = createServer(admission.guard(app)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    host = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });

  /** Each over a connection of its own. */
  const ask = (path = '/api/v1/loans', signal?: AbortSignal) =>
    fetch(`${host}${path}`, { headers: { connection: 'close' }, ...(signal && { signal }) });

  it('works on so many, has so many wait, and refuses the next at once with 503, the reason and when to come back', async () => {
    const first = Array.from({ length: 5 }, () => ask());
    await until(() => admission.tally.queued === 3);
    expect(held, 'worked on').to.have.length(2);
    const refused = await ask();
    expect([refused.status, refused.headers.get('Retry-After')]).to.deep.equal([503, '10']);
    const problem = (await refused.json()) as Record<string, unknown>;
    expect(problem).to.include({ code: 'unavailable', status: 503 });
    expect(problem['requestId']).to.equal(refused.headers.get('X-Request-Id'));
    expect((await ask('/portal/loans')).headers.get('Content-Type')).to.contain('text/plain');
    expect(await (await ask('/healthz')).text()).to.equal('alive');

    for (let ended = 0; ended < 5; ended += 1) {
      await until(() => held.length > ended);
      held[ended]?.();
    }
    const replies = await Promise.all(first);
    expect(replies.map(({ status }) => status)).to.deep.equal([200, 200, 200, 200, 200]);
    await until(() => admission.tally.inFlight === 0);
    expect(admission.tally).to.deep.equal({ inFlight: 0, queued: 0, refused: 2, resting: 0 });
  });

  /** A connection of its own, that asks whenever it is told to and gathers what comes back. */
  const caller = () => {
    const connection = connect((server.address() as AddressInfo).port, '127.0.0.1');
    let heard = '';
    connection.setEncoding('utf8').on('data', (text: string) => (heard += text));
    return {
      ask: (body = '') =>
        connection.write(
          `POST /api/v1/loans HTTP/1.1\r\nHost: x\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
        ),
      statuses: () => [...heard.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status),
      leave: () => connection.destroy(),
    };
  };
  /** Takes all places, to work and to wait. */
  const fill = async (): Promise<Promise<Response>[]> => {
    const taken = Array.from({ length: 5 }, () => ask('/api/v1/loans').catch(() => new Response()));
    await until(() => admission.tally.inFlight + admission.tally.queued === 5);
    return taken;
  };

  it('reads nothing more from a connection that it refused, until there is room for what it sent', async () => {
    const taken = await fill();
    const impatient = caller();
    impatient.ask('all that is sent with a request is read, and then no more');
    await until(() => impatient.statuses().length === 1);
    await until(() => admission.tally.resting === 1);
    await delay(20);
    impatient.ask();
    await delay(100);
    expect([impatient.statuses(), admission.tally.refused]).to.deep.equal([['503'], 1]);

    for (let ended = 0; ended < 6; ended += 1) {
      await until(() => held.length > ended);
      held[ended]?.();
    }
    await until(() => impatient.statuses().length === 2);
    expect(impatient.statuses()).to.deep.equal(['503', '200']);
    expect([admission.tally.refused, admission.tally.resting]).to.deep.equal([1, 0]);
    await Promise.all(taken);
    impatient.leave();
  });

  /** The same server with other limits. */
  const other = (limits: Partial<typeof LIMITS>): Admission => {
    const admitted = createAdmission({ ...LIMITS, ...limits });
    server.removeAllListeners('request');
    server.on(
      'request',
      admitted.guard((_request, response) => void held.push(() => response.end('done'))),
    );
    return admitted;
  };

  it('has one that was answered stand in line behind those that were not', async () => {
    const fair = other({ inFlight: 1, queued: 0 });
    const [first, second] = [caller(), caller()];
    first.ask();
    await until(() => held.length === 1);
    second.ask();
    await until(() => fair.tally.resting === 1);
    await delay(20);
    held[0]?.();
    await until(() => first.statuses().length === 1);
    await delay(20);
    first.ask();
    second.ask();
    await until(() => held.length === 2);
    held[1]?.();
    await until(() => second.statuses().length === 2);
    await until(() => held.length === 3);
    held[2]?.();
    await until(() => first.statuses().length === 2);
    expect([first.statuses(), second.statuses()]).to.deep.equal([
      ['200', '200'],
      ['503', '200'],
    ]);
    expect(fair.tally).to.include({ inFlight: 0, refused: 1 });
    first.leave();
    second.leave();
  });

  it('listens again when the time to come back is there, and refuses again where there is no room', async () => {
    const patient = createAdmission({ ...LIMITS, inFlight: 1, queued: 0, restMs: 60 });
    server.removeAllListeners('request');
    server.on(
      'request',
      patient.guard((_request, response) => void held.push(() => response.end('done'))),
    );
    const first = ask();
    await until(() => held.length === 1);
    const impatient = caller();
    impatient.ask();
    await until(() => patient.tally.resting === 1);
    impatient.ask();
    await until(() => impatient.statuses().length === 2);
    expect(patient.tally).to.include({ inFlight: 1, refused: 2 });
    await until(() => patient.tally.resting === 1);
    impatient.leave();
    await until(() => patient.tally.resting === 0);
    held[0]?.();
    await first;
  });

  it('refuses who has waited for too long, and works on the ones it took', async () => {
    const hasty = other({ patienceMs: 150 });
    const taken = [ask(), ask()];
    await until(() => hasty.tally.inFlight === 2);
    expect((await ask()).status).to.equal(503);
    for (const end of held) end();
    expect((await Promise.all(taken)).map(({ status }) => status)).to.deep.equal([200, 200]);
  });

  it('does not work for those who have gone while they waited', async () => {
    const taken = [ask(), ask()];
    await until(() => admission.tally.inFlight === 2);
    const gone = new AbortController();
    const leaving = ask('/api/v1/loans', gone.signal).catch(() => 'gone');
    await until(() => admission.tally.queued === 1);
    gone.abort();
    await until(() => admission.tally.queued === 0);
    for (const end of held) end();
    await Promise.all(taken);
    expect(await leaving).to.equal('gone');
    expect(held).to.have.length(2);
  });

  it('tells its figures', async () => {
    const { system } = await startTestApp();
    const text = await createMetrics([], system, { inFlight: 7, queued: 5, refused: 3, resting: 9 }).read();
    expect(text)
      .to.contain('suidai_requests_in_flight 7')
      .and.contain('suidai_requests_queued 5')
      .and.contain('suidai_requests_refused_total 3')
      .and.contain('suidai_connections_resting 9');
  });
});
