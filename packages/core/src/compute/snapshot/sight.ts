/** A snapshot as somebody who asks may see it: only their customers are in it, and only what they may see of them. */
import { answerScope } from "../../domain/answer-scope.ts";
import { attributeColumn, columnOfRef, ownerColumn } from "../../domain/columns.ts";
import { valuesOf, type ValueInfo } from "../../domain/values.ts";
import { modelScope } from "../../language/model/model-scope.ts";
import type { SegmentationModel } from "../../language/model/model.ts";
import type { Scope } from "../../language/model/scope.ts";
import type { NameRef } from "../../language/model/typed.ts";
import type { Problem } from "../../problem.ts";
import {
  and,
  bool,
  call,
  cast,
  coalesce,
  col,
  countAll,
  inList,
  or,
  select,
  text,
  type Scalar,
} from "../../query/index.ts";
import { ok, type Result } from "../../result.ts";
import type { RowRule, Viewer } from "../../viewer.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";
import { compileRule } from "./compile-rule.ts";
import type { Base } from "./open-base.ts";

/** What is left of a snapshot for a viewer. */
export type Sight = {
  /** Whether some customers are not in it. */
  readonly partial: boolean;
  /** How many there are. */
  readonly customers: number;
  /** Columns of values that are not shown. */
  readonly hidden: ReadonlySet<string>;
  /** Columns that questions may not name: those that are hidden, and personal data that is masked. */
  readonly unnamed: ReadonlySet<string>;
  /** Segmentations that are not shown. */
  readonly segmentations: ReadonlySet<string>;
  /** Whether customers are found by their names. */
  readonly byName: boolean;
};

/** What decides a sight: viewers who may see the same share one. */
type Rights = Pick<Viewer, "rows" | "columns" | "pii" | "identify">;

/** So many sights of one snapshot are kept: each holds what was counted for it. */
const most = 500;

/**
 * The snapshot that a viewer sees. Everything that is asked of it counts, finds and shows only what they may see; what they
 * may not see is not there.
 *
 * @returns problems where a rule of `access.yaml` does not fit the run: then nothing is shown
 */
export async function seenBy(
  lane: Lane,
  base: Base,
  viewer: Rights,
  options: QueryOptions = {},
): Promise<Result<Base, Problem>> {
  const { rows, columns, pii, identify } = viewer;
  const key = JSON.stringify([rows, columns, pii, identify]);
  const known = base.sights.get(key);
  if (known !== undefined) return ok(known);
  const condition = conditionOf(base, rows);
  if (!condition.ok) return condition;
  const where = condition.value;
  const customers = where === null ? base.customers : select({ from: base.customers, where });
  const count =
    where === null
      ? base.manifest.summary.customers
      : Number(
          (await lane.one(select({ columns: { n: countAll() }, from: customers }), options))["n"],
        );
  const sight: Sight = {
    partial: where !== null,
    customers: count,
    ...columnsOf(base, viewer),
    byName: identify !== "id_only",
  };
  const seen: Base = {
    ...base,
    customers,
    sight,
    ...(where === null && sight.hidden.size === 0
      ? {}
      : { personas: { populations: new Map(), found: new Map() } }),
  };
  if (base.sights.size >= most) base.sights.clear();
  base.sights.set(key, seen);
  return ok(seen);
}

/** The rows that a rule lets through; `null`: all. */
function conditionOf(base: Base, rule: RowRule): Result<Scalar | null, Problem> {
  switch (rule.kind) {
    case "all":
      return ok(null);
    case "none":
      return ok(bool(false));
    case "owned":
      return ok(oneOf(call("lower", cast(col(ownerColumn), "varchar")), rule.by.map(folded)));
    case "match": {
      const column = (base.model.customers?.attributes ?? []).find(
        ({ name }) => name.toLowerCase() === rule.column.toLowerCase(),
      )?.name;
      // A run from before the column was there shows nobody by it.
      if (column === undefined) return ok(bool(false));
      return ok(oneOf(cast(col(attributeColumn(column)), "varchar"), rule.values));
    }
    case "rule": {
      const compiled = compileRule(base, rule.text, modelScope(base.model));
      return compiled.ok ? ok(coalesce(compiled.value, bool(false))) : compiled;
    }
    case "any":
    case "every": {
      const parts: Scalar[] = [];
      for (const part of rule.rules) {
        const condition = conditionOf(base, part);
        if (!condition.ok) return condition;
        parts.push(condition.value ?? bool(true));
      }
      if (parts.length === 0) return ok(bool(rule.kind === "every"));
      return ok(rule.kind === "any" ? or(...parts) : and(...parts));
    }
  }
}

