/** Closing marks never begin a line, opening ones never end it (避头尾). */
const NEVER_FIRST = new Set('，。、；：？！）》」』】〉〕…—·”’％%,.;:?!)]}元');
const NEVER_LAST = new Set('（《「『【〈〔“‘([{¥№');

/** A word of Latin letters and figures stays together; a Chinese character stands alone. */
const PIECES = /[\p{Script=Latin}\p{Nd}@#&_+\-/.:,*]+|\s+|./gsu;

/** Cuts a piece that is wider than a whole line. */
function* cut(piece: string, width: number, widthOf: (text: string) => number): Generator<string> {
  let part = '';
  for (const character of piece) {
    if (part !== '' && widthOf(part + character) > width) {
      yield part;
      part = '';
    }
    part += character;
  }
  yield part;
}

/** What may not stand apart becomes one piece. */
function glued(pieces: readonly string[]): string[] {
  const joined: string[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    const binds =
      last !== undefined && (NEVER_FIRST.has(piece.at(0) ?? '') || NEVER_LAST.has(last.at(-1) ?? ''));
    if (binds) joined[joined.length - 1] = last + piece;
    else joined.push(piece);
  }
  return joined;
}

/** Breaks a text into lines of at most a width; a line break in the text begins a line. */
export function breakLines(text: string, width: number, widthOf: (text: string) => number): string[] {
  return text.split('\n').flatMap((paragraph) => {
    if (widthOf(paragraph) <= width) return [paragraph];
    const lines: string[] = [];
    let line = '';
    const pieces = glued(paragraph.match(PIECES) ?? []).flatMap((piece) =>
      widthOf(piece) > width ? [...cut(piece, width, widthOf)] : [piece],
    );
    for (const piece of pieces) {
      if (line !== '' && widthOf(line + piece) > width) {
        lines.push(line.trimEnd());
        line = piece.trimStart();
      } else line += piece;
    }
    return [...lines, line.trimEnd()];
  });
}
