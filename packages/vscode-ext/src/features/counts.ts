import { EventEmitter, env, l10n, window, workspace, type Disposable } from "vscode";
import { messageOf } from "@clientele/core/language";
import type { HostError, Overlay, PreviewResult, Progress } from "@clientele/core/host";
import type { Engine } from "../client/engine.ts";
import type { Problem } from "@clientele/core";
import { languageId, pathIn, projectFile, projectOf, openTexts } from "../client/projects.ts";
import type { BaseKind } from "../preview/messages.ts";
import { segmentationsIn } from "./places.ts";

/** What is known about the counts of one project. `result` is the last good one and stays while others are counted. */
export type CountState = {
  readonly result: PreviewResult | undefined;
  /** What the result is compared with. */
  readonly against: Against;
  readonly error: Exclude<HostError, { readonly kind: "cancelled" }> | undefined;
  readonly counting: boolean;
  /** What the engine reports of work that takes a while. */
  readonly progress: Progress | undefined;
  /** The result is of an older text: the one of now has problems that leave nothing to count. */
  readonly stale: boolean;
  /** The user ended the count; the next change of a text counts again. */
  readonly stopped: boolean;
};

/** After which time a database that somebody else holds is asked again, in milliseconds. */
const lockPause = 5000;

/** What counts are compared with: what is published or else the last run, the last run, or the run of this name. */
export type Against = "default" | "latest" | { readonly run: string };

/** The same as the engine takes it. */
export const comparison = (against: Against): { readonly against?: string } =>
  against === "default" ? {} : { against: against === "latest" ? against : against.run };

/** How a base is called, where these are compared with. */
export const baseKind = (
  answering: NonNullable<PreviewResult["base"]>,
  against: Against,
): BaseKind => {
  if (against !== "default") return against === "latest" ? "latest" : "named";
  return answering.published ? "published" : "latest";
};

