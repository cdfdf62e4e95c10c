import { expect, it } from "vitest";
import {
  add,
  aggregate,
  and,
  asc,
  as,
  between,
  bool,
  call,
  cases,
  cast,
  col,
  concat,
  date,
  decimal,
  desc,
  differs,
  div,
  double,
  eq,
  exists,
  ge,
  gt,
  inList,
  inQuery,
  int,
  isNotNull,
  isNull,
  le,
  like,
  lt,
  mod,
  mul,
  ne,
  neg,
  nil,
  not,
  number,
  or,
  over,
  parseTime,
  running,
  same,
  select,
  series,
  sub,
  subquery,
  text,
  timestamp,
  tryCast,
  values,
} from "../../../packages/core/src/query/index.ts";
import type {
  AggregateName,
  FunctionName,
  Scalar,
  WindowName,
} from "../../../packages/core/src/query/index.ts";
import { folders, open } from "../engine/open.ts";

async function valueOf(scalar: Scalar) {
  const engine = await open(folders().inside);
  return (await engine.one(select({ columns: { v: scalar } })))["v"];
}

const instant = cast(text("2026-02-28 20:00:00+00"), "timestamptz");
const functions: Readonly<
  Record<FunctionName, readonly [args: readonly Scalar[], expected: unknown]>
> = {
  coalesce: [[nil(), text("a")], "a"],
  nullif: [[int(1), int(1)], null],
  abs: [[number("-3.5")], 3.5],
  sign: [[int(-3)], -1],
  sqrt: [[int(9)], 3],
  round: [[number("-2.345"), int(2)], -2.35],
  floor: [[number("-2.5")], -3],
  ceil: [[number("2.5")], 3],
  least: [[int(3), nil(), int(2)], 2],
  greatest: [[int(3), nil(), int(2)], 3],
  lower: [[text("ÄB")], "äb"],
  upper: [[text("äb")], "ÄB"],
  trim: [[text("  a ")], "a"],
  length: [[text("最近")], 2],
  substring: [[text("hello"), int(2), int(3)], "ell"],
  replace: [[text("aba"), text("a"), text("c")], "cbc"],
  starts_with: [[text("50%"), text("5")], true],
  ends_with: [[text("ab"), text("abc")], false],
  contains: [[text("a%b"), text("%")], true],
  position: [[text("ab"), text("b")], 2],
  nfc: [[text("e\u0301")], "\u00e9"],
  year: [[date("2026-02-28")], 2026],
  month: [[timestamp("2026-02-28 10:00:00")], 2],
  day: [[date("2026-02-28")], 28],
  iso_weekday: [[date("2026-11-22")], 7],
  start_of_month: [[date("2026-02-28")], "2026-02-01"],
  start_of_week: [[date("2026-11-22")], "2026-11-16"],
  start_of_year: [[timestamp("2026-02-28 10:00:00")], "2026-01-01"],
  days_between: [[timestamp("2026-02-27 23:00:00"), timestamp("2026-02-28 01:00:00")], 1],
  add_days: [[date("2026-02-28"), neg(int(28))], "2026-01-31"],
  add_months: [[date("2026-01-31"), int(1)], "2026-02-28"],
  local_time: [[instant, text("Asia/Shanghai")], "2026-03-01T04:00:00"],
  instant: [[timestamp("2026-03-01 04:00:00"), text("Asia/Shanghai")], "2026-02-28T20:00:00Z"],
  bucket: [[text("a"), int(1)], 0],
  // The first 13 hexadecimal digits of md5("1:a").
  sample_key: [[text("1:a")], 0x2c1119fadf9f5],
  // RFC 4231, test case 2: the key "Jefe".
  keyed_digest: [
    [
      text(`7c535053${"36".repeat(60)}`),
      text(`16393a39${"5c".repeat(60)}`),
      text("what do ya want for nothing?"),
    ],
    "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
  ],
  md5: [[text("1:a")], "2c1119fadf9f513c490c9a39716a9985"],
  octet_length: [[text("é丽🎈")], 9],
  is_finite: [[double(1.5)], true],
  finite: [[mul(double(1e300), double(1e300))], null],
  settle: [[add(double(0.1), double(0.2))], 0.3],
  nearest: [[double(-2.5)], -3],
  in_calendar: [[call("add_days", date("9999-12-31"), int(1))], null],
  list_length: [[call("make_list", int(1), int(2))], 2],
  list_element: [[call("make_list", int(5), int(7)), int(2)], 7],
  list_contains: [[call("make_list", text("a")), text("a")], true],
  make_list: [
    [int(1), int(2)],
    [1, 2],
  ],
};
// The type above keeps the list complete.
it.each(Object.entries(functions))("computes %s", async (name, [args, expected]) => {
  expect(await valueOf({ kind: "call", function: name as FunctionName, args })).toEqual(expected);
});

