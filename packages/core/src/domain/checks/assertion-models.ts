import { shareOf, type CheckTestConfig } from "../../language/config/check-schema.ts";
import { nearest } from "../../language/config/nearest.ts";
import type { YamlPath } from "../../language/config/yaml-source.ts";
import type { Model } from "../../language/model/model.ts";
import { problem, type Place, type Problem } from "../../problem.ts";
import { actionRef } from "./action-ref.ts";
import { instead, placeOf, placeOfKey, segmentsOf, type CheckFile } from "./check-places.ts";
import type { Assertion, Bound, SegmentRef } from "./check-types.ts";

/** What is expected of segments and segmentations on the project's own data. */
export function assertionsOf(
  file: CheckFile,
  test: CheckTestConfig,
  base: YamlPath,
  model: Model,
  problems: Problem[],
): readonly Assertion[] {
  const at = (...path: readonly string[]): Place => placeOf(file, [...base, ...path]);
  const assertions: Assertion[] = [];
  const needs = (key: string, because: string): void => {
    problems.push(problem("missing-key", { key }, placeOfKey(file, [...base, because])));
  };
  const of =
    test.segment === undefined
      ? undefined
      : segmentRef(test.segment, model, at("segment"), problems);
  const action =
    test.action === undefined ? undefined : actionRef(test.action, model, at("action"), problems);
  const ofAction = [
    ["customers", plainBound(test.customers)],
    ["share", shareBound(test.share)],
    ["cost", plainBound(test.cost)],
    ["gain", plainBound(test.gain)],
  ] as const;
  for (const [measure, bound] of ofAction) {
    if (bound === undefined) continue;
    if (test.action === undefined) {
      if (measure === "cost" || measure === "gain") needs("action", measure);
    } else if (action !== undefined)
      assertions.push({ kind: "action", ...action, measure, bound, place: at(measure) });
  }
  const sizes = [
    ["customers", plainBound(test.customers)],
    ["share", shareBound(test.share)],
    ["revenue", plainBound(test.revenue)],
  ] as const;
  for (const [measure, bound] of sizes) {
    if (bound === undefined) continue;
    if (test.action !== undefined && measure !== "revenue") continue;
    if (test.segment === undefined) needs("segment", measure);
    else if (of !== undefined)
      assertions.push({ kind: "size", of, measure, bound, place: at(measure) });
  }
  const { segmentation } = test;
  if (segmentation !== undefined && !model.segmentations.some((s) => s.name === segmentation)) {
    const near = nearest(
      segmentation,
      model.segmentations.map((s) => s.name),
    );
    const place = at("segmentation");
    const values = { name: segmentation, nearest: near };
    problems.push(problem("unknown-name", values, place, instead(near, place)));
  }
  const coverage = shareBound(test.coverage);
  if (coverage !== undefined) {
    if (segmentation === undefined) needs("segmentation", "coverage");
    else
      assertions.push({ kind: "coverage", segmentation, bound: coverage, place: at("coverage") });
  }
  if (test.drift !== undefined) {
    if (segmentation === undefined) needs("segmentation", "drift");
    else
      assertions.push({
        kind: "drift",
        segmentation,
        atMost: test.drift.psi.at_most,
        place: at("drift", "psi", "at_most"),
      });
  }
  if (test.exclusive !== undefined) {
    const segments = test.exclusive.flatMap(
      (name, i) =>
        segmentRef(name, model, placeOf(file, [...base, "exclusive", i]), problems) ?? [],
    );
    assertions.push({ kind: "exclusive", segments, place: at("exclusive") });
  }
  return assertions;
}

function segmentRef(
  name: string,
  model: Model,
  place: Place,
  problems: Problem[],
): SegmentRef | undefined {
  const all = model.segmentations.flatMap((s) =>
    segmentsOf(s).map((segment) => ({ segmentation: s.name, segment })),
  );
  const found = all.filter((s) => `${s.segmentation}.${s.segment}` === name || s.segment === name);
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  const near = nearest(
    name,
    all.map((s) => `${s.segmentation}.${s.segment}`),
  );
  const values = { segment: name, segmentation: "", nearest: near };
  problems.push(problem("unknown-segment", values, place, instead(near, place)));
  return undefined;
}

type PlainBound = { readonly at_least?: number | undefined; readonly at_most?: number | undefined };
type PercentBound = {
  readonly at_least?: string | undefined;
  readonly at_most?: string | undefined;
};

const plainBound = (bound: PlainBound | undefined): Bound | undefined =>
  bound === undefined
    ? undefined
    : { atLeast: bound.at_least ?? null, atMost: bound.at_most ?? null };

function shareBound(bound: PercentBound | undefined): Bound | undefined {
  if (bound === undefined) return undefined;
  const share = (text: string | undefined): number | null =>
    text === undefined ? null : shareOf(text);
  return { atLeast: share(bound.at_least), atMost: share(bound.at_most) };
}
