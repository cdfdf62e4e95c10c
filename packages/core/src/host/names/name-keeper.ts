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
/** Fewer customers have an index before anybody misses it. */
const begunAtOnce = 100_000;
/** A question is read without names rather than late. */
const readingPatienceMs = 300;

export type NameKeeper = {
  /**
   * Whom a text may mean, best first; `null` where there is no index yet.
   *
   * @param seen a part of the base: only its customers; all where it is left out
   */
  readonly search: (base: Base, asked: string, limit: number, seen?: Base) => Promise<Found | null>;
  /** Makes the index before somebody asks, where that takes longer than they would wait. */
  readonly begin: (base: Base) => void;
  /** The names that stand in a text; `null` where there is no index yet. */
  readonly namesIn: (base: Base, text: string) => Promise<readonly NamedStretch[] | null>;
  readonly close: () => Promise<void>;
};

type Held = { readonly run: string; readonly thread: Thread; readonly stop: AbortController };

/** What somebody sees of a base, by the name that the thread knows it by. */
type Sight = { readonly name: string; readonly thread: Thread; readonly done: Promise<void> };

/** The thread keeps a bit for each customer of so many sights; the oldest go first. */
const mostSights = 100;

/**
 * @param lane where names are read, page by page
 * @param log told once where no index can be made
 */
export function nameKeeper(lane: Lane, log: (line: string) => void): NameKeeper {
  let ready: Held | undefined;
  let making:
    | { readonly held: Held; readonly done: Promise<void>; readonly since: number }
    | undefined;

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
    making = { held, done, since: performance.now() };
  };

  /** The thread that has the names of a base, or `null` where they take longer than somebody waits. */
  const threadOf = async (base: Base, patience: number): Promise<Thread | null> => {
    if (making?.held.run !== base.manifest.id) {
      making?.held.stop.abort();
      make(base);
    }
    // Of many names it takes long: only who asks at first waits for it.
    const waited = performance.now() - (making?.since ?? 0);
    await Promise.race([
      making?.done,
      setTimeout(Math.max(1, patience - waited), undefined, { ref: false }),
    ]);
    return ready?.run === base.manifest.id ? ready.thread : null;
  };

  const sights = new Map<Base, Sight>();
  let named = 0;

  /** Tells the thread whom somebody sees, page by page; once for each sight. */
  const sightOf = (thread: Thread, seen: Base): Sight => {
    const known = sights.get(seen);
    if (known?.thread === thread) return known;
    named += 1;
    const name = String(named);
    const tell = async (): Promise<void> => {
      await thread.ask({ sight: name, show: [] });
      for await (const page of findablePages(lane, seen))
        await thread.ask({ sight: name, show: page.map(({ id }) => id) });
    };
    const sight: Sight = { name, thread, done: tell() };
    sights.set(seen, sight);
    sight.done.catch((error: unknown) => {
      if (sights.get(seen) === sight) sights.delete(seen);
      log(`names of a part are not known: ${String(error)}`);
    });
    const [oldest] = sights;
    if (sights.size > mostSights && oldest !== undefined) {
      sights.delete(oldest[0]);
      // Where its thread has ended, so has what it kept.
      oldest[1].thread.ask({ forget: oldest[1].name }).catch(() => {});
    }
    return sight;
  };

  return {
    begin: (base) => {
      if (base.manifest.summary.customers >= begunAtOnce) void threadOf(base, 0);
    },
    search: async (base, asked, limit, seen) => {
      const thread = await threadOf(base, patienceMs);
      if (thread === null) return null;
      const sight = seen === undefined ? undefined : sightOf(thread, seen);
      if (sight !== undefined) {
        const late = setTimeout(patienceMs, "late" as const, { ref: false });
        if ((await Promise.race([sight.done, late])) === "late") return null;
      }
      const found = await thread.ask({ search: asked, limit, sight: sight?.name });
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
