/** A YAML text with its tree: finds the range of a key or a value, and the offsets inside a scalar. */
import { isAlias, isMap, isNode, isPair, isScalar, isSeq, LineCounter, parseDocument } from "yaml";
import type { Document, Node, Pair, Scalar, YAMLMap } from "yaml";
import { fileStart, type Position, type Range } from "../../problem.ts";
import type { Span } from "../expression/ast.ts";
import { scalarOffsets } from "./scalar-offsets.ts";

export type YamlPath = readonly (string | number)[];

export type YamlSource = {
  readonly path: string;
  readonly text: string;
  readonly document: Document;
  readonly lines: LineCounter;
};

/** Parses a text. Faults are in `document.errors`. */
export function parseYaml(path: string, text: string): YamlSource {
  // The parser counts only the lines that it understood.
  const lines = new LineCounter();
  lines.addNewLine(0);
  for (const { index } of text.matchAll(/\n/g)) lines.addNewLine(index + 1);
  const document = parseDocument(text, {
    prettyErrors: false,
    uniqueKeys: false,
    // Whatever version a file declares: merge keys would hide where a value stands.
    schema: "core",
    // `!!binary`, `!!set` and the like would be values that no schema and no JSON knows.
    resolveKnownTags: false,
    logLevel: "error",
  });
  return { path, text, document, lines };
}

/** The position of an offset, zero-based. */
function positionAt(source: YamlSource, offset: number): Position {
  const { line, col } = source.lines.linePos(Math.max(0, Math.min(offset, source.text.length)));
  return { line: Math.max(0, line - 1), character: Math.max(0, col - 1) };
}

export const rangeAt = (source: YamlSource, start: number, end: number): Range => ({
  start: positionAt(source, start),
  end: positionAt(source, end),
});

/** The value node at a path; where an alias stands, what it repeats. */
export function nodeAt(source: YamlSource, path: YamlPath): Node | undefined {
  const resolved = (node: unknown): unknown =>
    isAlias(node) ? node.resolve(source.document) : node;
  let node = resolved(source.document.contents);
  for (const part of path) {
    if (isMap(node)) node = pairAt(node, part)?.value;
    else if (isSeq(node) && typeof part === "number") node = node.items[part];
    else return undefined;
    node = resolved(node);
  }
  return isNode(node) ? node : undefined;
}

const pairsOf = new WeakMap<YAMLMap, ReadonlyMap<string, Pair>>();

/** A key's pair. Names are NFC, so a key that is written in parts is found too. */
function pairAt(map: YAMLMap, key: string | number): Pair | undefined {
  let pairs = pairsOf.get(map);
  if (pairs === undefined) {
    const found = new Map<string, Pair>();
    for (const item of map.items) {
      if (!isPair(item) || !isScalar(item.key)) continue;
      const name = String(item.key.value).normalize("NFC");
      if (!found.has(name)) found.set(name, item);
    }
    pairsOf.set(map, (pairs = found));
  }
  return pairs.get(String(key).normalize("NFC"));
}

/** The range of a value; of the nearest parent's key where there is no such value. */
export function rangeOfValue(source: YamlSource, path: YamlPath): Range {
  const node = nodeAt(source, path);
  const range = node?.range;
  if (range) return rangeAt(source, range[0], trimmedEnd(source.text, range[0], range[1]));
  return path.length === 0 ? fileStart : rangeOfKey(source, path);
}

/** The range of the key that a path ends with; for list items the item itself; else the nearest parent's. */
export function rangeOfKey(source: YamlSource, path: YamlPath): Range {
  const last = path.at(-1);
  if (last === undefined) return firstLine(source);
  const parent = nodeAt(source, path.slice(0, -1));
  if (isMap(parent)) {
    const key = pairAt(parent, last)?.key;
    if (isScalar(key) && key.range) return rangeAt(source, key.range[0], key.range[1]);
  }
  if (isSeq(parent) && typeof last === "number") {
    const item = parent.items[last];
    if (isMap(item)) {
      const key = item.items[0]?.key;
      if (isScalar(key) && key.range) return rangeAt(source, key.range[0], key.range[1]);
    }
    if (isNode(item) && item.range)
      return rangeAt(source, item.range[0], trimmedEnd(source.text, item.range[0], item.range[1]));
  }
  return rangeOfKey(source, path.slice(0, -1));
}

/** A scalar that holds an expression: its text as YAML reads it, and where each part of it stands in the file. */
export type ScalarText = { readonly text: string; readonly rangeOf: (span: Span) => Range };

const scalarTexts = new WeakMap<Scalar, ScalarText>();

/** The scalar at a path as text; numbers and booleans as they are written. The same one as long as the file stays as it is. */
export function scalarAt(source: YamlSource, path: YamlPath): ScalarText | undefined {
  const node = nodeAt(source, path);
  if (!isScalar(node)) return undefined;
  const text = scalarTexts.get(node) ?? scalarText(source, node);
  scalarTexts.set(node, text);
  return text;
}

function scalarText(source: YamlSource, node: Scalar): ScalarText {
  const text = typeof node.value === "string" ? node.value : (node.source ?? "");
  let found: readonly number[] | undefined;
  const rangeOf = ({ start, end }: Span): Range => {
    const offsets = (found ??= scalarOffsets(source.text, node, text)); // most are never asked for
    const from = offsets[Math.min(start, text.length)] ?? node.range?.[0] ?? 0;
    // The end is one behind the last character, so that white space of folds does not count.
    const last = end > start ? (offsets[Math.min(end, text.length) - 1] ?? from) + 1 : from;
    return rangeAt(source, from, Math.max(from, last));
  };
  return { text, rangeOf };
}

function firstLine(source: YamlSource): Range {
  const end = source.text.search(/\r?\n/);
  return rangeAt(source, 0, end < 0 ? source.text.length : end);
}

function trimmedEnd(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && /\s/.test(text[at - 1] ?? "")) at -= 1;
  return at;
}
