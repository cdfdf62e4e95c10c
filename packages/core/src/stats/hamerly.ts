/**
 * Lloyd's rounds on typed arrays with the bounds of Hamerly (SIAM SDM 2010): most points are known to stay where they are
 * without a look at the centres. Coordinates are whole numbers, so that sums do not depend on the order of the points.
 */

/** Rows of whole numbers, `width` of them each, one row after the other; no row is split between two arrays. */
export type Cells = {
  readonly width: number;
  readonly blocks: readonly (Int32Array | Float64Array)[];
};

/** One coordinate of a row. */
export type Dimension =
  | {
      readonly kind: "number";
      /** So many are a distance of 1. */
      readonly unit: number;
    }
  | {
      readonly kind: "category";
      /** What another category adds to the squared distance. */
      readonly cost: number;
      /** Categories are 0 … count − 1; a point with another number has none of them. */
      readonly count: number;
    };

export type LloydOptions = {
  /** A move of a number by less than this is none. */
  readonly still: number;
  /** No more than so many rounds after the first. */
  readonly most: number;
  readonly onRound?: (round: number) => void;
};

export type LloydFound = {
  readonly centres: readonly (readonly number[])[];
  /** How many points are nearest to each of these centres. */
  readonly sizes: readonly number[];
  /** The sum of squared distances, each cut to millionths. */
  readonly inertia: number;
  readonly rounds: number;
  /** The place of each row's nearest centre, of equals the first; an array a block. */
  readonly labels: readonly Uint16Array<ArrayBuffer>[];
};

/** Sums are kept in two parts, both exact: x = high · 2²⁰ + low. */
const part = 2 ** 20;
const inertiaPart = 2 ** 26;
const millionth = 1e6;
/** Of the furthest distance: more than all rounding of bounds together, so that ties are looked at. */
const caution = 1e-9;
/** The category of a centre where there is none: no point has it. */
const noCategory = -2;

/**
 * Moves centres until they stand still. Means are rounded to whole numbers (halves up), modes are the first of the most
 * frequent; a centre without points stays. A point is nearest to the first of several at the same distance. The answer is that
 * of plain rounds, bit for bit, in any order of the points.
 *
 * Takes 18 bytes for a point besides the cells.
 *
 * @param centres at least one and at most 65,536, of `dimensions` coordinates
 * @returns the centres by which sizes and inertia were counted
 * @example hamerly({ width: 1, blocks: [Int32Array.of(0, 2, 10)] }, [{ kind: "number", unit: 1 }], [[0], [9]], { still: 1, most: 9 })
 * // => { centres: [[1], [10]], sizes: [2, 1], inertia: 2, rounds: 2, labels: [Uint16Array.of(0, 0, 1)] }
 */
export function hamerly(
  { width, blocks }: Cells,
  dimensions: readonly Dimension[],
  centres: readonly (readonly number[])[],
  { still, most, onRound }: LloydOptions,
): LloydFound {
  const k = centres.length;
  const space = spaceOf(dimensions);
  let middle = Float64Array.from(centres.flat());
  const state = blocks.map((values) => stateOf(values.length / width));
  const sums = sumsOf(space, k);
  let furthest = 0;
  for (const [b, values] of blocks.entries())
    furthest = Math.max(furthest, assignFirst(values, space, middle, k, state[b], sums));
  const margin = furthest * caution;
  for (let round = 0; ; round += 1) {
    onRound?.(round);
    const next = middlesOf(space, sums, middle, k);
    let moved = false;
    for (let i = 0; i < middle.length; i += 1) {
      const [now = 0, before = 0] = [next[i], middle[i]];
      const isNumber = (space.costs[i % width] ?? 0) < 0;
      if (isNumber ? Math.abs(now - before) >= still : now !== before) moved = true;
    }
    if (!moved || round >= most)
      return {
        centres: centres.map((_, c) => Array.from(middle.subarray(c * width, (c + 1) * width))),
        sizes: Array.from(sums.points),
        inertia: inertiaOf(blocks, space, middle, state),
        rounds: round + 1,
        labels: state.map(({ labels }) => labels),
      };
    const moves = centres.map((_, c) => Math.sqrt(distance(next, c * width, middle, c, space)));
    middle = next;
    const bounds = { moves: Float64Array.from(moves), half: halfGaps(space, middle, k), margin };
    for (const [b, values] of blocks.entries())
      assignAgain(values, space, middle, k, state[b], sums, bounds);
  }
}

