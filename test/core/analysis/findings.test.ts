import { describe, expect, it } from "vitest";
import { addsNothing } from "../../../packages/core/src/language/analysis/adds-nothing.ts";
import { neverReached } from "../../../packages/core/src/language/analysis/never-reached.ts";
import { neverTrue } from "../../../packages/core/src/language/analysis/never-true.ts";
import { sameRule } from "../../../packages/core/src/language/analysis/same-rule.ts";
import type { Problem } from "../../../packages/core/src/problem.ts";
import { edited, rulesOf } from "./rules.ts";

const wordsAt = (text: string, { range }: Problem["related"][number]): string =>
  text.slice(range.start.character, range.end.character);

function only(check: typeof neverTrue, text: string): Problem | undefined {
  const [rule] = rulesOf(text);
  const problems = rule === undefined ? [] : check(rule);
  expect(problems.length).toBeLessThan(2);
  return problems[0];
}

const marked = (check: typeof neverTrue, text: string) => {
  const problem = only(check, text);
  return problem && [wordsAt(text, problem), ...problem.related.map((r) => wordsAt(text, r))];
};

describe("a rule that can never hold", () => {
  it.each([
    ["age < 20 and age > 60", "age > 60", "age < 20"],
    ["city = 'a' and city = 'b'", "city = 'b'", "city = 'a'"],
    ["city = 'a' and vip and city in ('b', 'c')", "city in ('b', 'c')", "city = 'a'"],
    ["price between 9 and 3", "price between 9 and 3"],
    ["age is null and age > 3", "age > 3", "age is null"],
    ["age = null", "age = null"],
    ["age in (null)", "age in (null)"],
    ["city <> city", "city <> city"],
    ["vip and not vip", "not vip", "vip"],
    ["vip = true and vip <> true", "vip <> true", "vip = true"],
    ["price > 0.1 and price <= 0.10", "price <= 0.10", "price > 0.1"],
    ["frequency > 3 and frequency < 4", "frequency < 4", "frequency > 3"],
    ["frequency = 2.5", "frequency = 2.5"],
    ["frequency < 0", "frequency < 0"],
    ["frequency is null", "frequency is null"],
    ["recency * 2 + 1 > 10 and recency <= 4", "recency <= 4", "recency * 2 + 1 > 10"],
    ["recency / 7 > 4 and recency < 28", "recency < 28", "recency / 7 > 4"],
    ["-price > 3 and price > 0", "price > 0", "-price > 3"],
    ["recency > 4 weeks and recency < 20 days", "recency < 20 days", "recency > 4 weeks"],
    [
      "joined > '2024-03-01' and joined < '2024-03-02'",
      "joined < '2024-03-02'",
      "joined > '2024-03-01'",
    ],
    ["joined > as_of and joined < as_of", "joined < as_of", "joined > as_of"],
    ["last_order > as_of", "last_order > as_of"],
    [
      "last_order < as_of - 90 days and last_order >= as_of - 30 days",
      "last_order >= as_of - 30 days",
      "last_order < as_of - 90 days",
    ],
    [
      "last_order >= as_of - 2 months and last_order < as_of - 1 year",
      "last_order < as_of - 1 year",
      "last_order >= as_of - 2 months",
    ],
    [
      "as_of - last_order > 9 and last_order > as_of - 9 days",
      "last_order > as_of - 9 days",
      "as_of - last_order > 9",
    ],
    ["last_order < first_order", "last_order < first_order"],
    ["age > price and price > age", "price > age", "age > price"],
    ["city like 'ab%' and city = 'ba'", "city = 'ba'", "city like 'ab%'"],
    ["city like 'ab' and city <> 'ab'", "city <> 'ab'", "city like 'ab'"],
    ["lower(city) = 'Suzhou'", "lower(city) = 'Suzhou'"],
    ["month(joined) = 13", "month(joined) = 13"],
    ["tier = 'high' and tier = 'low'", "tier = 'low'", "tier = 'high'"],
    [
      "tier <> 'high' and tier <> 'mid' and tier <> 'low'",
      "tier <> 'high' and tier <> 'mid' and tier <> 'low'",
    ],
    ["coalesce(age, 0) > 3 and age is null", "age is null", "coalesce(age, 0) > 3"],
    ["age + price > 3 and age is null", "age is null", "age + price > 3"],
    [
      "case when age > 3 then 'a' else 'b' end = 'c'",
      "case when age > 3 then 'a' else 'b' end = 'c'",
    ],
    ["orders_ever > 4 and frequency < 3", "frequency < 3", "orders_ever > 4"],
    ["(age < 3 or age > 9) and age = 5", "age = 5", "(age < 3 or age > 9)"],
    ["not (age < 3 or age >= 3)", "not (age < 3 or age >= 3)"],
    ["vip and (age < 3 and age > 9)", "age > 9", "age < 3"],
    ["price + 0.1 > 3 and price < 2", "price < 2", "price + 0.1 > 3"],
    ["3 - price * 0.1 > 2 and price > 11", "price > 11", "3 - price * 0.1 > 2"],
    ["price * 0.3 > 3 and price * 0.7 < 2", "price * 0.7 < 2", "price * 0.3 > 3"],
    ["round(price) >= 10 and price < 8", "price < 8", "round(price) >= 10"],
    [
      "age > price and price > frequency and frequency > age",
      "age > price and price > frequency and frequency > age",
    ],
    ["age = price and price = 3 and age < 2", "age = price and price = 3 and age < 2"],
    ["age > price and price > 9 and age < 8", "age > price and price > 9 and age < 8"],
    ["city > town and town > 'm' and city < 'b'", "city > town and town > 'm' and city < 'b'"],
    [
      "joined > left_at and left_at >= '2024-03-01' and joined < '2024-02-01'",
      "joined > left_at and left_at >= '2024-03-01' and joined < '2024-02-01'",
    ],
    ["city like 'ab%c' and city = 'b'", "city = 'b'", "city like 'ab%c'"],
    ["city like 'a_' and city like 'b_'", "city like 'b_'", "city like 'a_'"],
    [
      "case when age > 9 then 1 else 0 end = 1 and age < 5",
      "age < 5",
      "case when age > 9 then 1 else 0 end = 1",
    ],
  ])("%s", (text, ...expected) => {
    expect(marked(neverTrue, text)).toEqual(expected);
    expect(only(neverTrue, text)?.severity).toBe("error");
  });

  it.each([
    ["vip or age < 3 and age > 9", "age > 9", "age < 3"],
    ["age > 60 and (age < 20 or vip)", "age < 20"],
  ])("in a part of it is a warning: %s", (text, ...expected) => {
    expect(marked(neverTrue, text)).toEqual(expected);
    expect(only(neverTrue, text)?.severity).toBe("warning");
  });

  it.each([
    ["price between 9 and 3", "price between 3 and 9"],
    ["city = 'a' and city = 'b'", "city in ('a', 'b')"],
    ["age = null", "age is null"],
    ["vip and age <> null", "vip and age is not null"],
  ])("can be mended: %s", (text, mended) => {
    expect(edited(text, only(neverTrue, text)?.fixes[0]?.edits ?? [])).toBe(mended);
  });

  it.each([
    "age < 20 or age > 60",
    "age > 3 or age <= 3",
    "price > 3 and price < 4",
    "age is null or age > 3",
    "city not in ('a', 'b')",
    "city like 'a%' and city > 'ab'",
    "city like '%a' and city like '%b'",
    "price * 0.1 = 0.3 and price = 3",
    "price + 0.1 > 3 and price < 2.9",
    "price + 0.1 = 0.3 and price = 0.2",
    "price * 0.1 > 0.3 and price <= 3",
    "age >= price and price >= frequency and frequency >= age",
    "age >= price and price >= 3 and age <= 3",
    "round(price) = 3 and price = 2.5",
    "city > town and town > 'b' and city < 'm'",
    "city like 'ab%c' and city like '%b%'",
    "not (city like 'ab%c') and city = 'b'",
    "tier is null",
    "recency is null",
    "joined >= '2024-03-01' and joined < '2024-03-02'",
    "seen > '2024-03-01' and seen < '2024-03-02'",
    "last_order = as_of",
    "false",
    "nullif(age, 3) is null and age = 3",
  ])("is not seen in one that can: %s", (text) => {
    expect(marked(neverTrue, text)).toBeUndefined();
  });
});

