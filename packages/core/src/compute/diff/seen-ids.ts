/** Whose moves somebody may see: customers that are theirs now, and those that were theirs and are gone. */
import { idColumn } from "../../domain/columns.ts";
import { as, col, eq, join, named, select, unionAll, type Query } from "../../query/index.ts";
import type { Base } from "../snapshot/open-base.ts";

/** Both snapshots as somebody sees them, and the ids of customers whose moves they may see. */
export type Seen = { readonly old: Base; readonly now: Base; readonly ids: Query };

/**
 * Whose moves are seen. A customer who went to another owner is the new owner's, before and after: nobody sees half of a move.
 *
 * @returns `null` where every customer is seen
 */
export function seenIds(
  seen: { readonly old: Base; readonly now: Base; readonly whole: Base } | undefined,
): Seen | null {
  if (seen === undefined) return null;
  const { old, now, whole } = seen;
  if (old.sight?.partial !== true && now.sight?.partial !== true) return null;
  const mine = select({ columns: [as("id", col(idColumn))], from: now.customers });
  const gone = select({
    columns: [as("id", col(idColumn, "o"))],
    from: named(old.customers, "o"),
    joins: [join("anti", named(whole.customers, "n"), eq(col(idColumn, "n"), col(idColumn, "o")))],
  });
  return { old, now, ids: unionAll(mine, gone) };
}

/** The rows of these customers. @param seen `null` for all */
export const among = (rows: Query, seen: Seen | null): Query =>
  seen === null
    ? rows
    : select({
        from: named(rows, "w"),
        joins: [join("semi", named(seen.ids, "seen"), eq(col("id", "seen"), col(idColumn, "w")))],
      });