type Space = {
  readonly width: number;
  /** Whether all dimensions are numbers. */
  readonly numbers: boolean;
  /** What a different category costs; −1 for a number. */
  readonly costs: Float64Array;
  readonly units: Float64Array;
  /** Where the counts of a dimension's categories start; `stride` of them for a centre. */
  readonly counts: readonly { readonly at: number; readonly size: number }[];
  readonly stride: number;
};

function spaceOf(dimensions: readonly Dimension[]): Space {
  let stride = 0;
  const counts = dimensions.map((dimension) => {
    const size = dimension.kind === "number" ? 0 : dimension.count;
    const at = stride;
    stride += size;
    return { at, size };
  });
  return {
    width: dimensions.length,
    numbers: dimensions.every((d) => d.kind === "number"),
    costs: Float64Array.from(dimensions, (d) => (d.kind === "number" ? -1 : d.cost)),
    units: Float64Array.from(dimensions, (d) => (d.kind === "number" ? d.unit : 1)),
    counts,
    stride,
  };
}

type State = {
  readonly labels: Uint16Array<ArrayBuffer>;
  /** At least the distance to the own centre. */
  readonly upper: Float64Array;
  /** At most the distance to any other. */
  readonly lower: Float64Array;
};

const stateOf = (rows: number): State => ({
  labels: new Uint16Array(rows),
  upper: new Float64Array(rows),
  lower: new Float64Array(rows),
});

type Sums = {
  readonly points: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly counts: Float64Array;
};

const sumsOf = ({ width, stride }: Space, k: number): Sums => ({
  points: new Float64Array(k),
  high: new Float64Array(k * width),
  low: new Float64Array(k * width),
  counts: new Float64Array(k * stride),
});

/** The squared distance of the row that starts at `at` and a centre, summed from the first dimension to the last. */
function distance(
  values: Int32Array | Float64Array,
  at: number,
  centres: Float64Array,
  centre: number,
  space: Space,
): number {
  const { width, costs, units } = space;
  if (space.numbers) return distanceOfNumbers(values, at, centres, centre * width, units);
  let sum = 0;
  for (let f = 0, c = centre * width; f < width; f += 1, c += 1) {
    const cost = costs[f] ?? 0;
    const gap = (values[at + f] ?? 0) - (centres[c] ?? 0);
    if (cost < 0) {
      const spreads = gap / (units[f] ?? 1);
      sum += spreads * spreads;
    } else if (gap !== 0) sum += cost;
  }
  return sum;
}

/** The same where all dimensions are numbers. @param from where the centre starts */
function distanceOfNumbers(
  values: Int32Array | Float64Array,
  at: number,
  centres: Float64Array,
  from: number,
  units: Float64Array,
): number {
  let sum = 0;
  for (let f = 0; f < units.length; f += 1) {
    const spreads = ((values[at + f] ?? 0) - (centres[from + f] ?? 0)) / (units[f] ?? 1);
    sum += spreads * spreads;
  }
  return sum;
}

/** Adds the row to a centre's sums, or takes it away. @param sign 1 or −1 */
function count(
  { points, high, low, counts }: Sums,
  values: Int32Array | Float64Array,
  at: number,
  space: Space,
  centre: number,
  sign: number,
): void {
  const { width, costs, stride } = space;
  points[centre] = (points[centre] ?? 0) + sign;
  for (let f = 0, c = centre * width; f < width; f += 1, c += 1) {
    const value = values[at + f] ?? 0;
    if ((costs[f] ?? 0) < 0) {
      const upper = Math.floor(value / part);
      high[c] = (high[c] ?? 0) + sign * upper;
      low[c] = (low[c] ?? 0) + sign * (value - upper * part);
    } else {
      const { at: start = 0, size = 0 } = space.counts[f] ?? {};
      const cell = centre * stride + start + value;
      if (value >= 0 && value < size) counts[cell] = (counts[cell] ?? 0) + sign;
    }
  }
}

/** @returns the furthest distance to any centre */
function assignFirst(
  values: Int32Array | Float64Array,
  space: Space,
  centres: Float64Array,
  k: number,
  state: State = stateOf(0),
  sums: Sums,
): number {
  let furthest = 0;
  for (let row = 0, at = 0; row < state.labels.length; row += 1, at += space.width) {
    furthest = Math.max(furthest, search(values, at, space, centres, k, state, row));
    count(sums, values, at, space, state.labels[row] ?? 0, 1);
  }
  return Math.sqrt(furthest);
}

