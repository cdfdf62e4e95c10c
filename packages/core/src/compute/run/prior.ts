/** The prior: the published snapshot at the start of a run, the only history that `hold` reads. */
import {
  as,
  col,
  eq,
  join,
  named,
  select,
  star,
  type Query,
  type Relation,
  type SelectColumn,
} from "../../query/index.ts";
import {
  firstOfUnitColumn,
  heldSinceColumn,
  idColumn,
  priorColumn,
  segmentationColumn,
  unitColumn,
} from "../../domain/columns.ts";
import { nodeKeys } from "../../language/model/keys.ts";
import type { Model } from "../../language/model/model.ts";
import type { Base } from "../snapshot/open-base.ts";

/** Whether a model reads the prior. */
export const readsPrior = (model: Model): boolean =>
  model.segmentations.some((s) => s.kind === "tiers" && s.hold !== null);

/**
 * The segmentations whose tiers a prior holds: those that it defines as the model does. A tier of another definition would be
 * held for what nobody can look up any more; and what a later day knew must not reach an earlier one.
 */
export function heldBy(prior: Base | null, model: Model, asOf: string): ReadonlySet<string> {
  if (prior?.published !== true || prior.manifest.asOf > asOf) return new Set();
  const keys = nodeKeys(model);
  const names = model.segmentations.flatMap((s) => {
    const columns = [segmentationColumn(s.name), heldSinceColumn(s.name)];
    const holds = s.kind === "tiers" && s.hold !== null;
    const same = prior.manifest.nodes[s.name] === keys.get(s.name);
    return holds && same && columns.every((c) => prior.columns.has(c)) ? [s.name] : [];
  });
  return new Set(names);
}

/** What the prior says of held segmentations. @param table the alias of its customers */
export const priorColumns = (held: ReadonlySet<string>, table?: string): readonly SelectColumn[] =>
  [...held]
    .flatMap((name) => [segmentationColumn(name), heldSinceColumn(name)])
    .map((column) => as(priorColumn(column), col(column, table ?? null)));

/** The columns of a run, without those of its prior. */
export function withoutPrior(assigned: Query, held: ReadonlySet<string>): Query {
  if (held.size === 0) return assigned;
  const columns = [...held]
    .flatMap((name) => [segmentationColumn(name), heldSinceColumn(name)])
    .map(priorColumn);
  return select({ columns: [star(null, columns)], from: assigned });
}

/** Customers with what the prior says of them, or of their units, beside; new ones without. */
export function besidePrior(
  customers: Relation,
  prior: Base | null,
  model: Model,
  held: ReadonlySet<string>,
): Relation {
  if (prior === null || held.size === 0) return customers;
  const from = [...byUnit(model, held)].map(([unit, names], i) => ({
    unit,
    names,
    alias: `p${i}`,
  }));
  return select({
    columns: [star("f"), ...from.flatMap(({ names, alias }) => priorColumns(names, alias))],
    from: named(customers, "f"),
    joins: from.map(({ unit, alias }) => {
      if (unit === null)
        return join(
          "left",
          named(prior.customers, alias),
          eq(col(idColumn, alias), col(idColumn, "f")),
        );
      const units = select({ from: prior.customers, where: col(firstOfUnitColumn(unit)) });
      const key = unitColumn(unit);
      return join("left", named(units, alias), eq(col(key, alias), col(key, "f")));
    }),
  });
}

/** Held segmentations by their unit: what is held is the unit's, whoever its members are now. */
function byUnit(
  { segmentations }: Model,
  held: ReadonlySet<string>,
): ReadonlyMap<string | null, ReadonlySet<string>> {
  const found = new Map<string | null, Set<string>>();
  for (const { name, unit } of segmentations)
    if (held.has(name)) found.set(unit, (found.get(unit) ?? new Set()).add(name));
  return found;
}
