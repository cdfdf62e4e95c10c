/** What can be chosen for a customer: one action, or several at once, with what it takes and what it raises. */

/** An action as a plan sees it: numbers only. */
export type PlanAction = {
  /** The position of the probability that it raises; `null` where its effect is not known. */
  readonly metric: number | null;
  /** Absolute change of that probability, with its standard deviation. */
  readonly uplift: number;
  readonly sd: number;
  /** Money for one customer, in the project's currency. */
  readonly money: number;
  /** What one customer takes of each limited resource. */
  readonly use: readonly number[];
};

export type Option = {
  /** Positions of actions, ascending. */
  readonly actions: readonly number[];
  /** What it raises: uplifts of one probability overlap, 1 − ∏(1 − u). */
  readonly terms: readonly { readonly metric: number; readonly uplift: number }[];
  readonly money: number;
  readonly use: readonly number[];
};

/** Customers to whom the same can happen, and who count for the same floors. */
export type Kind = { readonly options: readonly Option[]; readonly floors: readonly number[] };

export type Population = {
  readonly kinds: readonly Kind[];
  /** The kind of each customer. */
  readonly kind: Int32Array;
  /** By metric: what a customer is worth if alive; 0 where that is not known. */
  readonly worth: readonly Float64Array[];
  /** By metric: what the probability lacks to certainty, in [0, 1]. */
  readonly room: readonly Float64Array[];
  /** The first customer of each unit whose contacts count together, and behind the last one their number. */
  readonly starts: Int32Array;
  /** How many contacts the cap leaves to each unit. */
  readonly left: Int32Array;
};

/**
 * Every choice of at most `most` of some actions.
 *
 * @param due positions of the actions, ascending
 * @param most at least 1
 * @returns single actions first
 * @example optionsOf([a, b], [0, 1], 2).map((o) => o.actions) // => [[0], [1], [0, 1]]
 */
export function optionsOf(
  actions: readonly PlanAction[],
  due: readonly number[],
  most: number,
): readonly Option[] {
  const sets: (readonly number[])[] = [];
  let last: readonly (readonly number[])[] = [[]];
  for (let size = 1; size <= most; size += 1) {
    last = last.flatMap((set) => due.filter((a) => a > (set.at(-1) ?? -1)).map((a) => [...set, a]));
    sets.push(...last);
  }
  return sets.map((set) => optionOf(actions, set));
}

function optionOf(actions: readonly PlanAction[], set: readonly number[]): Option {
  const own = set.flatMap((a) => actions[a] ?? []);
  const resources = own[0]?.use.length ?? 0;
  return {
    actions: set,
    terms: termsOf(own),
    money: own.reduce((sum, a) => sum + a.money, 0),
    use: Array.from({ length: resources }, (_, r) =>
      own.reduce((sum, a) => sum + (a.use[r] ?? 0), 0),
    ),
  };
}

/** METHODS: overlapping actions 1 − ∏(1 − u), for each probability by itself. @example termsOf([half, half]) // => [{ metric: 0, uplift: 0.75 }] */
export function termsOf(
  actions: readonly Pick<PlanAction, "metric" | "uplift">[],
): Option["terms"] {
  const missed = new Map<number, number>();
  for (const { metric, uplift } of actions)
    if (metric !== null) missed.set(metric, (missed.get(metric) ?? 1) * (1 - uplift));
  return [...missed].map(([metric, not]) => ({ metric, uplift: 1 - not }));
}

/**
 * What an option brings a customer before its cost: Δp × what they are worth if alive, where Δp goes no further than from
 * certainty that they left to certainty that they stay.
 */
export function worthOf(
  { terms }: Pick<Option, "terms">,
  { worth, room }: Pick<Population, "worth" | "room">,
  customer: number,
): number {
  let sum = 0;
  for (const { metric, uplift } of terms)
    sum += change(uplift, room[metric]?.[customer] ?? 0) * (worth[metric]?.[customer] ?? 0);
  return sum;
}

/** An uplift within [−p, 1 − p]. @param room 1 − p */
export const change = (uplift: number, room: number): number =>
  Math.max(room - 1, Math.min(uplift, room));
