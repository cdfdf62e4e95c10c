/** Learns in a thread of its own where it is long, so that whoever waits for the event loop does not wait for a fit. */
import { Worker } from "node:worker_threads";
import type {
  Fit,
  FitContext,
  Json,
  Labels,
  Learned,
  Numbers,
  Polished,
} from "../../domain/fit.ts";
import type { Problem } from "../../problem.ts";
import type { Cells } from "../../stats/hamerly.ts";
import { ok, type Result } from "../../result.ts";
import { EngineError } from "../engine/engine-error.ts";

/** With fewer rows a fit takes less time than a thread takes to start. */
const shortRows = 500;
/** Polishing so few takes a tenth of a second at most, and so does what is learned again and again. */
const shortPolish = 20_000;

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

export type PolishInput = {
  /** The learner's name. */
  readonly learner: string;
  readonly cells: Cells;
  /** What a sample taught, or what stays as it is; parameters that are known ask for labels alone. */
  readonly from: { readonly learned: Learned; readonly still: boolean } | { readonly known: Json };
  readonly options: Json;
};

/** `learned` is `null` where parameters were known. */
export type PolishOutput = { readonly learned: Learned | null; readonly labels: Labels };

/** What a thread says. */
export type LearnMessage<T = Result<LearnOutput, Problem> | PolishOutput> =
  | { readonly done: number }
  | { readonly result: T };

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
  options: ThreadOptions & { readonly here?: boolean },
): Promise<Result<LearnOutput, Problem>> {
  const size = Math.max(lengthOf(input.rows), input.keys === null ? 0 : lengthOf(input.keys));
  return size < shortRows || (options.here === true && size < shortPolish)
    ? now(options, () => learnNow(learner, input, () => {}))
    : inThread<Result<LearnOutput, Problem>>(input, [], options);
}

/** The work of polishing itself, wherever it is done. */
export function polishNow(
  learner: Fit["learner"],
  { cells, from, options }: PolishInput,
  progress: (done: number) => void,
): PolishOutput {
  if ("known" in from) return { learned: null, labels: learner.label?.(cells, from.known) ?? [] };
  const context = { options, still: from.still, progress };
  const polished: Polished | undefined = learner.polish?.(cells, from.learned, context);
  return polished ?? { learned: from.learned, labels: [] };
}

/**
 * Polishes what was learned. The cells are given away.
 *
 * @throws EngineError `interrupted` when the signal is aborted
 */
export function polishInThread(
  learner: Fit["learner"],
  input: PolishInput,
  options: ThreadOptions,
): Promise<PolishOutput> {
  const { width, blocks } = input.cells;
  const rows = blocks.reduce((total, block) => total + block.length, 0) / width;
  if (rows < shortPolish) return now(options, () => polishNow(learner, input, () => {}));
  const buffers = blocks.map((block) => block.buffer).filter((b) => b instanceof ArrayBuffer);
  return inThread<PolishOutput>(input, buffers, options);
}

type ThreadOptions = {
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number) => void;
};

const now = <T>({ signal }: ThreadOptions, work: () => T): Promise<T> =>
  signal?.aborted === true ? Promise.reject(interrupted()) : Promise.resolve(work());

function inThread<T>(
  input: LearnInput | PolishInput,
  transferList: ArrayBuffer[],
  options: ThreadOptions,
): Promise<T> {
  if (options.signal?.aborted === true) return Promise.reject(interrupted());
  const worker = new Worker(workerFile(import.meta.url), { workerData: input, transferList });
  return new Promise<T>((resolve, reject) => {
    const stop = (): void => reject(interrupted());
    options.signal?.addEventListener("abort", stop, { once: true });
    worker.on("message", (message: LearnMessage<T>) => {
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
