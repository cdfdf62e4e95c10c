/** Lays a file out anew: indentation, spaces, blank lines. What it says stays as it is, comments and every scalar too. */
import {
  isCollection,
  isMap,
  isPair,
  isScalar,
  isSeq,
  Lexer,
  parseDocument,
  visit,
  type Document,
} from "yaml";
import type { TextEdit } from "../../problem.ts";
import { maximumSize } from "../config/maximum-size.ts";
import { rangesIn } from "./segment-places.ts";

/** Private characters that mark where a scalar goes; a text that has them is left alone. */
const open = "\uE000";
const close = "\uE001";
/** Makes a mark as wide as what it stands for, so that the printer breaks long lists where it should. */
const pad = "\uE002";
/** Nobody nests deeper, and the printer descends with the text. */
const maximumDepth = 60;

/**
 * The text as this project writes its files: two spaces a level, lists one level deeper than their key, `{ a: b }`,
 * `[a, b]`, one blank line at most. Keys keep their order, scalars and comments their letters: what is between quotes, and
 * rules, are not touched.
 *
 * @returns the text itself where it is no sound YAML, or where anything but the layout would change
 * @example formatText("a:   1\nb: {c: 2}") // => "a: 1\nb: { c: 2 }\n"
 */
export function formatText(text: string): string {
  if (text.length > maximumSize) return text;
  const mark = text.startsWith("\uFEFF") ? "\uFEFF" : "";
  const breaks = text.includes("\r\n") ? "\r\n" : "\n";
  const plain = text.slice(mark.length).replaceAll("\r\n", "\n");
  const once = laidOut(plain);
  if (once === undefined || !saysTheSame(plain, once) || laidOut(once) !== once) return text;
  return mark + once.replaceAll("\n", breaks);
}

/** The one edit that formats a file; none where it is well as it is. */
export function formatEdits(file: string, text: string): readonly TextEdit[] {
  const made = formatText(text);
  if (made === text) return [];
  let start = 0;
  while (start < made.length && made[start] === text[start]) start += 1;
  let tail = 0;
  const most = Math.min(made.length, text.length) - start;
  while (tail < most && made.at(-1 - tail) === text.at(-1 - tail)) tail += 1;
  // An edit must not part the two halves of a line break, or of a character.
  while (start > 0 && /[\r\uD800-\uDBFF]/.test(made[start - 1] ?? "")) start -= 1;
  while (tail > 0 && /[\n\uDC00-\uDFFF]/.test(made.at(-tail) ?? "")) tail -= 1;
  const range = rangesIn(text)({ start, end: text.length - tail });
  return [{ file, range, newText: made.slice(start, made.length - tail) }];
}

type Written = {
  readonly text: string;
  /** What stands behind a key whose value begins in the next line. */
  readonly comment: string | undefined;
};

