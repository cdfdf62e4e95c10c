/** What was learned earlier of a fit: by the same key on the same data, or carried to today's. */
import type { Fit, Learned } from "../../domain/fit.ts";
import type { SavedFit } from "../snapshot/manifest.ts";
import { asCarried, carriedFit, definitionOf, mayBeKnown, type Carrying } from "./carried.ts";

type FittedOn = NonNullable<SavedFit["fitted"]>;

type Looked = {
  readonly asOf: string;
  readonly seed: number;
  readonly known?: readonly Readonly<Record<string, SavedFit>>[];
  readonly anyData?: boolean;
  readonly carry?: Carrying;
};

/** What was learned before under the same key. */
export const knownFit = (
  { name }: Fit,
  key: string,
  asOf: string,
  { known = [], anyData, carry }: Pick<Looked, "known" | "anyData" | "carry">,
): SavedFit | undefined =>
  known
    .map((saved) => saved[name])
    .find((saved) => {
      if (saved === undefined || anyData === true) return saved !== undefined;
      return saved.key === key && (carry === undefined || mayBeKnown(saved, asOf, carry));
    });

export type Earlier = {
  /** What need not be learned again. */
  readonly earlier: SavedFit | undefined;
  /** Whether it was learned on an earlier day, so that customers are only counted anew. */
  readonly still: boolean;
  /** What is noted of a fit that is learned now; `null` where none is, or nothing is carried. */
  readonly today: FittedOn | null;
};

/**
 * @param known by its key
 * @param count how many customers there are, asked only where it decides
 */
export async function earlierFit(
  fit: Fit,
  key: string,
  known: SavedFit | undefined,
  { asOf, seed, carry, count }: Looked & { readonly count: () => Promise<number> },
): Promise<Earlier> {
  if (known !== undefined || carry === undefined)
    return { earlier: known, still: false, today: null };
  const definition = definitionOf(fit, carry, seed);
  const today = { asOf, customers: await count(), definition };
  const carried = carriedFit(fit, today, carry);
  if (carried === undefined) return { earlier: undefined, still: false, today };
  return { earlier: asCarried(carried, key, asOf), still: true, today };
}

/**
 * What the manifest keeps: what was learned, or what was known; of carried clusters with today's customers.
 *
 * @param learned now; `null` where nothing was
 */
export function savedFit(
  key: string,
  learned: Learned | null,
  earlier: SavedFit | undefined,
  fitted: FittedOn | null,
): SavedFit {
  if (learned === null) {
    if (earlier === undefined)
      throw new Error("unreachable: nothing was learned and nothing known");
    return earlier;
  }
  const { parameters, card } = learned;
  if (earlier === undefined)
    return { key, parameters, card, ...(fitted === null ? {} : { fitted }) };
  const before = earlier.card;
  const rounds = before.kind === "clusters" ? { rounds: before.rounds } : {};
  return { ...earlier, parameters, card: { ...card, ...rounds } };
}
