/** The model of a matrix: bands of two axes, and segments as rectangles of cells that cover each cell once. */
import { problem, type Place } from "../../problem.ts";
import { foldName } from "./fold-name.ts";
import { nearest } from "../config/nearest.ts";
import type { ConfigFile } from "../config/read-config.ts";
import type { AxisConfig, MatrixConfig } from "../config/matrix-schema.ts";
import { daysOf } from "../config/schema.ts";
import type { YamlPath } from "../config/yaml-source.ts";
import { checkBands } from "./bands-model.ts";
import { bandsOfAxis, cellName, cellsOf, type SegmentsOf } from "./matrix-bands.ts";
import type { AxisModel, BandModel, MatrixModel } from "./model.ts";
import { withinEachOf } from "./participation-models.ts";
import type { Scope } from "./scope.ts";
import type { Base } from "./segmentation-models.ts";
import { placeOfKey, placeOfValue, typeAt, unknownValue, type Report } from "./table-parts.ts";
import { titleOf } from "./title-of.ts";
import { looksBack } from "./typed-walk.ts";

const sides = ["rows", "columns"] as const;
type Side = (typeof sides)[number];

/** How many cells a message names before it says how many more there are. */
const namedCells = 6;

export function matrixModel(
  file: ConfigFile<MatrixConfig>,
  base: Base,
  scopeWithin: (within: number | null) => Scope,
  segmentsOf: SegmentsOf,
  report: Report,
): MatrixModel {
  const { value } = file;
  const rows = axisModel(file, "rows", scopeWithin, segmentsOf, report);
  const columns = axisModel(file, "columns", scopeWithin, segmentsOf, report);
  const all = cellsOf(rows.bands, columns.bands);
  const segments: MatrixModel["segments"] =
    value.segments === undefined
      ? all.map(({ row, column }) => ({
          ...cellName({ row, column }),
          place: placeOfKey(file, ["kind"]),
          cells: [{ rows: [row.id], columns: [column.id] }],
        }))
      : value.segments.map((segment, index) => {
          const path = ["segments", index];
          const cells = (segment.cells ?? [segment]).map((cell, i) => {
            const at = segment.cells === undefined ? path : [...path, "cells", i];
            return {
              rows: chosen(file, [...at, "rows"], cell.rows, rows.bands, report),
              columns: chosen(file, [...at, "columns"], cell.columns, columns.bands, report),
            };
          });
          const place = placeOfValue(file, [...path, "id"]);
          return { id: segment.id, title: titleOf(segment.id, segment.title), place, cells };
        });
  const withinEach = withinEachOf(file, scopeWithin(null), report);
  const model: MatrixModel = {
    ...base,
    kind: "matrix",
    assign: "first",
    rows,
    columns,
    withinEach,
    segments,
  };
  if (value.segments !== undefined) lintCells(model, report);
  return model;
}

function axisModel(
  file: ConfigFile<MatrixConfig>,
  side: Side,
  scopeWithin: (within: number | null) => Scope,
  segmentsOf: SegmentsOf,
  report: Report,
): AxisModel {
  const axis = file.value[side];
  const within = axis.within === undefined ? null : daysOf(axis.within);
  const by = typeAt(file, [side, "by"], scopeWithin(within), report) ?? unknownValue;
  const bands = bandsOfAxis(axis, segmentsOf);
  if (axis.within !== undefined && by.type !== "unknown" && !looksBack(by)) {
    const values = { key: "within", expected: "a built-in metric in by", got: axis.within };
    report(problem("bad-value", values, placeOfKey(file, [side, "within"])));
  }
  if (!["number", "text", "unknown", "null"].includes(by.type)) {
    const values = { key: "by", expected: "number or text", got: by.type };
    report(problem("wrong-type", values, placeOfValue(file, [side, "by"])));
  }
  const given = (["bands", "cuts", "quantiles"] as const).filter((key) => axis[key] !== undefined);
  if (given.length > 1) {
    const values = { key: side, expected: "one of bands, cuts, quantiles", got: given.join(", ") };
    report(problem("bad-value", values, placeOfKey(file, [side, given[1] ?? ""])));
  }
  if (bands.length === 0)
    report(problem("missing-key", { key: "bands" }, placeOfKey(file, [side])));
  if (axis.bands === undefined && given.length > 0 && by.type === "text") {
    const values = { key: "by", expected: "number", got: "text" };
    report(problem("wrong-type", values, placeOfValue(file, [side, "by"])));
  }
  if (axis.bands !== undefined)
    checkBands(file, [side, "bands"], axis.bands, by, ["at_least", "top", "in", "rest"], report);
  checkCuts(file, side, axis, report);
  repeated(file, side, axis, report);
  lintAxis(
    file,
    side,
    axis,
    bands,
    segmentsOf,
    by.kind === "name" && by.ref.kind === "segmentation" ? by.ref.name : null,
    report,
  );
  return { title: axis.title ?? null, by, bands };
}