it.each<readonly [string, Scalar, unknown]>([
  ["exact decimals", eq(add(number("0.1"), number("0.2")), number("0.3")), true],
  ["decimals as written", number("-12.50"), -12.5],
  [
    "38 digits",
    cast(number("12345678901234567890123456789012345678"), "varchar"),
    "12345678901234567890123456789012345678",
  ],
  ["division of whole numbers", div(int(7), int(2)), 3.5],
  ["division by zero", div(int(7), int(0)), null],
  ["remainder and product", mod(mul(int(5), int(5)), sub(int(10), int(3))), 4],
  ["concatenation", concat(text("a"), text("b")), "ab"],
  ["and of none", and(), true],
  ["or of none", or(), false],
  ["three-valued logic", or(and(nil("boolean"), bool(true)), bool(true)), true],
  ["not", not(ne(int(1), int(1))), true],
  ["is null", and(isNull(nil()), isNotNull(int(1))), true],
  [
    "comparison",
    and(lt(int(1), int(2)), le(int(2), int(2)), gt(int(2), int(1)), ge(int(2), int(2))),
    true,
  ],
  ["equality of NULLs", and(same(nil(), nil()), differs(nil(), int(1))), true],
  ["membership", inList(text("a"), [text("a"), text("b")]), true],
  ["membership of nothing", inList(int(1), []), false],
  ["absence from nothing", inList(int(1), [], true), true],
  ["between", between(date("2026-01-31"), date("2026-01-01"), date("2026-01-31")), true],
  ["like with an escape", like(text("50%"), text("50\\%"), { escape: "\\" }), true],
  ["not like", like(text("505"), text("50\\%"), { escape: "\\", negated: true }), true],
  ["case", cases([[eq(int(1), int(2)), text("a")]], text("b")), "b"],
  ["case without else", cases([[bool(false), text("a")]]), null],
  ["casts that fail quietly", tryCast(text("x"), decimal(10, 2)), null],
  [
    "times in the first format that fits",
    parseTime(text("28/02/2026 10:30"), "%Y-%m-%d", "%d/%m/%Y %H:%M"),
    "2026-02-28T10:30:00",
  ],
  ["times in no format", parseTime(text("soon"), "%Y-%m-%d"), null],
  [
    "subqueries",
    subquery(select({ columns: { n: aggregate("max", [col("n")]) }, from: series("n", 1, 3) })),
    3,
  ],
  ["exists", exists(select({ from: series("n", 1, 0) }), true), true],
  ["membership of a query", inQuery(int(2), select({ from: series("n", 1, 3) })), true],
])("computes %s", async (_name, scalar, expected) => {
  expect(await valueOf(scalar)).toEqual(expected);
});

const sample = values(
  ["id", "x"],
  [
    [text("a"), number("1.5")],
    [text("b"), number("2.5")],
    [text("c"), nil(decimal(2, 1))],
  ],
);

const aggregates: Readonly<
  Record<AggregateName, readonly [args: readonly Scalar[], expected: unknown]>