describe("a clause that adds nothing", () => {
  it.each([
    ["age > 5 and age > 3", "age > 3", "age > 5", "age > 5"],
    ["age > 3 and age > 5", "age > 3", "age > 5", "age > 5"],
    ["age > 3 or vip or age > 5", "age > 5", "age > 3", "age > 3 or vip"],
    ["city = 'a' and city <> 'b'", "city <> 'b'", "city = 'a'", "city = 'a'"],
    [
      "(age > 5 and vip) and age is not null and age > 3",
      "age > 3",
      "age > 5",
      "(age > 5 and vip) and age is not null",
    ],
    ["vip and vip", "vip", "vip", "vip"],
    [
      "recency > 90 days and recency > 4 weeks",
      "recency > 4 weeks",
      "recency > 90 days",
      "recency > 90 days",
    ],
    [
      "price > 1 and price < 9 and (price <> 0.5)",
      "(price <> 0.5)",
      "price > 1",
      "price > 1 and price < 9",
    ],
  ])("%s: %s", (text, clause, by, rest) => {
    const [rule] = rulesOf(text);
    const problem = rule && addsNothing(rule)[0];
    expect(problem && wordsAt(text, problem)).toBe(clause);
    expect(problem?.related.map((r) => wordsAt(text, r))).toEqual([by]);
    expect(problem && edited(text, problem.fixes[0]?.edits ?? [])).toBe(rest);
  });

  it.each([
    "age is not null and age > 3",
    "age > 3 and vip",
    "age > 3 or age is null",
    "not vip or care.save",
  ])("is not seen in %s", (text) => {
    expect(marked(addsNothing, text)).toBeUndefined();
  });
});

