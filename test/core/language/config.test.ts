import { describe, expect, it } from "vitest";
import { build, found, onlyProblem, projectText, textAt } from "./project.ts";

const project = (text: string) => ({ "clientele.yaml": text });

const fullProject = `clientele: 1
name: { en: Test, zh-CN: 测试 }
locale: zh-CN
currency: CNY
timezone: Asia/Shanghai
as_of: 2026-11-18
engine: duckdb
sources:
  customers:
    from: c.csv
    key: id
    label: name
    aliases: [short]
    owner: manager
    where: not internal
    columns:
      phone: { title: { en: Phone }, type: text, pii: phone, sensitive: true }
  transactions:
    from: "t/*.parquet"
    customer: id
    order: order_no
    time: { value: at, format: "%d/%m/%Y" }
    amount: quantity * price
    refund: { when: type = 'refund', of: original }
    where: quantity > 0
metrics:
  share: { title: Share, value: count(transactions) filter (where channel = 'app'), within: 8 weeks }
`;

describe("a project file", () => {
  it("may say everything that the format has", () => {
    expect(found(project(fullProject))).toEqual([]);
  });

  it("reads the same with a byte order mark and with any line ending", () => {
    const broken = fullProject.replace("label: name", "lable: name");
    const plain = build(project(broken)).problems;
    expect(plain).toHaveLength(1);
    expect(build(project(`\uFEFF${broken}`)).problems).toEqual(plain);
    expect(build(project(broken.replaceAll("\n", "\r\n"))).problems).toEqual(plain);
  });

  it("with an unknown key names the nearest, and the fix replaces the key alone", () => {
    const texts = project(fullProject.replace("label: name", "lable: name"));
    const problem = onlyProblem(texts);
    expect(problem).toMatchObject({
      code: "unknown-key",
      values: { key: "lable", nearest: "label" },
      fixes: [{ title: "label", edits: [{ newText: "label", range: problem.range }] }],
    });
    expect(textAt(texts, problem)).toBe("lable");
  });

  it("with an unknown key far from all offers no fix", () => {
    expect(onlyProblem(project(projectText("zzzzzzzz: 1\n")))).toMatchObject({
      code: "unknown-key",
      values: { nearest: "" },
      fixes: [],
    });
  });

  it.each([
    [
      "a missing key at the map that lacks it",
      (t: string) => t.replace("    customer: id\n", ""),
      "missing-key",
      "transactions",
    ],
    ["a missing source", () => "clientele: 1\nname: T\nsources: {}\n", "missing-key", "sources"],
    [
      "a list for a text",
      (t: string) => t.replace("label: name", "label: [name]"),
      "wrong-type",
      "[name]",
    ],
    ["a number for a text", (t: string) => t.replace("label: name", "label: 5"), "wrong-type", "5"],
    [
      "a word for a truth",
      (t: string) => t.replace("sensitive: true", "sensitive: yes"),
      "wrong-type",
      "yes",
    ],
    [
      "a list for a rule",
      (t: string) => t.replace("where: not internal", "where: [a]"),
      "bad-value",
      "[a]",
    ],
    [
      "nothing for a rule",
      (t: string) => t.replace("where: not internal", "where:"),
      "bad-value",
      "",
    ],
    [
      "another version of the format",
      (t: string) => t.replace("clientele: 1", "clientele: 0"),
      "bad-value",
      "0",
    ],
    [
      "a newer version of the format, and nothing else is said of it",
      (t: string) => t.replace("clientele: 1", "clientele: 2\nnew_key: true"),
      "future-format",
      "2",
    ],
    [
      "another engine",
      (t: string) => t.replace("engine: duckdb", "engine: oracle"),
      "bad-value",
      "oracle",
    ],
    [
      "a type that is none",
      (t: string) => t.replace("type: text", "type: string"),
      "bad-value",
      "string",
    ],
    ["a currency that is none", (t: string) => t.replace("CNY", "yuan"), "bad-value", "yuan"],
    [
      "a time zone that is none",
      (t: string) => t.replace("Asia/Shanghai", "Asia/Shangai"),
      "unknown-time-zone",
      "Asia/Shangai",
    ],
    [
      "a language that is none",
      (t: string) => t.replace("locale: zh-CN", "locale: a language"),
      "bad-value",
      "a language",
    ],
    [
      "a day that is none",
      (t: string) => t.replace("2026-11-18", "2026-02-30"),
      "bad-value",
      "2026-02-30",
    ],
    [
      "a window that is none",
      (t: string) => t.replace("8 weeks", "8 months"),
      "bad-value",
      "8 months",
    ],
    ["a window of no days", (t: string) => t.replace("8 weeks", "0 days"), "bad-value", "0 days"],
    [
      "a metric that cannot be named",
      (t: string) => t.replace("  share:", "  my share:"),
      "bad-id",
      "my share",
    ],
    [
      "a metric that JavaScript cannot hold",
      (t: string) => t.replace("  share:", "  __proto__:"),
      "bad-id",
      "__proto__",
    ],
    ["a file of no known format", (t: string) => t.replace("c.csv", "c.xls"), "bad-value", "c.xls"],
    [
      "a key twice",
      (t: string) => t.replace("locale: zh-CN", "locale: en\nlocale: zh-CN"),
      "duplicate-name",
      "locale",
    ],
    ["a key as text and as number", () => projectText("1: a\n'1': b\n"), "duplicate-name", "'1'"],
    ["an open bracket", (t: string) => t.replace("[short]", "[short"), "yaml-syntax", /^/],
    ["tabs for spaces", () => "clientele: 1\nname:\n\ten: T\n", "yaml-syntax", /^/],
    ["two documents", (t: string) => `${t}---\n${t}`, "yaml-syntax", /^/],
    ["an alias without an anchor", () => projectText("metrics: *none\n"), "yaml-syntax", "*none"],
    [
      "a merge key",
      () => `%YAML 1.1\n---\n${projectText("<<: { locale: en }\n")}`,
      "unknown-key",
      "<<",
    ],
  ])("with %s", (_, change, code, underlined) => {
    const texts = project(change(fullProject));
    const [first, ...rest] = found(texts);
    expect(first?.[0]).toBe(code);
    expect(first?.[1]).toMatch(underlined);
    expect(rest).toEqual([]);
  });

  it("says the earlier place of a key that stands twice", () => {
    const texts = project(projectText("locale: en\nlocale: zh-CN\n"));
    const { range, related } = onlyProblem(texts);
    expect(range.start.line).toBe(5);
    expect(related.map((place) => place.range.start.line)).toEqual([4]);
  });

  it.each([
    ["", "empty-file"],
    ["\uFEFF", "empty-file"],
    ["# only words\n", "empty-file"],
    ["---\n", "empty-file"],
    ["\0\0\0", "wrong-type"],
    ["[]", "wrong-type"],
    ["a text", "wrong-type"],
  ])("that is %j has one problem", (text, code) => {
    expect(build(project(text)).problems.map((p) => p.code)).toEqual([code]);
  });

  it("that is missing is told, with the model left out", () => {
    const { model, problems } = build({ "segmentations/s.yaml": "" });
    expect(model).toBeUndefined();
    expect(problems.map((p) => p.code)).toEqual(["empty-file", "no-project"]);
  });

  it("that is too large is refused before it is parsed", () => {
    expect(found(project("a".repeat(5_000_001)))[0]?.[0]).toBe("file-too-large");
  });

  it("gives every problem of its shape at once", () => {
    const text = fullProject
      .replace("CNY", "yuan")
      .replace("label: name", "lable: name")
      .replace("8 weeks", "x");
    const codes = found(project(text)).map(([code]) => code);
    expect(codes.toSorted()).toEqual(["bad-value", "bad-value", "unknown-key"]);
  });
});
