import { describe, expect, it } from "vitest";
import { languageOf, messageOf } from "../../../packages/core/src/messages/index.ts";
import { en } from "../../../packages/core/src/messages/en.ts";
import { zh } from "../../../packages/core/src/messages/zh.ts";
import { problem, fileStart, type ProblemCode } from "../../../packages/core/src/problem.ts";

const place = { file: "clientele.yaml", range: fileStart };

/** Values for whatever a message asks for, so that every sentence can be told. */
const anyValues = new Proxy(
  {},
  { get: (_, name) => (counts.has(String(name)) ? 3 : `<${String(name)}>`) },
);
const counts = new Set([
  "count",
  "total",
  "value",
  "line",
  "format",
  "supported",
  "pid",
  "score",
  "scale",
]);

const codes = Object.keys(en) as ProblemCode[]; // the catalogue's type has every code
const sentence = (code: ProblemCode, locale: string): string =>
  messageOf({ ...problem("no-run", {}, place), code, values: anyValues } as never, locale);

describe("messages", () => {
  it("are told in both languages for every code", () => {
    expect(Object.keys(zh).toSorted()).toEqual(Object.keys(en).toSorted());
  });

  it.each(codes)("%s names what it knows and says what to do", (code) => {
    for (const locale of ["en-GB", "zh-CN"]) {
      const told = sentence(code, locale);
      expect(told).not.toMatch(/undefined|NaN|\[object/);
      expect(told).not.toMatch(/[.。!！]$/);
      expect(told).toMatch(/[;；:：,，?？]/);
    }
  });

  it.each(codes)("%s follows the rules of Chinese typesetting", (code) => {
    const told = sentence(code, "zh-CN").replaceAll(/“[^”]*”/g, "“”");
    expect(told).not.toMatch(/\p{Script=Han}[A-Za-z0-9<]|[A-Za-z0-9>]\p{Script=Han}/u);
    expect(told).not.toMatch(/\p{Script=Han}[,;:?!()]|[,;:?!()]\p{Script=Han}/u);
    expect(told).not.toMatch(/[你您我]/);
  });

  it("suggest the nearest name", () => {
    const values = { key: "recensy", nearest: "recency", allowed: "recency, frequency" };
    expect(messageOf(problem("unknown-key", values, place), "en")).toBe(
      'unknown key "recensy"; did you mean "recency"?',
    );
  });

  it("say where a comma makes a key of a formula", () => {
    const values = { key: "0)", nearest: "", allowed: "value, within" };
    const told = problem("unknown-key", values, place);
    expect(messageOf(told, "en")).toContain("stands in quotes between { and }");
    expect(messageOf(told, "zh-CN")).toContain("须加引号");
  });

  it("list what is known where nothing is near", () => {
    const values = { key: "x", nearest: "", allowed: "from, key" };
    expect(messageOf(problem("unknown-key", values, place), "en")).toBe(
      'unknown key "x"; known here: from, key',
    );
  });

  it.each([
    [")", 'expected ")", found "and"', "此处应为“)”，却是“and”"],
    ["a value", 'expected a value, found "and"', "此处应为一个值，却是“and”"],
  ])("quote words of the rule language, not descriptions: %s", (expected, english, chinese) => {
    const told = problem("expression-syntax", { found: "and", expected }, place);
    expect([messageOf(told, "en"), messageOf(told, "zh-CN")]).toEqual([english, chinese]);
  });

  it("say how to mend what is usually meant", () => {
    const end = problem("expression-syntax", { found: "end", expected: "a value" }, place);
    expect(messageOf(end, "en")).toContain(`in YAML '"end"'`);
    expect(messageOf(end, "zh-CN")).toContain(`YAML 中写作 '"end"'`);
    const joined = (left: string, right: string) =>
      problem("type-mismatch", { operator: "=", left, right }, place);
    expect(messageOf(joined("boolean", "text"), "en")).toContain("write its name alone");
    expect(messageOf(joined("text", "number"), "en")).toContain("numbers without quotes");
    expect(messageOf(joined("days", "money"), "en")).toContain("both sides must be of one kind");
    expect(messageOf(joined("text", "boolean"), "zh-CN")).toContain("请直接写列名");
  });

  it("say all three ways to allow reading", () => {
    const told = messageOf(
      problem("read-forbidden", { path: "../d/a.csv", root: "/d" }, place),
      "en",
    );
    for (const way of ["--allow-read /d", "CLIENTELE_ALLOW_READ", "clientele.allowRead"])
      expect(told).toContain(way);
  });

  it("translate the program's phrases and keep the user's words", () => {
    const values = { key: "by", expected: "number or date", got: "text" };
    expect(messageOf(problem("wrong-type", values, place), "zh-CN")).toBe(
      "“by”的类型应为数值或日期，实为文本",
    );
    const unknown = { key: "by", expected: "a number", got: "客户id" };
    expect(messageOf(problem("bad-value", unknown, place), "zh")).toBe(
      "“by”应为 a number；实为客户id",
    );
  });

  it("fall back to English for other languages", () => {
    expect(languageOf("de-AT")).toBe("en");
  });
});
