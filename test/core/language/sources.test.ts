import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { build, catalogOf, found, projectText, type Texts } from "./project.ts";

const golden = readFileSync(new URL("../../golden/config/sources.yaml", import.meta.url), "utf8");

const catalog = catalogOf({
  transactions: { c: "text", t: "timestamp", a: "number", channel: "text", note: "text" },
  visits: { who: "text", at: "timestamp", page: "text", a: "number", note: "text" },
  held: { who: "text", from: "date", to: "date", amount: "number" },
});
const others = `  visits: { from: v.csv, customer: who, time: at }
  held: { kind: spans, from: h.csv, customer: who, start: "\\"from\\"", end: to }
`;
const texts = (value: string): Texts => ({
  "clientele.yaml": projectText(`${others}metrics:\n  m: { value: ${JSON.stringify(value)} }\n`),
});
const sources = (text: string): Texts => ({ "clientele.yaml": projectText(text) });

describe("sources besides customers and transactions", () => {
  it("may say every key that the format has", () => {
    expect(found({ "clientele.yaml": golden })).toEqual([]);
    expect(build({ "clientele.yaml": golden }).model?.others.map((o) => o.kind)).toEqual([
      "events",
      "spans",
      "scores",
      "levels",
    ]);
  });

  it("are numbers of a unit where customers' columns say so, and what is computed follows", () => {
    const unit = (said: string) => {
      const columns = `customers: { from: c.csv, key: id, columns: { budget: { ${said} } } }`;
      return {
        "clientele.yaml": `clientele: 1\nname: T\nsources:\n  ${columns}\n  transactions: { from: t.csv, customer: c, time: t, amount: a }\nmetrics:\n  part: { value: monetary / budget }\n`,
      };
    };
    const known = (type: "number" | "text") =>
      catalogOf({
        transactions: { c: "text", t: "timestamp", a: "number" },
        customers: { id: "text", budget: type },
      });
    const unitOf = (said: string) =>
      build(unit(said), known("number")).model?.metrics.map((m) => m.value.unit);
    expect(unitOf("unit: money")).toEqual(["share"]);
    expect(unitOf("title: Budget")).toEqual(["money"]);
    expect(found(unit("unit: euros"))).toEqual([["bad-value", "euros"]]);
    expect(found(unit("unit: money, type: text"), known("text"))[0]).toEqual([
      "wrong-type",
      "unit",
    ]);
  });

  it.each([
    ["count(visits)", "visits"],
    ["count(VISITS)", "visits"],
    ["count(visits) filter (where a > 1)", "visits"],
    ["count(distinct page)", "visits"],
    ["count(distinct note) filter (where page = 'x')", "visits"],
    ["sum(visits.a)", "visits"],
    ["sum(a) filter (where channel = 'x')", "transactions"],
    ["max(held.end_day)", "held"],
    ["max(visits.day)", "visits"],
    ["max(day)", "transactions"],
    ["sum(transactions.amount)", "transactions"],
    ["count(*)", "transactions"],
    ["count(orders) + count(transactions)", "transactions"],
  ])("%s is about %s", (value, source) => {
    expect(found(texts(value), catalog)).toEqual([]);
    const { model } = build(texts(value), catalog);
    expect(model?.aggregates.map((a) => a.source)).toEqual([source]);
  });

  it.each([
    ["sum(a)", "ambiguous-name", "a"],
    ["sum(amount)", "ambiguous-name", "amount"],
    ["count(distinct note) filter (where a > 1)", "ambiguous-name", "note"],
    ["count(visits) filter (where transactions.a > 1)", "mixed-sources", "transactions.a"],
    ["sum(visits.a + held.amount)", "mixed-sources", "held.amount"],
    ["count(distinct page) filter (where channel = 'x')", "mixed-sources", "channel"],
    ["count(visits) filter (where channel = 'x')", "unknown-name", "channel"],
    ["count(visits) filter (where page)", "not-boolean", "page"],
    ["sum(visits.page)", "wrong-argument", "visits.page"],
    ["max(visits.end_day)", "unknown-name", "visits.end_day"],
    ["count(visit)", "unknown-name", "visit"],
    ["visits.page", "aggregate-needed", "visits.page"],
    ["visits / 2", "aggregate-needed", "visits"],
  ])("%s is a %s at %s", (value, code, underlined) => {
    expect(found(texts(value), catalog)).toEqual([[code, underlined]]);
  });

  it("say how to name a column that two of them have", () => {
    const [problem] = build(texts("sum(a)"), catalog).problems;
    expect(problem?.values).toEqual({
      name: "a",
      sources: "transactions, visits",
      example: "transactions.a",
    });
  });

  it("leave a name open while their data have not been read", () => {
    expect(found(texts("sum(whatever)"))).toEqual([]);
  });

  it.each([
    ["  v: { kind: event, from: v.csv, customer: c, time: t }\n", "bad-value", "event"],
    ["  v: { from: v.csv, customer: c }\n", "missing-key", "v"],
    ["  v: { from: v.csv, customer: c, time: t, start: t }\n", "unknown-key", "start"],
    ["  v: { kind: spans, from: v.csv, customer: c, start: t }\n", "missing-key", "v"],
    ["  v: { from: v.txt, customer: c, time: t }\n", "bad-value", "v.txt"],
    ["  v: { from: v.csv, customer: c, time: true }\n", "wrong-type", "true"],
    ["  v: { from: v.csv, customer: c, time: t, where: 1 }\n", "not-boolean", "1"],
    ["  a b: { from: v.csv, customer: c, time: t }\n", "bad-id", "a b"],
    ["  orders: { from: v.csv, customer: c, time: t }\n", "name-clash", "orders"],
    ["  recency: { from: v.csv, customer: c, time: t }\n", "name-clash", "recency"],
    [
      "  v: { from: v.csv, customer: c, time: t }\nmetrics:\n  V: { value: 1 }\n",
      "name-clash",
      "V",
    ],
  ])("refuse %s as %s at %s", (text, code, underlined) => {
    expect(found(sources(text))).toEqual([[code, underlined]]);
  });

  it("whose answers have a metric's name leave it the name", () => {
    const scores =
      "  s: { kind: scores, from: s.csv, customer: c, time: t, score: nps, scale: [0, 10] }\n";
    const metrics = (nps: string) =>
      sources(`${scores}metrics:\n  x: { value: nps }\n  y: { value: s.nps }\n${nps}`);
    const refsOf = (built: Texts) =>
      build(built).model?.metrics.map(({ value }) => value.kind === "name" && value.ref.kind);
    expect(refsOf(metrics(""))).toEqual(["joined", "joined"]);
    expect(refsOf(metrics("  nps: { value: 1 }\n"))).toEqual(["metric", "joined", false]);
    expect(found(sources(scores.replace("[0, 10]", "[10, 0]")))).toEqual([
      ["bad-value", "[10, 0]"],
    ]);
  });

  it("give other keys when they change, and the same when only words do", () => {
    const ids = (text: string): readonly string[] =>
      build({ "clientele.yaml": text }).model?.aggregates.map((a) => a.id) ?? [];
    const one = projectText(`${others}metrics:\n  m: { value: count(visits) }\n`);
    expect(ids(one.replace("count(visits)", "count( visits )"))).toEqual(ids(one));
    expect(ids(one.replace("count(visits)", "count(held)"))).not.toEqual(ids(one));
  });
});
