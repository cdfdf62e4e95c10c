import { expect, it } from "vitest";
import fc from "fast-check";
import {
  and,
  asc,
  attach,
  bool,
  call,
  col,
  compile,
  concat,
  copy,
  createTable,
  createTableAs,
  createView,
  date,
  decimal,
  desc,
  div,
  double,
  duckdb,
  eq,
  gt,
  inList,
  int,
  list,
  named,
  nil,
  number,
  over,
  parseTime,
  scan,
  select,
  series,
  set,
  sum,
  table,
  text,
  timestamp,
  trino,
  tryCast,
  typeOfNumber,
  values,
  aggregate,
} from "../../../packages/core/src/query/index.ts";
import type { Scalar, SqlNode } from "../../../packages/core/src/query/index.ts";
import { folders, open } from "../engine/open.ts";

const revenue = select({
  columns: { customer: col("customer", "t"), revenue: sum(col("amount", "t")) },
  from: named(table("transactions", { schema: "crm" }), "t"),
  where: and(gt(col("day", "t"), date("2026-01-01")), eq(col("city", "t"), text("O'Hare"))),
  groupBy: [col("customer", "t")],
  orderBy: [desc(col("revenue")), asc(col("customer"))],
  limit: 10,
});

it("prints a query for DuckDB with parameters", () => {
  expect(compile(revenue, duckdb)).toEqual({
    sql: [
      'select "t"."customer" as "customer", sum("t"."amount") as "revenue"',
      'from "crm"."transactions" as "t"',
      'where (("t"."day" > cast($1 as date)) and ("t"."city" = cast($2 as varchar)))',
      'group by "t"."customer"',
      'order by "revenue" desc nulls last, "customer" asc nulls last',
      "limit 10",
    ].join(" "),
    params: [
      { type: "date", value: "2026-01-01" },
      { type: "varchar", value: "O'Hare" },
    ],
  });
});

it("prints the same query for Trino with literals", () => {
  expect(compile(revenue, trino)).toEqual({
    sql: [
      'select "t"."customer" as "customer", sum("t"."amount") as "revenue"',
      'from "crm"."transactions" as "t"',
      `where (("t"."day" > date '2026-01-01') and ("t"."city" = 'O''Hare'))`,
      'group by "t"."customer"',
      'order by "revenue" desc nulls last, "customer" asc nulls last',
      "limit 10",
    ].join(" "),
    params: [],
  });
});

it("gives equal values one parameter", () => {
  const twice = select({ columns: { v: concat(text("a"), concat(text("b"), text("a"))) } });
  expect(compile(twice, duckdb).params.map((p) => p.value)).toEqual(["a", "b"]);
});

it.each<readonly [SqlNode, string]>([
  [
    createView(table("v"), select({ columns: { a: text("it's") } })),
    `create view "v" as select 'it''s' as "a"`,
  ],
  [
    copy(select({ columns: { a: number("1.50") } }), "/a/it's.parquet", {
      format: "parquet",
      partitionBy: ["a"],
      compression: "zstd",
    }),
    `copy (select cast('1.50' as decimal(3, 2)) as "a") to '/a/it''s.parquet' (format parquet, compression zstd, partition_by ("a"), overwrite_or_ignore)`,
  ],
  [
    attach("/a/it's.duckdb", 'a"b', { readOnly: true }),
    `attach '/a/it''s.duckdb' as "a""b" (read_only)`,
  ],
  [
    set("allowed_directories", ["/a", "/it's"]),
    `set global "allowed_directories" = ['/a', '/it''s']`,
  ],
  [
    select({
      from: scan("/it's.csv", {
        format: "csv",
        header: true,
        nullText: ["'"],
        types: { "i'd": "varchar" },
      }),
    }),
    `select * from read_csv(['/it''s.csv'], header = true, types = {'i''d': 'varchar'}, nullstr = [''''])`,
  ],
])("prints literals where there are no parameters", (node, sql) => {
  expect(compile(node, duckdb)).toEqual({ sql, params: [] });
});

it("changes nothing about any text, as value, name or path", async () => {
  const engine = await open(folders().inside);
  const nasty = fc.oneof(
    fc.string({ unit: "binary", minLength: 1, maxLength: 12 }),
    fc.constantFrom(
      `'; drop table "t"; --`,
      `"; select 1; --`,
      "\\'",
      "$1",
      "%s",
      "a\nb",
      "''",
      '""',
    ),
  );
  await fc.assert(
    fc.asyncProperty(nasty, nasty, async (value, name) => {
      fc.pre(!/[\0\ud800-\udfff]/.test(value + name));
      const row = await engine.one(select({ columns: { [name]: text(value) } }));
      expect(row).toEqual({ [name]: value });
      const view = table("v");
      await engine.run(
        createView(view, select({ columns: { [name]: text(value) } }), { orReplace: true }),
      );
      expect(await engine.one(select({ columns: [name], from: view }))).toEqual({ [name]: value });
    }),
    { numRuns: 100 },
  );
});

