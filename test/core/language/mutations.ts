/** Ways to mangle a configuration: bytes, indentation, anchors, aliases, huge numbers, depth, keys that stand twice. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import type { Catalog } from "../../../packages/core/src/language/model/catalog.ts";
import { everyKey, everyKeyCatalog } from "../../golden/every-key-project.ts";
import { catalogOf, type Texts } from "./project.ts";

const retail = join(import.meta.dirname, "../../../examples/retail");
const example: Texts = Object.fromEntries(
  readdirSync(retail, { recursive: true, encoding: "utf8" })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => path.endsWith(".yaml"))
    .map((path) => [path, readFileSync(join(retail, path), "utf8")]),
);

/** A project before it is mangled, and what its data would hold. */
type Sound = { readonly texts: Texts; readonly catalog: Catalog };

/** One as people write them, and one that uses every key: each kind of segmentation, strategies, checks. */
export const sounds: readonly Sound[] = [
  {
    texts: example,
    catalog: catalogOf({
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
    }),
  },
  { texts: everyKey, catalog: everyKeyCatalog },
];

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
  explodingAliases: (text) =>
    `${text}\nx0: &x0 [1, 1, 1, 1, 1, 1, 1, 1, 1]\n${Array.from({ length: 12 }, (_, i) => `x${i + 1}: &x${i + 1} [${Array(9).fill(`*x${i}`).join(", ")}]\n`).join("")}`,
  manyAnchors: (text) =>
    `${text}\n${Array.from({ length: 500 }, (_, i) => `y${i}: &y${i} {}\n`).join("")}`,
  deepBlocks: (text) =>
    `${text}\n${Array.from({ length: 400 }, (_, i) => `${" ".repeat(i)}d:\n`).join("")}`,
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

export type Mangled = {
  readonly sound: Sound;
  /** The file that was mangled. */
  readonly path: string;
  readonly texts: Texts;
};

/** A project with one file mangled in one to five ways; every file as often as any other. */
export const mangled = fc
  .record({
    at: fc.constantFrom(
      ...sounds.flatMap((sound) => Object.keys(sound.texts).map((path) => ({ sound, path }))),
    ),
    steps: fc.array(
      fc.tuple(
        fc.constantFrom(...Object.values(mutations)),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
      ),
      { minLength: 1, maxLength: 5 },
    ),
  })
  .map(({ at: { sound, path }, steps }): Mangled => {
    const text = steps.reduce(
      (made, [mutation, at, other]) =>
        mutation(made, Math.floor(at * made.length), Math.floor(other * made.length)),
      sound.texts[path] ?? "",
    );
    return { sound, path, texts: { ...sound.texts, [path]: text } };
  });
