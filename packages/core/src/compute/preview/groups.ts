/** Customers and what they spent, by what they are now and what they were in the base. */
import {
  as,
  cast,
  coalesce,
  col,
  countAll,
  number,
  prune,
  select,
  sum,
  type Query,
  type Scalar,
} from "../../query/index.ts";
import { builtinColumn } from "../../domain/columns.ts";
import type { Lane, QueryOptions, Value } from "../engine/engine.ts";

const revenue = col(builtinColumn("monetary", null));

/** One group; money in the project's currency. */
export type Group = {
  readonly now: readonly Value[];
  readonly old: readonly Value[];
  readonly customers: number;
  readonly revenue: number;
  readonly units: number;
};

/** What tells customers apart. */
export type By = {
  readonly now: readonly Scalar[];
  readonly old: readonly Scalar[];
  /** Which rows count as a unit; only of segmentations of a unit. */
  readonly stands?: Scalar;
};

/**
 * What is known of the base: then only customers who changed are grouped, and all others are what is left of the base's groups.
 * Few change, so this reads the columns once and groups next to nothing.
 */
export type Since = {
  /** Whether `now` is another than it would be for a customer who did not change; `null` where nobody can have changed. */
  readonly changed: Scalar | null;
  /** What `now` is for who did not change, from the values of `old`. */
  readonly stillOf: (old: readonly Value[]) => readonly Value[];
  /** Groups of whole bases by `old`, kept from one keystroke to the next. */
  readonly wholes: Map<string, readonly Group[]>;
  /** Names the base and `old`. */
  readonly key: string;
};

/** All groups with a customer in them. */
export async function groups(
  lane: Lane,
  assigned: Query,
  by: By,
  since: Since | undefined,
  options: QueryOptions,
): Promise<readonly Group[]> {
  if (since === undefined) return counted(lane, assigned, by, null, options);
  const whole =
    since.wholes.get(since.key) ??
    (await counted(lane, assigned, { now: [], old: by.old }, null, options));
  since.wholes.set(since.key, whole);
  const changed =
    since.changed === null ? [] : await counted(lane, assigned, by, since.changed, options);
  const rest = new Map(whole.map((group) => [JSON.stringify(group.old), { ...group }]));
  for (const { old, customers, revenue: spent } of changed) {
    const left = rest.get(JSON.stringify(old));
    if (left === undefined) throw new Error("unreachable: a group that the base does not have");
    left.customers -= customers;
    left.revenue = addMoney(left.revenue, -spent);
  }
  const still = [...rest.values()].filter(({ customers }) => customers > 0);
  return [...still.map((group) => ({ ...group, now: since.stillOf(group.old) })), ...changed];
}

async function counted(
  lane: Lane,
  assigned: Query,
  { now, old, stands }: By,
  where: Scalar | null,
  options: QueryOptions,
): Promise<readonly Group[]> {
  const named = [
    ...now.map((value, i) => ({ name: `now_${i}`, value })),
    ...old.map((value, i) => ({ name: `old_${i}`, value })),
  ];
  const rows = await lane.rows(
    prune(
      select({
        columns: [
          ...named.map(({ name }) => as(name, col(name))),
          as("customers", countAll()),
          as("spent", cast(coalesce(sum(col("revenue")), number("0")), "double")),
          ...(stands === undefined ? [] : [as("units", countAll(col("stands")))]),
        ],
        from: select({
          columns: [
            ...named.map(({ name, value }) => as(name, value)),
            as("revenue", revenue),
            ...(stands === undefined ? [] : [as("stands", stands)]),
          ],
          from: assigned,
          where,
        }),
        groupBy: named.map(({ name }) => col(name)),
      }),
    ),
    options,
  );
  return rows.map((row) => ({
    now: now.map((_, i) => row[`now_${i}`] ?? null),
    old: old.map((_, i) => row[`old_${i}`] ?? null),
    customers: Number(row["customers"]),
    revenue: Number(row["spent"]),
    units: Number(row["units"] ?? 0),
  }));
}

/** Money is whole ten-thousandths, so a sum of doubles is brought back to the nearest: what one exact sum would give. */
export const addMoney = (a: number, b: number): number => Math.round((a + b) * 10_000) / 10_000;
