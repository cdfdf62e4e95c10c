/**
 * Ranks and running sums looked up by value: what a window says is the same for all rows of a value, and there are fewer values
 * than rows. Values are grouped and ranked in narrow tables of their own, and rows are joined with those.
 */
import {
  and,
  as,
  cast,
  col,
  countAll,
  add,
  int,
  join,
  named,
  over,
  same,
  select,
  star,
  sub,
  sum,
  table,
} from "./build.ts";
import type { Frame, Order, Query, Relation, Scalar, SelectColumn, SelectNode } from "./nodes.ts";
import { prune } from "./prune.ts";

type Window = Extract<Scalar, { kind: "window" }>;

/** A table that is made before the query is asked. */
export type ByValue = { readonly name: string; readonly query: Query };

export type WindowsByValue = {
  readonly tables: readonly ByValue[];
  /** The same rows and columns, which reads the tables. */
  readonly query: Query;
};

/**
 * The same query, where levels that only add columns to the one below look up by value what they can of: `rank`, `count` and
 * `sum` over peers, sums up to a value, and counts of a value. Sums must be of exact numbers.
 *
 * @param prefix begins the names of tables
 * @example windowsByValue(select({ columns: [star(), as("r", over("rank", [], { orderBy: [asc(col("x"))] }))], from }), "by")
 * // => the table by_0 of values of x with their ranks, and a query that joins it
 */
export function windowsByValue(query: Query, prefix: string): WindowsByValue {
  const tables: ByValue[] = [];
  const visit = (of: Query): Query => {
    if (of.kind !== "select" || of.from === null || !isLevel(of)) return of;
    const { relation } = of.from;
    const below = isQuery(relation) ? visit(relation) : relation;
    const groups = groupsOf(of);
    if (groups === undefined)
      return { ...of, from: { ...of.from, relation: isQuery(relation) ? below : relation } };
    const told = groups.map((group) => {
      const name = `${prefix}_${tables.length}`;
      tables.push({ name, query: tableOf(group, relation, name) });
      return { group, name };
    });
    const found = new Map(
      told.flatMap(({ group, name }) =>
        group.windows.map((window, i) => [keyOf(window), col(toldColumn(name, i), name)] as const),
      ),
    );
    return select({
      columns: of.columns.map((column): SelectColumn =>
        column.kind === "star"
          ? star("r", column.except)
          : as(column.name, replaced(column.value, found)),
      ),
      from: named(below, "r"),
      joins: told.map(({ group, name }) =>
        join(
          "left",
          named(table(name), name),
          and(...keysOf(group).map((key, i) => same(col(keyColumn(name, i), name), key))),
        ),
      ),
    });
  };
  return { query: visit(query), tables };
}

const toldColumn = (name: string, i: number): string => `${name} told ${i}`;
const keyColumn = (name: string, i: number): string => `${name} key ${i}`;

const isQuery = (relation: Relation): relation is Query =>
  relation.kind === "select" || relation.kind === "union" || relation.kind === "values";

/** Whether it has the rows of the level below, each once, with all columns and more. */
const isLevel = (of: SelectNode): boolean =>
  of.joins.length === 0 &&
  of.ctes.length === 0 &&
  !of.distinct &&
  of.where === null &&
  of.groupBy.length === 0 &&
  of.having === null &&
  of.orderBy.length === 0 &&
  of.limit === null &&
  of.offset === null &&
  of.from?.as === null;

/** Windows over the same peers and, where they have an order, of the same value. */
type Group = {
  readonly peers: readonly Scalar[];
  readonly value: Scalar | null;
  readonly windows: readonly Window[];
};

const keysOf = ({ peers, value }: Group): readonly Scalar[] =>
  value === null ? peers : [...peers, value];

const keyOf = (node: unknown): string => JSON.stringify(node);

/** `undefined` where a level has no window, or one that values do not tell. */
function groupsOf(level: SelectNode): readonly Group[] | undefined {
  const windows = new Map<string, Window>();
  for (const column of level.columns)
    if (column.kind === "as")
      for (const one of windowsIn(column.value)) windows.set(keyOf(one), one);
  const all = [...windows.values()];
  if (all.length === 0 || !all.every(isByValue)) return undefined;
  const groups = new Map<
    string,
    { peers: readonly Scalar[]; value: Scalar | null; windows: Window[] }
  >();
  for (const one of all) {
    const value = one.orderBy[0]?.value ?? null;
    const key = keyOf([one.partitionBy, value]);
    const group = groups.get(key) ?? { peers: one.partitionBy, value, windows: [] };
    group.windows.push(one);
    groups.set(key, group);
  }
  // What is told of all peers stands in a table of their values, where there is one.
  for (const [key, group] of groups) {
    if (group.value !== null) continue;
    const host = [...groups.values()].find(
      ({ peers, value }) =>
        value !== null &&
        keyOf(peers) === keyOf(group.peers) &&
        group.windows.every(({ args: [arg] }) => arg === undefined || keyOf(arg) === keyOf(value)),
    );
    if (host === undefined) continue;
    host.windows.push(...group.windows);
    groups.delete(key);
  }
  return [...groups.values()];
}

