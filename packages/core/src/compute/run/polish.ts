/** Makes what a sample taught fit all customers: in memory where they fit, else in rounds by the engine. */
import {
  countAll,
  createTableAs,
  dropTable,
  select,
  table,
  type Query,
  type Relation,
} from "../../query/index.ts";
import { rowColumn } from "../../domain/columns.ts";
import type { Fit, Json, Labels, Learned, Polish } from "../../domain/fit.ts";
import type { Cells } from "../../stats/hamerly.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";
import { lengthOf, polishInThread, type PolishInput } from "./learn.ts";

/**
 * So many numbers at most are polished in memory: 640 MB where all fit in 32 bits, and 18 bytes a customer for bounds; 20 million
 * customers by eight features take 1 GB.
 */
const mostCells = 160_000_000;
/** Numbers of an array. */
const blockCells = 1 << 20;

export type PolishOptions = QueryOptions & {
  readonly onProgress?: (done: number) => void;
  /** Default: `mostCells`. */
  readonly cells?: number;
  /** Whether customers have the `rowColumn`: labels are told of them then. */
  readonly rows?: boolean;
  /** Whether what was learned stays as it is and customers are only counted anew. */
  readonly still?: boolean;
};

/** Rows of customers with the label of each: as long as each other, a pair for some thousand customers. */
export type Labelled = readonly { readonly rows: Float64Array; readonly labels: Float64Array }[];

type PolishedFit = { readonly learned: Learned; readonly labelled: Labelled | null };

/**
 * @param prefix begins the name of a table that is made and dropped
 * @returns labels where customers have rows and all fit in memory
 */
export async function polished(
  lane: Lane,
  { polish, learner, options: said }: Fit,
  customers: Relation,
  learned: Learned,
  prefix: string,
  options: PolishOptions = {},
): Promise<PolishedFit> {
  if (polish === undefined) return { learned, labelled: null };
  const whole = polish.whole(customers, learned.parameters, options.rows === true);
  if (whole === null) return { learned, labelled: null };
  if (learner.polish !== undefined) {
    const places = polish.places(learned.parameters);
    const read = await readCells(lane, whole, places, customers, options);
    if (read !== null) {
      const { cells, rows } = read;
      const from = { learned, still: options.still === true };
      const input: PolishInput = { learner: learner.name, cells, from, options: said };
      const found = await polishInThread(learner, input, options);
      return { learned: found.learned ?? learned, labelled: labelledRows(rows, found.labels) };
    }
  }
  return {
    learned: await inRounds(lane, polish, customers, learned, prefix, options),
    labelled: null,
  };
}

/** Labels of customers by parameters that are known; `null` where there are none, or too many customers. */
export async function labelled(
  lane: Lane,
  { polish, learner, options: said }: Fit,
  customers: Relation,
  known: Json,
  options: PolishOptions = {},
): Promise<Labelled | null> {
  const whole = polish?.whole(customers, known, true) ?? null;
  if (polish === undefined || whole === null || learner.label === undefined) return null;
  const asked = { ...options, rows: true };
  const read = await readCells(lane, whole, polish.places(known), customers, asked);
  if (read === null) return null;
  const input = { learner: learner.name, cells: read.cells, from: { known }, options: said };
  const { labels } = await polishInThread(learner, input, options);
  return labelledRows(read.rows, labels);
}

function labelledRows(rows: readonly Float64Array[], labels: Labels): Labelled | null {
  if (rows.length === 0) return null;
  return rows.map((block, i) => ({
    rows: block,
    labels: new Float64Array(labels[i] ?? new Uint16Array()),
  }));
}

async function inRounds(
  lane: Lane,
  polish: Polish,
  customers: Relation,
  sampled: Learned,
  prefix: string,
  options: QueryOptions & { readonly still?: boolean },
): Promise<Learned> {
  const work = `${prefix}_fit_polish`;
  const prepared = polish.prepares(customers, sampled.parameters);
  await lane.run(createTableAs(table(work), prepared, { orReplace: true }), options);
  try {
    let learned = sampled;
    for (let round = 0; ; round += 1) {
      const rows = await lane.numbers(polish.reads(table(work), learned.parameters), options);
      const next = polish.next(learned, rows, options.still === true ? Infinity : round);
      learned = next.learned;
      if (next.done) return learned;
    }
  } finally {
    await lane.run(dropTable(table(work)));
  }
}

type ReadCells = {
  readonly cells: Cells;
  /** The row of each customer, an array a block; none where customers have no rows. */
  readonly rows: readonly Float64Array[];
};

/** @returns `null` where there are more numbers than may be in memory */
async function readCells(
  lane: Lane,
  query: Query,
  places: readonly ((value: number) => number)[],
  customers: Relation,
  { cells: most = mostCells, rows: withRows = false, ...options }: PolishOptions,
): Promise<ReadCells | null> {
  const width = places.length;
  const counted = await lane.one(select({ columns: { n: countAll() }, from: customers }), options);
  if (Number(counted["n"]) * width > most) return null;
  const size = Math.ceil(blockCells / width);
  const blocks: (Int32Array | Float64Array)[] = [];
  const rows: Float64Array[] = [];
  const block = new Float64Array(size * width);
  const named = new Float64Array(withRows ? size : 0);
  let row = 0;
  const close = (): void => {
    blocks.push(compact(block.subarray(0, row * width)));
    if (withRows) rows.push(named.slice(0, row));
    row = 0;
  };
  let placed = new Float64Array();
  for await (const chunk of lane.numberChunks(query, options)) {
    const values = Object.entries(chunk).flatMap(([name, of]) => (name === rowColumn ? [] : [of]));
    const names = chunk[rowColumn];
    const length = lengthOf(chunk);
    if (placed.length < length * width) placed = new Float64Array(length * width);
    for (const [c, column] of values.entries()) placeAll(column, places[c], placed, c, width);
    for (let i = 0; i < length; i += 1) {
      if (row === size) close();
      const [from, at] = [i * width, row * width];
      let takesPart = true;
      for (let c = 0; c < width; c += 1) {
        const place = placed[from + c] ?? NaN;
        block[at + c] = place;
        takesPart &&= !Number.isNaN(place);
      }
      if (!takesPart) continue;
      if (withRows) named[row] = names?.[i] ?? NaN;
      row += 1;
    }
  }
  close();
  return { cells: { width, blocks }, rows };
}

/** Places the values of a column, a column at a time: a call for each of eight columns of a row takes twice as long. */
function placeAll(
  values: Float64Array,
  place: (value: number) => number = () => NaN,
  into: Float64Array,
  column: number,
  width: number,
): void {
  for (let i = 0, at = column; i < values.length; i += 1, at += width)
    into[at] = place(values[i] ?? NaN);
}

/** In 32 bits where all fit. */
function compact(numbers: Float64Array): Int32Array | Float64Array {
  const whole = new Int32Array(numbers); // `from` would ask an iterator for each
  for (let i = 0; i < numbers.length; i += 1) if (whole[i] !== numbers[i]) return numbers.slice();
  return whole;
}
