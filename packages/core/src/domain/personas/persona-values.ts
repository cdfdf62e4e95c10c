/** Which values of customers a persona may speak of, and where. */
import { expressionsOf } from "../../language/model/expressions-of.ts";
import { joinedOf } from "../../language/model/joined-names.ts";
import { sourcesBeside, type AttributeModel, type Model } from "../../language/model/model.ts";
import type { NameRef, Typed } from "../../language/model/typed.ts";
import { walkTyped } from "../../language/model/typed-walk.ts";
import { attributeColumn, joinedColumn, metricColumn } from "../columns.ts";
import { valuesOf, type ValueInfo } from "../values.ts";
import type { PersonaSection } from "./persona.ts";

export type PersonaValue = {
  readonly id: string;
  readonly column: string;
  readonly kind: "number" | "category";
  readonly section: PersonaSection;
};

/**
 * The values that a persona may compare: never names, ids and other personal data, never dates; sensitive ones, and what is
 * computed from them, only where that is asked for.
 *
 * @param sensitive whether sensitive columns may be told
 */
export function personaValues(model: Model, sensitive: boolean): readonly PersonaValue[] {
  const declared = attributesByColumn(model);
  const closed = closedNames(model, sensitive);
  const { label = null, owner = null, aliases = [] } = model.customers ?? {};
  const names = new Set(
    [label, owner, ...aliases].flatMap((name) => (name === null ? [] : attributeColumn(name))),
  );
  return valuesOf(model).flatMap((info): readonly PersonaValue[] => {
    const shown = info.pii === null && (sensitive || !info.sensitive);
    if (!shown || names.has(info.column) || closed.has(info.column) || info.type === "date")
      return [];
    const kind = info.type === "number" ? "number" : "category";
    const section = sectionOf(info, declared.get(info.column), kind);
    return [{ id: info.id, column: info.column, kind, section }];
  });
}

function sectionOf(
  info: ValueInfo,
  attribute: AttributeModel | undefined,
  kind: PersonaValue["kind"],
): PersonaSection {
  switch (attribute?.dimension) {
    case "needs":
      return "needs";
    case "behavioural":
      return kind === "category" ? "preferences" : "behaviour";
    case "demographic":
    case "geographic":
    case "psychographic":
      return "traits";
    case undefined:
      if (info.kind === "attribute") return "traits";
      return kind === "category" || info.unit === "share" ? "preferences" : "behaviour";
  }
}

const attributesByColumn = (model: Model): ReadonlyMap<string, AttributeModel> =>
  new Map([
    ...(model.customers?.attributes ?? []).map((a) => [attributeColumn(a.name), a] as const),
    ...sourcesBeside(model).flatMap((other) =>
      joinedOf(other).map((a) => [joinedColumn(other.name, a.name), a] as const),
    ),
  ]);

/** Columns of metrics that are computed, through however many steps, from personal or sensitive columns. */
function closedNames(model: Model, sensitive: boolean): ReadonlySet<string> {
  const attributes = attributesByColumn(model);
  const closed = new Set<string>();
  const isClosed = (ref: NameRef): boolean => {
    switch (ref.kind) {
      case "attribute":
      case "joined": {
        const column =
          ref.kind === "attribute"
            ? attributeColumn(ref.name)
            : joinedColumn(ref.source, ref.column);
        const attribute = attributes.get(column);
        const pii = (attribute?.pii ?? null) !== null;
        return pii || (attribute?.sensitive === true && !sensitive);
      }
      case "metric":
      case "segmentation":
        return closed.has(ref.name);
      case "segment":
        return closed.has(ref.segmentation);
      default:
        return false;
    }
  };
  const names = (expression: Typed): boolean =>
    walkTyped(expression).some((node) => node.kind === "name" && isClosed(node.ref));
  for (const { kind, name } of model.order) {
    const metric = model.metrics.find((m) => m.name === name);
    const segmentation = model.segmentations.find((s) => s.name === name);
    const expressions =
      kind === "metric"
        ? metric === undefined
          ? []
          : [metric.value]
        : segmentation === undefined
          ? []
          : expressionsOf(segmentation);
    if (expressions.some(names)) closed.add(name);
  }
  return new Set([...closed].map(metricColumn));
}
