/** Retention of the audit log: what is older than the policy keeps is deleted, and that it was is logged. */
import type { Kysely } from "kysely";
import { recordAuditIn } from "./audit.ts";
import type { Tables } from "./tables.ts";

export type Pruning = {
  /** Look-ups of at least so many days ago go. */
  readonly keepDays: number;
  /** ISO text. */
  readonly now: string;
  /** Who applies the policy, as in the log. */
  readonly actor: string;
  readonly surface: "cli" | "slack";
};

const day = 86_400_000;

/**
 * Deletes look-ups that are older than the policy keeps, with whom they showed; never a younger one.
 *
 * @returns how many; where there were some, the log says so
 * @throws RangeError where `keepDays` is no whole number of at least one day
 */
export async function pruneAudit(
  db: Kysely<Tables>,
  { keepDays, now, actor, surface }: Pruning,
): Promise<number> {
  if (!Number.isInteger(keepDays) || keepDays < 1)
    throw new RangeError(`keepDays must be at least 1, got ${keepDays}`);
  const before = new Date(new Date(now).getTime() - keepDays * day).toISOString();
  return db.transaction().execute(async (transaction) => {
    const old = transaction.selectFrom("audit").select("id").where("at", "<", before);
    await transaction.deleteFrom("audit_customer").where("audit", "in", old).execute();
    const { numDeletedRows } = await transaction
      .deleteFrom("audit")
      .where("at", "<", before)
      .executeTakeFirst();
    const pruned = Number(numDeletedRows);
    if (pruned > 0)
      await recordAuditIn(transaction, {
        at: now,
        actor,
        surface,
        channel: null,
        action: "prune",
        asked: `${pruned} before ${before.slice(0, 10)}, kept for ${keepDays} days`,
        customers: [],
        run: null,
      });
    return pruned;
  });
}
