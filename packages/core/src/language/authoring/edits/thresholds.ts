/** Numbers of a segmentation that say who is in a segment, where each stands, and how one is replaced. */
import type { TextEdit } from "../../../problem.ts";
import type { Expr, Span } from "../../expression/ast.ts";
import { parse } from "../../expression/parse.ts";
import { walk } from "../../expression/walk.ts";
import { expressionsIn, writtenAt } from "../expression-text.ts";
import { plainText, scanYaml, type Entry } from "../scan-yaml.ts";
import { rangesIn } from "../segment-places.ts";
import { lifecycleThresholds } from "./lifecycle-thresholds.ts";
import type { Threshold } from "./threshold.ts";

/** The rule language reads durations of up to five digits. */
const mostDays = 99_999;

const ordered: ReadonlySet<string> = new Set(["<", "<=", ">", ">=", "=", "<>"]);

/**
 * The thresholds of a segmentation's file: of rules, of tiers, of bands, of scores, of a lifecycle.
 *
 * @param file its path in the project
 * @returns in the order of the text; what cannot be read is left out
 * @example thresholdsIn("segmentations/a.yaml", text)[0]?.clause // => "frequency >= 5"
 */
export function thresholdsIn(file: string, text: string): readonly Threshold[] {
  const entries = scanYaml(text);
  const rangeOf = rangesIn(text);
  const idOf = segmentOf(text, entries);
  const found: { readonly at: number; readonly threshold: Threshold }[] = [];
  for (const { entry, written, offset } of expressionsIn(file, text, entries)) {
    const { expr, faults } = parse(written);
    if (faults.length > 0) continue;
    for (const [index, cut] of cutsOf(expr).entries()) {
      const { span, clause } = cut;
      const place = { start: offset(span.start), end: offset(span.end - 1) + 1 };
      const number = written.slice(span.start, span.end);
      found.push({
        at: place.start,
        threshold: {
          id: `${entry.path.join(".")}#${index}`,
          segment: idOf(entry.path),
          metric: cut.name,
          clause: written.slice(clause.start, clause.end).replaceAll(/\s+/g, " ").trim(),
          unit: cut.unit,
          value: Number(number.replaceAll(" ", "")),
          written: number,
          range: rangeOf(place),
          around: null,
        },
      });
    }
  }
  const by = writtenAt(text, entries, "by")?.trim() ?? null;
  for (const { path, value } of entries) {
    const match = shareOrBound(path, text.slice(value.start, value.end));
    if (match === undefined) continue;
    const start = value.start + match.at;
    found.push({
      at: start,
      threshold: {
        id: path.join("."),
        segment: idOf(path),
        metric: by,
        clause: `${String(path.at(-1))}: ${plainText(text, value)}`,
        unit: match.unit,
        value: Number(match.number),
        written: match.number,
        range: rangeOf({ start, end: start + match.number.length }),
        around: null,
      },
    });
  }
  for (const { span, ...threshold } of lifecycleThresholds(text, entries))
    found.push({ at: span.start, threshold: { ...threshold, range: rangeOf(span) } });
  return found.toSorted((a, b) => a.at - b.at).map(({ threshold }) => threshold);
}

/**
 * The edit that writes another number for a threshold, and nothing else.
 *
 * @returns `undefined` where the text has no such threshold, or the value is not finite
 */
export function thresholdEdit(
  file: string,
  text: string,
  id: string,
  value: number,
): TextEdit | undefined {
  const found = thresholdsIn(file, text).find((t) => t.id === id);
  if (found === undefined || !Number.isFinite(value)) return undefined;
  const number = plainNumber(within(found, value));
  const { range, around } = found;
  return { file, range, newText: around === null ? number : around.before + number + around.after };
}

/** The nearest value that the language takes there. */
function within({ unit, id }: Threshold, value: number): number {
  const between = (low: number, high: number, n: number): number =>
    Math.min(high, Math.max(low, n));
  switch (unit) {
    case "number":
      return value;
    case "percent":
      return between(0, 100, value);
    case "days":
      // In a rule it may be today; a lifecycle waits a day at least.
      return between(id.includes("#") ? 0 : 1, mostDays, Math.round(value));
    case "rhythms":
      return between(0.1, 1000, value);
    case "orders":
      return Math.max(1, Math.round(value));
  }
}

/** Decimal digits, never an exponent: the rule language and YAML read it back as the same number. */
function plainNumber(value: number): string {
  const text = String(Number(value.toPrecision(12)));
  return /e/i.test(text) ? value.toFixed(20).replace(/\.?0+$/, "") : text;
}

/** The id of the segment or tier that a path lies in. */
function segmentOf(
  text: string,
  entries: readonly Entry[],
): (path: Entry["path"]) => string | null {
  const ids = new Map(
    entries
      .filter(({ path }) => path.length === 3 && path[2] === "id")
      .map(({ path, value }) => [`${path[0]}.${path[1]}`, plainText(text, value)]),
  );
  return (path) => ids.get(`${path[0]}.${path[1]}`) ?? null;
}

function shareOrBound(
  path: Entry["path"],
  written: string,
):
  | { readonly number: string; readonly at: number; readonly unit: "number" | "percent" }
  | undefined {
  const key = path.at(-1);
  const inList = path.length >= 3 && typeof path.at(-2) === "number";
  if (!inList || (key !== "top" && key !== "at_least")) return undefined;
  const pattern = key === "top" ? /^["']?\s*(\d+(?:\.\d+)?)\s*%/ : /^(-?\d+(?:\.\d+)?)$/;
  const number = pattern.exec(written)?.[1];
  if (number === undefined) return undefined;
  return { number, at: written.indexOf(number), unit: key === "top" ? "percent" : "number" };
}

type Cut = {
  readonly span: Span;
  readonly clause: Span;
  readonly name: string | null;
  readonly unit: "number" | "days";
};

/** The numbers that names are compared with. */
function cutsOf(expr: Expr): readonly Cut[] {
  return [...walk(expr)].flatMap((node): readonly Cut[] => {
    if (node.kind === "between")
      return [node.low, node.high].flatMap((side) => cutAt(side, node.value, node.span));
    if (node.kind !== "binary" || !ordered.has(node.operator)) return [];
    return [...cutAt(node.right, node.left, node.span), ...cutAt(node.left, node.right, node.span)];
  });
}

function cutAt(side: Expr, other: Expr, clause: Span): readonly Cut[] {
  const name = nameOf(other);
  if (name === null && !hasName(other)) return [];
  const number = side.kind === "negate" ? side.operand : side;
  if (number.kind === "number") return [{ span: side.span, clause, name, unit: "number" }];
  const duration =
    side.kind === "duration"
      ? side
      : side.kind === "binary" && side.right.kind === "duration"
        ? side.right
        : undefined;
  if (duration === undefined) return [];
  const { start } = duration.span;
  const span = { start, end: start + String(duration.count).length };
  return [{ span, clause, name, unit: "days" }];
}

const nameOf = (expr: Expr): string | null =>
  expr.kind === "name" && expr.parts[0] !== "as_of" ? expr.parts.join(".") : null;
const hasName = (expr: Expr): boolean => [...walk(expr)].some((e) => nameOf(e) !== null);
