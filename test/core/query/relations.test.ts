import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import {
  as,
  asc,
  attach,
  begin,
  checkpoint,
  col,
  commit,
  concat,
  copy,
  countAll,
  createSchema,
  createTable,
  createTableAs,
  createView,
  crossJoin,
  cte,
  decimal,
  deleteFrom,
  describe,
  desc,
  detach,
  dropTable,
  dropView,
  eq,
  gt,
  insert,
  int,
  join as joinOn,
  list,
  named,
  number,
  rollback,
  scan,
  select,
  series,
  sniff,
  star,
  sum,
  summarize,
  table,
  text,
  unionAll,
  values,
} from "../../../packages/core/src/query/index.ts";
import type { Join } from "../../../packages/core/src/query/index.ts";
import { folders, open } from "../engine/open.ts";

const left = values(["id"], [[int(1)], [int(2)]]);
const right = values(["id"], [[int(2)], [int(3)]]);

it("groups by an expression with values, which stay one expression", async () => {
  const engine = await open(folders().inside);
  const key = concat(col("id"), text("!"));
  const query = select({
    columns: { key, total: sum(col("x")) },
    from: values(
      ["id", "x"],
      [
        [text("a"), number("1.10")],
        [text("a"), number("2.20")],
        [text("b"), number("3.30")],
      ],
    ),
    where: gt(col("x"), number("1")),
    groupBy: [key],
    having: gt(countAll(), int(0)),
    orderBy: [desc(col("total")), asc(col("key"))],
    limit: 1,
    offset: 1,
  });
  expect(await engine.rows(query)).toEqual([{ key: "b!", total: 3.3 }]);
});

it.each<readonly [Join["kind"], unknown]>([
  ["inner", [[2, 2]]],
  [
    "left",
    [
      [1, null],
      [2, 2],
    ],
  ],
  [
    "right",
    [
      [2, 2],
      [null, 3],
    ],
  ],
  [
    "full",
    [
      [1, null],
      [2, 2],
      [null, 3],
    ],
  ],
  [
    "cross",
    [
      [1, 2],
      [1, 3],
      [2, 2],
      [2, 3],
    ],
  ],
])("joins: %s", async (kind, expected) => {
  const engine = await open(folders().inside);
  const item = named(right, "r");
  const on = eq(col("id", "l"), col("id", "r"));
  const rows = await engine.rows(
    select({
      columns: { l: col("id", "l"), r: col("id", "r") },
      from: named(left, "l"),
      joins: [kind === "cross" ? crossJoin(item) : joinOn(kind, item, on)],
      orderBy: [asc(col("l")), asc(col("r"))],
    }),
  );
  expect(rows.map((row) => [row["l"], row["r"]])).toEqual(expected);
});

it.each<readonly ["semi" | "anti", number]>([
  ["semi", 2],
  ["anti", 1],
])("joins: %s", async (kind, id) => {
  const engine = await open(folders().inside);
  const on = eq(col("id", "l"), col("id", "r"));
  const query = select({ from: named(left, "l"), joins: [joinOn(kind, named(right, "r"), on)] });
  expect(await engine.rows(query)).toEqual([{ id }]);
});

it("names queries, unites them, and drops duplicates and columns", async () => {
  const engine = await open(folders().inside);
  const both = unionAll(left, right, select({ columns: { id: int(2) } }));
  const query = select({
    with: [cte("both", both, true), cte("more", select({ from: table("both") }))],
    distinct: true,
    columns: [star("m", ["k"])],
    from: named(select({ columns: [star(), as("k", int(0))], from: table("more") }), "m"),
    orderBy: [asc(col("id"))],
  });
  expect(await engine.rows(query)).toEqual([{ id: 1 }, { id: 2 }, { id: 3 }]);
  expect(await engine.rows(left)).toEqual([{ id: 1 }, { id: 2 }]);
});

it("reads CSV with every option that ingest needs", async () => {
  const { inside } = folders();
  const content = "id;amount;day\n00042;1,50;31.12.2025\nNA;;\n";
  writeFileSync(join(inside, "a.csv"), content);
  writeFileSync(join(inside, "b.csv.gz"), gzipSync(content));
  const engine = await open(inside);
  const rows = (file: string, more = {}) =>
    engine.rows(
      select({
        from: scan(join(inside, file), {
          format: "csv",
          delimiter: ";",
          quote: '"',
          escape: '"',
          header: true,
          skip: 0,
          types: { id: "varchar", amount: decimal(10, 2), day: "date" },
          nullText: ["", "NA"],
          dateFormat: "%d.%m.%Y",
          timestampFormat: "%d.%m.%Y",
          decimalSeparator: ",",
          sampleSize: -1,
          maxLineBytes: 1_000_000,
          nullPadding: false,
          parallel: true,
          unionByName: true,
          hivePartitioning: false,
          compression: "auto",
          ...more,
        }),
      }),
    );
  const expected = [
    { id: "00042", amount: 1.5, day: "2025-12-31" },
    { id: null, amount: null, day: null },
  ];
  expect(await rows("a.csv")).toEqual(expected);
  expect(await rows("b.csv.gz", { compression: "gzip" })).toEqual(expected);
  expect(await rows("*.csv*", { filename: true, types: {}, allVarchar: true })).toHaveLength(4);
});

