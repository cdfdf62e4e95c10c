import fc from "fast-check";
import { expect, it } from "vitest";
import {
  add,
  as,
  col,
  compile,
  countAll,
  duckdb,
  eq,
  gt,
  int,
  join,
  named,
  prune,
  select,
  star,
  sum,
  table,
  values,
  type Query,
  type Relation,
  type SelectNode,
} from "../../../packages/core/src/query/index.ts";
import { folders, open } from "../engine/open.ts";

const text = (query: Query): string => compile(query, duckdb).sql;

it("leaves out what nobody reads, and levels that then add nothing", () => {
  const base = select({ columns: { a: col("x"), b: col("y") }, from: table("t") });
  const more = select({ columns: [star(), as("c", add(col("a"), int(1)))], from: base });
  const most = select({ columns: [star(), as("d", add(col("b"), int(1)))], from: more });
  const query = select({ columns: { n: sum(col("d")) }, from: most });
  expect(text(prune(query))).toBe(
    'select sum("d") as "n" from (select ("b" + 1) as "d" from (select "y" as "b" from "t"))',
  );
});

it("keeps a query that joins as it is", () => {
  const joined = select({
    columns: [star("a")],
    from: named(table("t"), "a"),
    joins: [join("inner", named(table("u"), "b"), eq(col("k", "a"), col("k", "b")))],
  });
  const query = select({ columns: { x: col("x") }, from: joined });
  expect(text(prune(query))).toBe(text(query));
});

const columns = ["a", "b", "c"] as const;
const rows = values(
  [...columns],
  Array.from({ length: 7 }, (_, i) => [int(i), int((i * 5) % 7), int((i * 3) % 4)]),
);

/** A level on top of another: it adds a column, replaces one, or keeps some rows. */
type Level = {
  readonly kind: "add" | "replace" | "filter";
  readonly from: string;
  readonly n: number;
};
const level: fc.Arbitrary<Level> = fc.record({
  kind: fc.constantFrom("add", "replace", "filter"),
  from: fc.constantFrom(...columns),
  n: fc.integer({ min: 0, max: 3 }),
});

function onTop(below: Relation, { kind, from, n }: Level, i: number): SelectNode {
  if (kind === "filter")
    return select({ columns: [star()], from: below, where: gt(col(from), int(n)) });
  const value = add(col(from), int(n));
  return kind === "add"
    ? select({ columns: [star(), as(`d${i}`, value)], from: below })
    : select({ columns: [star(null, [from]), as(from, value)], from: below });
}

it("gives the rows that the whole query gives", async () => {
  const lane = await open(folders().inside);
  await fc.assert(
    fc.asyncProperty(
      fc.array(level, { maxLength: 5 }),
      fc.subarray([...columns]),
      async (levels, read) => {
        const first: Query = select({ from: rows });
        const inner = levels.reduce<Query>(onTop, first);
        const added = levels.flatMap(({ kind }, i) => (kind === "add" ? [`d${i}`] : []));
        const query = select({
          columns: [
            ...[...read, ...added.slice(0, 1)].map((name) => as(name, col(name))),
            as("n", countAll()),
          ],
          from: inner,
          groupBy: [...read, ...added.slice(0, 1)].map((name) => col(name)),
        });
        const sorted = async (q: Query): Promise<readonly string[]> =>
          (await lane.rows(q)).map((row) => Object.values(row).map(Number).join(" ")).toSorted();
        expect(await sorted(prune(query))).toEqual(await sorted(query));
      },
    ),
  );
});
