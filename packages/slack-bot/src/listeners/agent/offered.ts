import type { Log } from "../../log.ts";

/** Calls that a Slack may not offer: whether one went through. */
export type Offered = (method: string, call: () => Promise<unknown>) => Promise<boolean>;

/** How long a method that was refused is left alone, in milliseconds: an app can be given a scope meanwhile. */
const pause = 3_600_000;

/**
 * Tries what only some Slacks and plans offer. What is refused is told to the log once and not tried for an hour; nobody else
 * notices.
 *
 * @param now the clock, in milliseconds
 */
export function createOffered(log: Log, now: () => number): Offered {
  const refused = new Map<string, number>();
  return async (method, call) => {
    const until = refused.get(method);
    if (until !== undefined && until > now()) return false;
    try {
      await call();
      return true;
    } catch (error) {
      log.error("not-offered", error, { method });
      refused.set(method, now() + pause);
      return false;
    }
  };
}
