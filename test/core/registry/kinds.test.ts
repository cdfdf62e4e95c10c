import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { planOf } from "../../../packages/core/src/domain/segmentation/registry.ts";
import { filesOf } from "../../../packages/core/src/language/files.ts";
import { jsonSchemaOf } from "../../../packages/core/src/language/config/json-schema.ts";
import { readConfig } from "../../../packages/core/src/language/config/read-config.ts";
import { segmentIds } from "../../../packages/core/src/language/model/segmentation-models.ts";
import { nodeKeys } from "../../../packages/core/src/language/model/keys.ts";
import { declarationsOf } from "../../../packages/core/src/language/authoring/declarations.ts";
import { build } from "../language/project.ts";

const root = join(import.meta.dirname, "../../..");
const read = (path: string): string => readFileSync(join(root, path), "utf8");

/** The kinds that the schema accepts. */
const schema = jsonSchemaOf("segmentation") as {
  readonly oneOf?: readonly { readonly properties: Readonly<Record<string, { const?: string }>> }[];
  readonly anyOf?: readonly { readonly properties: Readonly<Record<string, { const?: string }>> }[];
}; // the part of JSON Schema that is looked at
const kinds = (schema.oneOf ?? schema.anyOf ?? []).map((v) => v.properties["kind"]?.const ?? "");

/** A small file of each kind. */
const smallest: Readonly<Record<string, string>> = {
  rules: "segments: [{ id: a, when: recency < 30 }]",
  rfm: "",
  tiers:
    "by: monetary\nwithin: 365 days\ntiers: [{ id: a, top: 20% of customers }, { id: b, rest: true }]",
  lifecycle: "",
  matrix: "rows: { by: monetary, cuts: [5] }\ncolumns: { by: frequency, quantiles: 3 }",
  score:
    "groups: [{ id: g, criteria: [{ id: c, by: recency, scale: [90, 0] }] }]\nsegments: [{ id: a, at_least: 50 }]",
  kmeans: "features: [recency, monetary]\nk: 3",
};

it("there are kinds", () => {
  expect(kinds.length).toBeGreaterThanOrEqual(6);
});

describe.each(kinds)("kind %s", (kind) => {
  const text = `segmentation: s\nkind: ${kind}\n${smallest[kind] ?? ""}\n`;
  const files = {
    "clientele.yaml":
      "clientele: 1\nname: T\nsources:\n  transactions: { from: t.csv, customer: c, time: t, amount: a }\n",
    "segmentations/s.yaml": text,
  };

  it("has a schema whose smallest file makes a model without a problem", () => {
    expect(smallest[kind], `a small file of ${kind} in this test`).toBeDefined();
    expect(build(files).problems).toEqual([]);
  });

  it("has a plan whose last level is the assignment", () => {
    const { model } = build(files);
    const own = model?.segmentations[0];
    if (model === undefined || own === undefined) throw new Error("no model");
    const context = {
      asOf: "2026-11-18",
      keys: nodeKeys(model),
      held: new Set<string>(),
      fitted: new Map(),
    };
    const last =
      planOf(own, context)
        .levels.at(-1)
        ?.map((c) => c.name) ?? [];
    expect(last).toContain("s_s");
  });

  it("tells its segments alike to the model, the file and the editor", () => {
    const { model } = build(files);
    const ids = model?.segmentations[0]?.segments.map((s) => s.id) ?? [];
    const [file] = readConfig(filesOf(files)).segmentations;
    if (file === undefined) throw new Error("no file");
    expect(segmentIds(file.value)).toEqual(ids);
    const [declared] = declarationsOf(filesOf(files)).segmentations;
    expect(declared?.segments.map((s) => s.id)).toEqual(ids);
  });

  it("is told in the concepts, the reference and a golden file", () => {
    expect(read("docs/concepts.md")).toContain(`\`${kind}\``);
    expect(read("docs/reference/segmentation.md")).toContain(`## kind: ${kind}`);
    const golden = globSync("test/golden/config/every-key/segmentations/*.yaml", { cwd: root });
    expect(golden.some((path) => new RegExp(`^kind: ${kind}\\b`, "m").test(read(path)))).toBe(true);
  });

  it("explains itself", () => {
    expect(read("packages/core/src/compute/snapshot/explain.ts")).toContain(`case "${kind}"`);
    const plan = `packages/core/src/domain/segmentation/${kind}.ts`;
    expect(existsSync(join(root, plan)) ? plan : "missing").toBe(plan);
  });
});