it("reads JSON lines", async () => {
  const { inside } = folders();
  writeFileSync(join(inside, "a.jsonl"), '{"id":"007","n":1}\n{"id":"008"}\n');
  const engine = await open(inside);
  const columns = { id: "varchar", n: "bigint" } as const;
  const query = select({ from: scan(join(inside, "a.jsonl"), { format: "jsonl", columns }) });
  expect(await engine.rows(query)).toEqual([
    { id: "007", n: 1 },
    { id: "008", n: null },
  ]);
});

it("writes partitions and reads them again, with row numbers and folders as columns", async () => {
  const { inside } = folders();
  const engine = await open(inside);
  const parts = join(inside, "parts");
  mkdirSync(parts);
  const query = select({ columns: { part: int(1), n: col("n") }, from: series("n", 1, 3) });
  const options = {
    format: "parquet",
    partitionBy: ["part"],
    compression: "zstd",
    rowGroupSize: 2048,
  } as const;
  expect(await engine.run(copy(query, parts, options))).toEqual({ changed: 3 });
  await engine.run(copy(query, parts, { ...options, append: true }));
  const back = scan(join(parts, "**", "*.parquet"), {
    format: "parquet",
    hivePartitioning: true,
    hiveTypes: { part: "bigint" },
    fileRowNumber: true,
    filename: true,
    unionByName: true,
  });
  const rows = await engine.rows(
    select({
      columns: ["part", "n", "file_row_number"],
      from: back,
      orderBy: [desc(col("n"))],
      limit: 1,
    }),
  );
  expect(rows).toEqual([{ part: 1, n: 3, file_row_number: 2 }]);
  expect(await engine.one(select({ columns: { n: countAll() }, from: back }))).toEqual({ n: 6 });
});

it("runs statements on tables, views and attached databases", async () => {
  const { inside } = folders();
  const engine = await open(inside);
  const t = table("t", { catalog: "snap", schema: "s" });
  await engine.run(attach(join(inside, "snap.duckdb"), "snap", { readOnly: false }));
  await engine.run(createSchema("s", "snap"));
  await engine.run(
    createTable(t, { id: "varchar", amount: decimal(18, 2), tags: list("varchar") }),
  );
  const row = select({ columns: { id: text("it's"), amount: number("1.50") } });
  expect(await engine.run(insert(t, row, ["id", "amount"]))).toEqual({ changed: 1 });
  await engine.run(begin);
  await engine.run(deleteFrom(t, eq(col("id"), text("it's"))));
  await engine.run(rollback);
  await engine.run(begin);
  await engine.run(insert(t, row, ["id", "amount"]));
  await engine.run(commit);
  await engine.run(
    createView(table("v"), select({ from: t, where: eq(col("id"), text("it's")) }), {
      orReplace: true,
    }),
  );
  expect(await engine.one(select({ columns: { n: countAll() }, from: table("v") }))).toEqual({
    n: 2,
  });
  await engine.run(
    createTableAs(table("t"), select({ from: t }), { temporary: true, orReplace: true }),
  );
  await engine.run(dropView(table("v")));
  await engine.run(dropTable(table("t")));
  await engine.run(checkpoint("snap"));
  await engine.run(detach("snap"));
});

it("describes, summarises and sniffs", async () => {
  const { inside } = folders();
  const file = join(inside, "a.csv");
  writeFileSync(file, "id;n\n00042;1\n00043;2\n");
  const engine = await open(inside);
  const query = select({
    from: scan(file, { format: "csv", allVarchar: true }),
    where: gt(col("n"), text("0")),
  });
  expect(await engine.rows(describe(query))).toMatchObject([
    { column_name: "id", column_type: "VARCHAR" },
    { column_name: "n", column_type: "VARCHAR" },
  ]);
  expect(await engine.rows(summarize(query))).toMatchObject([{ min: "00042" }, { max: "2" }]);
  expect(await engine.one(sniff(file))).toMatchObject({ Delimiter: ";", HasHeader: true });
});
