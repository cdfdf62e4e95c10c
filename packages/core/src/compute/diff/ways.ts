/** The ways of all customers through the states of a segmentation, counted by the engine. */
import {
  and,
  as,
  asc,
  bool,
  cases,
  cast,
  coalesce,
  col,
  countAll,
  desc,
  differs,
  eq,
  isNotNull,
  join,
  named,
  nil,
  not,
  number,
  or,
  select,
  sub,
  sum,
  text,
  type Query,
  type Relation,
  type Scalar,
} from "../../query/index.ts";
import {
  builtinColumn,
  idColumn,
  labelColumn,
  segmentationColumn,
  segmentColumn,
} from "../../domain/columns.ts";
import type { Way } from "../../domain/migration/migration.ts";
import type { Mover } from "../../domain/migration/snapshot-diff.ts";
import { textOf } from "../engine/cell.ts";
import type { Lane, QueryOptions, Row } from "../engine/engine.ts";

/** Tables of customers with the assignment's columns, or the state that it is equal to. */
export type States = {
  readonly old: Relation;
  readonly corrected: Relation | "as-old";
  readonly onNewData: Relation | "as-refit";
  readonly refit: Relation | "as-on-new-data" | "as-now";
  readonly now: Relation;
};

/** Which segments the snapshots and the old configuration know; a segment's flag is missing where it does not exist. */
export type Place = {
  readonly segmentation: string;
  /** Of one segment among several that a customer can be in; `null` where there is one for each. */
  readonly segment: string | null;
  readonly knownBefore: boolean;
  readonly knownNow: boolean;
  /** The column of tiers by the cuts of the day, where they are held: who is not corrected is where they were. */
  readonly raw?: string;
};

const spent = builtinColumn("monetary", null);

/** One row a customer: `id`, `label`, whether they were and are there, five states, money. */
export function waysQuery(states: States, place: Place): Query {
  const { segmentation, segment } = place;
  const at = (alias: string, known: boolean): Scalar => {
    if (!known) return nil("varchar");
    if (segment === null) return cast(col(segmentationColumn(segmentation), alias), "varchar");
    const flag = coalesce(col(segmentColumn(segmentation, segment), alias), bool(false));
    return cases([[flag, text(segment)]], nil("varchar"));
  };
  const old = at("o", place.knownBefore);
  const now = at("n", place.knownNow);
  const { raw } = place;
  const computedThen = at("c", place.knownBefore);
  const corrected =
    states.corrected === "as-old"
      ? old
      : raw === undefined
        ? computedThen
        : cases([[not(differs(col(raw, "o"), col(raw, "c"))), old]], computedThen);
  const computed = states.onNewData === "as-refit" ? null : at("d", place.knownBefore);
  const relearned =
    states.refit === "as-now"
      ? now
      : states.refit === "as-on-new-data"
        ? computed
        : at("r", place.knownBefore);
  const refit = relearned ?? now;
  const onNewData = computed ?? refit;
  const before = isNotNull(col(idColumn, "o"));
  const after = isNotNull(col(idColumn, "n"));
  const id = coalesce(col(idColumn, "n"), col(idColumn, "o"));
  const beside = (relation: Relation | string, alias: string) =>
    typeof relation === "string"
      ? []
      : [
          join(
            "left",
            named(relation, alias),
            eq(col(idColumn, alias), coalesce(col(idColumn, "n"), col(idColumn, "o"))),
          ),
        ];
  return select({
    columns: [
      as("id", id),
      as("label", coalesce(col(labelColumn, "n"), col(labelColumn, "o"))),
      as("before", before),
      as("after", after),
      as("s0", old),
      as("s1", corrected),
      as("s2", onNewData),
      as("s3", refit),
      as("s4", now),
      as("revenue", coalesce(col(spent, "o"), col(spent, "n"))),
      as("grown", cases([[and(before, after), sub(col(spent, "n"), col(spent, "o"))]])),
      ...(["recency", "frequency", "monetary"] as const).flatMap((name) => [
        as(`old_${name}`, col(builtinColumn(name, null), "o")),
        as(`new_${name}`, col(builtinColumn(name, null), "n")),
      ]),
    ],
    from: named(states.old, "o"),
    joins: [
      join("full", named(states.now, "n"), eq(col(idColumn, "n"), col(idColumn, "o"))),
      ...beside(states.corrected, "c"),
      ...beside(states.onNewData, "d"),
      ...beside(states.refit, "r"),
    ],
  });
}

const stateNames = ["s0", "s1", "s2", "s3", "s4"];

/** All ways, each once. */
export async function waysOf(
  lane: Lane,
  query: Query,
  options: QueryOptions,
): Promise<readonly Way[]> {
  const keys = ["before", "after", ...stateNames];
  const rows = await lane.rows(
    select({
      columns: [
        ...keys,
        as("customers", countAll()),
        as("spent", coalesce(sum(col("revenue")), number("0"))),
        as("more", coalesce(sum(col("grown")), number("0"))),
      ],
      from: query,
      groupBy: keys.map((key) => col(key)),
      orderBy: keys.map((key) => asc(col(key))),
    }),
    options,
  );
  return rows.map((row) => ({
    before: row["before"] === true,
    after: row["after"] === true,
    states: statesOf(row),
    customers: Number(row["customers"]),
    revenue: Number(row["spent"]),
    grown: Number(row["more"]),
  }));
}

const statesOf = (row: Row): Way["states"] => [
  textOf(row["s0"]),
  textOf(row["s1"]),
  textOf(row["s2"]),
  textOf(row["s3"]),
  textOf(row["s4"]),
];

/**
 * Those of the largest spend who are in both snapshots and changed segment, ties by id.
 *
 * @param which of them, over the columns of the query; default all
 */
export async function moversOf(
  lane: Lane,
  query: Query,
  segment: string | null,
  limit: number,
  options: QueryOptions,
  which?: Scalar,
): Promise<readonly Mover[]> {
  const changes = stateNames
    .slice(1)
    .map((name, i) => differs(col(name), col(stateNames[i] ?? "s0")));
  const rows = await lane.rows(
    select({
      columns: [
        "id",
        "label",
        ...stateNames,
        "revenue",
        ...["recency", "frequency", "monetary"].flatMap((m) => [`old_${m}`, `new_${m}`]),
      ],
      from: query,
      where: and(
        col("before"),
        col("after"),
        or(...changes),
        ...(which === undefined ? [] : [which]),
      ),
      orderBy: [desc(col("revenue")), asc(col("id"))],
      limit,
    }),
    options,
  );
  const value = (row: Row, column: string): number | null =>
    row[column] === null ? null : Number(row[column]);
  return rows.map((row) => ({
    segment,
    id: textOf(row["id"]) ?? "",
    label: textOf(row["label"]),
    states: statesOf(row),
    revenue: Number(row["revenue"]),
    values: {
      recency: [value(row, "old_recency"), value(row, "new_recency")],
      frequency: [value(row, "old_frequency"), value(row, "new_frequency")],
      monetary: [value(row, "old_monetary"), value(row, "new_monetary")],
    },
  }));
}
