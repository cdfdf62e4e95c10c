import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addsNothing } from "../../../packages/core/src/language/analysis/adds-nothing.ts";
import { neverReached } from "../../../packages/core/src/language/analysis/never-reached.ts";
import { neverTrue } from "../../../packages/core/src/language/analysis/never-true.ts";
import { sameRule } from "../../../packages/core/src/language/analysis/same-rule.ts";
import { edited, isTrue, rulesOf, typed, type Row } from "./rules.ts";

const pick = <T>(...values: readonly T[]) => fc.constantFrom(...values);
const joinText = (...parts: readonly fc.Arbitrary<string>[]) =>
  fc.tuple(...parts).map((texts) => texts.join(""));

const operator = pick(" = ", " <> ", " < ", " <= ", " > ", " >= ");
const wholes = pick("-2", "0", "1", "3", "3.0", "4", "6", "7.5", "10");
const decimals = pick("0.1", "0.2", "0.3", "0.30", "1e-1", "0.05", "1.5", "3", "-0.3", "0");
const texts = pick("'a'", "'b'", "'ab'", "'A'", "''", "'￿'", "'😀'", "'2024-03-01'", "'a%'");
const days = pick("'2024-02-29'", "'2024-03-01'", "'2024-03-31'", "'2023-12-31'");
const spans = pick("0 days", "1 day", "4 weeks", "30 days", "1 month", "2 months", "1 year");

const whole = pick(
  "frequency",
  "recency",
  "tenure",
  "orders_ever",
  "length(city)",
  "month(joined)",
);
const number = fc.oneof(
  pick(
    "age",
    "price",
    "-price",
    "price * 2",
    "price / 4",
    "price * 0.1",
    "price + 0.1",
    "abs(age)",
  ),
  pick("age * 3 + 1", "coalesce(age, 3)", "case when vip then age else 3 end", "round(price, 1)"),
  pick("age / price", "nullif(age, 3)", "floor(price)", "price - age", "least(age, price)"),
);
const wholeTerm = fc.oneof(
  whole,
  joinText(whole, pick(" + 1", " - 3", " * 2", " * 3", " / 3", " / 2", " * 2 + 1")),
  joinText(pick("3 - ", "-", "2 * "), whole),
  pick("as_of - last_order", "days_between(joined, left_at)", "last_order - first_order"),
);
const text = pick(
  "city",
  "town",
  "lower(city)",
  "upper(town)",
  "city || town",
  "coalesce(city, town)",
);
const day = fc.oneof(pick("joined", "left_at", "last_order", "first_order", "as_of", "seen"));
const exactDay = fc.oneof(
  pick("joined", "left_at", "last_order", "first_order", "as_of"),
  joinText(pick("joined", "left_at", "as_of", "last_order"), pick(" - ", " + "), spans),
);

const atom = fc.oneof(
  { weight: 4, arbitrary: joinText(wholeTerm, operator, wholes) },
  { weight: 4, arbitrary: joinText(number, operator, decimals) },
  { weight: 1, arbitrary: joinText(wholes, operator, wholeTerm) },
  { weight: 2, arbitrary: joinText(number, operator, number) },
  {
    weight: 1,
    arbitrary: joinText(
      pick("age", "price", "frequency"),
      operator,
      pick("age", "price", "recency"),
    ),
  },
  { weight: 4, arbitrary: joinText(text, operator, texts) },
  { weight: 1, arbitrary: joinText(text, operator, text) },
  {
    weight: 3,
    arbitrary: joinText(
      day,
      operator,
      days.map((d) => `date ${d}`),
    ),
  },
  { weight: 4, arbitrary: joinText(exactDay, operator, exactDay) },
  { weight: 1, arbitrary: joinText(day, operator, day) },
  { weight: 2, arbitrary: joinText(pick("tier"), operator, pick("'high'", "'mid'", "'low'")) },
  {
    weight: 2,
    arbitrary: pick("vip", "care.save", "vip = true", "vip <> true", "contains(city, 'a')"),
  },
  {
    weight: 1,
    arbitrary: pick("loose = 3", "loose > 4", "loose is null", "null", "true", "false"),
  },
  {
    weight: 2,
    arbitrary: joinText(
      number,
      pick(" between ", " not between "),
      decimals,
      pick(" and "),
      decimals,
    ),
  },
  {
    weight: 2,
    arbitrary: joinText(text, pick(" in (", " not in ("), texts, pick(", "), texts, pick(")")),
  },
  { weight: 1, arbitrary: joinText(wholeTerm, pick(" in ("), wholes, pick(", null)", ", 3)")) },
  {
    weight: 2,
    arbitrary: joinText(
      text,
      pick(" like ", " not like "),
      pick("'a%'", "'%'", "'ab'", "'_b'", "'a%b'", "'A_'", "'2024-03-01%'"),
    ),
  },
  {
    weight: 1,
    arbitrary: joinText(pick("starts_with("), text, pick(", "), pick("'a'", "''"), pick(")")),
  },
  {
    weight: 2,
    arbitrary: joinText(
      fc.oneof(number, wholeTerm, text, exactDay, pick("vip", "tier")),
      pick(" is null", " is not null"),
    ),
  },
);

