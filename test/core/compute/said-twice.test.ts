import { describe, expect, it } from "vitest";
import {
  impliedColumns,
  withImplied,
  withoutImplied,
} from "../../../packages/core/src/compute/ingest/implied-columns.ts";
import {
  asBefore,
  onceOnly,
  saidTwice,
} from "../../../packages/core/src/compute/ingest/said-twice.ts";
import {
  as,
  bool,
  cast,
  col,
  decimal,
  eq,
  nil,
  select,
  text,
  values,
} from "../../../packages/core/src/query/index.ts";
import type { TransactionsModel } from "../../../packages/core/src/language/model/model.ts";
import type { Typed } from "../../../packages/core/src/language/model/typed.ts";
import { folders, open } from "../engine/open.ts";

const place = { file: "clientele.yaml", range: [0, 0] as const };
const column = (name: string): Typed =>
  ({ kind: "name", type: "text", ref: { kind: "column", column: name }, place }) as never; // what the model builder makes of a plain name

const model = {
  customer: column("who"),
  time: column("on"),
  amount: column("paid"),
  textColumns: ["who"],
} as unknown as TransactionsModel; // all that is looked at
const source = {
  columns: [
    { name: "who", nativeType: "VARCHAR" },
    { name: "on", nativeType: "DATE" },
    { name: "paid", nativeType: "DECIMAL(10,2)" },
  ],
} as unknown as Parameters<typeof saidTwice>[1]; // all that is looked at

/** A line, and what its row said: with spaces, a refund without its sign, amounts and days that nobody knows. */
const rows = [
  ["a", "2026-01-01", "5.25", "a", "2026-01-01", "5.25"],
  ["b", "2026-01-02", "-5.25", " b ", "2026-01-02", "5.25"],
  ["main", "2026-01-03", "0", "alias", "2026-01-03", "0"],
  ["c", null, "99999999999", "c", null, null],
] as const;

const lines = select({
  columns: [
    as("customer", col("customer")),
    as("day", cast(col("day"), "date")),
    as("amount", cast(col("amount"), decimal(18, 4))),
    as("c_who", col("c_who")),
    as("c_on", cast(col("c_on"), "date")),
    as("c_paid", cast(col("c_paid"), decimal(10, 2))),
  ],
  from: values(
    ["customer", "day", "amount", "c_who", "c_on", "c_paid"],
    rows.map((row) => row.map((cell) => (cell === null ? nil("varchar") : text(cell)))),
  ),
});

describe("columns that a line says already", () => {
  it("are kept where they say more, and come back as they were", async () => {
    const twice = saidTwice(model, source);
    const lane = await open(folders().inside);
    const kept = await lane.rows(onceOnly(lines, twice));
    expect(kept.map((row) => [row["c_who"], row["c_on"], row["c_paid"]])).toEqual([
      [null, null, null],
      [" b ", null, 5.25],
      ["alias", null, null],
      [null, null, null],
    ]);
    const before = await lane.rows(lines);
    expect(await lane.rows(asBefore(onceOnly(lines, twice), twice))).toEqual(before);
  });

  it("are those of a plain name and of a type that can be made again", () => {
    expect(saidTwice(model, source).map((twice) => twice.column)).toEqual([
      "c_who",
      "c_on",
      "c_paid",
    ]);
    const timed = {
      columns: source.columns.map((c) => ({ ...c, nativeType: "TIMESTAMP" })),
    } as unknown as typeof source; // as above
    const other = { ...model, textColumns: [] };
    expect(saidTwice(other, timed)).toEqual([]);
  });
});

describe("columns that follow from the definition", () => {
  const plain = { ...model, order: null, refund: null, timeFormat: null };
  const input = { model: plain, source, rates: null } as unknown as Parameters<
    typeof impliedColumns
  >[0]; // as above
  const namesOf = (of: object): readonly string[] =>
    impliedColumns({ ...input, ...of }).map((implied) => implied.column);

  it("are not written, and come back as they were", async () => {
    const whole = select({
      columns: [
        ...["customer", "day", "amount", "c_who", "c_on", "c_paid"].map((name) =>
          as(name, col(name)),
        ),
        as("order_id", nil("varchar")),
        ...["refund", "no_rate", "too_large"].map((name) => as(name, bool(false))),
      ],
      from: lines,
      where: eq(col("customer"), text("a")),
    });
    const lane = await open(folders().inside);
    const written = withoutImplied(whole, impliedColumns(input));
    const [kept = {}] = await lane.rows(written);
    expect(Object.keys(kept)).toEqual(["customer", "day", "amount", "c_who"]);
    const [before] = await lane.rows(whole);
    expect((await lane.rows(withImplied(written, impliedColumns(input))))[0]).toEqual(before);
  });

  it("are fewer where a row may say something else", () => {
    const all = ["c_on", "order_id", "refund", "no_rate", "too_large", "c_paid"];
    expect(namesOf({})).toEqual(all);
    const without = (...some: readonly string[]) => all.filter((name) => !some.includes(name));
    const refund = { when: column("kind"), of: null };
    expect(namesOf({ model: { ...plain, refund } })).toEqual(
      without("order_id", "refund", "c_paid"),
    );
    expect(namesOf({ model: { ...plain, order: column("no") } })).toEqual(without("order_id"));
    expect(namesOf({ rates: {} })).toEqual(without("no_rate", "too_large", "c_paid"));
    const of = (nativeType: string) => ({
      columns: source.columns.map((c) => (c.name === "paid" ? { ...c, nativeType } : c)),
    });
    expect(namesOf({ source: of("DOUBLE") })).toEqual(without("too_large", "c_paid"));
    expect(namesOf({ source: of("DECIMAL(18,2)") })).toEqual(without("too_large", "c_paid"));
    expect(namesOf({ source: of("DECIMAL(10,6)") })).toEqual(without("too_large", "c_paid"));
    expect(namesOf({ source: of("INTEGER") })).toEqual(all);
  });
});
