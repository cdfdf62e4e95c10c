/**
 * Metrics and segmentations of units, as one query: a row a unit with its base columns under the names that a customer's have, so
 * that every kind assigns units as it assigns customers; then what was computed is given to each member.
 */
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
import type { Model } from "../../language/model/model.ts";
import {
  firstOfUnitColumn,
  heldSinceColumn,
  idColumn,
  ofUnit,
  priorColumn,
  segmentationColumn,
  unitColumn,
} from "../columns.ts";
import { unitRequests } from "./unit-requests.ts";

/** What is at hand of a unit before its levels: columns that need not be computed again, and tiers that are held. */
export type UnitBase = {
  /** Columns of the members. */
  readonly present: ReadonlySet<string>;
  readonly held: ReadonlySet<string>;
};

/** Assignments are found by the segmentation's name alone; what else is computed is the unit's own. */
const isShared = (column: string): boolean => /^[sh]_/.test(column);

/** The column of the members that holds a column of their unit. */
export const memberColumn = (unit: string | null, column: string): string =>
  isShared(column) ? column : ofUnit(unit, column);

/** The columns of a unit that its members have already, by the names that they have for the unit. */
export function presentOf(
  model: Model,
  unit: string,
  present: ReadonlySet<string>,
): ReadonlySet<string> {
  const own = new Set(model.segmentations.filter((s) => s.unit === unit).map((s) => s.name));
  const prefix = ofUnit(unit, "");
  return new Set(
    [...present].flatMap((column) => {
      if (column.startsWith(prefix)) return column.slice(prefix.length);
      const name = isShared(column) ? column.slice(2).split(".")[0] : undefined;
      return name !== undefined && own.has(name) ? column : [];
    }),
  );
}

/** One row a unit: its key as `id`, its base columns, those at hand, and what the prior says of its held tiers. */
export function unitRows(
  members: Relation,
  model: Model,
  unit: string,
  { present, held }: UnitBase,
): Query {
  const base = unitRequests(model).find((request) => request.name === unit)?.columns ?? [];
  const prior = model.segmentations
    .filter((s) => s.unit === unit && held.has(s.name))
    .flatMap((s) => [segmentationColumn(s.name), heldSinceColumn(s.name)].map(priorColumn));
  const columns: readonly SelectColumn[] = [
    as(idColumn, col(unitColumn(unit))),
    ...base.map((column) => as(column, col(ofUnit(unit, column)))),
    ...[...presentOf(model, unit, present)].map((c) => as(c, col(memberColumn(unit, c)))),
    ...prior.map((column) => as(column, col(column))),
  ];
  return select({ columns, from: members, where: col(firstOfUnitColumn(unit)) });
}

/**
 * Members with what was computed of their unit.
 *
 * @param units what `unitRows` gave, with the columns that were added
 * @param added those columns
 */
export function besideMembers(
  members: Query,
  units: Query,
  unit: string,
  added: readonly string[],
  present: ReadonlySet<string>,
): Query {
  const names = added.map((column) => [column, memberColumn(unit, column)] as const);
  const anew = names.map(([, name]) => name).filter((name) => present.has(name));
  return select({
    columns: [star("c", anew), ...names.map(([column, name]) => as(name, col(column, "u")))],
    from: named(members, "c"),
    joins: [join("left", named(units, "u"), eq(col(idColumn, "u"), col(unitColumn(unit), "c")))],
  });
}
