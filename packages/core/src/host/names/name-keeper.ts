/** Keeps an index of the names of the base that answers, in a thread of its own. */
import { setTimeout } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import type { Lane } from "../../compute/engine/engine.ts";
import { findablePages } from "../../compute/snapshot/findable.ts";
import type { Base } from "../../compute/snapshot/open-base.ts";
import type { Found, NamedStretch } from "../../people/index.ts";
import type { NameAnswer, NameRequest } from "./name-worker.ts";

/** Nobody waits longer for an index: names are then compared by the engine, which knows no pinyin and no slips. */
const patienceMs = 1500;
/** A question is read without names rather than late. */
const readingPatienceMs = 300;

export type NameKeeper = {
  /** Whom a text may mean, best first; `null` where there is no index yet. */
  readonly search: (base: Base, asked: string, limit: number) => Promise<Found | null>;
  /** The names that stand in a text; `null` where there is no index yet. */
  readonly namesIn: (base: Base, text: string) => Promise<readonly NamedStretch[] | null>;
  readonly close: () => Promise<void>;
};

type Held = { readonly run: string; readonly thread: Thread; readonly stop: AbortController };

/**
 * @param lane where names are read, page by page
 * @param log told once where no index can be made
 */
export function nameKeeper(lane: Lane, log: (line: string) => void): NameKeeper {
  let ready: Held | undefined;
  let making: { readonly held: Held; readonly done: Promise<void> } | undefined;

  const fill = async ({ thread, stop }: Held, base: Base): Promise<void> => {
    for await (const page of findablePages(lane, base, { signal: stop.signal }))
      await thread.ask({ add: page });
    await thread.ask({ finish: true });
  };

  const make = (base: Base): void => {
    const held = { run: base.manifest.id, thread: openThread(), stop: new AbortController() };
    const done = fill(held, base).then(
      () => {
        void ready?.thread.close();
        ready = held;
      },
      async (error: unknown) => {
        await held.thread.close();
        if (!held.stop.signal.aborted) log(`no index of names: ${String(error)}`);
      },
    );
    making = { held, done };
  };

  /** The thread that has the names of a base, or `null` where they take longer than somebody waits. */
  const threadOf = async (base: Base, patience: number): Promise<Thread | null> => {
    if (making?.held.run !== base.manifest.id) {
      making?.held.stop.abort();
      make(base);
    }
    await Promise.race([making?.done, setTimeout(patience, undefined, { ref: false })]);
    return ready?.run === base.manifest.id ? ready.thread : null;
  };

  return {
    search: async (base, asked, limit) => {
      const found = await (await threadOf(base, patienceMs))?.ask({ search: asked, limit });
      return found !== undefined && found !== null && "hits" in found ? found : null;
    },
    namesIn: async (base, text) => {
      const found = await (await threadOf(base, readingPatienceMs))?.ask({ namesIn: text });
      return found !== undefined && found !== null && !("hits" in found) ? found : null;
    },
    close: async () => {
      making?.held.stop.abort();
      await Promise.all([making?.held.thread.close(), ready?.thread.close()]);
    },
  };
}

type Thread = {
  readonly ask: (request: NameRequest) => Promise<NameAnswer>;
  readonly close: () => Promise<void>;
};

function openThread(): Thread {
  const worker = new Worker(workerFile(import.meta.url));
  worker.unref();
  type Waiting = {
    readonly done: (answer: NameAnswer) => void;
    readonly failed: (error: Error) => void;
  };
  const waiting: Waiting[] = [];
  let ended: Error | undefined;
  const end = (error: Error): void => {
    ended ??= error;
    for (const { failed } of waiting.splice(0)) failed(ended);
  };
  worker.on("message", (answer: NameAnswer) => waiting.shift()?.done(answer));
  worker.on("error", end);
  worker.on("exit", (code) => end(new Error(`the thread of names ended with code ${code}`)));
  return {
    ask: (request) =>
      new Promise((done, failed) => {
        if (ended !== undefined) return failed(ended);
        waiting.push({ done, failed });
        worker.postMessage(request);
      }),
    close: async () => {
      await worker.terminate();
    },
  };
}

/** Beside this file, with its ending: source or compiled. */
const workerFile = (here: string): URL =>
  new URL(`./name-worker${/\.[cm]?[jt]s$/.exec(here)?.[0] ?? ".js"}`, here);
