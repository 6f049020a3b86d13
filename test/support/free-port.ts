import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below the ports that systems lend to outgoing connections, so that nothing takes a port between this look and its use. */
const LOWEST = 20_000;
const PORTS = 8_000;
const TRIES = 100;

let next = Math.floor(Math.random() * PORTS);

/** A port on loopback that nobody listens on. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    next = (next + 1) % PORTS;
    const port = LOWEST + next;
    if (await isFree(port)) return port;
  }
  throw new Error(`No free port among ${TRIES}`);
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    await once(server.listen(port, '127.0.0.1'), 'listening');
  } catch {
    return false;
  }
  await once(server.close(), 'close');
  return true;
}
