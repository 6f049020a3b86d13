import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** An address that stays while what is behind it changes. */
export interface Relay {
  readonly port: number;
  /** Cuts all connections; new ones lead to another port of this machine. */
  pointTo(port: number): void;
  close(): void;
}

/** Listens on loopback and passes everything on. */
export async function startRelay(first: number): Promise<Relay> {
  let target = first;
  const open = new Set<Socket>();
  const listener = createServer((client) => {
    const server = connect(target, '127.0.0.1');
    for (const [from, to] of [
      [client, server],
      [server, client],
    ] as const) {
      from.pipe(to);
      from.on('error', () => to.destroy());
      from.on('close', () => to.destroy());
    }
    open.add(client);
    client.on('close', () => open.delete(client));
  }).listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const cut = (): void => {
    for (const socket of open) socket.destroy();
  };
  return {
    port: (listener.address() as AddressInfo).port,
    pointTo(port) {
      target = port;
      cut();
    },
    close() {
      cut();
      listener.close();
    },
  };
}
