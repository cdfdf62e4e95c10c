import { describe, expect, it } from "vitest";
import { build, found, onlyProblem, projectText, withRule, withSegmentation } from "./project.ts";
import { diagnosticsOf } from "../../../packages/core/src/language/authoring/diagnostics.ts";
import { readWorkspace } from "../../../packages/core/src/language/authoring/workspace.ts";
import { expandEnvironment } from "../../../packages/core/src/language/config/environment.ts";
import { nearest } from "../../../packages/core/src/language/config/nearest.ts";
import { readConfig } from "../../../packages/core/src/language/config/read-config.ts";
import { buildModel } from "../../../packages/core/src/language/model/build-model.ts";
import { filesOf } from "../../../packages/core/src/language/files.ts";

const project = (text: string) => ({ "clientele.yaml": text });

describe("tags", () => {
  it.each([
    ["!!binary aGk=", "aGk="],
    ["!!omap [ { a: 1 } ]", "a list"],
    ["!own 5", "5"],
  ])("make no value of their own out of %s", (value, got) => {
    const texts = project(`%YAML 1.1\n---\n${projectText(`metrics: ${value}\n`)}`);
    expect(onlyProblem(texts)).toMatchObject({
      code: "wrong-type",
      values: { key: "metrics", got },
    });
  });

  it("leave an editor standing where a whole file is bytes", () => {
    const texts = { ...project(projectText()), "segmentations/s.yaml": "!!binary aGk=\n" };
    const workspace = readWorkspace(filesOf(texts), undefined, {});
    expect(
      diagnosticsOf(workspace)
        .get("segmentations/s.yaml")
        ?.map((p) => p.code),
    ).toEqual(["wrong-type"]);
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
