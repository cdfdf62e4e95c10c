/** The best choice for every customer at given prices of what is limited. */
import { envelopeOf } from "./envelope.ts";
import { worthReader, type Population } from "./option.ts";

/** What one more unit of each resource is worth, and one more customer of each floor costs; all at least 0. */
export type Prices = { readonly budgets: readonly number[]; readonly floors: readonly number[] };

export type Totals = {
  /** Worth less money. */
  readonly gain: number;
  readonly use: readonly number[];
  /** Customers with at least one action, by floor. */
  readonly served: readonly number[];
};

export type Response = Totals & {
  /** Gain less what is used at its price and with what floors pay: the highest that any choice of actions gives. */
  readonly value: number;
};

/** No option. */
export const nothing = -1;

/**
 * Prepares a population for being asked at many prices. Each unit's contacts stay within what the cap leaves it.
 *
 * @returns a function that fills `choice` with the position of each customer's option among those of their kind, or `nothing`;
 *   of equal ones the first
 */
export function responder(
  population: Population,
): (prices: Prices, choice: Int16Array) => Response {
  const { kinds, kind, worth, room, starts, left } = population;
  const worthAt = worthReader(population);
  const contacts = kinds.map((k) => Int32Array.from(k.options, (o) => o.actions.length));
  const none = new Float64Array(0);
  const noCounts = new Int32Array(0);
  /** Kinds all of whose options raise one and the same probability, by how much, and at most. */
  const plainOf = kinds.map(({ options }) => {
    const m = options[0]?.terms[0]?.metric ?? -1;
    const [lacking, valued] = [room[m], worth[m]];
    const plain = options.every(({ terms: [term, ...more] }) => {
      return more.length === 0 && term?.metric === m && term.uplift >= 0;
    });
    if (!plain || lacking === undefined || valued === undefined) return undefined;
    const raise = options.map((o) => o.terms[0]?.uplift ?? 0);
    const contactsMost = Math.max(...options.map((o) => o.actions.length));
    return { raise, highest: Math.max(...raise), contactsMost, lacking, valued };
  });

  return (prices, choice) => {
    const penalty = kinds.map(({ options, floors }) => {
      const bonus = floors.reduce((sum, f) => sum + (prices.floors[f] ?? 0), 0);
      return Float64Array.from(
        options,
        (o) => o.money - bonus + o.use.reduce((sum, n, r) => sum + n * (prices.budgets[r] ?? 0), 0),
      );
    });
    const envelopes = plainOf.map((plain, k) =>
      plain === undefined ? undefined : envelopeOf(plain.raise, penalty[k] ?? none),
    );
    const chosen = kinds.map(({ options }) => new Float64Array(options.length));
    let value = 0;
    let raised = 0;
    const take = (customer: number, o: number, worthOfIt: number): void => {
      choice[customer] = o;
      raised += worthOfIt;
      const counts = chosen[kind[customer] ?? 0];
      if (counts !== undefined) counts[o] = (counts[o] ?? 0) + 1;
    };
    for (let unit = 0; unit + 1 < starts.length; unit += 1) {
      const from = starts[unit] ?? 0;
      const to = starts[unit + 1] ?? 0;
      const may = left[unit] ?? 0;
      if (to - from > 1) {
        const best = bestOfUnit(from, to, may, penalty);
        value += best.value;
        for (const [i, o] of best.options.entries())
          if (o === nothing) choice[from + i] = nothing;
          else take(from + i, o, worthAt(from + i, kind[from + i] ?? 0, o));
        continue;
      }
      const k = kind[from] ?? 0;
      const cost = penalty[k] ?? none;
      const each = contacts[k] ?? noCounts;
      const plain = plainOf[k];
      let best = 0;
      let brings = 0;
      let option = nothing;
      const ifAlive = plain?.valued[from] ?? 0;
      const hull = envelopes[k];
      if (
        plain !== undefined &&
        hull !== undefined &&
        ifAlive >= 0 &&
        may >= plain.contactsMost &&
        (plain.lacking[from] ?? 0) >= plain.highest
      ) {
        // Nothing is cut off at certainty, so what is best follows from what the customer is worth alone.
        const { breaks, lines } = hull;
        let at = 0;
        while (at < breaks.length && ifAlive > (breaks[at] ?? Infinity)) at += 1;
        option = lines[at] ?? nothing;
        if (option !== nothing) {
          brings = (plain.raise[option] ?? 0) * ifAlive;
          best = brings - (cost[option] ?? 0);
        }
      } else
        for (let o = 0; o < cost.length; o += 1) {
          if ((each[o] ?? 1) > may) continue;
          const own = worthAt(from, k, o);
          const net = own - (cost[o] ?? 0);
          if (net > best) {
            best = net;
            brings = own;
            option = o;
          }
        }
      choice[from] = nothing;
      if (option !== nothing) {
        value += best;
        take(from, option, brings);
      }
    }
    return { value, ...totalsOf(population, chosen, raised, prices) };
  };

  /** The best for the members of a unit within its contacts: member by member, for each number of contacts that is left. */
  function bestOfUnit(
    from: number,
    to: number,
    may: number,
    penalty: readonly Float64Array[],
  ): { readonly value: number; readonly options: readonly number[] } {
    let values: number[] = [0];
    const taken: (readonly number[])[] = [];
    for (let i = from; i < to; i += 1) {
      const k = kind[i] ?? 0;
      const cost = penalty[k] ?? none;
      const size = Math.min(may, values.length - 1 + Math.max(0, ...(contacts[k] ?? [])));
      const next = Array.from(
        { length: size + 1 },
        (_, j) => values[Math.min(j, values.length - 1)] ?? 0,
      );
      const own = next.map(() => nothing);
      for (let o = 0; o < cost.length; o += 1) {
        const net = worthAt(i, k, o) - (cost[o] ?? 0);
        const needs = contacts[k]?.[o] ?? 1;
        if (net <= 0) continue;
        for (let j = needs; j <= size; j += 1) {
          const before = values[Math.min(j - needs, values.length - 1)] ?? 0;
          if (before + net > (next[j] ?? 0)) {
            next[j] = before + net;
            own[j] = o;
          }
        }
      }
      taken.push(own);
      values = next;
    }
    let j = values.length - 1;
    const value = values[j] ?? 0;
    const options: number[] = [];
    for (let i = to - 1; i >= from; i -= 1) {
      const own = taken[i - from] ?? [];
      const o = own[Math.min(j, own.length - 1)] ?? nothing;
      j = Math.min(j, own.length - 1);
      options.unshift(o);
      if (o !== nothing) j -= contacts[kind[i] ?? 0]?.[o] ?? 1;
    }
    return { value, options };
  }
}

function totalsOf(
  { kinds }: Population,
  chosen: readonly Float64Array[],
  worth: number,
  prices: Prices,
): Totals {
  const use = prices.budgets.map(() => 0);
  const served = prices.floors.map(() => 0);
  let money = 0;
  for (const [k, { options, floors }] of kinds.entries())
    for (const [o, option] of options.entries()) {
      const n = chosen[k]?.[o] ?? 0;
      if (n === 0) continue;
      money += n * option.money;
      for (const [r, each] of option.use.entries()) use[r] = (use[r] ?? 0) + n * each;
      for (const f of floors) served[f] = (served[f] ?? 0) + n;
    }
  return { gain: worth - money, use, served };
}
