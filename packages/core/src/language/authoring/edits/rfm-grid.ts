/** The map of an RFM segmentation as cells of scores, and what painting cells writes into the text. */
import type { TextEdit } from "../../../problem.ts";
import type { Localised } from "../../config/text.ts";
import type { Span } from "../../expression/ast.ts";
import { tenSegmentMap } from "../../model/rfm-map.ts";
import { titleOf } from "../../model/title-of.ts";
import { writtenAt } from "../expression-text.ts";
import { plainText, scanYaml, type Entry } from "../scan-yaml.ts";
import { rangesIn } from "../segment-places.ts";
import { rectanglesOf, type Cell, type Rectangle } from "./rectangles.ts";
import { cellsEdit, mapText } from "./rfm-edits.ts";

export type GridSegment = {
  readonly id: string;
  readonly title: Localised;
  readonly cells: readonly Cell[];
};

export type RfmGrid = {
  /** Scores are 1 to this. */
  readonly scale: number;
  /** Whether its segments look at monetary scores: then each cell has one. */
  readonly monetary: boolean;
  readonly segments: readonly GridSegment[];
  /** The segments are those that come with `kind: rfm`: painting writes them all into the file. */
  readonly ready: boolean;
};

/** Why nothing can be painted. */
export type NoGrid = "not-rfm" | "unreadable";
/** Why nothing was painted: a segment would lose its last cell, a comment would be lost. */
export type NotPainted = NoGrid | "last-cell" | "comment" | "no-change";

/**
 * The grid of a file.
 *
 * @example rfmGridIn("segmentation: r\nkind: rfm\n") // the ten segments of the ready-made map
 */
export function rfmGridIn(text: string): RfmGrid | NoGrid {
  const entries = scanYaml(text);
  if (writtenAt(text, entries, "kind") !== "rfm") return "not-rfm";
  const scale = Number(writtenAt(text, entries, "scale") ?? 5);
  if (!Number.isInteger(scale) || scale < 2 || scale > 10) return "unreadable";
  const inSegments = entries.filter(({ path }) => path[0] === "segments");
  if (inSegments.length === 0) {
    const segments = tenSegmentMap.map(({ id, title, cells }) => ({
      id,
      title,
      cells: cells.flatMap(cellsOf),
    }));
    return scale === 5 ? { scale, monetary: false, segments, ready: true } : "unreadable";
  }
  const monetary = inSegments.some(({ path }) => path.at(-1) === "monetary");
  const ids = inSegments.filter(({ path }) => path.length === 3 && path[2] === "id");
  const segments: GridSegment[] = [];
  for (const { path, value } of ids) {
    const rectangles = rectanglesIn(text, inSegments, path[1], { scale, monetary });
    if (rectangles === undefined) return "unreadable";
    const id = plainText(text, value);
    segments.push({
      id,
      title: titleIn(text, inSegments, path[1]) ?? titleOf(id, undefined),
      cells: rectangles.flatMap(cellsOf),
    });
  }
  return { scale, monetary, segments, ready: false };
}

/**
 * The edits that put cells into a segment and take them from those that held them: no cell is ever without a segment that had one.
 *
 * @param brush the segment's id
 * @param painted scores, each from 1 to the scale
 */
export function paintRfm(
  file: string,
  text: string,
  brush: string,
  painted: readonly Cell[],
): readonly TextEdit[] | NotPainted {
  const grid = rfmGridIn(text);
  if (typeof grid === "string") return grid;
  const taken = new Set(painted.map(keyOf));
  const after = grid.segments.map((segment) => {
    const kept = segment.cells.filter((cell) => !taken.has(keyOf(cell)));
    return {
      ...segment,
      cells: segment.id === brush ? [...segment.cells, ...missing(segment, painted)] : kept,
    };
  });
  const changed = after.filter((s, i) => s.cells.length !== grid.segments[i]?.cells.length);
  if (changed.length === 0 || !after.some((s) => s.id === brush)) return "no-change";
  if (changed.some((s) => s.cells.length === 0)) return "last-cell";
  const rangeOf = rangesIn(text);
  if (grid.ready) {
    const end = text.length;
    return [{ file, range: rangeOf({ start: end, end }), newText: mapText(text, after) }];
  }
  const entries = scanYaml(text);
  const edits: TextEdit[] = [];
  for (const segment of changed) {
    const index = after.indexOf(segment);
    const own = cellsEdit(text, entries, index, rectanglesOf(segment.cells), grid.scale);
    if (own === undefined) return "comment";
    for (const { span, newText } of own) edits.push({ file, range: rangeOf(span), newText });
  }
  return edits;
}

