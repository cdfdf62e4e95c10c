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

/**
 * `worthOf` with everything at hand, for passes over a million customers.
 *
 * @returns the worth of a customer's option, by the customer, their kind and its position
 */
export function worthReader(
  population: Population,
): (customer: number, kind: number, option: number) => number {
  const { kinds, worth, room } = population;
  const none = new Float64Array(0);
  const single = kinds.map((k) => k.options.every((o) => o.terms.length <= 1));
  const uplift = kinds.map((k) => Float64Array.from(k.options, (o) => o.terms[0]?.uplift ?? 0));
  const metric = kinds.map((k) => Int32Array.from(k.options, (o) => o.terms[0]?.metric ?? -1));
  return (customer, k, o) => {
    if (single[k] !== true) {
      const option = kinds[k]?.options[o];
      return option === undefined ? 0 : worthOf(option, population, customer);
    }
    const m = metric[k]?.[o] ?? -1;
    if (m < 0) return 0;
    const lacks = (room[m] ?? none)[customer] ?? 0;
    const raised = (uplift[k] ?? none)[o] ?? 0;
    const most = raised < lacks ? raised : lacks;
    return (most > lacks - 1 ? most : lacks - 1) * ((worth[m] ?? none)[customer] ?? 0);
  };
}
