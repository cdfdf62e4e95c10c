/** Takes in new data while the bot runs: what changed is run, and published if its checks pass. */
import { setTimeout as sleep } from "node:timers/promises";
import { approvalMessages } from "./messages/approvals.ts";
import { botLocale } from "./messages/index.ts";
import {
  isBusy,
  publishGuarded,
  refused,
  runProject,
  startsRuns,
  type Running,
} from "./refresh-run.ts";
import type { Services } from "./services.ts";
import { projectState, publishedAt } from "./sources-changed.ts";

export type Freshness = {
  /** Lets what is under way end, for a moment. */
  readonly close: () => Promise<void>;
};

/** Why such a run is published. */
const newData = "new data";

/** A file that was written so lately may be written still, in milliseconds; or as long ago as it is looked at again. */
const settling = 5000;
const stopGrace = 2000;
/** A database that is written to all the time is not read all the time: the pause after a run is so many times as long as the run. */
const pausePerRun = 9;

/**
 * @param folder of the project
 * @param period how often the sources are looked at, in milliseconds
 */
export function keepFresh(
  running: Running,
  { engine, state, log }: Pick<Services, "engine" | "state" | "log">,
  folder: string,
  period: number,
): Freshness {
  const { signal: stopping } = running;
  const ending = new AbortController();
  const signal = AbortSignal.any([stopping, ending.signal]);
  /** Until when tables of databases are left alone, in milliseconds. */
  let pausedUntil = 0;
  /** The files that were run last, whatever became of it: what failed is not tried again with the same ones. */
  let tried: string | null = null;
  /** When the last run of ours began that was published: what was written since is not in it. */
  let own: { readonly began: number; readonly published: number } | null = null;

  async function look(): Promise<void> {
    const found = await engine.call("sources", {}, { signal });
    const published = await publishedAt(folder);
    if (!found.ok || published === null) return;
    const now = await projectState(folder, found.value.sources);
    const { signature, newest, edited } = now;
    const since = own?.published === published ? own.began : published;
    const began = Date.now();
    const tablesNewer = now.tablesNewer && began >= pausedUntil;
    if (!(newest > since || tablesNewer) || signature === tried) return;
    if (began - newest < Math.min(settling, period)) return;
    // A draft must not go live because data came in: only what was approved, or is as it was published.
    if (edited > published && !(await isApproved())) {
      tried = signature;
      running.tell(approvalMessages(botLocale(running.locale)).editedSince);
      log.warn("refresh-refused");
      return;
    }
    const told: Running = { ...running, signal };
    const ran = await runProject(told, engine, null);
    pausedUntil = Date.now() + (Date.now() - began) * pausePerRun;
    if (signal.aborted || (!ran.ok && isBusy(ran.error))) return;
    tried = signature;
    if (!ran.ok) refused(told, ran.error);
    if (!ran.ok || !(await publishGuarded(told, engine, ran.value.run, newData))) {
      log.warn("refresh-refused");
      return;
    }
    const { run } = ran.value;
    own = { began, published: (await publishedAt(folder)) ?? 0 };
    log.info("refreshed", { run });
    await state.audit({
      at: new Date().toISOString(),
      actor: startsRuns,
      surface: "slack",
      channel: null,
      action: "publish",
      asked: newData,
      customers: [],
      run,
    });
  }

  /** Where something was approved, that is run, and not what the folder says. */
  async function isApproved(): Promise<boolean> {
    const live = await engine.call("live", {}, { signal });
    return live.ok && live.value.published?.approval != null;
  }

  async function watch(): Promise<void> {
    while (!signal.aborted) {
      await sleep(period, undefined, { signal }).catch((error: unknown) => {
        if (!signal.aborted) throw error;
      });
      if (signal.aborted) return;
      await look().catch((error: unknown) => log.error("refresh-failed", error));
    }
  }

  const looking = watch();
  return {
    close: async () => {
      ending.abort();
      await Promise.race([looking, sleep(stopGrace, undefined, { ref: false })]);
    },
  };
}
