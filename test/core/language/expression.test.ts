import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Expr } from "../../../packages/core/src/language/expression/ast.ts";
import { isPlainName, tokenize } from "../../../packages/core/src/language/expression/lexer.ts";
import { parse } from "../../../packages/core/src/language/expression/parse.ts";
import { walk } from "../../../packages/core/src/language/expression/walk.ts";

/** The tree with every operator in brackets, without places. */
function shape(expr: Expr): string {
  switch (expr.kind) {
    case "number":
      return expr.text;
    case "text":
      return `'${expr.value}'`;
    case "date":
      return `date'${expr.value}'`;
    case "boolean":
      return String(expr.value);
    case "null":
      return "null";
    case "duration":
      return `${expr.count}${expr.unit}`;
    case "name":
      return expr.parts.join(".");
    case "not":
      return `(not ${shape(expr.operand)})`;
    case "negate":
      return `(-${shape(expr.operand)})`;
    case "binary":
      return `(${shape(expr.left)} ${expr.operator} ${shape(expr.right)})`;
    case "in":
      return `(${shape(expr.value)}${expr.negated ? " not" : ""} in ${expr.list.map(shape).join(",")})`;
    case "between":
      return `(${shape(expr.value)}${expr.negated ? " not" : ""} between ${shape(expr.low)}, ${shape(expr.high)})`;
    case "like":
      return `(${shape(expr.value)}${expr.negated ? " not" : ""} like ${shape(expr.pattern)})`;
    case "is-null":
      return `(${shape(expr.value)} is${expr.negated ? " not" : ""} null)`;
    case "case":
      return `case(${expr.operand === null ? "" : shape(expr.operand)};${expr.branches
        .map((branch) => `${shape(branch.when)}:${shape(branch.then)}`)
        .join(";")};${expr.otherwise === null ? "" : shape(expr.otherwise)})`;
    case "call":
      return `${expr.name}(${expr.star ? "*" : ""}${expr.distinct ? "distinct " : ""}${expr.args
        .map(shape)
        .join(",")})${expr.filter === null ? "" : `[${shape(expr.filter)}]`}`;
    case "missing":
      return "?";
  }
}

describe("a rule", () => {
  it.each([
    ["a or b and c", "(a or (b and c))"],
    ["not a and b", "((not a) and b)"],
    ["not a = b", "(not (a = b))"],
    ["a - b - c", "((a - b) - c)"],
    ["a - b * c / d", "(a - ((b * c) / d))"],
    ["-a * b", "((-a) * b)"],
    ["- - 2", "(-(-2))"],
    ["(a or b) and c", "((a or b) and c)"],
    ["a between 1 and 2 and b", "((a between 1, 2) and b)"],
    ["a not between 1 + 1 and 2", "(a not between (1 + 1), 2)"],
    ["a || b = 'x'", "((a || b) = 'x')"],
    ["a not in (1, -2) or b not like 'x%'", "((a not in 1,(-2)) or (b not like 'x%'))"],
    ["a is not null = true", "((a is not null) = true)"],
    ["a != b", "(a <> b)"],
    ["AS_OF - 90 Days > Date '2026-02-28'", "((AS_OF - 90day) > date'2026-02-28')"],
    ["1 week + 2 months - 3 years", "((1week + 2month) - 3year)"],
    ["case when a then 1 else 2 end", "case(;a:1;2)"],
    ["case a when 1 then 'x' when 2 then 'y' end", "case(a;1:'x';2:'y';)"],
    [
      "count(*) filter (where a = 1) / COUNT(distinct b)",
      "(count(*)[(a = 1)] / count(distinct b))",
    ],
    [
      "最近购买天数 > 30 and 城市 in ('苏州','无锡')",
      "((最近购买天数 > 30) and (城市 in '苏州','无锡'))",
    ],
    [`"first order" = 'it''s' and care.save_list`, "((first order = 'it's') and care.save_list)"],
    [`"a""b".c`, `a"b.c`],
    ["''", "''"],
    [".5 + 1. + 1e3 + 1.5E-2", "(((.5 + 1.) + 1e3) + 1.5E-2)"],
    ["'🧵' = a", "('🧵' = a)"],
    ["cafe\u0301", "caf\u00e9"],
    ["date = day", "(date = day)"],
  ])("%s is read as %s", (text, expected) => {
    const { expr, faults } = parse(text);
    expect(faults).toEqual([]);
    expect(shape(expr)).toBe(expected);
  });

  it("has a place for each part", () => {
    const text = "城市 = '苏州' and (recency < 90 days)";
    const parts = [...walk(parse(text).expr)].map(({ span }) => text.slice(span.start, span.end));
    expect(parts).toEqual([
      text,
      "城市 = '苏州'",
      "城市",
      "'苏州'",
      "(recency < 90 days)",
      "recency",
      "90 days",
    ]);
  });
});

