import { EngineError } from "./engine-error.ts";

export type Turns = (signal?: AbortSignal) => Promise<() => void>;

/**
 * Turns, first come first served: await one, call what it gives when done. Whoever gives up while waiting waits no longer:
 * an `EngineError` `interrupted`, and the turn passes on.
 */
export function queue(): Turns {
  let last: Promise<void> = Promise.resolve();
  return async (signal) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const before = last;
    last = promise;
    try {
      await unlessAborted(before, signal);
      return resolve;
    } catch (error) {
      void before.then(resolve);
      throw error;
    }
  };
}

async function unlessAborted(wait: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  if (signal === undefined) return wait;
  const { promise, reject } = Promise.withResolvers<never>();
  const stop = (): void => reject(new EngineError("interrupted", "interrupted before it started"));
  if (signal.aborted) stop();
  signal.addEventListener("abort", stop, { once: true });
  try {
    await Promise.race([wait, promise]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}
