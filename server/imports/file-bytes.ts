/** A bank's file as it came: whole, or piece by piece. */
export type FileBytes = Uint8Array | AsyncIterable<Uint8Array>;

/** The beginning of a file, and all of it as pieces. */
export interface OpenedFile {
  readonly head: Buffer;
  readonly pieces: AsyncGenerator<Uint8Array>;
}

/** Reads the first bytes of a file, at least so many if it has them, without losing them. */
export async function openBytes(bytes: FileBytes, atLeast: number): Promise<OpenedFile> {
  const source = bytes instanceof Uint8Array ? [bytes][Symbol.iterator]() : bytes[Symbol.asyncIterator]();
  let head = Buffer.alloc(0);
  while (head.length < atLeast) {
    const next = await source.next();
    if (next.done === true) break;
    head = Buffer.concat([head, next.value]);
  }
  return { head, pieces: withHead(head, source) };
}

async function* withHead(
  head: Buffer,
  rest: Iterator<Uint8Array> | AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  try {
    yield head;
    for (;;) {
      const next = await rest.next();
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    await rest.return?.();
  }
}
