import type { CheckTestConfig, ExpectedConfig } from "../../language/config/check-schema.ts";
import { nearest } from "../../language/config/nearest.ts";
import type { YamlPath } from "../../language/config/yaml-source.ts";
import { foldName } from "../../language/model/fold-name.ts";
import { nodeKeys } from "../../language/model/keys.ts";
import type { Model, SegmentationModel } from "../../language/model/model.ts";
import { problem, type Place, type Problem } from "../../problem.ts";
import { ofUnit } from "../columns.ts";
import { scoreColumns } from "../segmentation/rfm.ts";
import { valuesOf } from "../values.ts";
import { actionRef } from "./action-ref.ts";
import { instead, placeOf, placeOfKey, segmentsOf, type CheckFile } from "./check-places.ts";
import type { Expectation, Expected, Subject } from "./check-types.ts";

/** What is expected of single customers. */
export function expectationsOf(
  file: CheckFile,
  test: CheckTestConfig,
  base: YamlPath,
  model: Model,
  problems: Problem[],
): readonly Expectation[] {
  return Object.entries(test.expect ?? {}).flatMap(([customer, expected]) =>
    Object.entries(expected).flatMap(([name, value]): readonly Expectation[] => {
      const path = [...base, "expect", customer, name];
      const place = placeOf(file, path);
      const key = placeOfKey(file, path);
      const subject = subjectOf(name, model);
      if (subject === undefined) {
        const names = [
          ...model.segmentations.map((s) => s.name),
          ...valuesOf(model).map((v) => v.id),
        ];
        const near = nearest(name, names);
        const values = { name, nearest: near };
        problems.push(problem("unknown-name", values, key, instead(near, key)));
        return [];
      }
      if (subject.kind === "segmentation") {
        const segmentation = model.segmentations.find((s) => s.name === subject.name);
        const wanted = Array.isArray(value) ? value : typeof value === "string" ? [value] : [];
        wanted.forEach((segment, i) => {
          const own = Array.isArray(value) ? placeOf(file, [...path, i]) : place;
          reportUnknown(segment, segmentation, own, problems);
        });
      }
      if (subject.kind === "next-action" && typeof value === "string")
        actionRef(value, model, place, problems);
      return [{ customer, name, subject, expected: expectedOf(value), place }];
    }),
  );
}

function reportUnknown(
  segment: string,
  segmentation: SegmentationModel | undefined,
  place: Place,
  problems: Problem[],
): void {
  if (segmentation === undefined) return;
  const known = segmentsOf(segmentation);
  if (known.includes(segment)) return;
  const near = nearest(segment, known);
  const values = { segment, segmentation: segmentation.name, nearest: near };
  problems.push(problem("unknown-segment", values, place, instead(near, place)));
}

function expectedOf(value: ExpectedConfig): Expected {
  if (Array.isArray(value)) return { kind: "list", values: value };
  if (typeof value === "object" && value !== null)
    return { kind: "range", atLeast: value.at_least ?? null, atMost: value.at_most ?? null };
  return { kind: "value", value };
}

/** A segmentation, an RFM score (`rfm.recency`), a metric or an attribute. */
function subjectOf(name: string, model: Model): Subject | undefined {
  const segmentation = model.segmentations.find((s) => s.name === name);
  if (segmentation !== undefined)
    return { kind: "segmentation", name, assign: segmentation.assign };
  if (foldName(name) === "next_action") return { kind: "next-action" };
  const [of, score] = name.split(".");
  const rfm = model.segmentations.find((s) => s.name === of);
  if (rfm?.kind === "rfm" && score !== undefined) {
    const columns = scoreColumns(rfm, nodeKeys(model));
    const byName: Readonly<Record<string, string>> = {
      recency: columns.r,
      frequency: columns.f,
      monetary: columns.m,
    };
    const column = byName[score];
    if (column !== undefined) return { kind: "value", column: ofUnit(rfm.unit, column) };
  }
  const value = valuesOf(model).find((v) => v.id === name);
  return value === undefined ? undefined : { kind: "value", column: value.column };
}
