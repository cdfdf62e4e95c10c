/** Similarity, stability and gaps of a segmentation, from a snapshot. */
import { idColumn, segmentationColumn } from "../../domain/columns.ts";
import type { SegmentationQuality, SegmentQuality } from "../../domain/evaluate/evaluation.ts";
import { findGaps, type GapFeature } from "../../domain/evaluate/find-gaps.ts";
import { similarityOf } from "../../domain/evaluate/similarity.ts";
import { valuesOf, type ValueInfo } from "../../domain/values.ts";
import type { SegmentationModel } from "../../language/model/model.ts";
import {
  and,
  asc,
  call,
  col,
  concat,
  countAll,
  eq,
  isNotNull,
  isNull,
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
const gapTarget = "monetary";

export async function evaluateSegmentation(
  lane: Lane,
  base: Base,
  segmentation: SegmentationModel,
  options: QueryOptions & { readonly onProgress?: (done: number) => void } = {},
): Promise<SegmentationQuality> {
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

/** Groups among customers whom no rule takes: those in no segment, or in `else`. */
async function gapsOf(
  lane: Lane,
  base: Base,
  segmentation: SegmentationModel,
  options: QueryOptions,
): Promise<SegmentationQuality["gaps"]> {
  if (segmentation.kind !== "rules") return null;
  const assigned = col(segmentationColumn(segmentation.name));
  const rest = segmentation.segments.find((s) => s.when === null);
  const uncovered = or(
    isNull(assigned),
    ...(rest === undefined ? [] : [eq(assigned, text(rest.id))]),
  );
  const values = valuesOf(base.model);
  const target = values.find((v) => v.id === gapTarget);
  if (target === undefined) return null;
  const features = values.filter(
    (v) =>
      ["number", "text"].includes(v.type) &&
      base.columns.has(v.column) &&
      v.pii === null &&
      !v.sensitive &&
      !/^b_(monetary|margin)/.test(v.column),
  );
  const rows = await sampleOf(lane, base, [target, ...features], uncovered, assigned, options);
  const named = features.map((v): GapFeature => ({
    name: /^[\p{L}_][\p{L}\p{N}_.]*$/u.test(v.id) ? v.id : `"${v.id.replaceAll('"', '""')}"`,
    kind: v.type === "text" ? "text" : "number",
  }));
  const found = findGaps(
    named,
    rows.map((row) => ({
      target: numberOf(row["v0"]) ?? 0,
      values: features.map((v, i) => {
        const value = plain(row[`v${i + 1}`]);
        return v.type === "text" ? (value === null ? null : String(value)) : numberOf(value);
      }),
    })),
  );
  return { target: gapTarget, customers: rows.length, found };
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
