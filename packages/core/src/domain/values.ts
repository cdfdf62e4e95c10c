/** Names of a customer's values in answers, and the columns that hold them. */
import { alwaysBuiltins, findBuiltin } from "../language/model/builtins.ts";
import type { Localised } from "../language/config/text.ts";
import { joinedOf } from "../language/model/joined-names.ts";
import { hasMargin, sourcesBeside, type MetricModel, type Model } from "../language/model/model.ts";
import { sinceContactName } from "../language/model/strategy-scope.ts";
import { boundNames, confidenceNames } from "../language/model/model-metrics.ts";
import type { ContractOutput } from "../language/model/contract-metric.ts";
import { isBound } from "../language/model/fit-metric.ts";
import type { PurchaseOutput } from "../language/model/purchase-metric.ts";
import { modelScope } from "../language/model/model-scope.ts";
import type { NameRef, Unit, ValueType } from "../language/model/typed.ts";
import type { Pii } from "../pii.ts";
import {
  attributeColumn,
  builtinColumn,
  columnOfRef,
  joinedColumn,
  metricColumn,
  rhythmOfAllColumn,
} from "./columns.ts";

export type ValueInfo = {
  /** As rules name it; an attribute whose name a metric has is `customers.name`. */
  readonly id: string;
  readonly kind: "metric" | "attribute";
  readonly column: string;
  readonly title: Localised;
  readonly type: "number" | "text" | "date" | "boolean";
  readonly unit: Exclude<Unit, "count">;
  readonly pii: Pii | null;
  readonly sensitive: boolean;
  /** What a model says: how far ahead in days, and the metrics that are the ends of its 80 % interval. */
  readonly estimate?: {
    readonly of: (PurchaseOutput | ContractOutput)["kind"];
    readonly horizon: number | null;
    readonly interval: readonly [low: string, high: string] | null;
    /** The metrics that are the ends of the 95 % confidence interval of the estimate itself. */
    readonly confidence: readonly [low: string, high: string];
  };
};

/** Every value of a customer that can be shown: built-in metrics, the project's metrics, windows, attributes. */
export function valuesOf(model: Model): readonly ValueInfo[] {
  const open = { kind: "metric", pii: null, sensitive: false } as const;
  const own: readonly ValueInfo[] = [
    ...alwaysBuiltins(hasMargin(model)).map((b) => ({
      id: b.name,
      column: builtinColumn(b.name, null),
      title: b.title,
      type: plainType(b.type),
      unit: plainUnit(b.unit),
      ...open,
    })),
    ...model.metrics.map((m) => ({
      id: m.name,
      column: metricColumn(m.name),
      title: m.title,
      type: plainType(m.value.type),
      unit: plainUnit(m.value.unit),
      ...open,
      ...estimateOf(m),
    })),
    ...joinedValues(model),
    ...rhythmValue(model),
    ...model.windows.map(({ name, within }) => {
      const b = findBuiltin(name);
      return {
        id: `${name}_${within}`,
        column: builtinColumn(name, within),
        title: windowTitle(b?.title ?? name, within),
        type: plainType(b?.type ?? "number"),
        unit: plainUnit(b?.unit ?? null),
        ...open,
      };
    }),
  ];
  const taken = new Set(own.map((v) => v.id.toLowerCase()));
  const attributes = (model.customers?.attributes ?? []).map((a) => ({
    id: taken.has(a.name.toLowerCase()) ? `customers.${a.name}` : a.name,
    kind: "attribute" as const,
    column: attributeColumn(a.name),
    title: a.title,
    type: plainType(a.type),
    unit: a.unit ?? null,
    pii: a.pii,
    sensitive: a.sensitive,
  }));
  return [...own, ...attributes];
}

/** The rhythm, where something names it. */
function rhythmValue({ rhythm }: Model): readonly ValueInfo[] {
  const found = rhythm === true ? findBuiltin("rhythm") : undefined;
  if (found === undefined) return [];
  const { name, title } = found;
  const about = { kind: "metric", type: "number", unit: "days", pii: null } as const;
  return [{ id: name, column: rhythmOfAllColumn, title, sensitive: false, ...about }];
}

/** Columns of other sources that hold for a customer, as rules name them. */
function joinedValues(model: Model): readonly ValueInfo[] {
  const scope = modelScope(model);
  return sourcesBeside(model).flatMap((other) =>
    joinedOf(other).map((column): ValueInfo => {
      const ref = scope.resolve([column.name])?.ref;
      const alone = ref?.kind === "joined" && ref.source === other.name;
      return {
        id: alone ? column.name : `${other.name}.${column.name}`,
        kind: other.kind === "scores" ? "metric" : "attribute",
        column: joinedColumn(other.name, column.name),
        title: column.title,
        type: plainType(column.type),
        unit: null,
        pii: column.pii,
        sensitive: column.sensitive,
      };
    }),
  );
}

/** What a model says, with the metrics that are the ends of its interval. */
function estimateOf({ name, fit }: MetricModel): Pick<ValueInfo, "estimate"> {
  if (fit === undefined || isBound(fit)) return {};
  const { output } = fit;
  const horizon = "horizon" in output ? output.horizon : null;
  const interval = output.kind === "clv" ? boundNames(name) : null;
  const confidence = confidenceNames(name);
  return { estimate: { of: output.kind, horizon, interval, confidence } };
}

/** A count of rows is a number like any other to the reader. */
const plainUnit = (unit: Unit): ValueInfo["unit"] => (unit === "count" ? null : unit);

function windowTitle(title: Localised, within: number): Localised {
  if (typeof title === "string") return `${title}, ${within} days`;
  return Object.fromEntries(
    Object.entries(title).map(([locale, text]) => [
      locale,
      locale.startsWith("zh") ? `近 ${within} 天${text}` : `${text}, ${within} days`,
    ]),
  );
}

function plainType(type: ValueType): ValueInfo["type"] {
  if (type === "timestamp" || type === "date") return "date";
  return type === "number" || type === "boolean" ? type : "text";
}

/** What a name in a rule is called in answers. */
export function valueName(ref: NameRef, model: Model): string | undefined {
  const column = columnOfRef(ref);
  if (ref.kind === "since-contact") return sinceContactName;
  if (ref.kind === "segmentation") return ref.name;
  if (ref.kind === "segment") return `${ref.segmentation}.${ref.segment}`;
  return column === undefined ? undefined : valuesOf(model).find((v) => v.column === column)?.id;
}
