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
import type { Fit, Learned, Polish } from "../../domain/fit.ts";
import type { Cells } from "../../stats/hamerly.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";
import { lengthOf, polishInThread } from "./learn.ts";

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
};

/** @param prefix begins the name of a table that is made and dropped */
export async function polished(
  lane: Lane,
  { polish, learner, options: said }: Fit,
  customers: Relation,
  learned: Learned,
  prefix: string,
  options: PolishOptions = {},
): Promise<Learned> {
  if (polish === undefined) return learned;
  const whole = polish.whole(customers, learned.parameters);
  if (whole === null) return learned;
  if (learner.polish !== undefined) {
    const cells = await readCells(lane, whole, customers, options);
    if (cells !== null)
      return polishInThread(
        learner,
        { learner: learner.name, cells, learned, options: said },
        options,
      );
  }
  return inRounds(lane, polish, customers, learned, prefix, options);
}

async function inRounds(
  lane: Lane,
  polish: Polish,
  customers: Relation,
  sampled: Learned,
  prefix: string,
  options: QueryOptions,
): Promise<Learned> {
  const work = `${prefix}_fit_polish`;
  const prepared = polish.prepares(customers, sampled.parameters);
  await lane.run(createTableAs(table(work), prepared, { orReplace: true }), options);
  try {
    let learned = sampled;
    for (let round = 0; ; round += 1) {
      const rows = await lane.numbers(polish.reads(table(work), learned.parameters), options);
      const next = polish.next(learned, rows, round);
      learned = next.learned;
      if (next.done) return learned;
    }
  } finally {
    await lane.run(dropTable(table(work)));
  }
}

/** @returns `null` where there are more numbers than may be in memory */
async function readCells(
  lane: Lane,
  query: Query,
  customers: Relation,
  { cells: most = mostCells, ...options }: PolishOptions,
): Promise<Cells | null> {
  const counted = await lane.one(select({ columns: { n: countAll() }, from: customers }), options);
  const blocks: (Int32Array | Float64Array)[] = [];
  let [width, at] = [0, 0];
  let block = new Float64Array();
  for await (const chunk of lane.numberChunks(query, options)) {
    const columns = Object.values(chunk);
    if (width === 0) {
      width = columns.length;
      if (Number(counted["n"]) * width > most) return null;
      block = new Float64Array(Math.ceil(blockCells / width) * width);
    }
    const rows = lengthOf(chunk);
    for (let row = 0; row < rows; row += 1) {
      if (at === block.length) {
        blocks.push(compact(block));
        at = 0;
      }
      for (let c = 0; c < width; c += 1) block[at++] = columns[c]?.[row] ?? NaN;
    }
  }
  blocks.push(compact(block.subarray(0, at)));
  return { width, blocks };
}

/** In 32 bits where all fit. */
function compact(numbers: Float64Array): Int32Array | Float64Array {
  const whole = Int32Array.from(numbers);
  for (let i = 0; i < numbers.length; i += 1) if (whole[i] !== numbers[i]) return numbers.slice();
  return whole;
}
