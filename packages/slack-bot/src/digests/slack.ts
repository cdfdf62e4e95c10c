/** Slack as digests use it: nothing is tried again without knowing whether it was done. */
import { setTimeout as sleep } from "node:timers/promises";
import {
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebClient,
  type Logger,
} from "@slack/web-api";

/** Where Slack's Web API is, and how long one call may take, in milliseconds. */
export type WebApi = { readonly apiUrl: string | null; readonly timeout: number };

/** A client that does not repeat calls by itself: a message that is posted twice cannot be taken back unseen. */
export const digestClient = (
  token: string,
  { apiUrl, timeout }: WebApi,
  logger: Logger,
): WebClient =>
  new WebClient(token, {
    ...(apiUrl === null ? {} : { slackApiUrl: apiUrl }),
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout,
    logger,
  });

/** What a failed call means: it was not done; Slack refused it; or nobody knows. */
export type Failure =
  | { readonly kind: "busy"; readonly seconds: number }
  | { readonly kind: "refused"; readonly error: string }
  | { readonly kind: "unsure" };

/** @throws what did not come from the call */
function failureOf(error: unknown): Failure {
  if (error instanceof WebAPIRateLimitedError) return { kind: "busy", seconds: error.retryAfter };
  if (error instanceof WebAPIPlatformError) return { kind: "refused", error: error.data.error };
  if (error instanceof Error && error.name.startsWith("WebAPI")) return { kind: "unsure" };
  throw error;
}

/** Longer pauses are spent elsewhere: the slot is given back until then. */
const longestPause = 60;
const tries = 6;

/** Slack asks to come back later than is worth waiting for. */
export class Later extends Error {
  readonly seconds: number;
  constructor(seconds: number) {
    super(`Slack asks for ${seconds} s`);
    this.name = "Later";
    this.seconds = seconds;
  }
}

/** Who may see what, or what there is to tell, is not known now. */
export class NotNow extends Error {
  constructor(why: string) {
    super(`not known now: ${why}`);
    this.name = "NotNow";
  }
}

/** Slack will not take it, however often it is tried. */
export class Refused extends Error {
  readonly reason: string;
  constructor(reason: string) {
    super(`Slack refused: ${reason}`);
    this.name = "Refused";
    this.reason = reason;
  }
}

/**
 * Calls until it is done: waits where Slack is busy, and where the outcome is unknown asks `done` first.
 *
 * @param unsure whether it may have been done before
 * @param done what it gave, where it was done; null where it was not
 * @throws Refused, or Later where Slack does not answer or asks for a long pause
 */
export async function untilDone<T>(
  call: () => Promise<T>,
  done: () => Promise<T | null>,
  unsure = false,
): Promise<T> {
  let unknown = unsure;
  for (let attempt = 1; ; attempt++) {
    try {
      const found = unknown ? await done() : null;
      return found ?? (await call());
    } catch (error) {
      const failure = failureOf(error);
      if (failure.kind === "refused") throw new Refused(failure.error);
      if (failure.kind === "unsure") unknown = true;
      const seconds = failure.kind === "busy" ? failure.seconds : 2 ** (attempt - 1) / 2;
      if (attempt === tries || seconds > longestPause) throw new Later(Math.max(seconds, 60));
      await sleep(seconds * 1000);
    }
  }
}

/** A call that may be repeated as often as one likes. */
export const reading = <T>(call: () => Promise<T>): Promise<T> => untilDone(call, async () => null);
