/** What is being written where the cursor stands. */
import type { YamlPath } from "../config/yaml-source.ts";
import { isEmpty, lineEnd, scanYaml, skipSpaces, type Entry } from "./scan-yaml.ts";

export type CursorPlace = {
  /** `key`: a key of the map at `path`. `value`: the value at `path`, which may turn out to be a map's first key. */
  readonly kind: "key" | "value";
  readonly path: YamlPath;
  /** Where what has been written so far starts: an offset. */
  readonly from: number;
  /** Whether the value stands behind its key in the same line, or in brackets, where no line of its own can begin. */
  readonly inline: boolean;
  /** The key that the cursor is on. */
  readonly own: Entry | undefined;
};

/**
 * @param offset of the cursor in the text
 * @returns `undefined` in comments and where nothing can stand
 */
export function cursorPlace(
  text: string,
  offset: number,
  entries: readonly Entry[] = scanYaml(text),
): CursorPlace | undefined {
  const lineStart = text.lastIndexOf("\n", offset - 1) + 1;
  const inside = innermost(entries, (e) => covers(text, e, offset));
  if (inside !== undefined && isOpenBracket(text, inside))
    return flowPlace(text, inside, offset, entries);
  const onKey = entries.find((e) => !e.flow && e.key.start <= offset && offset <= e.key.end);
  if (onKey !== undefined && typeof onKey.path.at(-1) === "string")
    return {
      kind: "key",
      path: onKey.path.slice(0, -1),
      from: onKey.key.start,
      inline: false,
      own: onKey,
    };
  const before = text.slice(lineStart, offset);
  if (/^\s*#/.test(before)) return undefined;
  if (inside !== undefined) return valuePlace(inside, inside.value.start, lineStart);
  const behind = entries.findLast((e) => !e.flow && e.key.start >= lineStart && e.key.end < offset);
  if (behind !== undefined && (typeof behind.path.at(-1) === "string" || !isEmpty(behind.value))) {
    if (/\s#/.test(text.slice(Math.max(behind.value.end, behind.key.end), offset)))
      return undefined;
    if (
      !/^\s*:\s/.test(text.slice(behind.key.end, offset)) &&
      typeof behind.path.at(-1) === "string"
    )
      return undefined;
    return valuePlace(behind, isEmpty(behind.value) ? offset : behind.value.start, lineStart);
  }
  return barePlace(text, entries, lineStart, offset);
}

/** A line without a key: a blank one, one behind a dash, or a word that may become a key. */
function barePlace(
  text: string,
  entries: readonly Entry[],
  lineStart: number,
  offset: number,
): CursorPlace {
  const block = entries.filter((e) => !e.flow && e.key.start < offset);
  const dash = block.findLast((e) => e.key.start >= lineStart && typeof e.path.at(-1) === "number");
  const wordStart = Math.min(
    offset,
    skipSpaces(text, dash === undefined ? lineStart : dash.key.end),
  );
  if (dash !== undefined)
    return { kind: "value", path: dash.path, from: wordStart, inline: false, own: undefined };
  let column = wordStart - lineStart;
  for (const entry of block.toReversed()) {
    if (entry.column >= column) continue;
    if (isEmpty(entry.value))
      return { kind: "value", path: entry.path, from: wordStart, inline: false, own: undefined };
    column = entry.column;
  }
  return { kind: "key", path: [], from: wordStart, inline: false, own: undefined };
}

function valuePlace(entry: Entry, from: number, lineStart: number): CursorPlace {
  const inline = entry.key.start >= lineStart && typeof entry.path.at(-1) === "string";
  return { kind: "value", path: entry.path, from, inline, own: undefined };
}

/** Inside brackets: finds the part between commas that the cursor is in. */
function flowPlace(
  text: string,
  entry: Entry,
  offset: number,
  entries: readonly Entry[],
): CursorPlace {
  let start = entry.value.start + 1;
  let index = 0;
  let depth = 0;
  for (let at = start; at < offset; at += 1) {
    const char = text[at] ?? "";
    if (/['"]/.test(char) && /[\s,:[{]/.test(text[at - 1] ?? "")) {
      const close = text.indexOf(char, at + 1);
      if (close < 0 || close >= offset) break;
      at = close;
    } else if (char === "{" || char === "[") depth += 1;
    else if (char === "}" || char === "]") depth -= 1;
    else if (char === "," && depth === 0) {
      start = at + 1;
      index += 1;
    }
  }
  const from = offset - text.slice(start, offset).trimStart().length;
  if (text[entry.value.start] === "[")
    return { kind: "value", path: [...entry.path, index], from, inline: true, own: undefined };
  const written = text.slice(from, offset);
  const colon = /^(?:"[^"]*"|'[^']*'|[^:]*?)\s*:(?:\s|$)/.exec(written);
  const own = entries.find(
    (e) => e.flow && e.key.start === from && e.path.length === entry.path.length + 1,
  );
  if (colon === null) return { kind: "key", path: entry.path, from, inline: true, own };
  const key = colon[0].replace(/\s*:\s*$/, "").replace(/^(['"])(.*)\1$/, "$2");
  const valueStart = offset - text.slice(from + colon[0].length, offset).trimStart().length;
  return {
    kind: "value",
    path: [...entry.path, key],
    from: valueStart,
    inline: true,
    own: undefined,
  };
}

/** Whether the cursor is in the value, the end of its last line included. */
function covers(text: string, { value }: Entry, offset: number): boolean {
  if (isEmpty(value) || offset < value.start) return false;
  const bracket = text[value.start] === "{" || text[value.start] === "[";
  if (bracket)
    return (
      offset > value.start &&
      (offset < value.end || (offset === value.end && !isClosed(text, value)))
    );
  const end = text.slice(value.end, lineEnd(text, value.end));
  return offset <= value.end + (/^\s*$/.test(end) ? end.length : 0);
}

const isClosed = (text: string, value: Entry["value"]): boolean =>
  /[}\]]/.test(text[value.end - 1] ?? "");
const isOpenBracket = (text: string, { value }: Entry): boolean =>
  /[{[]/.test(text[value.start] ?? "");

/** The deepest entry that holds; of flow values only brackets, because their parts are found by commas. */
const innermost = (
  entries: readonly Entry[],
  holds: (entry: Entry) => boolean,
): Entry | undefined =>
  entries
    .filter((e) => holds(e))
    .reduce<Entry | undefined>(
      (deepest, e) => (e.path.length >= (deepest?.path.length ?? 0) ? e : deepest),
      undefined,
    );
