import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkModels } from "../../../packages/core/src/domain/checks/check-model.ts";
import { readConfig } from "../../../packages/core/src/language/config/read-config.ts";
import { filesOf } from "../../../packages/core/src/language/files.ts";
import { buildModel } from "../../../packages/core/src/language/model/build-model.ts";
import type { Catalog } from "../../../packages/core/src/language/model/catalog.ts";
import { catalogOf } from "../language/project.ts";
import { isTrue, typed, type Row } from "./rules.ts";

const columns = catalogOf({
  customers: { id: "text", age: "number", city: "text", vip: "boolean", joined: "date" },
  transactions: { c: "text", t: "date", a: "number" },
});

const quoted = (rule: string): string => `'${rule.replaceAll("'", "''")}'`;

const project = `clientele: 1
name: Test
sources:
  customers: { from: c.csv, key: id }
  transactions: { from: t.csv, customer: c, time: t, amount: a }
`;

/** What is said of a check that calls segments exclusive; their rules stand in `s`. */
function saidOf(
  rules: readonly string[],
  { assign = "all", catalog = columns, of = rules.map((_, i) => `s.r${i}`) } = {},
) {
  const segments = rules.map((rule, i) => `  - { id: r${i}, when: ${quoted(rule)} }`);
  const files = {
    "clientele.yaml": project,
    "segmentations/s.yaml": [
      "segmentation: s",
      "kind: rules",
      `assign: ${assign}`,
      "segments:",
      ...segments,
    ].join("\n"),
    "segmentations/t.yaml":
      "segmentation: t\nkind: tiers\nby: frequency\ntiers: [{ id: top, top: 20% of customers }, { id: low, rest: true }]",
    "checks/c.yaml": `check: c\ntests:\n  - test: Nobody is in two\n    exclusive: [${of.join(", ")}]\n`,
  };
  const config = readConfig(filesOf(files));
  const { model } = buildModel(config, catalog, {});
  return model === undefined ? [] : checkModels(config.checks, model, catalog).problems;
}

const only = (...rules: readonly string[]) => saidOf(rules)[0];
const exampleOf = (...rules: readonly string[]): string | undefined => {
  const said = only(...rules);
  return said?.code === "exclusive-overlap" && "example" in said.values
    ? said.values.example
    : undefined;
};

/** A column of the customers with what was found in it. */
const withValues = (
  name: string,
  found: Partial<Catalog["sources"][number]["columns"][number]>,
): Catalog => ({
  sources: columns.sources.map((source) => ({
    ...source,
    columns: source.columns.map((c) => (c.name === name ? { ...c, ...found } : c)),
  })),
});

describe("segments that a check calls exclusive", () => {
  it.each([
    [["recency < 30", "frequency > 3"], "recency = 0, frequency = 4"],
    [["age > 60", "city = '苏州' and age < 65"], "age = 61, city = '苏州'"],
    [["age between 20 and 30", "age > 29.5"], "age = 30"],
    [["vip", "joined >= date '2024-03-01'"], "vip = true, joined = '2024-03-01'"],
    [["age is null", "not vip"], "age is null, vip = false"],
  ])("%j share a customer, and the message shows one", (rules, example) => {
    expect(exampleOf(...rules)).toBe(example);
    expect(only(...rules)?.related.map((p) => `${p.file}:${p.range.start.line}`)).toEqual([
      "segmentations/s.yaml:4",
      "segmentations/s.yaml:5",
    ]);
  });

  it.each([
    [["recency < 30", "recency >= 30"]],
    [["age > 60 and vip", "not vip"]],
    [["city in ('苏州', '无锡')", "city = '上海'"]],
    [["age is null", "age > 3"]],
    [["t = 'top'", "t <> 'top'"]],
  ])("%j can share nobody, so that the test cannot fail", (rules) => {
    expect(saidOf(rules).map((p) => [p.code, p.severity])).toEqual([["never-overlaps", "info"]]);
  });

  it("share nobody where the first rule that holds decides", () => {
    const rules = ["recency < 30", "recency < 60"];
    expect(saidOf(rules, { assign: "first" }).map((p) => p.code)).toEqual(["never-overlaps"]);
    expect(saidOf(rules).map((p) => p.code)).toEqual(["exclusive-overlap"]);
  });

  it("of two segmentations are compared, too", () => {
    const of = ["s.r0", "t.low"];
    expect(saidOf(["t = 'top' and recency < 30"], { of }).map((p) => p.code)).toEqual([
      "never-overlaps",
    ]);
    expect(saidOf(["recency < 30"], { of })).toEqual([]);
  });

  it("are not said to overlap where no purchases make such a customer", () => {
    expect(saidOf(["recency > 60", "tenure <= 60"])).toEqual([]);
    expect(saidOf(["frequency = 0", "recency < 3"])).toEqual([]);
  });

  it("are not said to overlap by values that the data do not hold", () => {
    const old = withValues("age", { minimum: "18", maximum: "60" });
    expect(saidOf(["age > 60", "vip"], { catalog: old }).map((p) => p.code)).toEqual([]);
    const here = withValues("city", { top: [{ value: "无锡", count: 9 }], complete: true });
    expect(saidOf(["city = '苏州'", "vip"], { catalog: here }).map((p) => p.code)).toEqual([]);
    expect(saidOf(["city = '无锡'", "vip"], { catalog: here }).map((p) => p.code)).toEqual([
      "exclusive-overlap",
    ]);
  });
});

