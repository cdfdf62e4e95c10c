/** All customers of a snapshot with the actions that are due for them: what plans and totals are made of. */
import { idColumn, unitColumn } from "../../domain/columns.ts";
import { contactFacts, noContacts, type ContactDay } from "../../domain/strategy/contacts.ts";
import { serve } from "../../domain/strategy/serving.ts";
import { inSegment, isDue, mayReach } from "../../domain/strategy/serving-query.ts";
import type { Model } from "../../language/model/model.ts";
import type {
  ActionModel,
  ServiceModel,
  StrategyModel,
} from "../../language/model/strategy-model.ts";
import {
  add,
  and,
  asc,
  cases,
  cast,
  col,
  double,
  inList,
  not,
  over,
  select,
  text,
  type Relation,
  type Scalar,
} from "../../query/index.ts";
import { sureText } from "../engine/cell.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";
import type { Base } from "../snapshot/open-base.ts";
import { effectsOf, type Raised } from "./effects.ts";
import { servedRow } from "./served-row.ts";

/** Customers with their segments, and as of when. */
export type AssignedCustomers = {
  readonly model: Model;
  /** ISO. */
  readonly asOf: string;
  readonly customers: Relation;
};

export const ofBase = ({ model, manifest, customers }: Base): AssignedCustomers => ({
  model,
  asOf: manifest.asOf,
  customers,
});

/** An action with its strategy. */
export type Due = { readonly strategy: StrategyModel; readonly action: ActionModel };

export type Customers = {
  readonly due: readonly Due[];
  /** In the order in which rows of the other arrays are. */
  readonly ids: readonly string[];
  /** Positions of actions that are due and for which the customer may be reached, as sets by customer. */
  readonly reached: Sets;
  /** Positions of actions that are due, but no channel may be used. */
  readonly unreachable: Sets;
  /** Whether the customer wants no contact. */
  readonly refused: Uint8Array;
  /** Positions of segments that were asked for. */
  readonly within: Sets;
  /** What each of the actions raises. */
  readonly raised: readonly Raised[];
  /** By what is raised: money for one more of it, NaN where that is not known. */
  readonly worth: readonly Float64Array[];
  /** By what is raised: 1 − the chance; in the middle where there is no end to it. */
  readonly room: readonly Float64Array[];
  /** The first customer of each unit whose contacts count together, and behind the last their number. */
  readonly starts: Int32Array;
  /** Contacts in the days of the cap, by unit. */
  readonly contacted: Int32Array;
};

/** Sets of small whole numbers by customer: the numbers of the distinct sets, and which one each customer has. */
export type Sets = { readonly sets: readonly (readonly number[])[]; readonly of: Int32Array };

type Segment = StrategyModel["for"];

/** So many bits of a double are exact. */
const bitsInColumn = 50;

/**
 * @param strategies those whose actions are asked for
 * @param segments whose members are marked
 * @param contacts what people logged, and the day in the project's time zone
 */
