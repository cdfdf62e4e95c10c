import { describe, expect, it } from "vitest";
import { build, catalogOf, found, projectText, withRule } from "./project.ts";

const catalog = catalogOf({
  transactions: { c: "text", t: "timestamp", a: "number", channel: "text", gift: "boolean" },
});

const metrics = (...lines: readonly string[]) =>
  `metrics:\n${lines.map((l) => `  ${l}\n`).join("")}`;

describe("types and units", () => {
  it.each([
    ["recency > monetary", "type-mismatch", "recency > monetary"],
    ["recency + monetary > 1", "type-mismatch", "recency + monetary"],
    ["monetary > 90 days", "type-mismatch", "monetary > 90 days"],
    ["recency between 1 and monetary", "type-mismatch", "recency between 1 and monetary"],
    ["frequency in (1, 'two')", "type-mismatch", "frequency in (1, 'two'"],
    ["frequency like 'a%'", "type-mismatch", "frequency"],
    ["first_order > 'yesterday'", "type-mismatch", "first_order > 'yesterday'"],
    ["first_order + 1 > as_of", "type-mismatch", "first_order + 1"],
    ["not frequency", "not-boolean", "frequency"],
    ["frequency and true", "not-boolean", "frequency"],
    ["-first_order > 1", "type-mismatch", "first_order"],
    ["case when frequency then 1 end = 1", "not-boolean", "frequency"],
    ["case when true then 1 else 'x' end = 1", "type-mismatch", "'x'"],
    ["lower(monetary) = 'x'", "wrong-argument", "monetary"],
    ["round() > 1", "wrong-argument", "round()"],
    ["round(1, 2, 3) > 1", "wrong-argument", "round(1, 2, 3)"],
    ["round(monetary, 1.5) > 1", "wrong-argument", "1.5"],
    ["round(monetary, frequency) > 1", "wrong-argument", "frequency"],
    ["substring('abc', 1.5) = 'b'", "wrong-argument", "1.5"],
    ["coalesce(frequency, 'x') = 1", "wrong-argument", "'x'"],
    ["round(distinct monetary) > 1", "wrong-argument", "round(distinct monetary)"],
  ])("%s is a %s at %s", (rule, code, underlined) => {
    const [first, ...rest] = found(withRule(rule));
    expect([first?.[0], first?.[1].replace(/\)$/, "")]).toEqual([
      code,
      underlined.replace(/\)$/, ""),
    ]);
    expect(rest).toEqual([]);
  });

  it.each([
    "recency > 2 weeks",
    "90 days >= recency",
    "first_order >= as_of - 3 months",
    "first_order = '2026-02-28'",
    "as_of - last_order > 30 days",
    "days_between(first_order, as_of) > tenure",
    "monetary / frequency > monetary_mean * 2",
    "monetary / monetary_mean > 0.5",
    "coalesce(recency = null, monetary_mean is null)",
    "case when frequency > 1 then 'a' end = 'a'",
    "RECENCY > 1 and As_Of > first_order",
  ])("%s is right", (rule) => {
    expect(found(withRule(rule))).toEqual([]);
  });

  it("a rule must be true or false", () => {
    expect(found(withRule("frequency + 1"))).toEqual([["not-boolean", '"frequency + 1"']]);
  });
});

describe("durations", () => {
  const stray = (rule: string) =>
    found(withRule(rule)).filter(([code]) => code === "expression-syntax");

  it.each([
    "coalesce(90 days, 30 days) = 90 days",
    "90 days is null",
    "90 days = 90 days",
    "90 days in (90 days)",
    "case when true then 90 days end is null",
  ])("in %s stand beside no date", (rule) => {
    expect(stray(rule).length).toBeGreaterThan(0);
    expect(stray(rule).every(([, text]) => /days/.test(text))).toBe(true);
  });

  it("in aggregates stand beside dates, too", () => {
    const metric = (value: string) =>
      found({ "clientele.yaml": projectText(metrics(`m: { value: "${value}" }`)) }, catalog);
    expect(metric("max(90 days)")).toEqual([["expression-syntax", "90 days"]]);
    expect(metric("count(*) filter (where 90 days is null)")).toEqual([
      ["expression-syntax", "90 days"],
    ]);
    expect(metric("count(*) filter (where day > as_of - 90 days)")).toEqual([]);
  });

  it("may stand beside a column that has not been read", () => {
    const text = projectText().replace("amount: a", "amount: a, where: paid + 30 days > opened");
    expect(found({ "clientele.yaml": text })).toEqual([]);
  });
});

describe("aggregates", () => {
  it.each([
    "count(*)",
    "count(transactions) filter (where channel = 'app') / count(transactions)",
    "sum(amount) filter (where not gift and day >= as_of - 30 days)",
    "count(distinct channel)",
    "count(orders)",
    "max(day) - min(day)",
    "avg(transactions.a)",
  ])("%s is a metric", (value) => {
    expect(
      found({ "clientele.yaml": projectText(metrics(`m: { value: "${value}" }`)) }, catalog),
    ).toEqual([]);
  });

  it.each([
    ["sum(channel)", "wrong-argument", "channel"],
    ["sum(*)", "wrong-argument", "sum(*)"],
    ["sum(a, a)", "wrong-argument", "sum(a, a)"],
    ["count(chanel)", "unknown-name", "chanel"],
    ["sum(a) filter (where channel)", "not-boolean", "channel"],
    ["sum(sum(a))", "aggregate-not-allowed", "sum"],
    ["count(*) filter (where count(*) > 1)", "aggregate-not-allowed", "count"],
  ])("%s is a %s at %s", (value, code, underlined) => {
    const texts = { "clientele.yaml": projectText(metrics(`m: { value: "${value}" }`)) };
    expect(found(texts, catalog)).toEqual([[code, underlined]]);
  });

  it("in a source's filter are not allowed", () => {
    const text = projectText().replace("amount: a", "amount: a, where: count(*) > 1");
    expect(found({ "clientele.yaml": text }, catalog)).toEqual([
      ["aggregate-not-allowed", "count"],
    ]);
  });

  it("that are the same are counted once", () => {
    const texts = {
      "clientele.yaml": projectText(
        metrics(
          'x: { value: "sum(a) / 2" }',
          'y: { value: "sum( a )" }',
          'z: { value: "sum(a)", within: 9 days }',
        ),
      ),
    };
    expect(build(texts, catalog).model?.aggregates.map((a) => a.within)).toEqual([null, 9]);
  });
});
