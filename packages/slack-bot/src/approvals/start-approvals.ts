/** Works on publish requests for as long as the bot runs. */
import { setTimeout as sleep } from "node:timers/promises";
import type { PublishRequest } from "@clientele/core";
import { remembered } from "../access/remembered.ts";
import type { Audience } from "../access/deciders.ts";
import { Later, NotNow } from "../digests/slack.ts";
import type { Slacks } from "../install/slacks.ts";
import { createLocaleOf } from "../listeners/locale.ts";
import { botLocale } from "../messages/index.ts";
import type { Services } from "../services.ts";
import { advance, Changed } from "./advance.ts";
import { placeOf } from "./place-of.ts";
import { sendPosts } from "./posts.ts";
import type { Work } from "./work.ts";

export type Approvals = {
  /** Lets what is under way end, for a moment. */
  readonly close: () => Promise<void>;
};

/** New requests and decisions are looked for so often, in milliseconds. */
const period = 1000;
/** So often it is looked whether a request that waits is out of date, in milliseconds. */
const waitingPause = 5000;
/** What is decided in a workspace that the bot is not in is left alone for so long, in milliseconds. */
const elsewhere = 60_000;
const stopGrace = 2000;

/**
 * @param slacks where requests are decided: each in the workspace that it belongs to
 * @param lease how long a request is kept from other instances without a sign of life, in milliseconds; so often it is looked who is
 * to decide on what waits
 */
export function startApprovals(slacks: Slacks, services: Services, lease: number): Approvals {
  const { state, log } = services;
  const clock = (): Date => new Date();
  const fallback = () => botLocale(services.project().locale);
  const localeOf = createLocaleOf(fallback, log, () => Date.now());
  const audiences = remembered<Audience>(lease, 1000, () => Date.now());
  const audienceOf: Work["audienceOf"] = (client, author) =>
    audiences(`${client.token ?? ""} ${author}`, () => services.deciders.audience(client, author));
  const ending = new AbortController();
  const { signal } = ending;
  const leaseEnd = (): Date => new Date(clock().getTime() + lease);

  async function drain(): Promise<void> {
    while (!signal.aborted) {
      const request = await state.requests.take(clock(), lease);
      if (request === null) return;
      // A sign of life, so that nobody else takes it meanwhile.
      const beat = setInterval(
        () =>
          void state.requests
            .keep(request.id, leaseEnd())
            .catch((error: unknown) => log.error("request-lease", error)),
        lease / 3,
      );
      try {
        await settle(request);
      } finally {
        clearInterval(beat);
      }
    }
  }

  /** As far as it goes now; then it is given back. */
  async function settle(taken: PublishRequest): Promise<void> {
    let request = taken;
    try {
      // Its token may be another one each time.
      const place = await placeOf(slacks, services.deciders, request);
      const client = await slacks.digests(place);
      if (place === null) throw new NotNow("slack");
      if (client === null) {
        // Another instance may be there; where none is, the log says so.
        log.warn("request-elsewhere", { request: request.id, place });
        await state.requests.giveBack(request, new Date(clock().getTime() + elsewhere), clock());
        return;
      }
      if (request.place === null) {
        await state.requests.placed(request.id, place);
        request = { ...request, place };
      }
      const work: Work = { client, services, clock, localeOf, audienceOf };
      // What was decided is shown before it is carried out, which may take its time.
      await sendPosts(work, request);
      for (;;) {
        const next = await advance(work, request);
        if (next === null) break;
        request = next;
        await sendPosts(work, request);
      }
      await sendPosts(work, request);
      await state.requests.giveBack(request, nextLook(request), clock());
    } catch (error) {
      if (error instanceof Changed) {
        await state.requests.giveBack(request, clock(), clock());
        return;
      }
      const { id, stage, attempts } = request;
      log.error("request-failed", error, { request: id, stage, attempt: attempts + 1 });
      const seconds =
        error instanceof Later
          ? error.seconds
          : Math.min(300, (error instanceof NotNow ? 2 : 5) * 2 ** Math.min(attempts, 6));
      const look = new Date(clock().getTime() + seconds * 1000);
      await state.requests.giveBack(request, look, clock(), true);
    }
  }

  function nextLook({ stage, expires }: PublishRequest): Date | null {
    if (stage !== "waiting") return null;
    const now = clock().getTime();
    return new Date(Math.min(Math.max(Date.parse(expires), now), now + waitingPause));
  }

  /** Runs of requests that have ended are of no use any more. */
  async function tidy(): Promise<void> {
    const open = await state.requests.list({ open: true, limit: 1000 });
    const keep = open.flatMap((request) => (request.run === null ? [] : [request.run]));
    await services.engine.call("discardHidden", { keep });
  }

  async function run(): Promise<void> {
    await tidy().catch((error: unknown) => log.error("requests-not-tidied", error));
    while (!signal.aborted) {
      await drain().catch((error: unknown) => log.error("requests-failed", error));
      await sleep(period, undefined, { signal }).catch((error: unknown) => {
        if (!signal.aborted) throw error;
      });
    }
  }

  const running = run();
  return {
    close: async () => {
      ending.abort();
      await Promise.race([running, sleep(stopGrace, undefined, { ref: false })]);
    },
  };
}