const steps = (...texts: readonly string[]) => {
  const rules = rulesOf(...texts.filter((t) => t !== "else"));
  const place = rules[0]?.placeOf({ start: 0, end: 0 });
  if (place === undefined) throw new Error("give a rule");
  const list = texts.map((t, i) => ({ id: `s${i}`, place, rule: t === "else" ? null : rules[i] }));
  return { list, variables: rules[0]?.variables };
};

describe("a segment that earlier ones swallow", () => {
  const takenBy = (...texts: readonly string[]) => {
    const { list, variables } = steps(...texts);
    return (variables === undefined ? [] : neverReached(list, variables)).map(
      ({ values }) => "by" in values && "id" in values && `${values.id}: ${values.by}`,
    );
  };

  it.each([
    [["age > 3", "age > 5"], ["s1: s0"]],
    [["vip", "age > 3", "age > 5 and vip"], ["s2: s0"]],
    [["age <= 5", "age > 4", "age between 0 and 9"], ["s2: s0, s1"]],
    [["city in ('a', 'b')", "city = 'c'", "city in ('c', 'a')"], ["s2: s0, s1"]],
    [["vip or age > 3", "age = 4"], ["s1: s0"]],
    [["age > 3", "age <= 3", "age is null", "else"], ["s3: s0, s1, s2"]],
    [["frequency > 3", "frequency <= 3", "else"], ["s2: s0, s1"]],
    [["age > 3 and vip", "age > 3 and not vip", "age > 4 and vip is not null"], ["s2: s0, s1"]],
    [["true", "else"], ["s1: s0"]],
    [["coalesce(age, 0) > 3", "coalesce(age, 0) <= 3", "else"], ["s2: s0, s1"]],
  ])("%j", (texts, expected) => {
    expect(takenBy(...texts)).toEqual(expected);
  });

  it.each([
    [["age > 3", "age <= 3", "else"]],
    [["age > 5", "age > 3"]],
    [["age > 3 and vip", "age > 5"]],
    [["vip", "not vip", "else"]],
    [["tier = 'high'", "tier = 'mid'", "tier = 'low'", "else"]],
  ])("is not seen in %j", (texts) => {
    expect(takenBy(...texts)).toEqual([]);
  });
});

describe("two rules of one list", () => {
  const same = (...texts: readonly string[]) => {
    const { list, variables } = steps(...texts);
    return (variables === undefined ? [] : sameRule(list, variables)).map((p) => p.values);
  };

  it.each([
    ["age > 3 and vip", "vip and 3 < age"],
    ["age in (3, 4)", "age = 4 or age = 3"],
    ["not (city = 'a')", "city <> 'a'"],
    ["recency <= 14", "recency <= 2 weeks"],
  ])("say the same: %s, %s", (a, b) => {
    expect(same(a, "price > 1", b)).toEqual([{ id: "s2", by: "s0" }]);
  });

  it("differ where one has more customers", () => {
    expect(same("age > 3", "age >= 3", "age is null", "vip", "vip or age > 3")).toEqual([]);
  });
});

describe("rules that say everything many times over", () => {
  const nested = (depth: number, wrap: (inner: string) => string): string =>
    depth === 0 ? "age > 3" : wrap(nested(depth - 1, wrap));
  const parts = Array.from({ length: 12 }, (_, i) => `(length(city) = ${i} or frequency = ${i})`);

  it.each([
    nested(40, (inner) => `(${inner}) is null`),
    nested(40, (inner) => `case when ${inner} then vip else not vip end`),
    nested(40, (inner) => `coalesce(${inner}, vip)`),
    parts.join(" and "),
    Array.from({ length: 120 }, (_, i) => `(age > ${i} and price < ${i})`).join(" or "),
  ])("come to an end: %s", (text) => {
    const [rule] = rulesOf(text);
    expect(rule && [...neverTrue(rule), ...addsNothing(rule)].length).toBeLessThan(2);
  });
});
