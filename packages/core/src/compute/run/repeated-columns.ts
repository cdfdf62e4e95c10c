/** Columns of a snapshot that say again what others of the same customer say: they are computed as they are read. */
import { col, ge, mod, number, type Query, type Scalar } from "../../query/index.ts";
import { segmentColumn } from "../../domain/columns.ts";
import { flagsPerMask } from "../../domain/flag-masks.ts";
import { flagsColumn } from "../../domain/segmentation/rule-keys.ts";
import { nodeKeys } from "../../language/model/keys.ts";
import type { Model } from "../../language/model/model.ts";

/** Values of columns by their name, each of columns that are not among them. */
export type Repeated = ReadonlyMap<string, Scalar>;

/**
 * Which columns of customers need not be stored: metrics that are another column under their own name, and rules whose answer
 * is a bit of the number that keeps the answers of all rules.
 *
 * @param columns all that customers have
 * @param customers the query that computes them
 */
export function repeatedColumns(
  model: Model,
  columns: readonly string[],
  customers: Query,
): Repeated {
  const there = new Set(columns);
  const flags = [...flagsOf(model)].filter(([name]) => there.has(name));
  const copies = [...copiesIn(customers)].filter(([name, of]) => there.has(name) && there.has(of));
  return new Map([
    ...copies.map(([name, of]) => [name, col(of)] as const),
    ...flags
      .filter(([, { mask }]) => there.has(mask))
      .map(([name, flag]) => [name, isSet(flag)] as const),
  ]);
}

type Flag = { readonly mask: string; readonly bit: number };

/** Rules of segmentations that give each customer all that hold. */
function flagsOf(model: Model): ReadonlyMap<string, Flag> {
  const keys = nodeKeys(model);
  return new Map(
    model.segmentations.flatMap((s) =>
      s.kind !== "rules" || s.assign !== "all" || s.unit !== null
        ? []
        : s.segments.map(({ id }, i) => {
            const mask = flagsColumn(s, keys, Math.floor(i / flagsPerMask));
            return [segmentColumn(s.name, id), { mask, bit: i % flagsPerMask }] as const;
          }),
    ),
  );
}

/** The bit of a number that is never below zero. */
const isSet = ({ mask, bit }: Flag): Scalar => ge(mod(col(mask), power(bit + 1)), power(bit));

const power = (exponent: number): Scalar => number(String(2 ** exponent));

/**
 * Columns of a query that are another one of its columns, by name: where a level adds `a as b` to all columns of the level below.
 *
 * @example copiesIn(select *, a as b from (select a from t)) // => b: a
 */
function copiesIn(query: Query): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  if (query.kind !== "select" || query.distinct || query.groupBy.length > 0) return found;
  const relation = query.from?.relation;
  const own = query.from?.as ?? null;
  const stars = query.columns.flatMap((c) =>
    c.kind === "star" && (c.table === null || c.table === own) ? [c] : [],
  );
  const [star] = stars;
  if (star === undefined || stars.length > 1 || relation === undefined) return found;
  if (star.table === null && query.joins.length > 0) return found;
  const gone = new Set(star.except);
  if (relation.kind === "select")
    for (const [name, of] of copiesIn(relation))
      if (!gone.has(name) && !gone.has(of)) found.set(name, of);
  for (const column of query.columns) {
    if (column.kind !== "as" || column.value.kind !== "column") continue;
    const { name: of, table } = column.value;
    if ((table === null || table === own) && !gone.has(of) && of !== column.name)
      found.set(column.name, found.get(of) ?? of);
  }
  return found;
}