> = {
  count: [[col("x")], 2],
  sum: [[col("x")], 4],
  avg: [[col("x")], 2],
  min: [[col("x")], 1.5],
  max: [[col("x")], 2.5],
  arg_max: [[col("id"), col("x")], "b"],
  arg_min: [[col("id"), col("x")], "a"],
  any_value: [[text("k")], "k"],
  list: [[col("id")], ["a", "b", "c"]],
  bool_or: [[eq(col("id"), text("a"))], true],
  bool_and: [[eq(col("id"), text("a"))], false],
  approx_count_distinct: [[col("id")], 3],
  quantile_cont: [[col("x"), double(0.5)], 2],
  quantile_disc: [[col("x"), double(0.5)], 1.5],
  mode: [[col("x")], 1.5],
};
it.each(Object.entries(aggregates))("aggregates by %s", async (name, [args, expected]) => {
  const engine = await open(folders().inside);
  const v = aggregate(name as AggregateName, args);
  expect((await engine.one(select({ columns: { v }, from: sample })))["v"]).toEqual(expected);
});

it("aggregates distinct values, of some rows, in an order", async () => {
  const engine = await open(folders().inside);
  const row = await engine.one(
    select({
      columns: {
        rows: aggregate("count", []),
        distinct: aggregate("count", [int(1)], { distinct: true }),
        some: aggregate("count", [], { filter: gt(col("x"), number("2")) }),
        ordered: aggregate("list", [col("id")], {
          orderBy: [desc(col("x"), "first"), asc(col("id"))],
        }),
        empty: aggregate("sum", [col("x")], { filter: bool(false) }),
      },
      from: sample,
    }),
  );
  expect(row).toEqual({ rows: 3, distinct: 1, some: 1, ordered: ["c", "b", "a"], empty: null });
});

const windows: Readonly<
  Record<WindowName, readonly [args: readonly Scalar[], expected: readonly unknown[]]>
> = {
  row_number: [[], [1, 2, 3]],
  rank: [[], [1, 2, 3]],
  dense_rank: [[], [1, 2, 3]],
  percent_rank: [[], [0, 0.5, 1]],
  cume_dist: [[], [1 / 3, 2 / 3, 1]],
  ntile: [[int(2)], [1, 1, 2]],
  lag: [
    [col("x"), int(1)],
    [null, 1.5, 2.5],
  ],
  lead: [
    [col("x"), int(1)],
    [2.5, null, null],
  ],
  first_value: [[col("id")], ["a", "a", "a"]],
  last_value: [[col("id")], ["a", "b", "c"]],
  count: [[], [1, 2, 3]],
  sum: [[col("x")], [1.5, 4, 4]],
  avg: [[col("x")], [1.5, 2, 2]],
  min: [[col("x")], [1.5, 1.5, 1.5]],
  max: [[col("x")], [1.5, 2.5, 2.5]],
};
it.each(Object.entries(windows))(
  "looks along the rows by %s, NULLs last",
  async (name, [args, expected]) => {
    const engine = await open(folders().inside);
    const v = over(name as WindowName, args, { orderBy: [asc(col("x")), asc(col("id"))] });
    const rows = await engine.rows(
      select({ columns: [as("v", v)], from: sample, orderBy: [asc(col("id"))] }),
    );
    expect(rows.map((row) => row["v"])).toEqual(expected);
  },
);

it("looks along partitions and frames", async () => {
  const engine = await open(folders().inside);
  const half = mod(col("n"), int(2));
  const rows = await engine.rows(
    select({
      columns: {
        running: over("sum", [col("n")], {
          partitionBy: [half],
          orderBy: [asc(col("n"))],
          frame: running,
        }),
        near: over("sum", [col("n")], {
          orderBy: [asc(col("n"))],
          frame: {
            unit: "rows",
            preceding: { kind: "rows", count: 1 },
            following: { kind: "current" },
          },
        }),
      },
      from: series("n", 1, 4),
      orderBy: [asc(col("n"))],
    }),
  );
  expect(rows).toEqual([
    { running: 1, near: 1 },
    { running: 2, near: 3 },
    { running: 4, near: 5 },
    { running: 6, near: 7 },
  ]);
});
