import { EventEmitter, workspace, type Disposable } from "vscode";
import type { Problem } from "@clientele/core";
import type { OpenDispute } from "@clientele/core/host";
import type { Catalog, Cuts } from "@clientele/core/language";
import { Counts } from "../features/counts.ts";
import { RunFacts } from "../features/run-facts.ts";
import { Engine } from "./engine.ts";
import { hasTab, openTexts } from "./projects.ts";

/** What is alive for one project while a file of it is open: its engine, its counts, its catalog. */
export class Session implements Disposable {
  readonly root: string;
  readonly engine: Engine;
  readonly counts: Counts;
  readonly facts: RunFacts;
  readonly #changed = new EventEmitter<void>();
  /** Counts, catalog or problems have changed. */
  readonly onDidChange = this.#changed.event;
  #catalog: Catalog | undefined;
  #catalogIsOld = true;
  #cuts: Cuts | undefined;
  #cutsOf: string | undefined;
  #disputes: readonly OpenDispute[] = [];
  #disputesAreOld = true;
  #watched: Disposable;

  constructor(root: string, programs: string, log: (line: string) => void) {
    this.root = root;
    const allowRead = () =>
      workspace.getConfiguration("clientele").get<readonly string[]>("allowRead", []);
    this.engine = new Engine({ root, programs, allowRead, log });
    this.counts = new Counts(root, this.engine);
    this.facts = new RunFacts(this.engine);
    this.facts.onDidChange(() => this.#changed.fire());
    this.#watched = this.counts.onDidChange(() => {
      const { counting, error, result } = this.counts.state;
      if (!counting) this.facts.ofRun(result?.base?.run);
      if (!counting && error === undefined && this.#catalogIsOld) void this.#readCatalog();
      if (!counting && error === undefined) void this.#readCuts();
      if (!counting && error === undefined && this.#disputesAreOld) void this.readDisputes();
      this.#changed.fire();
    });
  }

  get catalog(): Catalog | undefined {
    return this.#catalog;
  }

  /** Where shares and quantiles lie in the run that answers; `undefined` before there is one. */
  get cuts(): Cuts | undefined {
    return this.#cuts;
  }

  /** What people in the field hold to be wrong; none where their state cannot be reached. */
  get disputes(): readonly OpenDispute[] {
    return this.#disputes;
  }

  /** Asks again what people hold to be wrong. */
  async readDisputes(): Promise<void> {
    this.#disputesAreOld = false;
    const answer = await this.engine.ask("disputes", {});
    const found = answer.ok ? answer.value.disputes : [];
    if (JSON.stringify(found) === JSON.stringify(this.#disputes)) return;
    this.#disputes = found;
    this.#changed.fire();
  }

  /** What the engine says is wrong in texts and data. */
  get problems(): readonly Problem[] {
    const { error, result } = this.counts.state;
    if (error?.kind === "problems") return error.problems;
    return error === undefined ? (result?.problems ?? []) : [];
  }

  /** Something outside the open texts has changed: a run, a file on the disk. */
  refresh(): void {
    this.#catalogIsOld = true;
    this.#disputesAreOld = true;
    this.counts.request();
  }

  /** The user has given other rights to read. */
  reopen(): void {
    this.engine.reopen();
    this.refresh();
  }

  /** Whether somebody looks at the project: a file in a tab, or the preview. */
  isUsed(): boolean {
    return this.counts.pinned.size > 0 || hasTab(this.root);
  }

  async restart(): Promise<void> {
    await this.engine.close();
    this.refresh();
  }

  dispose(): void {
    this.#watched.dispose();
    this.counts.dispose();
    this.facts.dispose();
    this.#changed.dispose();
    void this.engine.close();
  }

  async #readCuts(): Promise<void> {
    const run = this.counts.state.result?.base?.run;
    if (run === undefined || run === this.#cutsOf) return;
    this.#cutsOf = run;
    const answer = await this.engine.ask("cuts", {});
    if (!answer.ok) return; // the counts say the same, with their problems
    this.#cuts = answer.value.cuts;
    this.#changed.fire();
  }

  async #readCatalog(): Promise<void> {
    this.#catalogIsOld = false;
    const answer = await this.engine.ask("catalog", { overlay: openTexts(this.root) });
    if (!answer.ok) return; // the counts say the same, with their problems
    this.#catalog = answer.value;
    this.#changed.fire();
    // All values are looked at when the columns have been told, and nobody waits for it.
    const overlay = openTexts(this.root);
    const profiled = await this.engine.ask("catalog", { overlay, profile: true });
    if (!profiled.ok || this.#catalog !== answer.value) return;
    this.#catalog = profiled.value;
    this.#changed.fire();
  }
}

/** The sessions of this window, by project. */
export class Sessions implements Disposable {
  readonly #byRoot = new Map<string, Session>();
  readonly #changed = new EventEmitter<Session>();
  readonly onDidChange = this.#changed.event;
  readonly #programs: string;
  readonly #log: (line: string) => void;

  constructor(programs: string, log: (line: string) => void) {
    this.#programs = programs;
    this.#log = log;
  }

  get(root: string): Session | undefined {
    return this.#byRoot.get(root);
  }

  all(): readonly Session[] {
    return [...this.#byRoot.values()];
  }

  /** The session of a project; a new one starts to count. */
  open(root: string): Session {
    const open = this.#byRoot.get(root);
    if (open !== undefined) return open;
    const session = new Session(root, this.#programs, this.#log);
    this.#byRoot.set(root, session);
    session.onDidChange(() => this.#changed.fire(session));
    session.counts.request();
    return session;
  }

  /** Ends the sessions whose files have all been closed. */
  sweep(): void {
    for (const session of this.all()) {
      if (session.isUsed()) continue;
      this.#byRoot.delete(session.root);
      session.dispose();
    }
  }

  dispose(): void {
    for (const session of this.#byRoot.values()) session.dispose();
    this.#byRoot.clear();
    this.#changed.dispose();
  }
}