/** The live counts of one project: counted on a pause in typing, on unsaved text; a newer text cancels an older count. */
export class Counts implements Disposable {
  readonly root: string;
  readonly #engine: Engine;
  readonly #changed = new EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  #state: CountState = {
    result: undefined,
    against: "default",
    error: undefined,
    counting: false,
    progress: undefined,
    stale: false,
    stopped: false,
  };
  #trial: Overlay = {};
  #timer: NodeJS.Timeout | undefined;
  #later: NodeJS.Timeout | undefined;
  #running: AbortController | undefined;
  #revision = 0;
  #countedAll = false;
  #work: Promise<void> = Promise.resolve();
  #paused = false;
  #against: Against = "default";
  /** Files that are counted though no editor shows them: those of the preview. */
  readonly pinned = new Set<string>();

  constructor(root: string, engine: Engine) {
    this.root = root;
    this.#engine = engine;
  }

  get state(): CountState {
    return this.#state;
  }

  /** What counts are compared with. */
  get against(): Against {
    return this.#against;
  }

  /** Compares with something else, and counts again. */
  compareWith(against: Against): void {
    if (against === this.#against) return;
    this.#against = against;
    this.#requestAfter(0);
  }

  /** The texts that are counted: those of the editor, and what a panel tries. */
  texts(): Overlay {
    return { ...openTexts(this.root), ...this.#trial };
  }

  /** Counts texts that nobody has written yet, such as a threshold that is dragged; without any, those of the editor again. */
  try(texts: Overlay): void {
    const before = JSON.stringify(this.#trial);
    this.#trial = texts;
    if (JSON.stringify(texts) !== before) this.#requestAfter(20);
  }

  /** Counts after the pause that the user has set; at once where nothing has been counted yet. */
  request(): void {
    const delay = workspace.getConfiguration("clientele").get("preview.delay", 300);
    this.#requestAfter(this.#state.result === undefined ? 0 : delay);
  }

  #requestAfter(pause: number): void {
    if (this.#paused) return;
    clearTimeout(this.#timer);
    clearTimeout(this.#later);
    this.#timer = setTimeout(() => {
      this.#work = this.#count();
    }, pause);
    this.#set({ ...this.#state, counting: true, progress: undefined, stopped: false });
  }

  /** Ends a count that takes too long; what was counted last stays. */
  stop(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#later);
    this.#running?.abort();
    this.#running = undefined;
    this.#set({ ...this.#state, counting: false, progress: undefined, stopped: true });
  }

  /**
   * Does other work of the engine while nothing is counted: cancelling a count may end the engine's process, and that
   * work with it.
   */
  async pauseFor<T>(work: () => Promise<T>): Promise<T> {
    clearTimeout(this.#timer);
    this.#paused = true;
    await this.#work;
    try {
      return await work();
    } finally {
      this.#paused = false;
      this.request();
    }
  }

  /** Counts where the screen shows a segmentation that has not been counted yet. */
  ensure(): void {
    const { result, counting, stopped } = this.#state;
    const wanted = this.#wanted();
    const has = (id: string) => result?.segmentations.some((s) => s.id === id) ?? false;
    const known = wanted === undefined ? this.#countedAll : wanted.every(has);
    if (!known && !counting && !stopped) this.request();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#later);
    this.#running?.abort();
    this.#changed.dispose();
  }

  async #count(): Promise<void> {
    this.#running?.abort();
    const running = new AbortController();
    this.#running = running;
    const overlay = this.texts();
    const segmentations = this.#wanted();
    const against = this.#against;
    const only = segmentations === undefined ? {} : { segmentations };
    const onProgress = (progress: Progress): void => {
      if (!running.signal.aborted) this.#set({ ...this.#state, progress });
    };
    const ask = () =>
      this.#engine.ask(
        "preview",
        { panel: "editor", overlay, ...only, ...comparison(against) },
        { signal: running.signal, revision: ++this.#revision, onProgress },
      );
    let answer = await ask();
    // An older count that did not stop in time takes the process down, and this one with it: a new process answers.
    if (!answer.ok && answer.error.kind === "failed" && !running.signal.aborted)
      answer = await ask();
    if (running.signal.aborted) return;
    this.#running = undefined;
    this.#countedAll = answer.ok && segmentations === undefined;
    const idle = { counting: false, progress: undefined, stopped: false };
    const stop = answer.ok ? stopOf(answer.value.problems) : undefined;
    if (stop !== undefined) this.#set({ ...this.#state, error: stop, ...idle, stale: true });
    else if (answer.ok) {
      const before = this.#state;
      const result = merged(before.result, answer.value, before.against === against);
      const shown = isRefused(answer.value) ? before.against : against;
      this.#set({
        result,
        against: shown,
        error: undefined,
        ...idle,
        stale: isRefused(answer.value),
      });
    } else if (answer.error.kind === "cancelled") this.#set({ ...this.#state, ...idle });
    else if (this.#against !== "default" && isGone(answer.error)) {
      // A run that is no longer kept cannot be compared with.
      this.#set({ ...this.#state, ...idle });
      this.compareWith("default");
    } else this.#set({ ...this.#state, error: ofEngine(answer.error), ...idle, stale: true });
    // Who holds a database lets it go without a word.
    if (answer.ok && answer.value.problems.some((p) => p.code === "database-locked"))
      this.#later = setTimeout(() => this.request(), lockPause);
    // What came onto the screen meanwhile was not asked for.
    if (String(this.#wanted()) !== String(segmentations)) this.ensure();
  }

  /** The segmentations on the screen; `undefined`, all of them, where a text that concerns all is on it. */
  #wanted(): readonly string[] | undefined {
    const shown = window.visibleTextEditors.map((e) => e.document);
    const kept = workspace.textDocuments.filter((d) => this.pinned.has(d.uri.toString()));
    const documents = [...shown, ...kept].filter(
      (d) => d.languageId === languageId && projectOf(d.uri) === this.root,
    );
    if (documents.some((d) => pathIn(this.root, d.uri) === projectFile)) return undefined;
    const ids = new Set(documents.flatMap((d) => segmentationsIn(d, pathIn(this.root, d.uri))));
    return ids.size === 0 ? undefined : [...ids];
  }

  #set(state: CountState): void {
    this.#state = state;
    this.#changed.fire();
  }
}

const stops: ReadonlySet<string> = new Set(["memory-full", "disk-full", "engine-failed"]);

type Shown = NonNullable<CountState["error"]>;

/** What the engine itself could not do is no mistake of the text: it is told as a stop, with a way to start it again. */
function stopOf(problems: readonly Problem[]): Shown | undefined {
  const stop = problems.find((p) => p.severity === "error" && stops.has(p.code));
  return stop && { kind: "failed", message: messageOf(stop, env.language) };
}

function ofEngine(error: Shown): Shown {
  if (error.kind !== "failed") return stopOf(error.problems) ?? error;
  const how = /^the engine stopped \((.*)\)$/.exec(error.message)?.[1];
  if (how === undefined) return error;
  return { kind: "failed", message: l10n.t("the engine ended ({0})", how) };
}

const isGone = (error: HostError): boolean =>
  error.kind === "problems" && error.problems.some((p) => p.code === "unknown-run");

/** Whether the text has problems that leave nothing to count. */
const isRefused = (result: PreviewResult): boolean => result.asOf === null;

/** A text with problems yields no counts; the last ones stay, so that nothing on the screen goes blank. */
function merged(
  before: PreviewResult | undefined,
  now: PreviewResult,
  sameBase: boolean,
): PreviewResult {
  if (before === undefined) return now;
  if (isRefused(now)) return { ...before, problems: now.problems };
  if (!sameBase) return now;
  const counted = new Set(now.segmentations.map((s) => s.id));
  const kept = before.segmentations.filter((s) => !counted.has(s.id));
  return { ...now, segmentations: [...now.segmentations, ...kept] };
}
