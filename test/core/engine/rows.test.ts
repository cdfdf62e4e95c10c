import { expect, it } from "vitest";
import {
  aggregate,
  asc,
  call,
  cast,
  col,
  countAll,
  createTable,
  createTableAs,
  date,
  decimal,
  double,
  int,
  isNull,
  list,
  mul,
  nil,
  select,
  series,
  sum,
  table,
  text,
  timestamp,
} from "../../../packages/core/src/query/index.ts";
import { failure, folders, open } from "./open.ts";

it("gives values as JavaScript sees them", async () => {
  const engine = await open(folders().inside);
  const row = await engine.one(
    select({
      columns: {
        money: cast(text("8911407.904"), decimal(18, 3)),
        total: cast(text("12345678901234567890"), decimal(38, 2)),
        count: cast(int(5), "bigint"),
        huge: cast(text("9007199254740993"), "hugeint"),
        share: double(0.25),
        on: date("2026-11-21"),
        at: timestamp("2026-11-21 10:30:00"),
        precisely: timestamp("2026-11-21 10:30:00.25"),
        instant: cast(text("2026-11-21 10:30:00+08"), "timestamptz"),
        known: cast(text("true"), "boolean"),
        nothing: nil("date"),
        days: cast(nil(), list("date")),
        scores: call("make_list", int(1), int(2)),
      },
    }),
  );
  expect(row).toEqual({
    money: 8911407.904,
    total: 1.2345678901234567e19,
    count: 5,
    huge: "9007199254740993",
    share: 0.25,
    on: "2026-11-21",
    at: "2026-11-21T10:30:00",
    precisely: "2026-11-21T10:30:00.25",
    instant: "2026-11-21T02:30:00Z",
    known: true,
    nothing: null,
    days: null,
    scores: [1, 2],
  });
});

it("gives the only row, and refuses none and several", async () => {
  const engine = await open(folders().inside);
  const numbers = (to: number) => select({ from: series("n", 1, to) });
  expect(await engine.one(numbers(1))).toEqual({ n: 1 });
  await expect(engine.one(numbers(0))).rejects.toThrow(RangeError);
  await expect(engine.one(numbers(2))).rejects.toThrow(RangeError);
});

it("streams chunks and lets go of the lane when the loop ends early", async () => {
  const engine = await open(folders().inside);
  let seen = 0;
  for await (const chunk of engine.chunks(select({ from: series("n", 1, 100_000) }))) {
    expect(chunk.columns["n"]).toHaveLength(chunk.size);
    seen += chunk.size;
    if (seen > 5_000) break;
  }
  expect(await engine.one(select({ columns: { n: int(1) } }))).toEqual({ n: 1 });

  let all = 0;
  for await (const chunk of engine.chunks(select({ from: series("n", 1, 100_000) })))
    all += chunk.size;
  expect(all).toBe(100_000);
});

it("gives numeric columns as typed arrays, NULL as NaN", async () => {
  const engine = await open(folders().inside);
  const columns = { n: col("n"), money: cast(col("n"), decimal(10, 2)), none: nil("double") };
  const { n, money, none } = await engine.numbers(select({ columns, from: series("n", 1, 3) }));
  expect([n, money]).toEqual([Float64Array.of(1, 2, 3), Float64Array.of(1, 2, 3)]);
  expect(none?.every(Number.isNaN)).toBe(true);
  await expect(engine.numbers(select({ columns: { t: text("a") } }))).rejects.toThrow(RangeError);
});

it("gives back doubles that were added, NaN as NULL, over several chunks", async () => {
  const engine = await open(folders().inside);
  await engine.run(createTable(table("added"), { x: "double", y: "double" }));
  const x = Float64Array.from({ length: 5000 }, (_, i) => (i % 67 === 0 ? Number.NaN : i / 3));
  const y = Float64Array.from(x, (value) => -value);
  await engine.append(table("added"), { x, y });
  const nulls = select({
    columns: { n: countAll() },
    from: table("added"),
    where: isNull(col("x")),
  });
  expect(await engine.one(nulls)).toEqual({ n: 75 });
  const read = await engine.numbers(select({ from: table("added"), orderBy: [asc(col("y"))] }));
  const sorted = Array.from(y.filter((value) => !Number.isNaN(value)));
  expect(Array.from(read["y"] ?? []).slice(0, sorted.length)).toEqual(
    sorted.toSorted((a, b) => a - b),
  );
  expect(read["x"]?.filter(Number.isNaN).length).toBe(75);
});

it("gives decimals as the double nearest to their digits", async () => {
  const engine = await open(folders().inside);
  for (const digits of [
    "0.1",
    "8911407.904",
    "-1234567890123.45",
    "12345678901234567.89",
    "0.000001",
  ]) {
    const scale = digits.split(".")[1]?.length ?? 0;
    const v = cast(text(digits), decimal(38, scale));
    expect(await engine.one(select({ columns: { v } }))).toEqual({ v: Number(digits) });
  }
});

it("says how many rows a statement changed", async () => {
  const engine = await open(folders().inside);
  const created = createTableAs(table("t"), select({ from: series("n", 1, 7) }));
  expect(await engine.run(created)).toEqual({ changed: 7 });
});

it("sums decimals to the same digits on one thread and on two", async () => {
  const total = async (threads: number) => {
    const engine = await open(folders().inside, { threads });
    const amount = cast(mul(col("n"), cast(text("0.017"), decimal(4, 3))), decimal(18, 3));
    return engine.one(
      select({
        columns: { total: cast(sum(amount), "varchar"), rows: countAll() },
        from: series("n", 1, 1_000_000),
      }),
    );
  };
  expect(await total(1)).toEqual({ total: "8500008500.000", rows: 1_000_000 });
  expect(await total(2)).toEqual(await total(1));
});

it("spills to its temporary folder, and says when memory is not enough", async () => {
  const engine = await open(folders().inside, { memoryLimit: "64MB", threads: 1 });
  const wide = createTableAs(
    table("t"),
    select({
      columns: { n: col("n"), m: call("md5", cast(col("n"), "varchar")) },
      from: series("n", 1, 2_000_000),
    }),
  );
  expect((await engine.run(wide)).changed).toBe(2_000_000);
  const all = select({
    columns: { l: aggregate("list", [col("m")]) },
    from: table("t"),
  });
  expect((await failure(engine.rows(all))).kind).toBe("out-of-memory");
});
