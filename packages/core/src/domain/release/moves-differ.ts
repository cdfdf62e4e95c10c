/** Whether figures of a request are still those that were approved. */

/** What a request moves in one segmentation, and the sizes that a new one would have. */
export type CountedMoves = {
  readonly segmentations: readonly {
    readonly segmentation: string;
    readonly flows: readonly {
      readonly from: string | null;
      readonly to: string | null;
      readonly customers: number;
    }[];
  }[];
  readonly added: readonly {
    readonly segmentation: string;
    readonly segments: readonly { readonly id: string; readonly customers: number }[];
  }[];
};

/** The share of the moves approved up to which others count as the same. */
const tolerance = 0.1;

/**
 * Whether the moves differ by more than a tenth: summed over all ways from one segment to another, and over the sizes of new
 * segmentations, how many customers more or fewer go, beside how many went before.
 *
 * @example movesDiffer(moves(398), moves(430)) // => false
 */
export function movesDiffer(approved: CountedMoves, now: CountedMoves): boolean {
  const [before, after] = [countsOf(approved), countsOf(now)];
  let total = 0;
  let apart = 0;
  for (const key of new Set([...before.keys(), ...after.keys()])) {
    const was = before.get(key) ?? 0;
    total += was;
    apart += Math.abs((after.get(key) ?? 0) - was);
  }
  return apart > tolerance * total;
}

const countsOf = ({ segmentations, added }: CountedMoves): ReadonlyMap<string, number> =>
  new Map([
    ...segmentations.flatMap(({ segmentation, flows }) =>
      flows.map(
        ({ from, to, customers }) => [JSON.stringify([segmentation, from, to]), customers] as const,
      ),
    ),
    ...added.flatMap(({ segmentation, segments }) =>
      segments.map(({ id, customers }) => [JSON.stringify([segmentation, id]), customers] as const),
    ),
  ]);
