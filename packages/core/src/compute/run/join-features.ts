/** Joins the tables that features are made of into one row a customer with all base columns. */
import {
  as,
  coalesce,
  col,
  eq,
  join,
  named,
  nil,
  select,
  unionAll,
  type Query,
  type Scalar,
} from "../../query/index.ts";
import {
  attributeColumn,
  consentColumn,
  idColumn,
  joinedColumn,
  labelColumn,
  ownerColumn,
} from "../../domain/columns.ts";
import { baseColumns, withoutRows } from "../../domain/metrics/base-columns.ts";
import { customersQuery } from "../ingest/customers.ts";
import { isMatch } from "../ingest/factors.ts";
import type { Narrowing } from "../snapshot/narrow.ts";
import { together, type FeaturesInput } from "./feature-parts.ts";

/** A table in pieces, each of the customers of a bucket; or in one. */
type InPieces = { readonly pieces: readonly string[] };

/**
 * @param totals columns of transactions
 * @param tables those of other sources and of lifecycles
 */
export function joinFeatures(
  totals: InPieces & Pick<Narrowing, "narrow">,
  tables: readonly (InPieces & { readonly columns: readonly string[] })[],
  input: FeaturesInput,
): Query {
  const ofGroup = (group: Group): Query => {
    const beside = tables.map(({ columns, pieces }) => ({
      columns,
      rows: together(group(pieces)),
    }));
    return joined(totals.narrow(together(group(totals.pieces))), beside, input);
  };
  const [first, ...rest] = groupsOf(
    [totals, ...tables].map((of) => of.pieces),
    input,
  );
  return rest.length === 0 ? ofGroup(first) : unionAll(ofGroup(first), ...rest.map(ofGroup));
}

/** Some of the pieces of a table. */
type Group = (pieces: readonly string[]) => readonly string[];

/**
 * Pieces that are joined with each other: a bucket's alone where all tables have the same buckets, which fits a processor's
 * cache; else those of all.
 */
function groupsOf(
  tables: readonly (readonly string[])[],
  { lines, customers }: FeaturesInput,
): readonly [Group, ...Group[]] {
  const { buckets } = lines;
  const isSame = customers === null && tables.every((pieces) => pieces.length === buckets);
  const [first, ...rest] = isSame
    ? Array.from(
        { length: buckets },
        (_, i): Group =>
          (pieces) =>
            pieces.slice(i, i + 1),
      )
    : [];
  return first === undefined ? [(pieces) => pieces] : [first, ...rest];
}

type Beside = { readonly columns: readonly string[]; readonly rows: Query };

function joined(
  totals: Query,
  beside: readonly Beside[],
  { customers, factors, request, asOf }: FeaturesInput,
): Query {
  const base = baseColumns(request);
  const owner = new Map([
    ...beside.flatMap(({ columns }, i) => columns.map((column) => [column, `o${i}`] as const)),
    ...factors.flatMap(({ model }, i) =>
      model.joined.map((c) => [joinedColumn(model.name, c.name), `f${i}`] as const),
    ),
  ]);
  const orZero = (column: string): Scalar => {
    const value = col(column, owner.get(column) ?? "t");
    if (customers === null && !owner.has(column)) return value; // nobody is without a row there
    const zero = withoutRows(column, request);
    return zero === null ? value : coalesce(value, zero);
  };
  const sameCustomer = (other: string, of: string): Scalar =>
    eq(col(idColumn, other), col(idColumn, of));
  const joins = (of: string) =>
    beside.map((b, i) => join("left", named(b.rows, `o${i}`), sameCustomer(`o${i}`, of)));
  if (customers === null)
    return select({
      columns: [
        as(idColumn, col(idColumn, "t")),
        as(labelColumn, nil("varchar")),
        as(ownerColumn, nil("varchar")),
        ...base.map((c) => as(c, orZero(c))),
      ],
      from: named(totals, "t"),
      joins: joins("t"),
    });
  const own = [
    idColumn,
    labelColumn,
    ownerColumn,
    ...customers.model.attributes.map((a) => attributeColumn(a.name)),
    ...customers.model.consent.map((c) => consentColumn(c.name)),
  ];
  return select({
    columns: [...own.map((c) => as(c, col(c, "c"))), ...base.map((c) => as(c, orZero(c)))],
    from: named(customersQuery(customers, asOf), "c"),
    joins: [
      join("left", named(totals, "t"), sameCustomer("t", "c")),
      ...joins("c"),
      ...factors.map(({ model, query }, i) =>
        join("left", named(query, `f${i}`), isMatch(model, "c", `f${i}`)),
      ),
    ],
  });
}