/** Looks at all centres. @returns the greatest squared distance */
function search(
  values: Int32Array | Float64Array,
  at: number,
  space: Space,
  centres: Float64Array,
  k: number,
  { labels, upper, lower }: State,
  row: number,
): number {
  let [nearest, least, second, most] = [0, Infinity, Infinity, 0];
  for (let c = 0; c < k; c += 1) {
    const squared = distance(values, at, centres, c, space);
    if (squared > most) most = squared;
    if (squared < least) {
      second = least;
      least = squared;
      nearest = c;
    } else if (squared < second) second = squared;
  }
  labels[row] = nearest;
  upper[row] = Math.sqrt(least);
  lower[row] = Math.sqrt(second);
  return most;
}

type Bounds = {
  /** How far each centre went. */
  readonly moves: Float64Array;
  /** Half the distance of each centre to the next one. */
  readonly half: Float64Array;
  readonly margin: number;
};

function assignAgain(
  values: Int32Array | Float64Array,
  space: Space,
  centres: Float64Array,
  k: number,
  state: State = stateOf(0),
  sums: Sums,
  { moves, half, margin }: Bounds,
): void {
  const { labels, upper, lower } = state;
  let widest = 0;
  for (let c = 1; c < k; c += 1) if ((moves[c] ?? 0) > (moves[widest] ?? 0)) widest = c;
  let next = 0;
  for (let c = 0; c < k; c += 1) if (c !== widest) next = Math.max(next, moves[c] ?? 0);
  for (let row = 0, at = 0; row < labels.length; row += 1, at += space.width) {
    const own = labels[row] ?? 0;
    const most = (upper[row] ?? 0) + (moves[own] ?? 0);
    const least = (lower[row] ?? 0) - (own === widest ? next : (moves[widest] ?? 0));
    upper[row] = most;
    lower[row] = least;
    const safe = Math.max(half[own] ?? 0, least) - margin;
    if (most < safe) continue;
    const exact = Math.sqrt(distance(values, at, centres, own, space));
    upper[row] = exact;
    if (exact < safe) continue;
    search(values, at, space, centres, k, state, row);
    const now = labels[row] ?? 0;
    if (now === own) continue;
    count(sums, values, at, space, own, -1);
    count(sums, values, at, space, now, 1);
  }
}

function halfGaps(space: Space, centres: Float64Array, k: number): Float64Array {
  const half = new Float64Array(k).fill(Infinity);
  for (let a = 0; a < k; a += 1)
    for (let b = 0; b < k; b += 1)
      if (a !== b) {
        const gap = Math.sqrt(distance(centres, a * space.width, centres, b, space)) / 2;
        half[a] = Math.min(half[a] ?? 0, gap);
      }
  return half;
}

function middlesOf(
  { width, costs, counts, stride }: Space,
  sums: Sums,
  before: Float64Array,
  k: number,
): Float64Array<ArrayBuffer> {
  const next = Float64Array.from(before);
  for (let c = 0; c < k; c += 1) {
    const points = sums.points[c] ?? 0;
    if (points === 0) continue;
    for (let f = 0; f < width; f += 1) {
      const at = c * width + f;
      if ((costs[f] ?? 0) < 0)
        next[at] = Math.round(((sums.high[at] ?? 0) * part + (sums.low[at] ?? 0)) / points);
      else {
        const { at: start = 0, size = 0 } = counts[f] ?? {};
        const own = sums.counts.subarray(c * stride + start, c * stride + start + size);
        next[at] = size === 0 ? noCategory : own.indexOf(Math.max(...own));
      }
    }
  }
  return next;
}

function inertiaOf(
  blocks: Cells["blocks"],
  space: Space,
  centres: Float64Array,
  state: readonly State[],
): number {
  let [high, low] = [0, 0];
  for (const [b, values] of blocks.entries()) {
    const labels = state[b]?.labels ?? new Uint16Array();
    for (let row = 0, at = 0; row < labels.length; row += 1, at += space.width) {
      const cut = Math.floor(distance(values, at, centres, labels[row] ?? 0, space) * millionth);
      const upper = Math.floor(cut / inertiaPart);
      high += upper;
      low += cut - upper * inertiaPart;
    }
  }
  return (high * inertiaPart + low) / millionth;
}
