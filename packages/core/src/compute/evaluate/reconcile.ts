/** Two segmentations beside each other: how far they agree, and who does not. */
import { builtinColumn, segmentationColumn } from "../../domain/columns.ts";
import type { Reconciliation } from "../../domain/evaluate/evaluation.ts";
import { ariOfTable } from "../../stats/ari.ts";
import { hungarian } from "../../stats/hungarian.ts";
import { as, coalesce, col, countAll, number, select, sum } from "../../query/index.ts";
import { textOf } from "../engine/cell.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";
import type { Base } from "../snapshot/open-base.ts";

/** @param a, b names of segmentations that put each customer in one segment */
export async function reconcile(
  lane: Lane,
  base: Base,
  a: string,
  b: string,
  options: QueryOptions = {},
): Promise<Reconciliation> {
  const [one, other] = [col(segmentationColumn(a)), col(segmentationColumn(b))];
  const rows = await lane.rows(
    select({
      columns: [
        as("a", one),
        as("b", other),
        as("customers", countAll()),
        as("revenue", coalesce(sum(col(builtinColumn("monetary", null))), number("0"))),
      ],
      from: base.customers,
      groupBy: [one, other],
    }),
    options,
  );
  const cells = rows
    .map((row) => ({
      a: textOf(row["a"]),
      b: textOf(row["b"]),
      customers: Number(row["customers"]),
      revenue: Number(row["revenue"]),
    }))
    .toSorted(
      (x, y) => y.customers - x.customers || `${x.a} ${x.b}`.localeCompare(`${y.a} ${y.b}`),
    );
  const both = cells.flatMap((c) =>
    c.a === null || c.b === null ? [] : [{ a: c.a, b: c.b, count: c.customers }],
  );
  const ids = (side: "a" | "b"): readonly string[] =>
    [...new Set(both.map((c) => c[side]))].toSorted();
  const [left, right] = [ids("a"), ids("b")];
  const cost = left.map((x) =>
    right.map((y) => -(both.find((c) => c.a === x && c.b === y)?.count ?? 0)),
  );
  const pairs = (left.length === 0 ? [] : hungarian(cost)).flatMap((column, i) => {
    const [x, y] = [left[i], right[column]];
    return x === undefined || y === undefined ? [] : [{ a: x, b: y }];
  });
  const agrees = (x: string, y: string): boolean => pairs.some((p) => p.a === x && p.b === y);
  const customers = both.reduce((total, c) => total + c.count, 0);
  const disagree = both.reduce((total, c) => total + (agrees(c.a, c.b) ? 0 : c.count), 0);
  const name = (of: string): string => `"${of.replaceAll('"', '""')}"`;
  const text = (of: string): string => `'${of.replaceAll("'", "''")}'`;
  const same = pairs.map((p) => `(${name(a)} = ${text(p.a)} and ${name(b)} = ${text(p.b)})`);
  const rule = [
    `${name(a)} is not null and ${name(b)} is not null`,
    ...(same.length === 0 ? [] : [`not (${same.join(" or ")})`]),
  ].join(" and ");
  return { a, b, customers, ari: ariOfTable(both), cells, pairs, disagree, rule };
}