it.each<readonly [string, Scalar]>([
  ["an empty name", col("")],
  ["a name with NUL", col("a\0b")],
  ["a number with an exponent", number("1e3")],
  ["a number that is SQL", number("1; drop table t")],
  ["39 digits", number("1".repeat(39))],
  ["NaN", double(Number.NaN)],
  ["a fraction as a position", int(1.5)],
  ["a date that is not ISO", date("01/02/2026")],
  ["a timestamp that is SQL", timestamp("now() --")],
  ["case without branches", { kind: "case", branches: [], otherwise: null }],
])("refuses %s", (_name, scalar) => {
  for (const dialect of [duckdb, trino]) {
    expect(() => compile(select({ columns: { v: scalar } }), dialect)).toThrow(RangeError);
  }
});

it("reads the type of a number off its digits", () => {
  expect(typeOfNumber("000123")).toBe("bigint");
  expect(typeOfNumber("0.10")).toEqual(decimal(3, 2));
  expect(typeOfNumber("-1234567890123456789")).toEqual(decimal(19, 0));
  expect(() => decimal(39, 0)).toThrow(RangeError);
});

it.each<readonly [Scalar, string]>([
  [number("12.50"), "decimal '12.50'"],
  [number("5"), "bigint '5'"],
  [double(0.25), "double '0.25'"],
  [timestamp("2026-11-21T10:30:00"), "timestamp '2026-11-21 10:30:00'"],
  [nil(list(decimal(18, 2))), "cast(null as array(decimal(18, 2)))"],
  [tryCast(col("a"), "hugeint"), 'try_cast("a" as decimal(38, 0))'],
  [div(col("a"), col("b")), '(cast("a" as double) / nullif(cast("b" as double), 0))'],
  [
    call("days_between", col("a"), col("b")),
    `date_diff('day', cast("a" as date), cast("b" as date))`,
  ],
  [call("greatest", col("a"), col("b")), 'array_max(filter(array["a", "b"], x -> x is not null))'],
  [
    call("trim", col("a")),
    String.raw`trim(both U&'\0020\00a0\1680\2000\2001\2002\2003\2004\2005\2006\2007\2008\2009\200a\202f\205f\3000' from "a")`,
  ],
  [call("upper", col("a")), `upper(replace("a", 'ß', 'ẞ'))`],
  [call("replace", col("a"), col("b"), text("c")), `if("b" = '', "a", replace("a", "b", 'c'))`],
  [call("replace", col("a"), text("x"), text("")), `replace("a", 'x', '')`],
  [call("contains", col("a"), text("'")), `(strpos("a", '''') > 0)`],
  [call("add_months", col("a"), int(1)), `date_add('month', 1, cast("a" as date))`],
  [call("sample_key", col("a")), 'from_base(substr(to_hex(md5(to_utf8("a"))), 1, 13), 16)'],
  [call("octet_length", col("a")), `length(to_utf8("a"))`],
  [parseTime(col("a"), "%d/%m/%Y %H:%M"), `try(date_parse("a", '%d/%m/%Y %H:%i'))`],
  [
    aggregate("arg_max", [col("a"), col("b")], { filter: bool(true) }),
    'max_by("a", "b") filter (where true)',
  ],
  [
    over("ntile", [int(5)], { orderBy: [asc(col("a"))] }),
    'ntile(5) over (order by "a" asc nulls last)',
  ],
  [inList(col("a"), [int(1), int(-2)]), '("a" in (1, (-2)))'],
])("prints for Trino: %#", (scalar, sql) => {
  expect(compile(select({ columns: { v: scalar } }), trino).sql).toBe(`select ${sql} as "v"`);
});

const computing = createTable(table("t"), [
  { name: "a", type: { kind: "told", text: "DECIMAL(18,2)" }, notNull: false },
  { name: "high", computed: gt(col("a"), int(5)) },
]);

it("prints columns that are computed as they are read, and types as they were told", () => {
  expect(compile(computing, duckdb).sql).toBe(
    'create table "t" ("a" DECIMAL(18,2), "high" generated always as (("a" > 5)) virtual)',
  );
  const odd = createTable(table("t"), [
    { name: "a", type: { kind: "told", text: "INT, b INT" }, notNull: false },
  ]);
  expect(() => compile(odd, duckdb)).toThrow(RangeError);
});

it("prints tables, rows and series for Trino", () => {
  const made = createTableAs(
    table("t", { catalog: "lake", schema: "crm" }),
    values(["a"], [[int(1)]]),
  );
  expect(compile(made, trino).sql).toBe(
    'create table "lake"."crm"."t" as select * from (values (1)) as "values"("a")',
  );
  expect(compile(select({ from: series("n", 1, 3), offset: 1, limit: 2 }), trino).sql).toBe(
    'select * from (select "n" as "n" from unnest(sequence(1, 3)) as "s"("n")) offset 1 limit 2',
  );
});

it.each<readonly [string, SqlNode]>([
  ["files", select({ from: scan("a.csv", { format: "csv" }) })],
  ["settings", set("threads", 1)],
  [
    "exact quantiles",
    select({ columns: { v: aggregate("quantile_cont", [col("a"), double(0.5)]) } }),
  ],
  ["computed columns", computing],
  ["temporary tables", createTableAs(table("t"), revenue, { temporary: true })],
])("refuses %s for Trino", (_name, node) => {
  expect(() => compile(node, trino)).toThrow(RangeError);
});
