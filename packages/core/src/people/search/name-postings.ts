/** In which rows a piece of a name stands: for each piece its rows in order, as differences of one byte or a few. */

/** A piece of a name, or of a sound as a number. */
export type Piece = string | number;

export type NamePostings = {
  /** @param row not below any that was added before */
  readonly add: (piece: Piece, row: number) => void;
  /**
   * The rows that have all of some pieces, in order, and now and then another: whoever asks judges them. The rarest pieces are
   * looked at, for common ones are long and exclude little.
   *
   * @param visit says whether to go on
   */
  readonly each: (pieces: readonly Piece[], visit: (row: number) => boolean) => void;
};

type Rows = {
  bytes: Uint8Array;
  used: number;
  count: number;
  last: number;
  /** Of every so many rows: the row before, and where the next is written. */
  readonly marks: number[];
};

/** Rows that are read where one is looked for. */
const stride = 128;

/** More pieces than these exclude hardly anybody else. */
const mostPieces = 6;
/** Judging a row takes as long as reading past some hundred. */
const judging = 256;

/** @example namePostings().each(["lih", "ihu"], (row) => true) */
export function namePostings(): NamePostings {
  const lists = new Map<Piece, Rows>();
  return {
    add: (piece, row) => {
      let rows = lists.get(piece);
      if (rows === undefined) {
        rows = { bytes: new Uint8Array(8), used: 0, count: 0, last: 0, marks: [] };
        lists.set(piece, rows);
      } else if (rows.last === row) return;
      if (rows.count > 0 && rows.count % stride === 0) rows.marks.push(rows.last, rows.used);
      push(rows, row - rows.last);
      rows.last = row;
      rows.count += 1;
    },
    each: (pieces, visit) => {
      const all = [...new Set(pieces)].map((piece) => lists.get(piece));
      const known = all.flatMap((rows) => rows ?? []).toSorted((a, b) => a.count - b.count);
      const [rarest] = known;
      if (rarest === undefined || known.length < all.length) return;
      const looked = known
        .slice(0, mostPieces)
        .filter(({ count }) => count <= judging * rarest.count);
      const [first, ...others] = looked.map(readerOf);
      if (first === undefined) return;
      for (let row = first(0); row !== none;) {
        let next = row;
        for (const other of others) {
          next = other(row);
          if (next !== row) break;
        }
        if (next === none) return;
        if (next === row && !visit(row)) return;
        row = first(next === row ? row + 1 : next);
      }
    },
  };
}

/** Behind the last row. */
const none = Infinity;

/** Writes a number in groups of seven bits, the lowest first. */
function push(rows: Rows, difference: number): void {
  if (rows.used + 5 > rows.bytes.length) {
    const wider = new Uint8Array(Math.ceil(rows.bytes.length * 1.5) + 8);
    wider.set(rows.bytes);
    rows.bytes = wider;
  }
  let rest = difference;
  for (; rest > 127; rest >>>= 7) {
    rows.bytes[rows.used] = (rest & 127) | 128;
    rows.used += 1;
  }
  rows.bytes[rows.used] = rest;
  rows.used += 1;
}

/** @returns the first row from a given one on; asked in ascending order */
function readerOf({ bytes, used, marks }: Rows): (from: number) => number {
  let [at, row, mark] = [0, 0, 0];
  return (from) => {
    const further = lastBelow(marks, mark, from);
    if (further > mark) {
      mark = further;
      [row = 0, at = 0] = [marks[2 * mark - 2], marks[2 * mark - 1]];
    }
    while (row < from || row === 0) {
      if (at === used) return none;
      let [byte, shift, difference] = [128, 0, 0];
      while (byte > 127) {
        byte = bytes[at] ?? 0;
        difference |= (byte & 127) << shift;
        shift += 7;
        at += 1;
      }
      row += difference;
    }
    return row;
  };
}

/** How many marks are below a row, of which some are known to be: looked for in widening steps. */
function lastBelow(marks: readonly number[], known: number, row: number): number {
  const isBelow = (mark: number): boolean =>
    2 * mark <= marks.length && (marks[2 * mark - 2] ?? 0) < row;
  let [low, step] = [known, 1];
  while (isBelow(low + step)) {
    low += step;
    step *= 2;
  }
  for (; step >= 1; step = Math.floor(step / 2)) if (isBelow(low + step)) low += step;
  return low;
}
