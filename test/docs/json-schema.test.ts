import { globSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { fileKinds, jsonSchemaOf } from "../../packages/core/src/language/config/json-schema.ts";
import {
  kindOfFile,
  schemas,
  type FileKind,
} from "../../packages/core/src/language/config/read-config.ts";
import { parseYaml } from "../../packages/core/src/language/config/yaml-source.ts";
import { fullProject, fullSegmentations } from "./full-files.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const examples = globSync("examples/*/", { cwd: root }).flatMap((folder) =>
  globSync("**/*.yaml", { cwd: join(root, folder) }).map((path) => join(folder, path)),
);
const ajv = new Ajv2020({ strict: false, allErrors: true });
const validators = new Map(fileKinds.map((kind) => [kind, ajv.compile(jsonSchemaOf(kind))]));
const read = (text: string): unknown => parseYaml("a.yaml", text).document.toJS() as unknown;
const faultsOf = (kind: FileKind, text: string): readonly string[] => {
  const validate = validators.get(kind);
  if (validate === undefined) throw new Error(`unreachable: no schema of ${kind}`);
  validate(read(text));
  return (validate.errors ?? []).map((e) => `${e.instancePath} ${e.message ?? ""}`);
};

/** Every description in a JSON Schema, and every key without one. */
function described(schema: unknown, path = ""): readonly string[] {
  if (typeof schema !== "object" || schema === null) return [];
  const own = Object.entries(schema).flatMap(([key, value]): readonly string[] => {
    if (key !== "properties") return described(value, `${path}/${key}`);
    return Object.entries(value as Readonly<Record<string, unknown>>).flatMap(
      ([name, property]) => [
        ...(JSON.stringify(property).includes('"description"') ? [] : [`${path}/${name}`]),
        ...described(property, `${path}/${name}`),
      ],
    );
  });
  return own;
}

describe("the JSON Schema", () => {
  it.each(fileKinds)("of a %s is draft 2020-12 and says what every key is for", (kind) => {
    const schema = jsonSchemaOf(kind);
    expect(schema["$schema"]).toBe("https://json-schema.org/draft/2020-12/schema");
    expect(kind === "check" ? [] : described(schema)).toEqual([]);
  });

  it.each(examples)("takes %s", (path) => {
    const text = readFileSync(join(root, path), "utf8");
    const folder = join(
      root,
      "examples",
      relative(join(root, "examples"), join(root, path)).split("/")[0] ?? "",
    );
    const kind = kindOfFile(relative(folder, join(root, path)));
    expect(dirname(path)).not.toBe("");
    expect(kind).toBeDefined();
    expect(kind === undefined ? [] : faultsOf(kind, text)).toEqual([]);
  });

  it("takes files with every key", () => {
    expect(faultsOf("project", fullProject)).toEqual([]);
    for (const text of fullSegmentations) expect(faultsOf("segmentation", text)).toEqual([]);
  });

  it.each<readonly [FileKind, string, RegExp, string]>([
    ["project", "an unknown key", /^clientele: 1/, "clientele: 1\nclient: 2"],
    ["project", "another version", /^clientele: 1/, "clientele: 2"],
    ["project", "a currency of two letters", /currency: \w+/, "currency: EU"],
    ["project", "no transactions", /transactions:/, "transaction:"],
    ["project", "a list of names", /name: .*/, "name: [a]"],
    ["project", "a metric without a formula", /value:/, "title:"],
    ["project", "a name with a blank", /  app_share:/, "  app share:"],
    ["project", "months as a window", /within: .*/, "within: 3 months"],
    ["project", "a column of an unknown type", /type: date/, "type: when"],
    ["segmentation", "an unknown kind", /kind: rules/, "kind: rule"],
    ["segmentation", "another kind's key", /kind: rules/, "kind: rules\nscale: 5"],
    ["segmentation", "an unknown assignment", /assign: \w+/, "assign: some"],
    ["segmentation", "no segments", /segments:[^]*/, "segments: []\n"],
    ["segmentation", "a number for an id", /id: \w+/, "id: 5"],
    ["segmentation", "else that is false", /else: true/, "else: false"],
  ])("refuses in a %s %s, and so do we", (kind, _, pattern, replacement) => {
    const sound = kind === "project" ? fullProject : (fullSegmentations[0] ?? "");
    const wrong = sound.replace(pattern, replacement);
    expect(wrong).not.toBe(sound);
    expect(faultsOf(kind, wrong)).not.toEqual([]);
    expect(schemas[kind].safeParse(read(wrong)).success).toBe(false);
  });
});
