import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A call that arrived at a bank. */
export interface Arrived {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly message: {
    readonly messageId: string;
    readonly topic: string;
    readonly data: Readonly<Record<string, string>>;
  };
}

/** A bank's server that keeps what arrives and answers as it is told: a status, or nothing at all. */
export interface Receiver {
  readonly origin: string;
  readonly arrived: Arrived[];
  answer: (arrived: Arrived) => number | 'hang' | 'hang-up' | { readonly redirect: string };
  close(): Promise<void>;
}

export async function startReceiver(): Promise<Receiver> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      const call = { headers: request.headers, body, message: JSON.parse(body) as Arrived['message'] };
      receiver.arrived.push(call);
      const answer = receiver.answer(call);
      if (answer === 'hang') return;
      if (answer === 'hang-up') request.socket.destroy();
      else if (typeof answer === 'number') response.writeHead(answer).end();
      else response.writeHead(307, { Location: answer.redirect }).end();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const receiver: Receiver = {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    arrived: [],
    answer: () => 204,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return receiver;
}
