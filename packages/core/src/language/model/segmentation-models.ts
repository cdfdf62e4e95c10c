/** The models of segmentations: each kind checks what its own words promise. */
import { problem, type Problem } from "../../problem.ts";
import type { Localised } from "../config/text.ts";
import type { ConfigFile } from "../config/read-config.ts";
import {
  daysOf,
  type RfmConfig,
  type RulesConfig,
  type SegmentationConfig,
  type TiersConfig,
} from "../config/schema.ts";
import { scalarAt } from "../config/yaml-source.ts";
import { foldName } from "./fold-name.ts";
import type {
  RfmModel,
  RfmScores,
  RulesModel,
  SegmentationModel,
  SegmentModel,
  TiersModel,
} from "./model.ts";
import { clusterSegments, kmeansModel } from "./kmeans-model.ts";
import { lifecycleModel, lifecycleSegments } from "./lifecycle-model.ts";
import { matrixModel } from "./matrix-model.ts";
import { matrixSegments, type SegmentsOf } from "./matrix-bands.ts";
import { scoreModel } from "./score-model.ts";
import { titleOf } from "./title-of.ts";
import { amongOf, withinEachOf } from "./participation-models.ts";
import { tenSegmentMap } from "./rfm-map.ts";
import { lintRfm } from "./rfm-lint.ts";
import { placeOfKey, placeOfValue, typeAt, type Report } from "./table-parts.ts";
import type { Scope } from "./scope.ts";
import type { Typed } from "./typed.ts";
import { looksBack } from "./typed-walk.ts";

/** The segment of customers without an order, where the file names one. */
function othersOf(
  config: RfmConfig,
): readonly [{ readonly id: string; readonly title: Localised }] | undefined {
  const { others } = config;
  if (others === undefined) return undefined;
  const { id, title } = typeof others === "string" ? { id: others, title: undefined } : others;
  return [{ id, title: titleOf(id, title) }];
}

type Named = { readonly id: string; readonly title: Localised };

/** The segments of a segmentation by name. @param segmentsOf of others, which a matrix may be made of */
export function namedSegments(
  config: SegmentationConfig,
  segmentsOf: SegmentsOf = () => undefined,
): readonly Named[] {
  switch (config.kind) {
    case "rules":
      return config.segments.map(named);
    case "tiers":
      return config.tiers.map(named);
    case "score":
      return config.segments.map(named);
    case "lifecycle":
      return lifecycleSegments(config);
    case "matrix":
      return matrixSegments(config, segmentsOf);
    case "rfm":
      return [...(config.segments ?? tenSegmentMap).map(named), ...(othersOf(config) ?? [])];
    case "kmeans":
      return clusterSegments(config);
  }
}

const named = ({
  id,
  title,
}: {
  readonly id: string;
  readonly title?: Localised | undefined;
}): Named => ({
  id,
  title: titleOf(id, title),
});

/** The ids of a segmentation's segments, from its file alone. @param segmentsOf of others, which a matrix may be made of */
export const segmentIds = (
  config: SegmentationConfig,
  segmentsOf?: SegmentsOf,
): readonly string[] => namedSegments(config, segmentsOf).map((s) => s.id);

export function segmentationModel(
  file: ConfigFile<SegmentationConfig>,
  scopeWithin: (within: number | null) => Scope,
  unit: string | null,
  segmentsOf: SegmentsOf,
  report: Report,
): SegmentationModel {
  const { source, value } = file;
  repeatedSegments(file, report);
  const base: Base = {
    name: value.segmentation,
    title: titleOf(value.segmentation, value.title),
    place: placeOfValue(file, ["segmentation"]),
    unit,
    among: amongOf(file, scopeWithin(null), report),
  };
  switch (value.kind) {
    case "rules":
      return rulesModel({ source, value }, base, scopeWithin(null), report);
    case "rfm":
      return rfmModel({ source, value }, base, scopeWithin(null), report);
    case "tiers":
      return tiersModel({ source, value }, base, scopeWithin, report);
    case "lifecycle":
      return lifecycleModel({ source, value }, base, scopeWithin(null), report);
    case "score":
      return scoreModel({ source, value }, base, scopeWithin, report);
    case "matrix":
      return matrixModel({ source, value }, base, scopeWithin, segmentsOf, report);
    case "kmeans":
      return kmeansModel({ source, value }, base, scopeWithin, report);
  }
}