export async function customersOf(
  lane: Lane,
  base: AssignedCustomers,
  strategies: readonly StrategyModel[],
  segments: readonly Segment[],
  contacts: { readonly log: readonly ContactDay[]; readonly today: string },
  options: QueryOptions = {},
): Promise<Customers> {
  const { model, asOf, customers } = base;
  const { service } = model;
  if (service === undefined) throw new RangeError("no strategies");
  const due = strategies.flatMap((strategy) =>
    strategy.actions.map((action): Due => ({ strategy, action })),
  );
  const effects = effectsOf(due.map(({ action }) => action.effect));
  const unit = service.cap?.unit ?? null;
  const facts = due.map(({ strategy, action }) => {
    const isIt = isDue(model, strategy, action, asOf);
    const may = mayReach(model, service, strategy);
    return { reached: and(isIt, may), unreachable: and(isIt, not(may)) };
  });
  const columns: Readonly<Record<string, Scalar>> = {
    ...bitColumns(
      "r",
      facts.map((f) => f.reached),
    ),
    ...bitColumns(
      "n",
      facts.map((f) => f.unreachable),
    ),
    ...bitColumns(
      "s",
      segments.map((s) => inSegment(model, s)),
    ),
    ...Object.fromEntries(
      effects.columns.map((name, i) => [`p${i}`, cast(col(name), "double")] as const),
    ),
    ...(unit === null
      ? {}
      : { unit: over("dense_rank", [], { orderBy: [asc(col(unitColumn(unit)))] }) }),
  };
  const orderBy = orderOf(model);
  const ids: string[] = [];
  const named = select({ columns: [idColumn], from: customers, orderBy });
  for await (const chunk of lane.chunks(named, options))
    for (const id of chunk.columns[idColumn] ?? []) ids.push(sureText(id));
  const numbers = await lane.numbers(
    select({ columns: { ...columns, one: double(1) }, from: customers, orderBy }),
    options,
  );
  const column = (name: string): Float64Array => numbers[name] ?? new Float64Array(ids.length);
  const sets = (prefix: string, count: number): Sets =>
    setsOf(
      Array.from({ length: Math.ceil(count / bitsInColumn) }, (_, c) => column(`${prefix}${c}`)),
      ids.length,
    );
  const found: Customers = {
    due,
    ids,
    reached: sets("r", due.length),
    unreachable: sets("n", due.length),
    refused: new Uint8Array(ids.length),
    within: sets("s", segments.length),
    raised: effects.raised,
    ...effects.valuesOf(
      effects.columns.map((_, i) => column(`p${i}`)),
      ids.length,
    ),
    ...unitsOf(unit === null ? undefined : column("unit"), ids.length),
  };
  return contacts.log.length === 0
    ? found
    : withContacts(lane, base, service, found, contacts, options);
}

/** Facts that hold for each customer, as sets of their positions, and values; customers in the order of `customersOf`. */
export async function factsOf(
  lane: Lane,
  { model, customers }: AssignedCustomers,
  facts: readonly Scalar[],
  values: readonly Scalar[],
  options: QueryOptions = {},
): Promise<{ readonly sets: Sets; readonly values: readonly Float64Array[] }> {
  const named = Object.fromEntries(values.map((v, i) => [`v${i}`, cast(v, "double")] as const));
  const columns = { ...bitColumns("f", facts), ...named, one: double(1) };
  const numbers = await lane.numbers(
    select({ columns, from: customers, orderBy: orderOf(model) }),
    options,
  );
  const size = numbers["one"]?.length ?? 0;
  const column = (name: string): Float64Array => numbers[name] ?? new Float64Array(size);
  const bits = Array.from({ length: Math.ceil(facts.length / bitsInColumn) }, (_, c) =>
    column(`f${c}`),
  );
  return { sets: setsOf(bits, size), values: values.map((_, i) => column(`v${i}`)) };
}

/** Members of a unit whose contacts count together stand together. */
function orderOf({ service }: Model): ReturnType<typeof asc>[] {
  const unit = service?.cap?.unit ?? null;
  return [...(unit === null ? [] : [asc(col(unitColumn(unit)))]), asc(col(idColumn))];
}

/** Facts as bits of doubles. */
function bitColumns(prefix: string, facts: readonly Scalar[]): Readonly<Record<string, Scalar>> {
  const columns: Record<string, Scalar> = {};
  for (let c = 0; c * bitsInColumn < facts.length; c += 1)
    columns[`${prefix}${c}`] = facts
      .slice(c * bitsInColumn, (c + 1) * bitsInColumn)
      .map((fact, i) => cases([[fact, double(2 ** i)]], double(0)))
      .reduce((sum, bit) => add(sum, bit));
  return columns;
}

/** The sets that bits say. */
function setsOf(columns: readonly Float64Array[], size: number): Sets {
  const sets: (readonly number[])[] = [];
  const known = new Map<string, number>();
  const of = new Int32Array(size);
  let lastKey = "";
  let last = -1;
  for (let i = 0; i < size; i += 1) {
    const key = columns.map((c) => c[i] ?? 0).join(" ");
    if (key !== lastKey || last < 0) {
      const index = known.get(key);
      last = index ?? sets.length;
      lastKey = key;
      if (index === undefined) {
        known.set(key, last);
        sets.push(columns.flatMap((c, n) => bitsOf(c[i] ?? 0).map((b) => b + n * bitsInColumn)));
      }
    }
    of[i] = last;
  }
  return { sets, of };
}

