import type { Services } from "../../services.ts";

/**
 * Whether an event is to be handled here. Where the state does not say, it is: whoever asked is told that it failed, rather than
 * nothing.
 */
export async function firstSeen({ state, log }: Services, eventId: string): Promise<boolean> {
  try {
    return await state.firstSeen(eventId);
  } catch (error) {
    log.error("event-not-noted", error);
    return true;
  }
}
