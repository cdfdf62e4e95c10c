/** The best choice for every customer at given prices of what is limited. */
import { worthOf, type Population } from "./option.ts";

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
  const single = kinds.map((k) => k.options.every((o) => o.terms.length <= 1));
  const uplift = kinds.map((k) => Float64Array.from(k.options, (o) => o.terms[0]?.uplift ?? 0));
  const metric = kinds.map((k) => Int32Array.from(k.options, (o) => o.terms[0]?.metric ?? -1));
  const contacts = kinds.map((k) => Int32Array.from(k.options, (o) => o.actions.length));
  const none = new Float64Array(0);
  const noCounts = new Int32Array(0);
  /** Kinds all of whose options raise one and the same probability. */
  const plainOf = kinds.map(({ options }, k) => {
    const m = metric[k]?.[0] ?? -1;
    const [raise, lacking, valued] = [uplift[k], room[m], worth[m]];
    const same = options.every((o) => o.terms.length === 1 && o.terms[0]?.metric === m);
    return same && raise !== undefined && lacking !== undefined && valued !== undefined
      ? { raise, lacking, valued }
      : undefined;
  });

  /** The worth of each option of a customer. */
  const worthAt = (customer: number, k: number, o: number): number => {
    const options = kinds[k]?.options;
    if (single[k] !== true) {
      const option = options?.[o];
      return option === undefined ? 0 : worthOf(option, population, customer);
    }
    const m = metric[k]?.[o] ?? -1;
    if (m < 0) return 0;
    const lacks = (room[m] ?? none)[customer] ?? 0;
    const raised = (uplift[k] ?? none)[o] ?? 0;
    const most = raised < lacks ? raised : lacks;
    return (most > lacks - 1 ? most : lacks - 1) * ((worth[m] ?? none)[customer] ?? 0);
  };

  return (prices, choice) => {
    const penalty = kinds.map(({ options, floors }) => {
      const bonus = floors.reduce((sum, f) => sum + (prices.floors[f] ?? 0), 0);
      return Float64Array.from(
        options,
        (o) => o.money - bonus + o.use.reduce((sum, n, r) => sum + n * (prices.budgets[r] ?? 0), 0),
      );
    });
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
      if (plain !== undefined) {
        // The same as below with everything at hand: a million customers pass here at each round.
        const { raise, lacking, valued } = plain;
        const lacks = lacking[from] ?? 0;
        const ifAlive = valued[from] ?? 0;
        for (let o = 0; o < cost.length; o += 1) {
          const u = raise[o] ?? 0;
          const most = u < lacks ? u : lacks;
          const own = (most > lacks - 1 ? most : lacks - 1) * ifAlive;
          const net = own - (cost[o] ?? 0);
          if (net > best && (each[o] ?? 1) <= may) {
            best = net;
            brings = own;
            option = o;
          }
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
