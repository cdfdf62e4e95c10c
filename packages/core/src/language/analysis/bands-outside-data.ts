/** Bands of a matrix, points of a score and tiers by value, against the data: values that do not occur, thresholds that nobody reaches. */
import type { Place, Problem } from "../../problem.ts";
import type { ConfigFile } from "../config/read-config.ts";
import type { SegmentationConfig } from "../config/schema.ts";
import { rangeOfValue, scalarAt, type YamlPath } from "../config/yaml-source.ts";
import type { Comparison } from "../model/comparison.ts";
import type { BandTest, SegmentationModel } from "../model/model.ts";
import type { Typed } from "../model/typed.ts";
import type { KnownValues } from "./known.ts";
import { outsideData } from "./outside-data.ts";

/** A test on the value of an expression, and where it stands in the file. */
type Tested = {
  readonly by: Typed;
  /** Of the expression. */
  readonly byPath: YamlPath;
  readonly test: BandTest;
  /** Of the map with the test. */
  readonly path: YamlPath;
};

/** @returns a problem for each value of a list and each threshold, at its own place; none of what the data do not know */
export function bandsOutsideData(
  model: SegmentationModel,
  file: ConfigFile<SegmentationConfig>,
  known: KnownValues,
): readonly Problem[] {
  if (known.size === 0) return [];
  return testsOf(model, file.value).flatMap(({ by, byPath, test, path }) => {
    const name = scalarAt(file.source, byPath)?.text ?? "";
    if (by.kind !== "name" || name === "") return [];
    const at = (operator: Comparison, value: string, text: boolean, place: Place) =>
      outsideData(
        comparison(
          { ...by, span: { start: 0, end: name.length } },
          name,
          operator,
          value,
          text,
          place,
        ),
        known,
      );
    const placeOf = (...more: YamlPath): Place => ({
      file: file.source.path,
      range: rangeOfValue(file.source, [...path, ...more]),
    });
    if (test.kind === "at-least") return at(">=", test.value, false, placeOf("at_least"));
    if (test.kind !== "in") return [];
    const isList = scalarAt(file.source, [...path, "in"]) === undefined;
    return test.values.flatMap((value, i) =>
      at("=", value, true, isList ? placeOf("in", i) : placeOf("in")),
    );
  });
}

/** What a band says, as a rule would say it: `city = 'Suzhou'`. Everything about it stands at the one place. */
function comparison(
  by: Typed,
  name: string,
  operator: Comparison,
  value: string,
  isText: boolean,
  place: Place,
): Parameters<typeof outsideData>[0] {
  const literal = isText ? `'${value}'` : value;
  const before = `${name} ${operator} `;
  const span = { start: before.length, end: before.length + literal.length };
  const common = { unit: null, span };
  const right: Typed = isText
    ? { ...common, kind: "text", type: "text", value }
    : { ...common, kind: "number", type: "number", text: value };
  const whole = { start: 0, end: span.end };
  return {
    typed: { kind: "binary", type: "boolean", unit: null, operator, left: by, right, span: whole },
    text: before + literal,
    placeOf: () => place,
  };
}

function testsOf(model: SegmentationModel, config: SegmentationConfig): readonly Tested[] {
  if (model.kind === "matrix" && config.kind === "matrix")
    return (["rows", "columns"] as const).flatMap((side) => {
      const { by, bands } = model[side];
      if (config[side].bands === undefined) return [];
      return bands.map(({ test }, i) => ({
        by,
        byPath: [side, "by"],
        test,
        path: [side, "bands", i],
      }));
    });
  if (model.kind === "score" && model.per === null)
    return model.groups.flatMap(({ criteria }, g) =>
      criteria.flatMap(({ by, points }, c) => {
        const path = ["groups", g, "criteria", c];
        if (points.kind !== "steps") return [];
        return points.steps.map(({ test }, i) => ({
          by,
          byPath: [...path, "by"],
          test,
          path: [...path, "points", i],
        }));
      }),
    );
  if (model.kind === "tiers")
    return model.segments.flatMap(({ cut }, i): readonly Tested[] =>
      cut.kind === "at-least"
        ? [{ by: model.by, byPath: ["by"], test: cut, path: ["tiers", i] }]
        : [],
    );
  return [];
}
