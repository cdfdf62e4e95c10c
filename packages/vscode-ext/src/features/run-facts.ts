import { EventEmitter, type Disposable } from "vscode";
import { ownerOf, type CheckOutcome, type Histogram, type Methods } from "@clientele/core/host";
import type { Engine } from "../client/engine.ts";

export type StrategyTotals = NonNullable<Methods["strategies"]["result"]["strategies"]>[number];

/** Figures of the run that answers, asked once each when somebody wants to see them, and what tests last came to. */
export class RunFacts implements Disposable {
  readonly #engine: Engine;
  readonly #changed = new EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  #run: string | undefined;
  #metrics = new Map<string, Histogram | null>();
  readonly #asked = new Set<string>();
  #strategies: readonly StrategyTotals[] | null | undefined;
  #tests = new Map<string, CheckOutcome>();

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** The run that answers now: figures of another one are forgotten. */
  ofRun(run: string | undefined): void {
    if (run === this.#run) return;
    this.#run = run;
    this.#metrics = new Map();
    this.#strategies = undefined;
    this.#changed.fire();
  }

  /** How a metric is distributed; `null` where the run does not know it, `undefined` before there is an answer. */
  metric(name: string): Histogram | null | undefined {
    const known = this.#metrics.get(name);
    if (known !== undefined || this.#metrics.has(name) || this.#run === undefined) return known;
    void this.#readMetric(name, this.#run);
    return undefined;
  }

  /** What a strategy comes to; `null` where the run does not know it, `undefined` before there is an answer. */
  strategy(name: string): StrategyTotals | null | undefined {
    if (this.#strategies === undefined && this.#run !== undefined) {
      this.#strategies = null;
      void this.#readStrategies(this.#run);
      return undefined;
    }
    if (this.#strategies === null || this.#strategies === undefined) return undefined;
    return this.#strategies.find((s) => s.strategy === name) ?? null;
  }

  /** What a test last came to. */
  test(file: string, name: string): CheckOutcome | undefined {
    return this.#tests.get(`${file} ${name}`);
  }

  tested(outcomes: readonly CheckOutcome[]): void {
    this.#tests = new Map(outcomes.map((outcome) => [`${outcome.file} ${outcome.name}`, outcome]));
    this.#changed.fire();
  }

  dispose(): void {
    this.#changed.dispose();
  }

  async #readMetric(metric: string, run: string): Promise<void> {
    if (this.#asked.has(metric)) return;
    this.#asked.add(metric);
    const answer = await this.#engine.ask("distribution", {
      viewer: ownerOf("editor"),
      metric,
      bins: 1,
    });
    this.#asked.delete(metric);
    if (this.#run !== run) return;
    this.#metrics.set(metric, answer.ok ? answer.value : null);
    this.#changed.fire();
  }

  async #readStrategies(run: string): Promise<void> {
    const answer = await this.#engine.ask("strategies", { viewer: ownerOf("editor") });
    if (this.#run !== run) return;
    this.#strategies = answer.ok ? (answer.value.strategies ?? []) : [];
    this.#changed.fire();
  }
}
