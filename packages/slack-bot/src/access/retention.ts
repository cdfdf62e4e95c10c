/** The audit log keeps what `access.yaml` says, and no more. */
import type { Services } from "../services.ts";

const day = 86_400_000;

/**
 * Prunes the audit log now and every day.
 *
 * @returns the timer, which keeps no process alive
 */
export function keepToPolicy(services: Services): NodeJS.Timeout {
  const prune = (): void => {
    pruneByPolicy(services).catch((error: unknown) =>
      services.log.error("audit-not-pruned", error),
    );
  };
  prune();
  return setInterval(prune, day).unref();
}

async function pruneByPolicy({ engine, state, log }: Services): Promise<void> {
  const answer = await engine.call("access", {});
  const keepDays = answer.ok ? answer.value.access?.keepDays : undefined;
  if (keepDays === undefined || keepDays === null) return;
  const now = new Date().toISOString();
  const pruned = await state.pruneAudit({ keepDays, now, actor: "slack:", surface: "slack" });
  if (pruned > 0) log.info("audit-pruned", { entries: pruned });
}
