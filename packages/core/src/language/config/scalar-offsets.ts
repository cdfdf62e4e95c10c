import type { Scalar } from "yaml";

/**
 * Where each character of a scalar's value stands in the file: plain, quoted, literal and folded, with any line ending.
 *
 * @param source the whole file
 * @param node a scalar of it, with its range
 * @param value the scalar's value as text
 * @returns `value.length + 1` offsets into `source`, ascending; the last is the end of the scalar
 * @example scalarOffsets("when: a", node, "a") // => [6, 7]
 */
export function scalarOffsets(source: string, node: Scalar, value: string): readonly number[] {
  const range = node.range;
  if (!range) return [];
  switch (node.type) {
    case "BLOCK_LITERAL":
    case "BLOCK_FOLDED":
      return blockOffsets(source, range[0], range[1], value);
    case "QUOTE_DOUBLE":
      return flowOffsets(source, range[0] + 1, range[1] - 1, value, "double");
    case "QUOTE_SINGLE":
      return flowOffsets(source, range[0] + 1, range[1] - 1, value, "single");
    default:
      return flowOffsets(source, range[0], range[1], value, "plain");
  }
}

const escapeLengths: Readonly<Record<string, number>> = { x: 4, u: 6, U: 10 };
const isSpace = (char: string | undefined): boolean => char === " " || char === "\t";
const isBreak = (char: string | undefined): boolean => char === "\n" || char === "\r";

function flowOffsets(
  source: string,
  from: number,
  end: number,
  value: string,
  style: "plain" | "single" | "double",
): readonly number[] {
  const offsets: number[] = [];
  let at = from;
  let i = 0;
  while (i < value.length) {
    const fold = foldEnd(source, at, end);
    if (fold !== undefined) {
      // A fold yields one space, or a line feed for each empty line.
      const breaks = source.slice(at, fold).match(/\r\n|\r|\n/g)?.length ?? 1;
      for (let n = 0; n < Math.max(1, breaks - 1) && i < value.length; n += 1) {
        offsets.push(at);
        i += 1;
      }
      at = fold;
      continue;
    }
    if (style === "double" && source[at] === "\\") {
      if (isBreak(source[at + 1])) {
        // An escaped break yields nothing, and neither does the white space behind it.
        at += source.startsWith("\r\n", at + 1) ? 3 : 2;
        while (at < end && isSpace(source[at])) at += 1;
        continue;
      }
      const length = escapeLengths[source[at + 1] ?? ""] ?? 2;
      const code = source.slice(at, at + length);
      const wide = code.startsWith("\\U") && Number.parseInt(code.slice(2), 16) > 0xffff;
      offsets.push(at);
      i += 1;
      if (wide) {
        offsets.push(at);
        i += 1;
      }
      at += length;
      continue;
    }
    offsets.push(at);
    at += style === "single" && source[at] === "'" ? 2 : 1;
    i += 1;
  }
  offsets.push(Math.min(at, end));
  return offsets;
}

/** Behind a line break with the white space around it, where one starts here; else `undefined`. */
function foldEnd(source: string, from: number, end: number): number | undefined {
  let at = from;
  while (at < end && isSpace(source[at])) at += 1;
  if (at >= end || !isBreak(source[at])) return undefined;
  while (at < end && (isSpace(source[at]) || isBreak(source[at]))) at += 1;
  return at;
}

function blockOffsets(source: string, from: number, end: number, value: string): readonly number[] {
  const offsets: number[] = [];
  let at = source.indexOf("\n", from) + 1;
  const indent = blockIndent(source, at, end, value);
  let i = 0;
  at += Math.min(indent, leadingSpaces(source, at, end));
  while (i < value.length && at < end) {
    if (!isBreak(source[at])) {
      offsets.push(at);
      at += 1;
      i += 1;
      continue;
    }
    const start = at;
    let breaks = 0;
    let next = at;
    while (next < end && isBreak(source[next])) {
      next += source[next] === "\r" ? 2 : 1;
      breaks += 1;
      next += Math.min(indent, leadingSpaces(source, next, end));
    }
    at = next;
    for (let n = 0; n < breaks && (value[i] === "\n" || value[i] === " "); n += 1) {
      // A fold that became a space is one character; leading spaces of a deeper line belong to the next line.
      offsets.push(start);
      i += 1;
      if (value[i - 1] === " ") break;
    }
  }
  while (offsets.length < value.length + 1) offsets.push(Math.min(at, end));
  return offsets;
}

function leadingSpaces(source: string, from: number, end: number): number {
  let at = from;
  while (at < end && source[at] === " ") at += 1;
  return at - from;
}

/** How many spaces of each line are indentation: what the first line with content has more in the file than in the value. */
function blockIndent(source: string, from: number, end: number, value: string): number {
  const kept = /^(?: *\n)*( *)/.exec(value)?.[1]?.length ?? 0;
  let at = from;
  while (at < end) {
    const spaces = leadingSpaces(source, at, end);
    if (!isBreak(source[at + spaces])) return Math.max(0, spaces - kept);
    at = source.indexOf("\n", at + spaces) + 1;
    if (at === 0) break;
  }
  return 0;
}