/** Of one or two variables, so that rules meet. */
const narrow = fc.oneof(
  joinText(pick("frequency", "orders_ever"), operator, pick("0", "3", "4", "6", "7.5", "11")),
  joinText(pick("age", "tier"), pick(" is null", " is not null")),
  joinText(pick("age"), operator, pick("0", "3", "3.5", "4", "10")),
  joinText(pick("age in (3, 4, 6)", "age not in (3, 4)", "age between 3 and 6")),
  joinText(pick("tier"), pick(" = ", " <> "), pick("'high'", "'mid'", "'low'")),
);

const rulesOver = (atoms: fc.Arbitrary<string>) =>
  fc.letrec<{ rule: string }>((tie) => ({
    rule: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      atoms,
      joinText(pick("("), tie("rule"), pick(" and ", " or ", " and "), tie("rule"), pick(")")),
      joinText(pick("not ("), tie("rule"), pick(")")),
      joinText(pick("coalesce("), tie("rule"), pick(", false)", ", true)")),
      joinText(pick("("), tie("rule"), pick(") is null", ") is not null", ") = true")),
      joinText(
        pick("case when "),
        tie("rule"),
        pick(" then "),
        tie("rule"),
        pick(" else "),
        tie("rule"),
        pick(" end"),
      ),
    ),
  })).rule;

const orNull = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: null, freq: 5 });
const dayValue = pick(
  "2024-01-31",
  "2024-02-01",
  "2024-02-29",
  "2024-03-01",
  "2024-03-02",
  "2024-03-30",
  "2024-03-31",
  "2023-12-31",
  "2023-03-01",
);
const textValue = pick(
  "a",
  "b",
  "ab",
  "A",
  "",
  "￿",
  "😀",
  "2024-03-01",
  "2024-03-01T00:00:00",
  "az",
  "%",
);
const row: fc.Arbitrary<Row> = fc
  .record({
    age: orNull(pick(-3, -2, 0, 1, 2, 3, 3.5, 4, 6, 7.5, 10, 11)),
    price: orNull(
      fc.oneof(
        pick(0.1, 0.2, 0.3, 0.05, 0.15, 0.1 + 0.2, 1.5, 3, -0.3, 0, 12),
        fc.double({ noNaN: true, min: -9, max: 9 }),
      ),
    ),
    city: orNull(textValue),
    town: orNull(textValue),
    vip: orNull(fc.boolean()),
    joined: orNull(dayValue),
    left_at: orNull(dayValue),
    seen: orNull(
      fc.tuple(dayValue, pick("00:00:00", "10:00:00.5")).map((parts) => parts.join("T")),
    ),
    loose: orNull(pick(2, 3, 4, 5)),
    frequency: fc.integer({ min: 0, max: 11 }),
    recency: orNull(fc.integer({ min: 0, max: 11 })),
    tenure: orNull(fc.integer({ min: 0, max: 11 })),
    orders: orNull(fc.array(dayValue, { minLength: 3, maxLength: 3 })),
    someDay: dayValue,
    tier: orNull(pick("high", "mid", "low")),
    "care.save": fc.boolean(),
  })
  .map(({ orders, someDay, ...values }) => {
    const [first_order = null, last_order = null, as_of = someDay] = orders?.toSorted() ?? [];
    return { ...values, first_order, last_order, as_of };
  });