function windowsIn(node: unknown): readonly Window[] {
  if (typeof node !== "object" || node === null) return [];
  if ("kind" in node && node.kind === "window") return [node as Window]; // the kind says it
  return Object.values(node).flatMap(windowsIn);
}

/** What a row's value says of it, whatever other rows there are of the same value. */
function isByValue({ function: name, args, orderBy, frame }: Window): boolean {
  const [first] = orderBy;
  const [arg] = args;
  if (orderBy.length > 1) return false;
  if (first === undefined)
    return (
      frame === null &&
      ((name === "sum" && args.length === 1) || (name === "count" && args.length === 0))
    );
  if (name === "rank") return frame === null;
  if (name === "sum")
    return isRange(frame, "unbounded") && arg !== undefined && keyOf(arg) === keyOf(first.value);
  return name === "count" && args.length === 0 && isRange(frame, "current");
}

const isRange = (frame: Frame | null, from: "unbounded" | "current"): boolean =>
  frame?.unit === "range" && frame.preceding.kind === from && frame.following.kind === "current";

const upTo: Frame = {
  unit: "rows",
  preceding: { kind: "unbounded" },
  following: { kind: "current" },
};

/** A row for each value of each peers, with what its windows say. */
function tableOf(group: Group, from: Relation, name: string): Query {
  const { peers, value, windows } = group;
  const keys = keysOf(group);
  const keyNames = keys.map((_, i) => keyColumn(name, i));
  const isSummed = windows.some((one) => one.function === "sum");
  const summed =
    value === null ? windows.flatMap(({ args: [arg] }) => arg ?? []) : isSummed ? [value] : [];
  const source = prune(
    select({
      columns: [
        ...keys.map((key, i) => as(keyNames[i] ?? "", key)),
        ...summed.map((of, i) => as(`of ${i}`, of)),
      ],
      from,
    }),
  );
  const grouped = select({
    columns: [
      ...keyNames,
      as("n", countAll()),
      ...summed.map((_, i) => as(`sum ${i}`, sum(col(`of ${i}`)))),
    ],
    from: keys.length + summed.length === 0 ? select({ from }) : source,
    groupBy: keyNames.map((key) => col(key)),
  });
  const partitionBy = peers.map((_, i) => col(keyNames[i] ?? ""));
  const own = col(keyNames.at(-1) ?? "");
  let nth = 0;
  const said = windows.map((one, i): SelectColumn => {
    const [order] = one.orderBy;
    const inOrder: readonly Order[] = order === undefined ? [] : [{ ...order, value: own }];
    const running = { partitionBy, orderBy: inOrder, frame: upTo };
    const count = (of: Scalar): Scalar => cast(of, "bigint");
    const sumName = `sum ${value === null && one.function === "sum" ? nth++ : 0}`;
    return as(toldColumn(name, i), toldBy(one, { value, sumName, partitionBy, running, count }));
  });
  return select({ columns: [...keyNames, ...said], from: named(grouped, "g") });
}

type Told = {
  readonly value: Scalar | null;
  readonly sumName: string;
  readonly partitionBy: readonly Scalar[];
  readonly running: Parameters<typeof over>[2];
  readonly count: (of: Scalar) => Scalar;
};

function toldBy(one: Window, { value, sumName, partitionBy, running, count }: Told): Scalar {
  const n = col("n");
  const isOrdered = one.orderBy.length > 0;
  switch (one.function) {
    case "rank":
      return count(add(int(1), sub(over("sum", [n], running), n)));
    case "count":
      if (isOrdered || value === null) return n;
      return count(over("sum", [n], { partitionBy }));
    default:
      if (isOrdered) return over("sum", [col(sumName)], running);
      return value === null ? col(sumName) : over("sum", [col(sumName)], { partitionBy });
  }
}

/** A value with its windows looked up. */
function replaced(value: Scalar, found: ReadonlyMap<string, Scalar>): Scalar {
  const visit = (node: unknown): unknown => {
    if (typeof node !== "object" || node === null) return node;
    if (Array.isArray(node)) return node.map(visit);
    if ("kind" in node && node.kind === "window") return found.get(keyOf(node)) ?? node;
    return Object.fromEntries(Object.entries(node).map(([name, part]) => [name, visit(part)]));
  };
  return visit(value) as Scalar; // the same tree, with columns in place of windows
}
