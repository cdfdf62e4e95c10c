/** Similarity, stability and gaps of a segmentation, from a snapshot. */
import { idColumn, ofUnit, segmentationColumn, segmentColumn } from "../../domain/columns.ts";
import type { SegmentationQuality, SegmentQuality } from "../../domain/evaluate/evaluation.ts";
import { findGaps, type GapFeature } from "../../domain/evaluate/find-gaps.ts";
import { areRelated, isEndOfInterval } from "../../domain/evaluate/related-values.ts";
import { similarityOf } from "../../domain/evaluate/similarity.ts";
import { participationColumn } from "../../domain/segmentation/participation.ts";
import { valuesOf, type ValueInfo } from "../../domain/values.ts";
import { nodeKeys } from "../../language/model/keys.ts";
import type { SegmentationModel } from "../../language/model/model.ts";
import {
  and,
  asc,
  bool,
  call,
  coalesce,
  col,
  concat,
  countAll,
  eq,
  isNotNull,
  isNull,
  nil,
  not,
  or,
  select,
  text,
  type Scalar,
} from "../../query/index.ts";
import { plain, textOf } from "../engine/cell.ts";
import type { Lane, QueryOptions, Row } from "../engine/engine.ts";
import type { Base } from "../snapshot/open-base.ts";
import { stabilityOf } from "./stability.ts";

/** So many customers are looked at, chosen by a keyed hash of their id. */
const sampleSize = 5000;
/** What groups that no rule covers stand out by, unless told. */
const usualTarget = "monetary";

export type EvaluateOptions = QueryOptions & {
  readonly onProgress?: (done: number) => void;
  /** The metric that groups that no rule covers stand out by; default `usualTarget`. */
  readonly target?: string;
};

/** The values that groups can stand out by: numbers, and what is so or not. */
export const targetsOf = ({ model, columns }: Base): readonly ValueInfo[] =>
  valuesOf(model).filter(
    (v) =>
      v.kind === "metric" &&
      (v.type === "number" || v.type === "boolean") &&
      !v.sensitive &&
      v.pii === null &&
      columns.has(v.column) &&
      !isEndOfInterval(model, v.column),
  );

export async function evaluateSegmentation(
  lane: Lane,
  base: Base,
  segmentation: SegmentationModel,
  options: EvaluateOptions = {},
): Promise<SegmentationQuality> {
  if (segmentation.assign === "all") return evaluateLists(lane, base, segmentation, options);
  const assigned = col(segmentationColumn(segmentation.name));
  const metrics = valuesOf(base.model).filter(
    (v) => v.type === "number" && v.kind === "metric" && !v.sensitive && base.columns.has(v.column),
  );
  const rows = await sampleOf(lane, base, metrics, isNotNull(assigned), assigned, options);
  const labels = rows.map((row) => textOf(row["segment"]) ?? "");
  const similarity = similarityOf(
    labels,
    metrics.map((m) => m.id),
    rows.map((row) => metrics.map((_, i) => numberOf(row[`v${i}`]))),
  );
  const counted = await lane.rows(
    select({
      columns: { segment: assigned, customers: countAll() },
      from: base.customers,
      where: isNotNull(assigned),
      groupBy: [assigned],
    }),
    options,
  );
  const sizes = new Map(
    counted.map((row) => [textOf(row["segment"]) ?? "", Number(row["customers"])]),
  );
  const stability = await stabilityOf(lane, base, segmentation, options);
  const segments = segmentation.segments.map(({ id }): SegmentQuality => ({
    segment: id,
    customers: sizes.get(id) ?? 0,
    silhouette: similarity.silhouettes.get(id) ?? null,
    stability: stability?.segments.get(id) ?? null,
  }));
  return {
    segmentation: segmentation.name,
    sample: rows.length,
    customers: [...sizes.values()].reduce((sum, n) => sum + n, 0),
    silhouette: similarity.silhouette,
    metrics: similarity.metrics,
    segments,
    flips: stability?.flips ?? null,
    gaps: await gapsOf(lane, base, segmentation, options),
  };
}

