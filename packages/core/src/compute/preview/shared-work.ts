/**
 * Long work of which each keystroke asks the same: who gives up leaves it to whoever asks next, so that typing does not begin it
 * anew each time.
 */
import { EngineError } from "../engine/engine-error.ts";

/** Work that nobody waits for goes on so long, in milliseconds: the next keystroke comes after the pause in typing. */
const patience = 3000;

type Report = (done: number | null, stage?: "ingest") => void;

/** At most one work at a time. */
export type SharedWork<T> = {
  now?: {
    readonly key: string;
    readonly work: Promise<T>;
    readonly stop: AbortController;
    waiting: number;
    ends: NodeJS.Timeout | undefined;
    report: Report | undefined;
    last: Parameters<Report>;
  };
};

/**
 * Joins the work of this name, or begins it; another one that is under way is stopped first.
 *
 * @param key the same key, the same work
 * @param start its signal is aborted when nobody waited for it for three seconds
 * @throws EngineError `interrupted` when the caller's own signal is aborted
 */
export async function joinWork<T>(
  shared: SharedWork<T>,
  key: string,
  start: (signal: AbortSignal, report: Report) => Promise<T>,
  options: { readonly signal?: AbortSignal; readonly onProgress?: Report } = {},
): Promise<T> {
  // Another that waited for the same end may have begun its own by then.
  while (shared.now !== undefined && shared.now.key !== key) {
    shared.now.stop.abort();
    await shared.now.work.catch(() => null); // whoever waited was told
  }
  const joined = shared.now ?? begin(shared, key, start);
  clearTimeout(joined.ends);
  joined.waiting += 1;
  joined.report = options.onProgress;
  options.onProgress?.(...joined.last);
  try {
    return await unlessAborted(joined.work, options.signal);
  } finally {
    joined.waiting -= 1;
    if (joined.waiting === 0 && shared.now === joined) {
      joined.report = undefined;
      joined.ends = setTimeout(() => joined.stop.abort(), patience);
      joined.ends.unref();
    }
  }
}

function begin<T>(
  shared: SharedWork<T>,
  key: string,
  start: (signal: AbortSignal, report: Report) => Promise<T>,
): NonNullable<SharedWork<T>["now"]> {
  const stop = new AbortController();
  const report: Report = (...progress) => {
    begun.last = progress;
    begun.report?.(...progress);
  };
  // Begins in the next turn, when there is somebody to report to.
  const work = Promise.resolve()
    .then(() => start(stop.signal, report))
    .finally(() => {
      clearTimeout(begun.ends);
      if (shared.now === begun) delete shared.now;
    });
  work.catch(() => null); // whoever waits is told
  const begun: NonNullable<SharedWork<T>["now"]> = {
    key,
    work,
    stop,
    waiting: 0,
    ends: undefined,
    report: undefined,
    last: [null, "ingest"],
  };
  shared.now = begun;
  return begun;
}

async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work;
  const aborted = Promise.withResolvers<never>();
  const onAbort = (): void =>
    aborted.reject(new EngineError("interrupted", "interrupted while features are computed"));
  if (signal.aborted) onAbort();
  signal.addEventListener("abort", onAbort, { once: true });
  try {
    return await Promise.race([work, aborted.promise]);
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}