function laidOut(text: string): string | undefined {
  if (/[\uE000-\uE002\r]/.test(text)) return undefined;
  const document = parsed(text);
  if (document.errors.length > 0 || document.contents === null || isTooDeep(document))
    return undefined;
  const scalars: Written[] = [];
  const behind = new Map<unknown, string>();
  const anchors = new Set<string | undefined>();
  // Tags, and aliases of nothing, are no part of our files: the printer has ideas of its own about them.
  let odd = false;
  visit(document, {
    Alias: (_, { source }) => {
      odd ||= !anchors.has(source);
    },
    Collection: (_, { anchor, tag }) => {
      anchors.add(anchor);
      odd ||= tag !== undefined;
    },
    Pair: (_, { key, value }) => {
      odd ||= key === null || value === null;
      // The printer would move a comment behind a key to a line of its own.
      if (!isScalar(key) || !isCollection(value) || value.flow === true) return;
      const between = text.slice(key.range?.[1] ?? 0, value.range?.[0] ?? 0);
      const comment = /^\s*:[^\n#]*?[ \t](#[^\n]*)/.exec(between)?.[1]?.trimEnd();
      const [first, ...rest] = value.commentBefore?.split("\n") ?? [];
      if (comment === undefined || first === undefined || comment !== `#${first}`.trimEnd()) return;
      behind.set(key, comment);
      value.commentBefore = rest.length === 0 ? null : rest.join("\n");
    },
    Scalar: (_, node) => {
      anchors.add(node.anchor);
      odd ||= node.tag !== undefined;
      const [start, end] = node.range ?? [0, 0];
      if (end <= start) return;
      const raw = text.slice(start, end);
      node.value = `${open}${scalars.length}${close}`.padEnd(
        raw.split("\n", 1)[0]?.length ?? 0,
        pad,
      );
      node.type = "PLAIN";
      scalars.push({ text: raw, comment: behind.get(node) });
    },
  });
  if (odd) return undefined;
  const printed = document.toString({
    lineWidth: 100,
    minContentWidth: 0,
    flowCollectionPadding: true,
    indentSeq: true,
  });
  return withScalars(withoutListPadding(printed), scalars);
}

/** Every scalar is a text here, so that numbers keep the digits they are written with. */
const parsed = (text: string): Document =>
  parseDocument(text, {
    schema: "failsafe",
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: "error",
  });

/** The printer pads braces and brackets alike. */
function withoutListPadding(text: string): string {
  const spaces = new Set<number>();
  visit(parsed(text), {
    Seq: (_, { flow, range }) => {
      if (flow !== true || !range) return;
      const [start, end] = range;
      if (/^\[ [^\n]/.test(text.slice(start, start + 3))) spaces.add(start + 1);
      if (/\S \]$/.test(text.slice(end - 3, end))) spaces.add(end - 2);
    },
  });
  return spaces.size === 0
    ? text
    : text.replaceAll(" ", (space, at: number) => (spaces.has(at) ? "" : space));
}

/** Puts scalars back as they were written; lines of long ones go one level deeper than their key. */
function withScalars(text: string, scalars: readonly Written[]): string {
  return text
    .split("\n")
    .map((line) => {
      const indent = " ".repeat((/^ *(?:- +)*/.exec(line)?.[0].length ?? 0) + 2);
      const below: string[] = [];
      const comments: string[] = [];
      const head = line.replace(/\uE000(\d+)\uE001\uE002*/g, (_, index: string) => {
        const written = scalars[Number(index)];
        const [first = "", ...rest] = (written?.text ?? "").split("\n");
        if (written?.comment !== undefined) comments.push(written.comment);
        if (rest.length === 0) return first;
        const block = /^[|>]/.test(first);
        if (block) {
          below.push(...reindented(rest, indent));
          return first.replace(/\s*(?:#.*)?$/, ""); // the printer writes the comment
        }
        return [
          first.trimEnd(),
          ...rest.map((l) => (l.trim() === "" ? "" : indent + l.trim())),
        ].join("\n");
      });
      return [[head, ...comments].join(" "), ...below].join("\n");
    })
    .join("\n")
    .replace(/\n+$/, "\n");
}

/** The lines of a block scalar, moved together. */
function reindented(lines: readonly string[], indent: string): readonly string[] {
  const first = lines.find((line) => line.trim() !== "") ?? "";
  const before = first.length - first.trimStart().length;
  const moved = lines.map((line) =>
    line.trim() === "" ? line.slice(before) : indent + line.slice(before),
  );
  return moved.at(-1) === "" ? moved.slice(0, -1) : moved;
}

const saysTheSame = (a: string, b: string): boolean =>
  signature(a) === signature(b) && JSON.stringify(commentsOf(a)) === JSON.stringify(commentsOf(b));

/** Kinds, names and values of all nodes in order. */
function signature(text: string): string {
  const document = parsed(text);
  const found: unknown[] = [document.errors.length];
  visit(document, {
    Map: (_, { items, anchor, tag }) => void found.push(["map", items.length, anchor, tag]),
    Seq: (_, { items, anchor, tag }) => void found.push(["seq", items.length, anchor, tag]),
    Scalar: (_, { value, anchor, tag }) => void found.push(["scalar", value, anchor, tag]),
    Alias: (_, { source }) => void found.push(["alias", source]),
  });
  return JSON.stringify(found);
}

const commentsOf = (text: string): readonly string[] =>
  [...new Lexer().lex(text)].filter((token) => token.startsWith("#")).map((c) => c.trimEnd());

function isTooDeep({ contents }: Document): boolean {
  const rest: (readonly [unknown, number])[] = [[contents, 0]];
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    const [node, depth] = next;
    if (depth > maximumDepth) return true;
    if (!isCollection(node)) continue;
    if (isMap(node))
      for (const { key, value } of node.items) rest.push([key, depth + 1], [value, depth + 1]);
    if (isSeq(node))
      for (const item of node.items)
        rest.push(isPair(item) ? [item.value, depth + 1] : [item, depth + 1]);
  }
  return false;
}