function checkCuts(
  file: ConfigFile<MatrixConfig>,
  side: Side,
  { cuts }: AxisConfig,
  report: Report,
): void {
  cuts?.forEach((cut, i) => {
    if (i > 0 && cut <= (cuts[i - 1] ?? cut))
      report(problem("tier-order", { id: String(cut) }, placeOfValue(file, [side, "cuts", i])));
  });
}

function repeated(
  file: ConfigFile<MatrixConfig>,
  side: Side,
  { bands = [] }: AxisConfig,
  report: Report,
): void {
  bands.forEach(({ id }, i) => {
    const first = bands.findIndex((b) => b.id === id);
    if (first === i) return;
    const place = placeOfValue(file, [side, "bands", i, "id"]);
    const related = [placeOfValue(file, [side, "bands", first, "id"])];
    report(problem("duplicate-name", { name: id, kind: "band" }, place, { related }));
  });
}

/** Of an axis that is another segmentation: segments that it has not, that two bands hold, or none. */
function lintAxis(
  file: ConfigFile<MatrixConfig>,
  side: Side,
  axis: AxisConfig,
  bands: readonly BandModel[],
  segmentsOf: SegmentsOf,
  segmentation: string | null,
  report: Report,
): void {
  if (segmentation === null || axis.bands === undefined) return;
  const known = (segmentsOf(foldName(segmentation)) ?? []).map((s) => s.id);
  const owner = new Map<string, string>();
  bands.forEach(({ id, test }, i) => {
    if (test.kind !== "in") return;
    const place = placeOfValue(file, [side, "bands", i, "in"]);
    for (const segment of test.values) {
      const first = owner.get(segment);
      if (!known.includes(segment))
        report(
          problem(
            "unknown-segment",
            { segment, segmentation, nearest: nearest(segment, known) },
            place,
          ),
        );
      else if (first !== undefined)
        report(problem("map-overlap", { cells: segment, first, second: id }, place));
      else owner.set(segment, id);
    }
  });
  const missing = known.filter((segment) => !owner.has(segment));
  if (missing.length > 0 && !bands.some((b) => b.test.kind === "rest"))
    report(
      problem(
        "map-hole",
        { cells: missing.join(", "), count: missing.length },
        placeOfKey(file, [side, "bands"]),
      ),
    );
}

/** The bands that a segment names, all where it names none. */
function chosen(
  file: ConfigFile<MatrixConfig>,
  path: YamlPath,
  named: string | readonly string[] | undefined,
  bands: readonly BandModel[],
  report: Report,
): readonly string[] {
  const known = bands.map((b) => b.id);
  if (named === undefined) return known;
  const list = typeof named === "string" ? [named] : named;
  return list.filter((band, i) => {
    if (known.includes(band) || known.length === 0) return true;
    const place = placeOfValue(file, typeof named === "string" ? path : [...path, i]);
    const axis = String(path.at(-1));
    report(problem("unknown-band", { band, axis, nearest: nearest(band, known) }, place));
    return false;
  });
}

/** Cells of no segment or of two, and segments without a cell. */
function lintCells(model: MatrixModel, report: Report): void {
  const owner = new Map<string, { readonly id: string; readonly place: Place }>();
  for (const { id, place, cells } of model.segments) {
    const own = new Set(
      cells.flatMap((c) => c.rows.flatMap((r) => c.columns.map((k) => `${r} × ${k}`))),
    );
    const shared = new Map<string, { readonly cells: string[]; readonly place: Place }>();
    for (const cell of own) {
      const first = owner.get(cell);
      if (first === undefined) owner.set(cell, { id, place });
      else {
        const found = shared.get(first.id) ?? { cells: [], place: first.place };
        found.cells.push(cell);
        shared.set(first.id, found);
      }
    }
    for (const [first, { cells: both, place: related }] of shared) {
      const values = { cells: both.slice(0, namedCells).join(", "), first, second: id };
      report(problem("map-overlap", values, place, { related: [related] }));
    }
  }
  const holes = cellsOf(model.rows.bands, model.columns.bands)
    .map(({ row, column }) => `${row.id} × ${column.id}`)
    .filter((cell) => !owner.has(cell));
  if (holes.length > 0) {
    const values = { cells: holes.slice(0, namedCells).join(", "), count: holes.length };
    report(problem("map-hole", values, model.place));
  }
}