/** Where a customer can be in several segments: their sizes, and who is in none. */
async function evaluateLists(
  lane: Lane,
  base: Base,
  segmentation: SegmentationModel,
  options: EvaluateOptions,
): Promise<SegmentationQuality> {
  const { name, segments } = segmentation;
  const isIn = (id: string): Scalar => coalesce(col(segmentColumn(name, id)), bool(false));
  const counts = await lane.one(
    select({
      columns: {
        any: countAll(or(...segments.map((s) => isIn(s.id)))),
        ...Object.fromEntries(segments.map(({ id }, i) => [`n_${i}`, countAll(isIn(id))])),
      },
      from: base.customers,
    }),
    options,
  );
  const customers = Number(counts["any"]);
  return {
    segmentation: name,
    sample: customers,
    customers,
    silhouette: null,
    metrics: [],
    segments: segments.map(({ id }, i) => ({
      segment: id,
      customers: Number(counts[`n_${i}`]),
      silhouette: null,
      stability: null,
    })),
    flips: null,
    gaps: await gapsOf(lane, base, segmentation, options),
  };
}

/** Who takes part and is in no segment, or in the one that takes whoever is left. */
function uncoveredBy(base: Base, segmentation: SegmentationModel): Scalar {
  const { name, unit, segments } = segmentation;
  const column = participationColumn(segmentation, nodeKeys(base.model));
  const who = column === undefined ? [] : [col(ofUnit(unit, column))];
  if (segmentation.assign === "all")
    return and(
      ...who,
      ...segments.map((s) => not(coalesce(col(segmentColumn(name, s.id)), bool(false)))),
    );
  const assigned = col(segmentationColumn(name));
  const left = leftOver(segmentation).map((id) => eq(assigned, text(id)));
  return and(...who, or(isNull(assigned), ...left));
}

/** The segments that take whoever no other takes. */
function leftOver(segmentation: SegmentationModel): readonly string[] {
  switch (segmentation.kind) {
    case "rules":
      return segmentation.segments.flatMap((s) => (s.when === null ? s.id : []));
    case "tiers":
      return segmentation.segments.flatMap((s) => (s.cut.kind === "rest" ? s.id : []));
    case "score":
      return segmentation.segments.flatMap((s) => (s.test.kind === "rest" ? s.id : []));
    case "rfm":
      return segmentation.others === null ? [] : [segmentation.others.id];
    case "lifecycle":
    case "kmeans":
    case "matrix":
      return [];
  }
}

/** Groups among customers whom nothing takes; `null` where everybody is taken. */
async function gapsOf(
  lane: Lane,
  base: Base,
  segmentation: SegmentationModel,
  { target: asked = usualTarget, ...options }: EvaluateOptions,
): Promise<SegmentationQuality["gaps"]> {
  const uncovered = uncoveredBy(base, segmentation);
  const target = targetsOf(base).find((v) => v.id === asked);
  if (target === undefined) return null;
  const features = valuesOf(base.model).filter(
    (v) =>
      ["number", "text"].includes(v.type) &&
      base.columns.has(v.column) &&
      v.pii === null &&
      !v.sensitive &&
      !isEndOfInterval(base.model, v.column) &&
      !areRelated(base.model, v.column, target.column),
  );
  const assigned =
    segmentation.assign === "all" ? nil("varchar") : col(segmentationColumn(segmentation.name));
  const rows = await sampleOf(lane, base, [target, ...features], uncovered, assigned, options);
  if (rows.length === 0) return null;
  const named = features.map((v): GapFeature => ({
    name: /^[\p{L}_][\p{L}\p{N}_.]*$/u.test(v.id) ? v.id : `"${v.id.replaceAll('"', '""')}"`,
    kind: v.type === "text" ? "text" : "number",
  }));
  const found = findGaps(
    named,
    rows.map((row) => ({
      target: target.type === "boolean" ? Number(row["v0"] === true) : (numberOf(row["v0"]) ?? 0),
      values: features.map((v, i) => {
        const value = plain(row[`v${i + 1}`]);
        return v.type === "text" ? (value === null ? null : String(value)) : numberOf(value);
      }),
    })),
  );
  return { target: target.id, customers: rows.length, found };
}

/** Rows of `segment` and `v0`, `v1`, …, in the order of a keyed hash of the id. */
function sampleOf(
  lane: Lane,
  base: Base,
  values: readonly ValueInfo[],
  where: Scalar,
  segment: Scalar,
  options: QueryOptions,
): Promise<readonly Row[]> {
  const key = call("sample_key", concat(text("evaluate:"), col(idColumn)));
  return lane.rows(
    select({
      columns: [
        { kind: "as", value: segment, name: "segment" },
        ...values.map((v, i) => ({ kind: "as", value: col(v.column), name: `v${i}` }) as const),
      ],
      from: base.customers,
      where: and(where),
      orderBy: [asc(key), asc(col(idColumn))],
      limit: sampleSize,
    }),
    options,
  );
}

function numberOf(value: unknown): number | null {
  if (value === null || value === undefined) return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}