/** What was found in generated rules, once no customer has contradicted it. */
function checked(rule: fc.Arbitrary<string>, numRuns: number) {
  const found = { never: 0, idle: 0, taken: 0, union: 0, rest: 0, same: 0 };
  const property = fc.property(
    fc.array(rule, { minLength: 1, maxLength: 5 }),
    fc.array(row, { minLength: 20, maxLength: 20 }),
    (list, rows) => {
      const rules = rulesOf(...list);
      const [first] = rules;
      const truths = rules.map((r) => rows.map((customer) => isTrue(r.when, customer)));
      const truthOf = (id: string) => truths[Number(id.slice(1))] ?? [];
      for (const r of rules) {
        for (const problem of neverTrue(r)) {
          found.never += 1;
          expect(problem.severity === "error" && truthOf(r.id).includes(true)).toBe(false);
        }
        for (const { fixes, file, values } of addsNothing(r)) {
          found.idle += 1;
          const without = typed(edited(r.text, fixes[0]?.edits ?? []));
          const shown = [file, r.text, values];
          expect([rows.map((c) => isTrue(without, c)), shown]).toEqual([truthOf(r.id), shown]);
        }
      }
      if (first === undefined) return;
      const steps = rules.map((r) => ({ id: r.id, place: r.placeOf(r.when.span), rule: r }));
      const rest = { id: "rest", place: first.placeOf({ start: 0, end: 0 }), rule: null };
      for (const { values } of neverReached([...steps, rest], first.variables)) {
        if (!("by" in values) || !("id" in values)) throw new Error("unreachable: of one code");
        const takers = values.by.split(", ").map(truthOf);
        found[values.id === "rest" ? "rest" : takers.length > 1 ? "union" : "taken"] += 1;
        const missed = rows.map((_, i) => !takers.some((t) => t[i] === true));
        const reached = missed.map((m, i) => m && (values.id === "rest" || truthOf(values.id)[i]));
        expect(reached).not.toContain(true);
      }
      for (const { values } of sameRule(steps, first.variables)) {
        if (!("by" in values) || !("id" in values)) throw new Error("unreachable: of one code");
        found.same += 1;
        expect(truthOf(values.id)).toEqual(truthOf(values.by));
      }
    },
  );
  fc.assert(property, { numRuns });
  return found;
}

/** Orders, sums and distances of few variables, whose relations meet. */
const sums = pick(
  "price + 0.1",
  "price * 0.1",
  "0.3 - price",
  "price / 3",
  "round(price)",
  "age - 0.7",
  "age",
);
const related = fc.oneof(
  joinText(pick("age", "price", "frequency"), operator, pick("age", "price", "recency")),
  joinText(sums, operator, pick("0.1", "0.2", "0.3", "0.02", "1", "3", "4")),
  joinText(pick("age", "price", "frequency"), operator, pick("0.1", "0.2", "3", "4", "10")),
  joinText(pick("city"), operator, pick("town")),
  joinText(pick("city", "town"), operator, pick("'a'", "'ab'", "'b'")),
  joinText(pick("city", "town"), pick(" like "), pick("'a%b'", "'a_'", "'%b'", "'b_'")),
  joinText(
    pick("joined", "as_of", "last_order"),
    operator,
    pick("left_at", "joined", "left_at + 1 day"),
  ),
  joinText(
    pick("joined", "left_at", "as_of"),
    operator,
    days.map((d) => `date ${d}`),
  ),
);

/** All of them with CLIENTELE_FUZZ=5000: 100,000 pairs each. */
const numRuns = Number(process.env["CLIENTELE_FUZZ"] ?? 1000);

describe("no customer contradicts what is found in rules", () => {
  it("of everything that the language has, in 20,000 pairs and more", () => {
    const { never, idle } = checked(rulesOver(atom), numRuns);
    expect(never * idle).toBeGreaterThan(0);
  }, 120_000);

  it("about a few variables, where they meet, in 20,000 pairs and more", () => {
    const found = checked(rulesOver(narrow), numRuns);
    expect(Object.entries(found).filter(([, count]) => count === 0)).toEqual([]);
  }, 120_000);

  it("about how variables stand to each other, in 20,000 pairs and more", () => {
    const { never, idle, taken } = checked(rulesOver(related), numRuns);
    expect(never * idle * taken).toBeGreaterThan(0);
  }, 120_000);
});
