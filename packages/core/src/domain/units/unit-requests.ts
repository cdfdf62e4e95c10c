/**
 * What is needed of units: the base columns that their segmentations read, over the lines of all members. Definition: METHODS of
 * each metric, with "customer" read as "unit"; an order that several members share is one order of the unit.
 */
import { expressionsOf } from "../../language/model/expressions-of.ts";
import { alwaysBuiltins } from "../../language/model/builtins.ts";
import { backTestDays } from "../../language/model/lifecycle-model.ts";
import { hasMargin, type Model, type SegmentationModel } from "../../language/model/model.ts";
import { walkTyped } from "../../language/model/typed-walk.ts";
import type { Typed } from "../../language/model/typed.ts";
import { parentUnit, rootUnit } from "../../language/model/unit-models.ts";
import { builtinColumn, columnOfRef } from "../columns.ts";
import { allRhythmColumns } from "../metrics/rhythm-columns.ts";
import type { UnitRequest } from "../metrics/base-columns.ts";

/** The units that a model's customers are members of. Models of older runs know none. */
export const unitsOf = ({ customers }: Pick<Model, "customers">): readonly string[] =>
  customers === null
    ? []
    : [
        ...(customers.parent === null ? [] : [parentUnit, rootUnit]),
        ...customers.groups.map((group) => group.name),
      ];

/** The metrics and segmentations that are computed for a unit, in the order of the model. */
export function nodesOfUnit(
  model: Model,
  unit: string,
  wanted?: ReadonlySet<string>,
): Model["order"] {
  const found = new Set<string>();
  const add = (name: string): void => {
    if (found.has(name)) return;
    found.add(name);
    for (const need of model.needs[name] ?? []) add(need);
  };
  for (const { name, unit: own } of model.segmentations)
    if (own === unit && (wanted === undefined || wanted.has(name))) add(name);
  return model.order.filter(({ name }) => found.has(name));
}

/** The base columns that are needed of each unit of a model. */
export const unitRequests = (model: Model): readonly UnitRequest[] =>
  unitsOf(model).map((name) => {
    const own = model.segmentations.filter((s) => s.unit === name);
    return { name, columns: columnsNeeded(model, name), place: own[0]?.place ?? null };
  });

function columnsNeeded(model: Model, unit: string): readonly string[] {
  const columns = new Set<string>();
  // Wherever a model names the rhythm, that of units is computed beside it.
  if (model.rhythm === true && nodesOfUnit(model, unit).length > 0)
    for (const column of [builtinColumn("recency", null), ...allRhythmColumns([])])
      columns.add(column);
  for (const { kind, name } of nodesOfUnit(model, unit)) {
    const metric = kind === "metric" ? model.metrics.find((m) => m.name === name) : undefined;
    const segmentation = model.segmentations.find((s) => s.name === name);
    if (segmentation !== undefined)
      for (const column of implied(segmentation, model)) columns.add(column);
    const own = segmentation === undefined ? [] : expressionsOf(segmentation);
    for (const column of [...own, ...(metric === undefined ? [] : [metric.value])].flatMap(named))
      columns.add(column);
  }
  return [...columns];
}

/** The base columns that an expression names. */
const named = (expression: Typed): readonly string[] =>
  walkTyped(expression).flatMap((node) => {
    if (node.kind !== "name") return [];
    switch (node.ref.kind) {
      case "attribute":
      case "builtin":
        return node.ref.name === "rhythm" ? [] : (columnOfRef(node.ref) ?? []);
      case "aggregate":
      case "joined":
        return columnOfRef(node.ref) ?? [];
      default:
        return [];
    }
  });

/** The base columns that a kind reads without a word of the file naming them. */
function implied(segmentation: SegmentationModel, model: Model): readonly string[] {
  const { kind } = segmentation;
  if (kind === "rules" || kind === "tiers" || kind === "matrix") return [];
  if (kind === "rfm")
    return [
      builtinColumn("recency", null),
      builtinColumn("frequency", segmentation.within),
      builtinColumn("monetary", segmentation.within),
    ];
  if (kind === "lifecycle")
    return [
      builtinColumn("recency", null),
      builtinColumn("frequency", null),
      builtinColumn("frequency", segmentation.loyal.within),
      builtinColumn("frequency", backTestDays),
      ...allRhythmColumns([segmentation.loyal.within]),
    ];
  // A kind that says nothing here reads whatever is built in.
  return [
    ...alwaysBuiltins(hasMargin(model)).map((b) => builtinColumn(b.name, null)),
    ...model.windows.map((w) => builtinColumn(w.name, w.within)),
  ];
}