/** What every kind has. */
export type Base = Pick<SegmentationModel, "name" | "title" | "place" | "unit" | "among">;

const listKey = (kind: SegmentationConfig["kind"]): string =>
  kind === "tiers" ? "tiers" : "segments";

function segmentBase(
  file: ConfigFile<SegmentationConfig>,
  index: number,
  segment: { readonly id: string; readonly title?: Localised | undefined },
): SegmentModel {
  return {
    id: segment.id,
    title: titleOf(segment.id, segment.title),
    place: placeOfValue(file, [listKey(file.value.kind), index, "id"]),
  };
}

function repeatedSegments(file: ConfigFile<SegmentationConfig>, report: Report): void {
  const first = new Map<string, number>();
  const ids = segmentIds(file.value);
  const others = file.value.kind === "rfm" && file.value.others !== undefined ? ids.length - 1 : -1;
  ids.forEach((id, index) => {
    const earlier = first.get(foldName(id));
    if (earlier === undefined) first.set(foldName(id), index);
    else {
      const path = index === others ? ["others"] : [listKey(file.value.kind), index, "id"];
      const related = [placeOfValue(file, [listKey(file.value.kind), earlier, "id"])];
      report(
        problem("duplicate-name", { name: id, kind: "segment" }, placeOfValue(file, path), {
          related,
        }),
      );
    }
  });
}

function rulesModel(
  file: ConfigFile<RulesConfig>,
  base: Base,
  scope: Scope,
  report: Report,
): RulesModel {
  const { value, source } = file;
  const segments = value.segments.map((segment, index) => {
    const path = ["segments", index];
    const key = placeOfKey(file, path);
    if (segment.when === undefined && segment.else === undefined)
      report(problem("missing-key", { key: "when" }, key));
    if (segment.when !== undefined && segment.else !== undefined)
      report(
        problem(
          "bad-value",
          { key: "else", expected: "when or else, not both", got: "both" },
          placeOfKey(file, [...path, "else"]),
        ),
      );
    if (segment.else !== undefined && index < value.segments.length - 1)
      report(problem("rest-not-last", { id: segment.id }, placeOfKey(file, [...path, "else"])));
    const typed =
      segment.when === undefined ? undefined : typeAt(file, [...path, "when"], scope, report);
    const text = scalarAt(source, [...path, "when"])?.text ?? "";
    const whenPlace = placeOfValue(file, [...path, "when"]);
    if (typed !== undefined && !["boolean", "unknown", "null"].includes(typed.type))
      report(problem("not-boolean", { got: typed.unit ?? typed.type }, whenPlace));
    return { ...segmentBase(file, index, segment), when: typed ?? null, text, whenPlace };
  });
  return { ...base, kind: "rules", assign: value.assign, segments };
}

function tiersModel(
  file: ConfigFile<TiersConfig>,
  base: Base,
  scopeWithin: (within: number | null) => Scope,
  report: Report,
): TiersModel {
  const { value } = file;
  const within = value.within === undefined ? null : daysOf(value.within);
  const by: Typed = typeAt(file, ["by"], scopeWithin(within), report) ?? {
    kind: "null",
    type: "unknown",
    unit: null,
    span: { start: 0, end: 0 },
  };
  const byPlace = placeOfValue(file, ["by"]);
  if (value.within !== undefined && by.type !== "unknown" && !looksBack(by))
    report(
      problem(
        "bad-value",
        { key: "within", expected: "a built-in metric in by", got: value.within },
        placeOfKey(file, ["within"]),
      ),
    );
  if (!["number", "unknown", "null"].includes(by.type))
    report(problem("wrong-type", { key: "by", expected: "number", got: by.type }, byPlace));
  const segments = value.tiers.map((tier, index) => {
    const cuts = [tier.top, tier.at_least, tier.rest].filter((cut) => cut !== undefined);
    if (cuts.length !== 1)
      report(
        problem(
          "bad-value",
          { key: "tiers", expected: "one of top, at_least, rest", got: String(cuts.length) },
          placeOfKey(file, ["tiers", index]),
        ),
      );
    if (tier.rest !== undefined && index < value.tiers.length - 1)
      report(problem("rest-not-last", { id: tier.id }, placeOfKey(file, ["tiers", index, "rest"])));
    return { ...segmentBase(file, index, tier), cut: cutOf(tier) };
  });
  segments.forEach((segment, index) => {
    const before = segments[index - 1]?.cut;
    const { cut } = segment;
    const path = ["tiers", index, cut.kind === "top" ? "top" : "at_least"];
    const falls =
      (cut.kind === "top" &&
        before?.kind === "top" &&
        before.of === cut.of &&
        cut.share <= before.share) ||
      (cut.kind === "at-least" &&
        before?.kind === "at-least" &&
        Number(cut.value) >= Number(before.value));
    const impossible = cut.kind === "top" && (cut.share <= 0 || cut.share > 1);
    if (falls || impossible)
      report(problem("tier-order", { id: segment.id }, placeOfValue(file, path)));
  });
  const withinEach = withinEachOf(file, scopeWithin(null), report);
  const hold = value.hold === undefined ? null : daysOf(value.hold);
  return { ...base, kind: "tiers", assign: "first", by, withinEach, hold, segments };
}