const pick = <T>(...values: readonly T[]) => fc.constantFrom(...values);
const operator = pick(" = ", " <> ", " < ", " <= ", " > ", " >= ");
const join = (...parts: readonly fc.Arbitrary<string>[]) =>
  fc.tuple(...parts).map((p) => p.join(""));
const atom = fc.oneof(
  join(
    pick("age", "age * 2", "age + 0.1", "frequency", "coalesce(age, 3)"),
    operator,
    pick("0", "3", "3.5", "4", "10"),
  ),
  join(pick("city"), operator, pick("'a'", "'b'", "''")),
  join(pick("joined"), operator, pick("date '2024-02-29'", "date '2024-03-01'")),
  join(pick("vip", "age", "city"), pick(" is null", " is not null")),
  pick(
    "vip",
    "not vip",
    "city like 'a%'",
    "length(city) > 1",
    "age > frequency",
    "city in ('a', 'b')",
  ),
);
const rule = fc.letrec<{ rule: string }>((tie) => ({
  rule: fc.oneof(
    { depthSize: "small" },
    atom,
    join(pick("("), tie("rule"), pick(" and ", " or "), tie("rule"), pick(")")),
    join(pick("not ("), tie("rule"), pick(")")),
  ),
})).rule;
const orNull = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: null, freq: 5 });
const row: fc.Arbitrary<Row> = fc.record({
  age: orNull(pick(-1, 0, 1.5, 1.75, 2, 3, 3.4, 3.5, 4, 5, 10, 11)),
  city: orNull(pick("a", "b", "", "ab", "aa", "c")),
  vip: orNull(fc.boolean()),
  joined: orNull(pick("2024-02-28", "2024-02-29", "2024-03-01", "2024-03-02")),
  frequency: fc.integer({ min: 0, max: 11 }),
});

/** The customer that a message shows, as the evaluator reads it. */
const shown = (example: string): Row =>
  Object.fromEntries(
    [...example.matchAll(/(\w+)(?: is (null)| = ('[^']*'|[^,]+))/g)].map(
      ([, name = "", none, value = ""]) => [
        name,
        none === undefined
          ? value.startsWith("'")
            ? value.slice(1, -1)
            : JSON.parse(value)
          : null,
      ],
    ),
  );

const numRuns = Number(process.env["CLIENTELE_FUZZ"] ?? 1000);

it("the evaluator accepts each customer that is shown, and no customer is where none can be", () => {
  const found = { overlap: 0, never: 0 };
  const property = fc.property(
    fc.tuple(rule, rule),
    pick("all", "first"),
    fc.array(row, { minLength: 20, maxLength: 20 }),
    (rules, assign, rows) => {
      const [a, b] = rules.map((text) => typed(text));
      if (a === undefined || b === undefined) throw new Error("unreachable: two rules");
      const isShared = (customer: Row): boolean =>
        assign === "all" && isTrue(a, customer) && isTrue(b, customer);
      const contradicted = saidOf(rules, { assign }).filter(({ code, values }) => {
        if (code === "never-overlaps") {
          found.never += assign === "all" ? 1 : 0;
          return rows.some(isShared);
        }
        found.overlap += 1;
        return !("example" in values) || !isShared(shown(values.example));
      });
      expect(contradicted).toEqual([]);
    },
  );
  fc.assert(property, { numRuns });
  expect(found.overlap * found.never).toBeGreaterThan(0);
}, 120_000);
