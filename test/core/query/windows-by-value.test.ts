import fc from "fast-check";
import { expect, it } from "vitest";
import {
  as,
  asc,
  cast,
  col,
  createTableAs,
  decimal,
  desc,
  gt,
  int,
  mul,
  nil,
  number,
  over,
  select,
  star,
  sub,
  table,
  text,
  values,
  windowsByValue,
  type Scalar,
} from "../../../packages/core/src/query/index.ts";
import { folders, open } from "../engine/open.ts";

const numberOrNothing = fc.option(fc.integer({ min: -3, max: 6 }), { nil: null });
const rows = fc.array(fc.tuple(numberOrNothing, numberOrNothing), { minLength: 1, maxLength: 40 });

const written = (value: number | null): Scalar =>
  value === null ? nil("bigint") : cast(number(String(value)), "bigint");

const upTo = { unit: "range", following: { kind: "current" } } as const;
const withTies = { ...upTo, preceding: { kind: "unbounded" } } as const;
const ties = { ...upTo, preceding: { kind: "current" } } as const;

it("says by value what windows say of each row, with ties, peers, unknown values and levels", async () => {
  const lane = await open(folders().inside);
  await fc.assert(
    fc.asyncProperty(rows, async (some) => {
      const made = values(
        ["id", "x", "y"],
        some.map(([x, y], i) => [text(`c${i}`), written(x), written(y)]),
      );
      await lane.run(createTableAs(table("given"), made, { orReplace: true }));
      const peers = [gt(col("x"), int(0))];
      const money = cast(col("y"), decimal(28, 6));
      const ranked = select({
        columns: [
          star(),
          as("r", over("rank", [], { partitionBy: peers, orderBy: [desc(col("x"))] })),
          as("of", over("count", [], { partitionBy: peers })),
          as("up", over("rank", [], { orderBy: [asc(col("y"))] })),
          as("all", over("sum", [col("x")])),
        ],
        from: select({ columns: [star(), as("m", money)], from: table("given") }),
      });
      const summed = select({
        columns: [
          star(null, ["up"]),
          as(
            "above",
            sub(
              over("sum", [col("m")], {
                partitionBy: peers,
                orderBy: [desc(col("m"))],
                frame: withTies,
              }),
              mul(
                col("m"),
                over("count", [], { partitionBy: peers, orderBy: [desc(col("m"))], frame: ties }),
              ),
            ),
          ),
          as("total", over("sum", [col("m")], { partitionBy: peers })),
          as("again", over("rank", [], { orderBy: [asc(col("r"))] })),
        ],
        from: ranked,
      });
      const { query, tables } = windowsByValue(summed, "by_value");
      expect(tables).toHaveLength(5);
      for (const { name, query: of } of tables)
        await lane.run(createTableAs(table(name), of, { orReplace: true }));
      const sorted = (from: typeof query) => lane.rows(select({ from, orderBy: [asc(col("id"))] }));
      expect(await sorted(query)).toEqual(await sorted(summed));
    }),
    { numRuns: 20 },
  );
});
