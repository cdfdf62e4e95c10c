import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  parseYaml,
  scalarAt,
  type YamlPath,
} from "../../../packages/core/src/language/config/yaml-source.ts";
import { parse } from "../../../packages/core/src/language/expression/parse.ts";
import { textAt } from "./project.ts";

const folder = join(import.meta.dirname, "../../../examples");
const paths = globSync("**/*.yaml", { cwd: folder }).toSorted();

/** Keys whose values are written in the rule language. */
const keys = new Set([
  "key",
  "where",
  "customer",
  "order",
  "time",
  "amount",
  "when",
  "of",
  "value",
  "by",
]);

/** Every expression of a file, by where it stands. */
function expressionsIn(node: unknown, path: YamlPath = []): readonly YamlPath[] {
  if (path[0] === "deputies") return []; // of access.yaml: `by` is a person
  if (typeof node !== "object" || node === null) return keys.has(String(path.at(-1))) ? [path] : [];
  return Object.entries(node).flatMap(([key, child]) =>
    expressionsIn(child, [...path, Array.isArray(node) ? Number(key) : key]),
  );
}

describe.each(paths)("examples/%s", (path) => {
  const text = readFileSync(join(folder, path), "utf8");
  const source = parseYaml(path, text);
  const expressions = expressionsIn(source.document.toJS());

  it("has expressions that parse, each where the file has it", () => {
    for (const at of expressions) {
      const scalar = scalarAt(source, at);
      if (scalar === undefined) throw new Error(`no scalar at ${at.join(".")}`);
      const { expr, faults } = parse(scalar.text);
      expect(faults).toEqual([]);
      expect(textAt({ [path]: text }, { file: path, range: scalar.rangeOf(expr.span) })).toBe(
        scalar.text.slice(expr.span.start, expr.span.end),
      );
    }
  });
});

it("the examples hold expressions", () => {
  const all = paths.flatMap((path) =>
    expressionsIn(parseYaml(path, readFileSync(join(folder, path), "utf8")).document.toJS()),
  );
  expect(all.length).toBeGreaterThan(30);
});
