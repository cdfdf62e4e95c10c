import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { filesOf, overlay } from "../../packages/core/src/language/files.ts";
import { messageOf } from "../../packages/core/src/messages/index.ts";
import type { View } from "../../packages/core/src/views/index.ts";
import { customerCard } from "../../packages/core/src/views/index.ts";
import { explained } from "./examples/explained.ts";
import { files } from "./examples/files.ts";
import { incoming, outgoing } from "./examples/host.ts";
import { unknownName } from "./examples/problem.ts";
import { projectInfo } from "./examples/project-info.ts";
import { runJson } from "./examples/run-json.ts";
import { manifest, published } from "./examples/snapshot.ts";

const view: View = customerCard(explained, projectInfo, { locale: "en", today: "2026-11-20" });

/** Each contract with an example that the compiler has checked against its type. */
const examples: Readonly<Record<string, unknown>> = {
  view,
  problem: unknownName,
  "host-in": incoming,
  "host-out": outgoing,
  manifest,
  published,
  "run-json": runJson,
  files,
};

const golden = (name: string): string =>
  readFileSync(join(import.meta.dirname, `${name}.json`), "utf8");

describe("golden examples of what rooms and processes exchange", () => {
  it.each(Object.keys(examples))("%s.json is the example of the type as it is now", (name) => {
    expect(JSON.parse(golden(name))).toEqual(examples[name]);
  });

  it.each(Object.keys(examples))("%s survives JSON unchanged", (name) => {
    expect(JSON.parse(JSON.stringify(examples[name]))).toStrictEqual(examples[name]);
  });

  it("a problem can be told in any language, later", () => {
    expect(messageOf(unknownName, "en")).toBe('unknown name "recensy"; did you mean "recency"?');
    expect(messageOf(unknownName, "zh-CN")).toMatch(/^未知的名称“recensy”/);
  });

  it("files list their paths sorted, and an overlay wins", () => {
    const unsaved = filesOf({ "clientele.yaml": "clientele: 1\n" });
    const both = overlay(filesOf(files), unsaved);
    expect(both.list()).toEqual(["clientele.yaml", "segmentations/care.yaml"]);
    expect(both.read("clientele.yaml")?.text).toBe("clientele: 1\n");
    expect(both.read("segmentations/none.yaml")).toBeUndefined();
  });
});