const bitsOf = (bits: number): readonly number[] =>
  Array.from({ length: bitsInColumn }, (_, b) => b).filter(
    (b) => Math.floor(bits / 2 ** b) % 2 === 1,
  );

/** @param ranks of units, ascending; each customer alone where there are none */
function unitsOf(
  ranks: Float64Array | undefined,
  size: number,
): Pick<Customers, "starts" | "contacted"> {
  const starts: number[] = [];
  for (let i = 0; i < size; i += 1)
    if (ranks === undefined || i === 0 || ranks[i] !== ranks[i - 1]) starts.push(i);
  return {
    starts: Int32Array.from([...starts, size]),
    contacted: new Int32Array(starts.length),
  };
}

/** What is due for customers whom somebody contacted, by the same rules as their card. */
async function withContacts(
  lane: Lane,
  base: AssignedCustomers,
  service: ServiceModel,
  customers: Customers,
  contacts: { readonly log: readonly ContactDay[]; readonly today: string },
  options: QueryOptions,
): Promise<Customers> {
  const { model, asOf } = base;
  const facts = contactFacts(contacts.log, contacts.today, service.cap?.days ?? 0);
  const positions = new Map<string, number>();
  customers.ids.forEach((id, i) => {
    if (facts.has(id)) positions.set(id, i);
  });
  const reached = editable(customers.reached);
  const unreachable = editable(customers.unreachable);
  const { refused, contacted, starts } = customers;
  const position = new Map(
    customers.due.map(({ strategy, action }, a) => [`${strategy.name} ${action.id}`, a]),
  );
  const known = [...positions.keys()];
  for (let from = 0; from < known.length; from += 500) {
    const where = inList(
      col(idColumn),
      known.slice(from, from + 500).map((id) => text(id)),
    );
    for (const row of await lane.rows(select({ from: base.customers, where }), options)) {
      const id = sureText(row[idColumn]);
      const at = positions.get(id) ?? -1;
      const own = facts.get(id) ?? noContacts;
      const serving = serve(
        service,
        // The cap leaves less to the plan; nothing is withheld by it here.
        servedRow(row, model, asOf, { ...own, refused: false }, 0),
        asOf,
        () => undefined,
      );
      const positionsOf = (
        list: readonly { readonly strategy: string; readonly action: string }[],
      ): readonly number[] =>
        list
          .flatMap(({ strategy, action }) => position.get(`${strategy} ${action}`) ?? [])
          .toSorted((a, b) => a - b);
      reached.set(at, positionsOf(serving.steps));
      unreachable.set(
        at,
        positionsOf(
          serving.withheld.filter(
            ({ reason }) => reason.kind === "channels" || reason.kind === "not-personalised",
          ),
        ),
      );
      if (own.refused) refused[at] = 1;
      const unit = unitAt(starts, at);
      contacted[unit] = (contacted[unit] ?? 0) + own.inWindow;
    }
  }
  return { ...customers, reached: reached.done(), unreachable: unreachable.done() };
}

/** Sets of which some customers' are replaced. */
function editable({ sets, of }: Sets): {
  readonly set: (customer: number, set: readonly number[]) => void;
  readonly done: () => Sets;
} {
  const all = [...sets];
  const known = new Map(all.map((set, i) => [set.join(" "), i]));
  const own = of.slice();
  return {
    set: (customer, set) => {
      const key = set.join(" ");
      const index = known.get(key) ?? all.length;
      if (index === all.length) {
        all.push(set);
        known.set(key, index);
      }
      own[customer] = index;
    },
    done: () => ({ sets: all, of: own }),
  };
}

/** The unit that a customer is in: the last that starts at or before it. */
function unitAt(starts: Int32Array, customer: number): number {
  let low = 0;
  let high = starts.length - 2;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= customer) low = middle;
    else high = middle - 1;
  }
  return low;
}