function cutOf(tier: TiersConfig["tiers"][number]): TiersModel["segments"][number]["cut"] {
  if (tier.top !== undefined) {
    const [percent = "0", , of] = tier.top.replace("%", " ").trim().split(/\s+/);
    return {
      kind: "top",
      share: Number(`${percent}e-2`), // 1.1 / 100 is above 0.011
      of: of === "customers" ? "customers" : "value",
    };
  }
  if (tier.at_least !== undefined) return { kind: "at-least", value: String(tier.at_least) };
  return { kind: "rest" };
}

/** How values become scores; `undefined`: by rank. Cuts ascend, one fewer than there are scores. */
function rfmScores(file: ConfigFile<RfmConfig>, report: Report): RfmScores | undefined {
  const { scores, scale } = file.value;
  if (scores === "ranks") return undefined;
  if (scores === "quantiles") return { kind: "quantiles" };
  if (file.value.within_each !== undefined) {
    const values = { key: "within_each", expected: "ranks or quantiles as scores", got: "cuts" };
    report(problem("bad-value", values, placeOfKey(file, ["within_each"])));
  }
  for (const axis of ["recency", "frequency", "monetary"] as const) {
    const cuts = scores[axis];
    const ascending = cuts.every((cut, i) => i === 0 || cut > (cuts[i - 1] ?? cut));
    if (ascending && cuts.length === scale - 1) continue;
    const expected = `${scale - 1} ascending numbers for scores 1 to ${scale}`;
    const values = { key: axis, expected, got: cuts.join(", ") };
    report(problem("bad-value", values, placeOfValue(file, ["scores", axis])));
  }
  return { kind: "cuts", ...scores };
}

function rfmModel(file: ConfigFile<RfmConfig>, base: Base, scope: Scope, report: Report): RfmModel {
  const { value } = file;
  const range = (
    given: number | readonly [number, number] | undefined,
  ): readonly [number, number] | null =>
    given === undefined ? null : typeof given === "number" ? [given, given] : given;
  const all: readonly [number, number] = [1, value.scale];
  if (value.segments === undefined && value.scale !== 5)
    report(problem("missing-key", { key: "segments" }, placeOfKey(file, ["scale"])));
  const segments: RfmModel["segments"] =
    value.segments === undefined
      ? tenSegmentMap.map(({ id, title, cells }) => ({
          id,
          title,
          place: placeOfKey(file, ["kind"]),
          cells: cells.map((cell) => ({ ...cell, monetary: null })),
        }))
      : value.segments.map((segment, index) => ({
          ...segmentBase(file, index, segment),
          cells: (segment.cells ?? [segment]).map((cell) => ({
            recency: range(cell.recency) ?? all,
            frequency: range(cell.frequency) ?? all,
            monetary: range(cell.monetary),
          })),
        }));
  const scores = rfmScores(file, report);
  const model: RfmModel = {
    ...base,
    kind: "rfm",
    assign: "first",
    scale: value.scale,
    ...(scores === undefined ? {} : { scores }),
    within: value.within === undefined ? null : daysOf(value.within),
    withinEach: withinEachOf(file, scope, report),
    segments,
    others: othersOf(value)?.[0] ?? null,
  };
  const lint: readonly Problem[] = value.segments === undefined ? [] : lintRfm(model);
  report(...lint);
  return model;
}
