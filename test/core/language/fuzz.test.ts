import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readConfig } from "../../../packages/core/src/language/config/read-config.ts";
import { filesOf } from "../../../packages/core/src/language/files.ts";
import { buildModel } from "../../../packages/core/src/language/model/build-model.ts";
import type { Place, Position, Problem } from "../../../packages/core/src/problem.ts";
import { build, catalogOf, type Texts } from "./project.ts";

const retail = join(import.meta.dirname, "../../../examples/retail");
const files: Texts = Object.fromEntries(
  readdirSync(retail, { recursive: true, encoding: "utf8" })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => path.endsWith(".yaml"))
    .map((path) => [path, readFileSync(join(retail, path), "utf8")]),
);

const catalog = catalogOf({
  customers: {
    customer_id: "text",
    name: "text",
    joined: "date",
    points: "number",
    internal: "boolean",
  },
  transactions: {
    customer_id: "text",
    ordered_at: "timestamp",
    quantity: "number",
    unit_price: "number",
  },
});

/** Files that a mutation left alone are not parsed again. */
const sound = readConfig(filesOf(files));

type Mutation = (text: string, at: number, other: number) => string;

const insert =
  (piece: string): Mutation =>
  (text, at) =>
    text.slice(0, at) + piece + text.slice(at);

const lineAt = (text: string, at: number): readonly [number, number] => [
  text.lastIndexOf("\n", at - 1) + 1,
  (text.indexOf("\n", at) + 1 || text.length + 1) - 1,
];

/** Replaces the value of the line's key. */
const value =
  (piece: string): Mutation =>
  (text, at) => {
    const [start, end] = lineAt(text, at);
    const colon = text.indexOf(": ", start);
    return colon < 0 || colon > end
      ? text
      : `${text.slice(0, colon + 2)}${piece}${text.slice(end)}`;
  };

const mutations: Readonly<Record<string, Mutation>> = {
  cut: (text, at, other) => text.slice(0, Math.min(at, other)) + text.slice(Math.max(at, other)),
  truncate: (text, at) => text.slice(0, at),
  swap: (text, at) =>
    text.slice(0, at) +
    text
      .slice(at, at + 2)
      .split("")
      .toReversed()
      .join("") +
    text.slice(at + 2),
  move: (text, at, other) => insert(text.slice(at, at + 40))(text, other, 0),
  indent: (text, at) => insert("  ")(text, lineAt(text, at)[0], 0),
  outdent: (text, at) => {
    const [start] = lineAt(text, at);
    return text.slice(0, start) + text.slice(start).replace(/^ {1,2}/, "");
  },
  repeatLine: (text, at) => {
    const [start, end] = lineAt(text, at);
    return insert(`${text.slice(start, end)}\n`)(text, start, 0);
  },
  carriageReturns: (text) => text.replaceAll("\n", "\r\n"),
  loneReturn: insert("\r"),
  byteOrderMark: (text) => `\uFEFF${text}`,
  anchor: value("&a x"),
  alias: value("*a"),
  anchorAll: (text) =>
    text.replace("sources:", "sources: &a").replace("metrics:", "metrics: *a\nx:"),
  selfAlias: value("&a [*a]"),
  merge: insert("\n<<: *a\n"),
  tag: value("!!binary aGk="),
  unknownTag: value("!x y"),
  hugeNumber: value("9".repeat(400)),
  hugeExponent: value("1e999999999"),
  infinity: value("-.inf"),
  notANumber: value(".nan"),
  hexadecimal: value("0xFFFFFFFFFFFFFFFFFF"),
  hugeDuration: value(`recency > ${"9".repeat(30)} days`),
  nothing: value(""),
  list: value("[1, [2, {a: b}]]"),
  map: value("{ value: x, format: y }"),
  block: value("|2-\n      a\n     b\n"),
  folded: value(">+\n\n      frequency\n        > x\n\n"),
  quotes: value(`"\\x41\\u57CE\\U0001F9F5 = 'a''"`),
  deepExpression: value("(".repeat(1500)),
  longExpression: value(Array(2000).fill("a").join(" + ")),
  deepList: value("[".repeat(1500)),
  deepMap: value("{a: ".repeat(1500)),
  nul: insert("\0"),
  loneSurrogate: insert("\uD83D"),
  emoji: insert("🧵"),
  chinese: insert("，城市"),
  tab: insert("\t"),
  quote: insert("'"),
  doubleQuote: insert('"'),
  colon: insert(": "),
  dash: insert("\n- "),
  question: insert("\n? "),
  document: insert("\n---\n"),
  directive: (text) => `%YAML 1.1\n---\n${text}`,
  proto: insert("\n__proto__: { a: 1 }\n"),
  constructor: value("constructor"),
};

const mutated = fc
  .record({
    path: fc.constantFrom(...Object.keys(files)),
    steps: fc.array(
      fc.tuple(
        fc.constantFrom(...Object.values(mutations)),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
      ),
      { minLength: 1, maxLength: 5 },
    ),
  })
  .map(({ path, steps }): Texts => {
    const text = steps.reduce(
      (made, [mutation, at, other]) =>
        mutation(made, Math.floor(at * made.length), Math.floor(other * made.length)),
      files[path] ?? "",
    );
    return { ...files, [path]: text };
  });

describe("a configuration that was mangled", () => {
  it("never throws, and every problem stands in its file", () => {
    const survives = (texts: Texts) => {
      const config = readConfig(filesOf(texts), sound);
      for (const known of [undefined, catalog]) {
        const { model, problems } = buildModel(config, known, {});
        const errors = problems.filter((p) => p.severity === "error");
        expect(model === undefined).toBe(errors.length > 0);
        expect(problems.flatMap((p) => strayPlaces(texts, p))).toEqual([]);
      }
    };
    fc.assert(fc.property(mutated, survives), { numRuns: 2000 });
  }, 120_000);

  it("never throws for bytes that were never one", () => {
    const bytes = fc.uint8Array({ maxLength: 400 }).map((all) => new TextDecoder().decode(all));
    const survives = (text: string) =>
      build({ "clientele.yaml": text, "segmentations/s.yaml": text }).problems.length > 0;
    fc.assert(fc.property(bytes, survives), { numRuns: 500 });
  });
});

/** The places of a problem that lie outside their files, or end before they start. */
function strayPlaces(texts: Texts, { file, range, fixes, related }: Problem): readonly Place[] {
  const within = (lines: readonly string[], { line, character }: Position) =>
    character <= (lines[line]?.length ?? -1);
  return [{ file, range }, ...related, ...fixes.flatMap((fix) => fix.edits)].filter((place) => {
    const lines = (texts[place.file] ?? "").split("\n");
    const { start, end } = place.range;
    const inOrder =
      start.line < end.line || (start.line === end.line && start.character <= end.character);
    return !inOrder || !within(lines, start) || !within(lines, end);
  });
}