const folded = (value: string): string => value.normalize("NFC").toLowerCase();

const oneOf = (value: Scalar, wanted: readonly string[]): Scalar =>
  wanted.length === 0
    ? bool(false)
    : coalesce(
        inList(
          value,
          wanted.map((each) => text(each)),
        ),
        bool(false),
      );

function columnsOf(
  { model }: Base,
  { columns, pii, identify }: Rights,
): Pick<Sight, "hidden" | "unnamed" | "segmentations"> {
  const shown = columns.shown === null ? null : new Set(columns.shown.map(folded));
  const hidden = new Set(columns.hidden.map(folded));
  const isHidden = (names: readonly string[]): boolean =>
    names.some((name) => hidden.has(name)) ||
    (shown !== null && !names.some((name) => shown.has(name)));
  const values = valuesOf(model);
  const companions = new Map(
    values.flatMap(({ id, estimate }) =>
      [...(estimate?.interval ?? []), ...(estimate?.confidence ?? [])].map((name) => [name, id]),
    ),
  );
  const namesOf = ({ id }: ValueInfo): readonly string[] =>
    [id, id.replace(/^customers\./, ""), id.replace(/_\d+$/, ""), companions.get(id) ?? id].map(
      folded,
    );
  const gone = values.filter(
    (value) => isHidden(namesOf(value)) || (value.sensitive && !columns.sensitive),
  );
  const clear = (value: ValueInfo): boolean =>
    value.pii === null ||
    (identify !== "id_only" &&
      (pii === "all" || pii.includes(value.pii)) &&
      (identify === "full" || value.pii !== "name"));
  const masked = values.filter((value) => !clear(value));
  const { label = null, aliases = [] } = model.customers ?? {};
  const names =
    identify === "full"
      ? []
      : [label, ...aliases].flatMap((name) => (name === null ? [] : attributeColumn(name)));
  const notShown = [...gone.map((v) => v.column), ...names];
  return {
    hidden: new Set(notShown),
    unnamed: new Set([...notShown, ...masked.map((v) => v.column)]),
    segmentations: new Set(
      model.segmentations.map((s) => s.name).filter((name) => isHidden([folded(name)])),
    ),
  };
}

/** The values of a customer that may be shown. */
export const shownValues = ({ model, sight }: Base): readonly ValueInfo[] =>
  sight === null ? valuesOf(model) : valuesOf(model).filter((v) => !sight.hidden.has(v.column));

/** The values that a question may sort and compare by. */
export const namedValues = ({ model, sight }: Base): readonly ValueInfo[] =>
  sight === null ? valuesOf(model) : valuesOf(model).filter((v) => !sight.unnamed.has(v.column));

/** The segmentations that may be shown. */
export const shownSegmentations = ({ model, sight }: Base): readonly SegmentationModel[] =>
  sight === null
    ? model.segmentations
    : model.segmentations.filter((s) => !sight.segmentations.has(s.name));

/** What names mean in a question: what may not be seen is as unknown as what is not there. */
export function questionScope(base: Base): Scope {
  const scope = answerScope(base.model);
  const { sight } = base;
  if (sight === null || (sight.unnamed.size === 0 && sight.segmentations.size === 0)) return scope;
  const isOpen = (ref: NameRef): boolean => {
    if (ref.kind === "segmentation") return !sight.segmentations.has(ref.name);
    if (ref.kind === "segment") return !sight.segmentations.has(ref.segmentation);
    const column = columnOfRef(ref);
    return column === undefined || !sight.unnamed.has(column);
  };
  const resolve: Scope["resolve"] = (parts) => {
    const found = scope.resolve(parts);
    return found === undefined || isOpen(found.ref) ? found : undefined;
  };
  return {
    ...scope,
    names: scope.names.filter((name) => resolve(name.split(".")) !== undefined),
    resolve,
  };
}
