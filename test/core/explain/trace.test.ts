import { expect, it } from "vitest";
import { clausesOf } from "../../../packages/core/src/domain/explain/clauses.ts";
import { evaluateTrace, type Trace } from "../../../packages/core/src/domain/explain/trace.ts";
import { rulesOver } from "./rules.ts";

const rules = rulesOver(
  new Map([
    ["nps", "number"],
    ["spent", "number"],
    ["city", "text"],
    ["vip", "boolean"],
    ["born", "date"],
  ]),
);
const valueOf = rules.valueOf({
  nps: 3,
  spent: 120.5,
  city: "苏州",
  vip: null,
  born: "1990-02-28",
});
const traced = (rule: string): Trace => evaluateTrace(rules.typed(rule), rule, valueOf);
const shown = (trace: Trace) => [trace.text, trace.value, trace.verdict];

it.each([
  ["nps <= 4 and vip", ["nps <= 4", true, "met"], ["vip", null, "unknown"]],
  ["nps > 4 or vip", ["nps > 4", false, "not-met"], ["vip", null, "unknown"]],
  ["not  (nps =\n 3)", ["(nps = 3)", true, "met"]],
  ["nps + 1 > spent", ["nps + 1", 4, null], ["spent", 120.5, null]],
  [
    "city in ('苏州', '无锡')",
    ["city", "苏州", null],
    ["'苏州'", "苏州", null],
    ["'无锡'", "无锡", null],
  ],
  ["nps between 1 and 2", ["nps", 3, null], ["1", 1, null], ["2", 2, null]],
  ["city like '苏%'", ["city", "苏州", null], ["'苏%'", "苏%", null]],
  ["vip is null", ["vip", null, "unknown"]],
  [
    "case when vip then 'a' when nps < 5 then 'b' else 'c' end = 'b'",
    ["case when vip then 'a' when nps < 5 then 'b' else 'c' end", "b", null],
    ["'b'", "b", null],
  ],
  [
    "born > as_of - 40 years",
    ["born", "1990-02-28", null],
    ["as_of - 40 years", "1986-11-21", null],
  ],
])("tells the parts of %s", (rule, ...parts) => {
  expect(traced(rule).parts.map(shown)).toEqual(parts);
});

it.each([
  ["nps <= 4 and vip", "unknown"],
  ["nps > 4 and vip", "not-met"],
  ["nps <= 4 or vip", "met"],
  ["not vip", "unknown"],
  ["vip in (true, null)", "unknown"],
  ["nps not in (3, null)", "not-met"],
  ["nps not in (4, null)", "unknown"],
  ["nps not between 5 and null", "met"],
  ["city not like '%'", "not-met"],
])("finds %s %s", (rule, verdict) => {
  expect(traced(rule).verdict).toBe(verdict);
});

it("takes what `and` and `or` join apart into clauses, and nothing else", () => {
  const rule = "nps <= 4 and (spent > 100 or not vip) and city in ('a', 'b')";
  const clauses = clausesOf(rules.typed(rule), rule, valueOf, (ref) =>
    ref.kind === "column" ? ref.column : undefined,
  );
  expect(
    clauses.map((c) => [c.text, c.verdict, c.metric, c.value, c.cut, c.depth, c.joined]),
  ).toEqual([
    ["nps <= 4", "met", "nps", 3, 4, 0, "and"],
    ["spent > 100", "met", "spent", 120.5, 100, 1, "or"],
    ["not vip", "unknown", "vip", null, null, 1, "or"],
    ["city in ('a', 'b')", "not-met", "city", "苏州", null, 0, "and"],
  ]);
});