const keyOf = ({ recency, frequency, monetary }: Cell): string =>
  `${recency} ${frequency} ${monetary ?? ""}`;

function missing({ cells }: GridSegment, painted: readonly Cell[]): readonly Cell[] {
  const known = new Set(cells.map(keyOf));
  return painted.filter((cell) => !known.has(keyOf(cell)));
}

const scoresIn = ([low, high]: readonly [number, number]): readonly number[] =>
  Array.from({ length: high - low + 1 }, (_, i) => low + i);

const cellsOf = ({ recency, frequency, monetary }: Rectangle): readonly Cell[] =>
  scoresIn(recency).flatMap((r) =>
    scoresIn(frequency).flatMap((f): readonly Cell[] =>
      monetary === undefined
        ? [{ recency: r, frequency: f }]
        : scoresIn(monetary).map((m) => ({ recency: r, frequency: f, monetary: m })),
    ),
  );

const sideNames: ReadonlySet<unknown> = new Set(["recency", "frequency", "monetary"]);

/** The rectangles of a segment; `undefined` where one cannot be read. */
function rectanglesIn(
  text: string,
  entries: readonly Entry[],
  item: unknown,
  { scale, monetary }: Pick<RfmGrid, "scale" | "monetary">,
): readonly Rectangle[] | undefined {
  const own = entries.filter(({ path }) => path[1] === item);
  const places = new Set(
    own
      .filter(({ path }) => sideNames.has(path.at(-1)))
      .map(({ path }) => JSON.stringify(path.slice(0, -1))),
  );
  const rectangles: Rectangle[] = [];
  for (const place of places) {
    const side = (name: string) => sideIn(text, own, place, name, scale);
    const [recency, frequency, third] = [side("recency"), side("frequency"), side("monetary")];
    if (recency === undefined || frequency === undefined || third === undefined) return undefined;
    rectangles.push({ recency, frequency, ...(monetary ? { monetary: third } : {}) });
  }
  return rectangles.length === 0 ? undefined : rectangles;
}

function sideIn(
  text: string,
  entries: readonly Entry[],
  place: string,
  name: string,
  scale: number,
): readonly [number, number] | undefined {
  const entry = entries.find(
    ({ path }) => path.at(-1) === name && JSON.stringify(path.slice(0, -1)) === place,
  );
  if (entry === undefined) return [1, scale];
  const written = text.slice(entry.value.start, entry.value.end);
  const [low, high = low] = (
    /^(?:\d+|\[\s*\d+\s*,\s*\d+\s*\])$/.exec(written)?.[0].match(/\d+/g) ?? []
  ).map(Number);
  if (low === undefined || high === undefined || low < 1 || high > scale || low > high)
    return undefined;
  return [low, high];
}

function titleIn(text: string, entries: readonly Entry[], item: unknown): Localised | undefined {
  const plain = (span: Span): string => plainText(text, span);
  const own = entries.filter(({ path }) => path[1] === item && path[2] === "title");
  const parts = own.filter(({ path }) => path.length === 4);
  if (parts.length > 0)
    return Object.fromEntries(parts.map(({ path, value }) => [String(path[3]), plain(value)]));
  const [single] = own;
  return single === undefined ? undefined : plain(single.value);
}
