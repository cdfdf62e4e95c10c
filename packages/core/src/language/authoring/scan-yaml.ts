/**
 * Reads the outline of a YAML text line by line: which keys stand where, by indentation. A text that is being typed is
 * broken most of the time; this never fails and is linear, so that editors have something to go by on every keystroke.
 * What a file means is decided by `config/`, never here.
 */
import { maximumSize } from "../config/maximum-size.ts";
import type { YamlPath } from "../config/yaml-source.ts";
import type { Span } from "../expression/ast.ts";

/** A key with its value, or an item of a list. Spans are offsets into the text. */
export type Entry = {
  /** Keys and indices from the root of the file; the last one is its own. */
  readonly path: YamlPath;
  /** The key without its colon; of an item, its dash; of an item in brackets, nothing before it. */
  readonly key: Span;
  /** What is written behind it, quotes and brackets included; empty where only deeper lines follow, or nothing. */
  readonly value: Span;
  /** Where the key starts in its line. */
  readonly column: number;
  /** Whether it stands in brackets. */
  readonly flow: boolean;
};

type Level = { readonly column: number; readonly index: number };
type Draft = { path: YamlPath; key: Span; value: Span; column: number; flow: boolean };

const keyPattern =
  /(?:"(?:[^"\\\r\n]|\\.)*"|'(?:[^'\r\n]|'')*'|(?:[^\s#:,[\]{}&*!|>'"%@`-]|[-:](?=[^\s]))(?:(?!\s#)[^\r\n])*?)(?=\s*:(?:\s|$))/y;

/** One keystroke asks for colours, hovers and marks of the same texts; files of this size and number are remembered. */
const remembered = { characters: 1_000_000, texts: 256 };
const recent = new Map<string, readonly Entry[]>();

/**
 * @returns every entry in the order of the text, parents before what is in them; the same ones for the same text; none of
 *   a text that is too large to be a file of a project
 */
export function scanYaml(text: string): readonly Entry[] {
  if (text.length > maximumSize) return [];
  const known = recent.get(text);
  if (known !== undefined) return known;
  const entries = entriesOf(text);
  if (text.length > remembered.characters) return entries;
  for (const [oldest] of recent) {
    if (recent.size < remembered.texts) break;
    recent.delete(oldest);
  }
  recent.set(text, entries);
  return entries;
}

function entriesOf(text: string): readonly Entry[] {
  const entries: Draft[] = [];
  let stack: Level[] = [];

  const top = (): Draft | undefined => entries[stack.at(-1)?.index ?? -1];
  const popTo = (column: number): void => {
    while ((stack.at(-1)?.column ?? -1) >= column) stack.pop();
  };
  const open = (part: string | number, key: Span, column: number): Draft => {
    const value = { start: key.end, end: key.end };
    const draft = { path: [...(top()?.path ?? []), part], key, value, column, flow: false };
    stack.push({ column, index: entries.length });
    entries.push(draft);
    return draft;
  };
  const openItem = (at: number, column: number): Draft => {
    popTo(column + 1);
    let index = 0;
    const before = stack.at(-1);
    const last = before === undefined ? undefined : entries[before.index]?.path.at(-1);
    if (before?.column === column && typeof last === "number") {
      index = last + 1;
      stack.pop();
    }
    return open(index, { start: at, end: at + 1 }, column);
  };

  /** Reads one line, or the several of a value that begins in it; returns where the next one starts. */
  const line = (start: number): number => {
    const end = lineEnd(text, start);
    const first = skipSpaces(text, start);
    if (
      first >= end ||
      text[first] === "#" ||
      /^(?:---|\.\.\.|%)/.test(text.slice(start, start + 3))
    ) {
      if (text.startsWith("---", start)) stack = [];
      return nextLine(text, end);
    }
    const above = top();
    if (
      above !== undefined &&
      !isEmpty(above.value) &&
      first - start > above.column &&
      !isBracket(text, above)
    ) {
      above.value = { start: above.value.start, end: plainEnd(text, first, end) };
      return nextLine(text, end);
    }
    let at = first;
    let owner: Draft | undefined;
    while (text[at] === "-" && (at + 1 >= end || isSpace(text[at + 1]))) {
      owner = openItem(at, at - start);
      at = skipSpaces(text, at + 1);
    }
    if (at >= end || text[at] === "#") return nextLine(text, end);
    const key = matchKey(text, at);
    if (key !== undefined) {
      popTo(at - start);
      owner = open(plainText(text, key), key, at - start);
      at = skipSpaces(text, text.indexOf(":", key.end) + 1);
    } else if (owner === undefined) {
      popTo(at - start);
      owner = top();
      const index = stack.at(-1)?.index;
      if (owner === undefined || !isEmpty(owner.value) || index !== entries.length - 1)
        return nextLine(text, end);
    }
    return owner === undefined ? nextLine(text, end) : value(owner, at, end);
  };

  const value = (owner: Draft, from: number, end: number): number => {
    let at = from;
    while (at < end && /[&!]/.test(text[at] ?? "")) at = skipSpaces(text, wordEnd(text, at, end));
    const char = text[at];
    if (at >= end || char === "#") return nextLine(text, end);
    if ((char === "|" || char === ">") && /^[|>][-+\d]*\s*(?:#.*)?$/.test(text.slice(at, end))) {
      const stop = blockEnd(text, nextLine(text, end), owner.column);
      const start = nextLine(text, end);
      owner.value = {
        start: Math.min(start, stop),
        end: Math.max(start, trimmed(text, start, stop)),
      };
      return stop;
    }
    if (char === "{" || char === "[") {
      const limit = blockEnd(text, nextLine(text, end), owner.column);
      const stop = scanFlow(text, at, limit, owner.path, entries);
      owner.value = { start: at, end: stop };
      return nextLine(text, lineEnd(text, Math.max(at, stop - 1)));
    }
    owner.value = { start: at, end: plainEnd(text, at, end) };
    return nextLine(text, end);
  };

  for (let at = 0; at < text.length;) at = line(at);
  return entries;
}

/** Reads a collection in brackets from `at`; stops behind its end, or at `limit` where it has none. */
function scanFlow(
  text: string,
  at: number,
  limit: number,
  path: YamlPath,
  entries: Draft[],
): number {
  const map = text[at] === "{";
  let cursor = at + 1;
  for (let index = 0; cursor < limit;) {
    const char = text[cursor] ?? "";
    if (char === "}" || char === "]") return cursor + 1;
    if (char === "," || /\s/.test(char)) {
      if (char === ",") index += 1;
      cursor += 1;
      continue;
    }
    if (char === "#" && isSpace(text[cursor - 1])) {
      cursor = lineEnd(text, cursor);
      continue;
    }
    let key: Span = { start: cursor, end: cursor };
    if (map) {
      key = { start: cursor, end: flowScalarEnd(text, cursor, limit, true) };
      if (key.end === key.start) {
        cursor += 1; // a stray colon
        continue;
      }
      cursor = skipSpaces(text, key.end);
      if (text[cursor] === ":") cursor = skipSpaces(text, cursor + 1);
      else if (!isBracketChar(text[cursor])) continue;
    }
    const part = map ? plainText(text, key) : index;
    const start = Math.min(cursor, limit);
    const draft: Draft = {
      path: [...path, part],
      key,
      value: { start, end: start },
      column: 0,
      flow: true,
    };
    entries.push(draft);
    const next = text[cursor];
    const end =
      (next === "{" || next === "[") && path.length < 20
        ? scanFlow(text, cursor, limit, draft.path, entries)
        : flowScalarEnd(text, cursor, limit, false);
    draft.value = { start, end: Math.max(start, trimmed(text, start, end)) };
    cursor = Math.max(end, map ? cursor : cursor + 1);
  }
  return limit;
}

function flowScalarEnd(text: string, at: number, limit: number, key: boolean): number {
  const quote = text[at];
  if (quote === '"' || quote === "'") {
    for (let i = at + 1; i < limit && text[i] !== "\n"; i += 1) {
      if (quote === '"' && text[i] === "\\") i += 1;
      else if (text[i] === quote && text[i + 1] === quote && quote === "'") i += 1;
      else if (text[i] === quote) return i + 1;
    }
    return Math.min(limit, lineEnd(text, at));
  }
  let end = at;
  while (end < limit && !/[,{}[\]\n]/.test(text[end] ?? "")) {
    if (key && text[end] === ":" && (isSpace(text[end + 1]) || /[,}\]]/.test(text[end + 1] ?? " ")))
      break;
    end += 1;
  }
  return trimmed(text, at, end);
}

function matchKey(text: string, at: number): Span | undefined {
  keyPattern.lastIndex = at;
  const match = keyPattern.exec(text);
  return match === null || match[0] === "" ? undefined : { start: at, end: at + match[0].length };
}

/** The start of the first line from `from` on that is not deeper than `column`, and so does not belong to its value. */
function blockEnd(text: string, from: number, column: number): number {
  for (let at = from; at < text.length; at = nextLine(text, lineEnd(text, at))) {
    const first = skipSpaces(text, at);
    if (first >= lineEnd(text, at)) continue;
    if (first - at <= column && !/[}\]]/.test(text[first] ?? "")) return at;
  }
  return text.length;
}

/** The end of what stands in a line, without comment and white space. */
function plainEnd(text: string, at: number, end: number): number {
  const quote = text[at];
  if (quote === '"' || quote === "'") {
    const close = flowScalarEnd(text, at, end, false);
    if (close > at + 1 && text[close - 1] === quote) return close;
  }
  const comment = text.slice(at, end).search(/\s#/);
  return trimmed(text, at, comment < 0 ? end : at + comment);
}

/** A key or a short scalar as it is meant, without its quotes. */
export function plainText(text: string, { start, end }: Span): string {
  const raw = text.slice(start, end);
  if (raw.length > 1 && raw.startsWith("'") && raw.endsWith("'"))
    return raw.slice(1, -1).replaceAll("''", "'");
  if (raw.length > 1 && raw.startsWith('"') && raw.endsWith('"'))
    return raw.slice(1, -1).replaceAll('\\"', '"');
  return raw;
}

export const isEmpty = (span: Span): boolean => span.end <= span.start;
const isSpace = (char: string | undefined): boolean => char === undefined || /\s/.test(char);
const isBracketChar = (char: string | undefined): boolean => char === "{" || char === "[";
const isBracket = (text: string, entry: Draft): boolean => isBracketChar(text[entry.value.start]);

export function lineEnd(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end < 0 ? text.length : end > at && text[end - 1] === "\r" ? end - 1 : end;
}

const nextLine = (text: string, end: number): number => {
  const at = text.indexOf("\n", end);
  return at < 0 ? text.length : at + 1;
};

/** Behind the spaces and tabs from `at` on. */
export function skipSpaces(text: string, at: number): number {
  let to = at;
  while (text[to] === " " || text[to] === "\t") to += 1;
  return to;
}

function wordEnd(text: string, at: number, end: number): number {
  let to = at;
  while (to < end && !isSpace(text[to])) to += 1;
  return to;
}

function trimmed(text: string, start: number, end: number): number {
  let to = end;
  while (to > start && /\s/.test(text[to - 1] ?? "")) to -= 1;
  return to;
}
