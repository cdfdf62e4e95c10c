/** How the cells of a segment are written: a key for each side where one rectangle or box holds them, else `cells`. */
import type { Localised } from "../../config/text.ts";
import type { Span } from "../../expression/ast.ts";
import { inQuotes, isPlain } from "../rule-edits.ts";
import { isEmpty, lineEnd, type Entry } from "../scan-yaml.ts";
import { rectanglesOf, type Cell, type Rectangle } from "./rectangles.ts";

type SpanEdit = { readonly span: Span; readonly newText: string };

/**
 * The edits of one segment's item.
 *
 * @param index of the item in `segments`
 * @param scale scores are 1 to this; a side that is not written goes from end to end
 * @returns `undefined` where a comment stands in what would be replaced
 */
export function cellsEdit(
  text: string,
  entries: readonly Entry[],
  index: number,
  rectangles: readonly Rectangle[],
  scale: number,
): readonly SpanEdit[] | undefined {
  const own = entries.filter(({ path }) => path[0] === "segments" && path[1] === index);
  const at = (name: string): Entry | undefined =>
    own.find(({ path }) => path.length === 3 && path[2] === name);
  const cells = at("cells");
  if (cells !== undefined) {
    const inside = own.filter(({ path }) => path[2] === "cells");
    return replaced(text, valueSpan(text, cells, inside), ` ${listText(rectangles, scale)}`, cells);
  }
  const sides = axes.flatMap((name) => {
    const entry = at(name);
    return entry === undefined ? [] : [{ name, entry }];
  });
  const [only] = rectangles;
  const [first, ...others] = sides.toSorted((a, b) => a.entry.key.start - b.entry.key.start);
  if (first === undefined) return undefined;
  const isWritten = (name: Axis): boolean => sides.some((side) => side.name === name);
  if (
    only !== undefined &&
    rectangles.length === 1 &&
    axes.every((name) => isWritten(name) || isWhole(only[name], scale))
  )
    return sides.map(({ name, entry: { value } }) => ({
      span: value,
      newText: sideText(only[name] ?? [1, scale]),
    }));
  return [
    {
      span: { start: first.entry.key.start, end: first.entry.value.end },
      newText: `cells: ${listText(rectangles, scale)}`,
    },
    ...others.map(({ entry }) => ({ span: withoutEntry(text, entry), newText: "" })),
  ];
}

/** A whole `segments:` block for a file that has none, one segment a line. */
export function mapText(
  text: string,
  segments: readonly {
    readonly id: string;
    readonly title: Localised;
    readonly cells: readonly Cell[];
  }[],
): string {
  const line = text.includes("\r\n") ? "\r\n" : "\n";
  const items = segments.map(({ id, title, cells }) => {
    const rectangles = rectanglesOf(cells);
    const [only] = rectangles;
    const where =
      only !== undefined && rectangles.length === 1
        ? `recency: ${sideText(only.recency)}, frequency: ${sideText(only.frequency)}`
        : `cells: ${listText(rectangles, null)}`;
    return `  - { id: ${id}, title: ${titleText(title)}, ${where} }`;
  });
  const before = text === "" || text.endsWith("\n") ? "" : line;
  return `${before}${["segments:", ...items].join(line)}${line}`;
}

function titleText(title: Localised): string {
  const scalar = (words: string): string => (isPlain(words, true) ? words : inQuotes(words));
  if (typeof title === "string") return scalar(title);
  const parts = Object.entries(title).map(
    ([locale, words]) => `${locale === "zh" ? "zh-CN" : locale}: ${scalar(words)}`,
  );
  return `{ ${parts.join(", ")} }`;
}

const sideText = ([low, high]: readonly [number, number]): string =>
  low === high ? String(low) : `[${low}, ${high}]`;

/** @param scale sides from end to end of it are left out of what has monetary sides; `null` leaves none out */
const listText = (rectangles: readonly Rectangle[], scale: number | null): string =>
  `[${rectangles
    .map((r) => {
      const inFlat = r.monetary === undefined;
      const sides = axes.flatMap((name) => {
        const side = r[name];
        const left = side === undefined || (!inFlat && scale !== null && isWhole(side, scale));
        return left ? [] : [`${name}: ${sideText(side)}`];
      });
      return `{ ${(sides.length === 0 ? [`recency: ${sideText(r.recency)}`] : sides).join(", ")} }`;
    })
    .join(", ")}]`;

const axes = ["recency", "frequency", "monetary"] as const;
type Axis = (typeof axes)[number];

const isWhole = (side: readonly [number, number] | undefined, scale: number): boolean =>
  side === undefined || (side[0] === 1 && side[1] === scale);

/** What stands behind a key and its colon, deeper lines included. */
function valueSpan(text: string, entry: Entry, inside: readonly Entry[]): Span {
  const start = text.indexOf(":", entry.key.end) + 1;
  const end = isEmpty(entry.value)
    ? Math.max(start, ...inside.map((e) => Math.max(e.key.end, e.value.end)))
    : entry.value.end;
  return { start, end };
}

function replaced(
  text: string,
  span: Span,
  newText: string,
  { value }: Entry,
): readonly SpanEdit[] | undefined {
  const before = text.slice(span.start, span.end);
  const hasComment = isEmpty(value) && /(?:^|\s)#/.test(before);
  return hasComment ? undefined : [{ span, newText }];
}

/** A key with its value and what parts it from the one before: its line, or a comma in brackets. */
function withoutEntry(text: string, { key, value, flow }: Entry): Span {
  if (flow) {
    const comma = text.lastIndexOf(",", key.start);
    return { start: comma, end: value.end };
  }
  const end = lineEnd(text, value.end);
  const hasComment = text.slice(value.end, end).includes("#");
  const lineStart = text.lastIndexOf("\n", key.start - 1) + 1;
  if (hasComment) return { start: key.start, end: value.end };
  const before = text[lineStart - 2] === "\r" ? lineStart - 2 : lineStart - 1;
  return { start: Math.max(0, before), end };
}