describe("a half-typed rule", () => {
  it.each([
    ["", "a value", ""],
    ["   ", "a value", ""],
    ["a >", "a value", ""],
    ["a > and b", "a value", "and"],
    ["a and (b or", "a value", ""],
    ["(a", ")", ""],
    ["a b", "an operator", "b"],
    ["a)", "an operator", ")"],
    ["a in 1", "(", "1"],
    ["a in ()", "a value", ")"],
    ["a in (1,", "a value", ""],
    ["a between 1", "and", ""],
    ["a is 1", "null", "1"],
    ["case when a", "then", ""],
    ["case end", "a value", "end"],
    ["case a end", "when", "end"],
    ["case when a then 1", "end", ""],
    ["care.", "a name", ""],
    ["care.1", "an operator", ".1"],
    ["count(", "a value", ""],
    ["count(a) filter (a)", "a value", "a"],
    ["'abc", "a value", "'abc"],
    ["'abc''", "a value", "'abc''"],
    ["'''", "a value", "'''"],
    [`a = "b`, "a value", `"b`],
    ["date '2026-02-30'", "a date", "'2026-02-30'"],
    ["a ; drop", "an operator", ";"],
    ["a 🧵", "an operator", "🧵"],
    ["a > 3，b", "an operator", "，"],
    ["12abc", "an operator", "abc"],
    ["recency < 5 constructor", "an operator", "constructor"],
    ["recency < 5 __proto__", "an operator", "__proto__"],
    ["recency < 999999999999999999999 days", "a shorter time", "999999999999999999999"],
    ["1e999 > a", "a smaller number", "1e999"],
    ["1.5 days", "an operator", "days"],
    [`a not "in" (1)`, "an operator", "not"],
    ["a not 'in' (1)", "an operator", "not"],
  ])("%j has one fault: it expected %s and found %j", (text, expected, foundText) => {
    const { faults } = parse(text);
    expect(faults.map((fault) => [fault.expected, fault.found])).toEqual([[expected, foundText]]);
    for (const { span } of faults) expect(text.slice(span.start, span.end)).toBe(foundText);
  });

  it.each([
    ["brackets", "(".repeat(20_000)],
    ["closed brackets", `${"(".repeat(200)}1${")".repeat(200)}`],
    ["negations", `${"not ".repeat(20_000)}a`],
    ["minus signs", `${"-".repeat(20_000)}1`],
    ["operators", Array(20_000).fill("a").join(" or ")],
    ["tests for null", `a${" is null".repeat(20_000)}`],
    ["cases", "case when ".repeat(20_000)],
    ["calls", "abs(".repeat(20_000)],
  ])("of too many %s is asked to be shorter", (_, text) => {
    const { expr, faults } = parse(text);
    expect(faults.map((fault) => fault.expected)).toEqual(["a shorter expression"]);
    expect([...walk(expr)].length).toBeGreaterThan(0);
  });

  it("may be 500 operators long, and a list as long as it likes", () => {
    expect(parse(Array(501).fill("a").join(" or ")).faults).toEqual([]);
    expect(parse(`a in (${Array(5000).fill("1").join(",")})`).faults).toEqual([]);
  });
});

describe("any text", () => {
  const words = ["a", "城市", "1", "2 days", "'x'", '"q"', "(", ")", ",", ".", "and", "or", "not"];
  const more = [
    "in",
    "between",
    "is",
    "null",
    "case",
    "when",
    "then",
    "end",
    "like",
    "*",
    "-",
    "'",
    '"',
  ];
  const soup = fc
    .array(
      fc.oneof(fc.constantFrom(...words, ...more), fc.string({ unit: "binary", maxLength: 3 })),
    )
    .map((parts) => parts.join(" "));

  it("is covered by tokens in order, with only white space between them", () => {
    const covered = (text: string) => {
      let at = 0;
      for (const { span } of tokenize(text)) {
        expect(text.slice(at, span.start).trim()).toBe("");
        at = span.end;
      }
      expect(at).toBe(text.length);
    };
    fc.assert(fc.property(soup, covered), { numRuns: 500 });
  });

  it("gives a tree whose parts lie within their parents and within the text", () => {
    const nested = (text: string) => {
      const { expr, faults } = parse(text);
      expect(faults.length).toBeLessThanOrEqual(1);
      for (const node of walk(expr)) {
        expect(node.span.start).toBeLessThanOrEqual(node.span.end);
        expect(node.span.end).toBeLessThanOrEqual(text.length);
      }
    };
    fc.assert(fc.property(soup, nested), { numRuns: 1000 });
  });

  it.each([
    ["最近购买天数", true],
    ["_a1", true],
    ["a ", false],
    [" a", false],
    ["a.b", false],
    ["1a", false],
    ["And", false],
    ["", false],
  ])("%j stands without quotes: %s", (name, expected) => {
    expect(isPlainName(name)).toBe(expected);
  });
});
