import type { Readable } from 'node:stream';
import sax, { type Tag } from 'sax';
import { DomainError } from '../../core/errors.js';
import { notAWorkbook } from './workbook-archive.js';

/** What is told of an XML document while it goes by; names come without their prefixes. */
export interface XmlListener {
  open?(name: string, attributes: Readonly<Record<string, string>>): void;
  text?(text: string): void;
  close?(name: string): void;
}

const refuse = (): never => {
  throw notAWorkbook();
};

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

/**
 * Parses XML piece by piece, and pauses after each piece so that the caller can take what was found. A document with a DOCTYPE is refused,
 * so that it defines no entities, and nothing outside of it is ever read. Throws `unsupported-file`.
 */
export async function* parseXml(bytes: Readable, listener: XmlListener): AsyncGenerator<void> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const parser = sax.parser(true);
  Object.assign(parser, {
    onerror: refuse,
    ondoctype: refuse,
    onopentag: (tag: Tag) => listener.open?.(localName(tag.name), tag.attributes),
    ontext: (text: string) => listener.text?.(text),
    oncdata: (text: string) => listener.text?.(text),
    onclosetag: (name: string) => listener.close?.(localName(name)),
  });
  try {
    for await (const piece of bytes) {
      parser.write(decoder.decode(piece as Buffer, { stream: true }));
      yield;
    }
    parser.close();
    yield;
  } catch (error) {
    throw error instanceof DomainError ? error : notAWorkbook();
  } finally {
    bytes.destroy();
  }
}

/** Parses a small document to its end. */
export async function readXml(bytes: Readable, listener: XmlListener): Promise<void> {
  for await (const _ of parseXml(bytes, listener));
}
