import type { Socket } from 'node:net';

/** Connections from which nothing is read for a while. */
export interface Rest {
  /** Reads nothing more from a connection until its time is over or it is woken. */
  rest(connection: Socket): void;
  /** Reads again from so many at most, those that have rested longest. */
  wake(count: number): void;
}

/** Has connections rest for so many milliseconds at most; `onChange` is told how many do. */
export function createRest(restMs: number, onChange: (count: number) => void): Rest {
  const sleepers = new Map<Socket, () => void>();

  const rest = (connection: Socket): void => {
    if (connection.destroyed || sleepers.has(connection)) return;
    // The server still reads to the end of the request that it has just answered.
    const falling = setImmediate(() => void connection.pause());
    const getUp = (): void => {
      clearImmediate(falling);
      clearTimeout(timer);
      connection.off('close', getUp);
      sleepers.delete(connection);
      onChange(sleepers.size);
      connection.resume();
    };
    const timer = setTimeout(getUp, restMs).unref();
    connection.once('close', getUp);
    sleepers.set(connection, getUp);
    onChange(sleepers.size);
  };
  const wake = (count: number): void => {
    let left = count;
    for (const getUp of sleepers.values()) {
      if (left <= 0) return;
      left -= 1;
      getUp();
    }
  };
  return { rest, wake };
}
