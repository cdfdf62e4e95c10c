/** When schedules are due. */
import { Cron } from "croner";

/**
 * The last time that a schedule was due after one time and until another; null where there was none. Of several that were
 * missed only the last counts.
 *
 * @param cron five fields
 */
export function lastSlot(cron: string, timezone: string, after: Date, until: Date): Date | null {
  // Runs before a time do not include it.
  const [found] = new Cron(cron, { timezone, paused: true }).previousRuns(
    1,
    new Date(until.getTime() + 1000),
  );
  return found !== undefined && found > after && found <= until ? found : null;
}

/** The next time that a schedule is due; null where there is none. */
export const nextSlot = (cron: string, timezone: string, after: Date): Date | null =>
  new Cron(cron, { timezone, paused: true }).nextRun(after);
