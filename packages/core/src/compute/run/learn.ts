/** Learns in a thread of its own where it is long, so that whoever waits for the event loop does not wait for a fit. */
import { Worker } from "node:worker_threads";
import type { Fit, FitContext, Json, Learned, Numbers } from "../../domain/fit.ts";
import type { Problem } from "../../problem.ts";
import { ok, type Result } from "../../result.ts";
import { EngineError } from "../engine/engine-error.ts";

/** With fewer rows a fit takes less time than a thread takes to start. */
const shortRows = 500;

export type LearnInput = Omit<FitContext, "progress"> & {
  /** The learner's name. */
  readonly learner: string;
  readonly rows: Numbers;
  /** Parameters that are known, where only `apply` is asked for. */
  readonly known: Json | undefined;
  /** The distinct keys of the side table. */
  readonly keys: Numbers | null;
};

/** `learned` is `null` where the parameters were known; `side` where there is no side table. */
export type LearnOutput = { readonly learned: Learned | null; readonly side: Numbers | null };

/** What a thread says. */
export type LearnMessage =
  | { readonly done: number }
  | { readonly result: Result<LearnOutput, Problem> };

/** The work itself, wherever it is done. */
export function learnNow(
  learner: Fit["learner"],
  input: LearnInput,
  progress: (done: number) => void,
): Result<LearnOutput, Problem> {
  const { rows, known, keys, options } = input;
  const learned =
    known === undefined ? learner.learn(rows, { ...input, progress }) : ok<Learned | null>(null);
  if (!learned.ok) return learned;
  const parameters = known ?? learned.value?.parameters ?? null;
  const side =
    keys === null || learner.apply === undefined ? null : learner.apply(parameters, keys, options);
  return ok({ learned: learned.value, side });
}

/**
 * Learns, or applies what is known.
 *
 * @throws EngineError `interrupted` when the signal is aborted
 */
export function learn(
  learner: Fit["learner"],
  input: LearnInput,
  options: { readonly signal?: AbortSignal; readonly onProgress?: (done: number) => void },
): Promise<Result<LearnOutput, Problem>> {
  if (options.signal?.aborted === true) return Promise.reject(interrupted());
  const size = Math.max(lengthOf(input.rows), input.keys === null ? 0 : lengthOf(input.keys));
  if (size < shortRows) return Promise.resolve(learnNow(learner, input, () => {}));
  const worker = new Worker(workerFile(import.meta.url), { workerData: input });
  return new Promise<Result<LearnOutput, Problem>>((resolve, reject) => {
    const stop = (): void => reject(interrupted());
    options.signal?.addEventListener("abort", stop, { once: true });
    worker.on("message", (message: LearnMessage) => {
      if ("result" in message) resolve(message.result);
      else options.onProgress?.(message.done);
    });
    worker.on("error", reject);
    worker.on("exit", (code) => reject(new Error(`the fit's thread ended with code ${code}`)));
  }).finally(() => void worker.terminate());
}

const interrupted = (): EngineError => new EngineError("interrupted", "interrupted while learning");

export const lengthOf = (rows: Numbers): number => Object.values(rows)[0]?.length ?? 0;

/** Beside this file, with its ending: source, compiled, or in a bundle. */
const workerFile = (here: string): URL =>
  new URL(`./learn-worker${/\.[cm]?[jt]s$/.exec(here)?.[0] ?? ".js"}`, here);
