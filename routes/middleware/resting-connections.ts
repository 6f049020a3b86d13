import type { Socket } from 'node:net';

/** Connections from which nothing is read for a while. */
export interface Rest {
  /** Reads nothing more from a connection until its time is over or it is woken. */
  rest(connection: Socket): void;
  /** Reads again from the one that has rested longest, if there is one. */
  wakeFirst(): void;
}

/** Has connections rest for so many milliseconds at most; `onChange` is told how many do. */
export function createRest(restMs: number, onChange: (count: number) => void): Rest {
  const sleepers = new Map<Socket, () => void>();

  const rest = (connection: Socket): void => {
    if (connection.destroyed || sleepers.has(connection)) return;
    // The server still reads to the end of the request that it has just answered.
    const falling = setImmediate(() => void connection.pause());
    const wake = (): void => {
      clearImmediate(falling);
      clearTimeout(timer);
      connection.off('close', wake);
      sleepers.delete(connection);
      onChange(sleepers.size);
      connection.resume();
    };
    const timer = setTimeout(wake, restMs).unref();
    connection.once('close', wake);
    sleepers.set(connection, wake);
    onChange(sleepers.size);
  };
  const wakeFirst = (): void => {
    const [wake] = sleepers.values();
    wake?.();
  };
  return { rest, wakeFirst };
}
