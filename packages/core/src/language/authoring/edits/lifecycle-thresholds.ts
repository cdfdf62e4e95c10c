/** The numbers of a lifecycle: those that its file writes, and those that hold because it writes nothing. */
import type { Span } from "../../expression/ast.ts";
import type { stageIds } from "../../config/lifecycle-schema.ts";
import { writtenAt } from "../expression-text.ts";
import { isEmpty, lineEnd, plainText, type Entry } from "../scan-yaml.ts";
import type { Unplaced } from "./threshold.ts";

type Stage = (typeof stageIds)[number];

type Known = {
  readonly path: readonly [string] | readonly [string, string];
  readonly stage: Stage;
  readonly unit: "days" | "rhythms" | "orders";
  /** What holds where nothing is written. */
  readonly otherwise: number;
};

/** In the order in which METHODS tells them. */
const known: readonly Known[] = [
  { path: ["lost_after"], stage: "lost", unit: "days", otherwise: 365 },
  { path: ["returned", "gap"], stage: "returned", unit: "days", otherwise: 365 },
  { path: ["returned", "within"], stage: "returned", unit: "days", otherwise: 90 },
  { path: ["dormant_after"], stage: "dormant", unit: "rhythms", otherwise: 4 },
  { path: ["at_risk_after"], stage: "at_risk", unit: "rhythms", otherwise: 2 },
  { path: ["loyal", "orders"], stage: "loyal", unit: "orders", otherwise: 4 },
  { path: ["loyal", "within"], stage: "loyal", unit: "days", otherwise: 365 },
];

/** The name under which the engine tells how many of their own rhythms customers have been away for. */
export const rhythmsOf = (segmentation: string): string => `${segmentation}#rhythms`;

/** @returns nothing of another kind; numbers that are not written stand behind `kind`, to be written there */
export function lifecycleThresholds(text: string, entries: readonly Entry[]): readonly Unplaced[] {
  if (writtenAt(text, entries, "kind") !== "lifecycle") return [];
  const name = writtenAt(text, entries, "segmentation") ?? "";
  return known.flatMap((one): readonly Unplaced[] => {
    const found = placeOf(text, entries, one);
    if (found === undefined) return [];
    const { span, around } = found;
    const written = text.slice(span.start, span.end);
    const value = written === "" ? one.otherwise : Number(written);
    const weeks = /^\s*weeks?/.test(text.slice(span.end));
    const behind = one.unit === "days" ? (weeks ? " weeks" : " days") : "";
    return [
      {
        span,
        around,
        id: one.path.join("."),
        segment: segmentOf(text, entries, one.stage),
        metric: weeks ? null : metricOf(one, name),
        clause: `${one.path.join(".")}: ${value}${behind}`,
        unit: one.unit,
        value,
        written,
      },
    ];
  });
}

/** What is distributed where the threshold cuts; nothing is stored of gaps and windows. */
function metricOf({ path, unit }: Known, segmentation: string): string | null {
  if (unit === "rhythms") return rhythmsOf(segmentation);
  return path[0] === "lost_after" ? "recency" : null;
}

type Found = Pick<Unplaced, "span" | "around">;

/** Where the number is, or where it would be; `undefined` where something else stands there. */
function placeOf(
  text: string,
  entries: readonly Entry[],
  { path, unit }: Known,
): Found | undefined {
  const at = (...wanted: readonly string[]): Entry | undefined =>
    entries.find((e) => e.path.length === wanted.length && wanted.every((k, i) => e.path[i] === k));
  const own = at(...path);
  if (own !== undefined) {
    const pattern = unit === "days" ? /^["']?\s*(\d+)\s+(?:days?|weeks?)/ : /^(\d+(?:\.\d+)?)$/;
    const number = pattern.exec(text.slice(own.value.start, own.value.end))?.[1];
    if (number === undefined) return undefined;
    const start = text.indexOf(number, own.value.start);
    return { span: { start, end: start + number.length }, around: null };
  }
  const line = text.includes("\r\n") ? "\r\n" : "\n";
  const [key, inner] = path;
  const behind = unit === "days" ? " days" : "";
  const parent = inner === undefined ? undefined : at(key);
  if (inner === undefined || parent === undefined) {
    const kind = at("kind");
    if (kind === undefined) return undefined;
    const before = inner === undefined ? `${key}: ` : `${key}: { ${inner}: `;
    const after = inner === undefined ? behind : `${behind} }`;
    return inserted(lineEnd(text, kind.value.end), `${line}${before}`, after);
  }
  const children = entries.filter((e) => e.path.length === 2 && e.path[0] === key);
  const last = children.at(-1);
  if (isEmpty(parent.value)) {
    const [first] = children;
    const indent = " ".repeat(first?.column ?? 2);
    const end = lineEnd(text, last?.value.end ?? parent.key.end);
    return inserted(end, `${line}${indent}${inner}: `, behind);
  }
  if (text[parent.value.start] !== "{") return undefined;
  if (last === undefined) return inserted(parent.value.start + 1, ` ${inner}: `, `${behind} `);
  return inserted(last.value.end, `, ${inner}: `, behind);
}

const inserted = (at: number, before: string, after: string): Found => ({
  span: { start: at, end: at },
  around: { before, after },
});

/** The segment that a stage is, or is part of. */
function segmentOf(text: string, entries: readonly Entry[], stage: Stage): string {
  const words = (span: Span): readonly string[] =>
    text.slice(span.start, span.end).match(/\w+/g) ?? [];
  const item = entries.find(
    ({ path, value }) =>
      path[0] === "segments" && path[2] === "stages" && words(value).includes(stage),
  )?.path[1];
  const id = entries.find(
    ({ path }) =>
      path.length === 3 && path[0] === "segments" && path[1] === item && path[2] === "id",
  );
  return item === undefined || id === undefined ? stage : plainText(text, id.value);
}
