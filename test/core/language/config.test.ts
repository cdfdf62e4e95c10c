import { describe, expect, it } from "vitest";
import {
  build,
  found,
  onlyProblem,
  projectText,
  textAt,
  withRule,
  withSegmentation,
} from "./project.ts";
import { expandEnvironment } from "../../../packages/core/src/language/config/environment.ts";
import { nearest } from "../../../packages/core/src/language/config/nearest.ts";
import { readConfig } from "../../../packages/core/src/language/config/read-config.ts";
import { buildModel } from "../../../packages/core/src/language/model/build-model.ts";
import { filesOf } from "../../../packages/core/src/language/files.ts";

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
      (t: string) => t.replace("clientele: 1", "clientele: 2"),
      "bad-value",
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
    ["an open bracket", (t: string) => t.replace("[short]", "[short"), "yaml-syntax", null],
    ["tabs for spaces", () => "clientele: 1\nname:\n\ten: T\n", "yaml-syntax", null],
    ["two documents", (t: string) => `${t}---\n${t}`, "yaml-syntax", null],
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
    if (underlined !== null) expect(first?.[1]).toBe(underlined);
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

describe("aliases", () => {
  const bomb = [
    "a: &a [x,x,x,x,x,x,x,x,x]",
    ..."bcdefgh".split("").map((name, i) => {
      const before = "abcdefg".charAt(i);
      return `${name}: &${name} [${Array(9).fill(`*${before}`).join(",")}]`;
    }),
  ].join("\n");

  it.each([
    ["that unfold to a billion", bomb],
    ["by the thousand", `a: &a 1\nb: [${Array(1000).fill("*a").join(",")}]`],
  ])("%s are refused", (_, text) => {
    expect(onlyProblem(project(text))).toMatchObject({
      code: "yaml-syntax",
      values: { reason: "too many aliases" },
    });
  });

  it("that contain themselves do no harm", () => {
    expect(found(project(projectText("metrics: &m\n  a: *m\n"))).map(([code]) => code)).toEqual([
      "missing-key",
      "unknown-key",
    ]);
  });

  it("stand for the rule that they repeat, with problems where it is written", () => {
    const texts = withSegmentation(`segmentation: s
kind: rules
segments:
  - { id: a, when: &often frequency > hihg }
  - { id: b, when: *often }
  - { id: c, else: true }
`);
    expect(found(texts)).toEqual([
      ["unknown-name", "hihg"],
      ["unknown-name", "hihg"],
    ]);
    const { model } = build({
      ...texts,
      "segmentations/s.yaml": (texts["segmentations/s.yaml"] ?? "").replace("hihg", "3"),
    });
    const [segmentation] = model?.segmentations ?? [];
    if (segmentation?.kind !== "rules") throw new Error("no rules");
    expect(segmentation.segments.map((segment) => segment.when?.kind)).toEqual([
      "binary",
      "binary",
      undefined,
    ]);
    expect(segmentation.segments.map((segment) => segment.text)).toEqual([
      "frequency > 3",
      "frequency > 3",
      "",
    ]);
  });
});

describe("texts nested too deeply", () => {
  it.each([
    ["brackets", "a: " + "[".repeat(50_000)],
    ["closed brackets", "a: " + "[".repeat(50_000) + "]".repeat(50_000)],
    ["dashes", "- ".repeat(50_000) + "a"],
    ["question marks", "? ".repeat(50_000) + "a"],
    ["braces", "a: " + "{a: ".repeat(50_000)],
  ])("of %s are refused", (_, text) => {
    expect(build(project(text)).problems.map((p) => p.code)).toEqual(["yaml-syntax"]);
  });
});

describe("environment variables", () => {
  const read = (from: string, environment: Record<string, string>) =>
    buildModel(
      readConfig(filesOf(project(projectText().replace("t.csv", from)))),
      undefined,
      environment,
    );

  it.each([
    ["${DATA}/t.csv", { DATA: "/d" }, "/d/t.csv"],
    ["'${DATA:-data}/t.csv'", {}, "data/t.csv"],
    ["'${DATA:-data}/t.csv'", { DATA: "" }, "data/t.csv"],
    ["'${DATA:-}t.csv'", {}, "t.csv"],
    ["$DATA.csv", { DATA: "x" }, "$DATA.csv"],
    ["'${A}${B}.csv'", { A: "${B}", B: "b" }, "${B}b.csv"],
  ])("%s with %j reads %s", (from, environment: Record<string, string>, expected) => {
    const { model } = read(`"${from.replaceAll("'", "")}"`, environment);
    expect(model?.transactions.from).toBe(expected);
  });

  it("that are not set are named, once each", () => {
    const { problems } = read('"${DATA}/${YEAR}.csv"', {});
    const missing = problems.filter((p) => p.code === "env-missing");
    expect(missing.map((p) => p.values)).toEqual([{ name: "DATA" }, { name: "YEAR" }]);
  });

  it("are not looked up in JavaScript's own names", () => {
    expect(expandEnvironment("${constructor}", {})).toEqual({ text: "", missing: ["constructor"] });
  });
});

describe("the nearest name", () => {
  it.each([
    ["recncy", "recency"],
    ["rcenecy", "recency"],
    ["RECENCY", "recency"],
    ["frequencys", "frequency"],
    ["城巿", "城市"],
    ["zzz", ""],
    ["", ""],
  ])("of %j is %j", (name, expected) => {
    expect(nearest(name, ["recency", "frequency", "城市"])).toBe(expected);
  });
});

describe("reading again", () => {
  it("parses only what changed", () => {
    const texts = { ...withRule("frequency > 1") };
    const first = readConfig(filesOf(texts));
    const second = readConfig(
      filesOf({ ...texts, "clientele.yaml": projectText("locale: en\n") }),
      first,
    );
    expect(second.segmentations[0]?.source).toBe(first.segmentations[0]?.source);
    expect(second.project?.source).not.toBe(first.project?.source);
  });
});
