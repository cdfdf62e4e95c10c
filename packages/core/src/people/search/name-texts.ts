/** What is known of each customer of an index, packed: a million small objects would keep the process busy with looking after them. */

export type NameTexts<T> = {
  /** The first has row 1. @returns its row */
  readonly add: (value: T) => number;
  readonly at: (row: number) => T;
  readonly rows: () => number;
};

/** Bytes that are taken from the system at once. */
const chunkSize = 2 ** 24;

/** Values that JSON carries. */
export function nameTexts<T>(): NameTexts<T> {
  const chunks: Buffer[] = [];
  let used = chunkSize;
  let rows = 0;
  /** Chunk, start and length, three numbers a row. */
  let places = new Uint32Array(3 * 1024);
  return {
    add: (value) => {
      const bytes = Buffer.from(JSON.stringify(value));
      if (chunks.length === 0 || used + bytes.length > (chunks.at(-1)?.length ?? 0)) {
        chunks.push(Buffer.allocUnsafe(Math.max(chunkSize, bytes.length)));
        used = 0;
      }
      chunks.at(-1)?.set(bytes, used);
      rows += 1;
      if (3 * rows + 3 > places.length) {
        const wider = new Uint32Array(2 * places.length);
        wider.set(places);
        places = wider;
      }
      places.set([chunks.length - 1, used, bytes.length], 3 * rows);
      used += bytes.length;
      return rows;
    },
    at: (row) => {
      const [chunk = 0, start = 0, length = 0] = places.subarray(3 * row, 3 * row + 3);
      const text = chunks[chunk]?.toString("utf8", start, start + length) ?? "";
      return JSON.parse(text) as T; // written by `add`
    },
    rows: () => rows,
  };
}
