/** Runs. */
import { run } from "../../compute/run/run.ts";
import { type Base, closeBase, openBase } from "../../compute/snapshot/open-base.ts";
import { publish } from "../../compute/snapshot/publish.ts";
import { type ServingTotals, totalsProblems } from "../../domain/strategy/serving-totals.ts";
import type { Model } from "../../language/model/model.ts";
import type { Problem } from "../../problem.ts";
import { ok, type Result } from "../../result.ts";
import { deliverOnPublish, saidBy } from "../deliveries.ts";
import type { MethodsOf, SessionContext } from "../session-context.ts";

export const runsMethods = ({
  engine,
  project,
  at,
  bases,
  clock,
  totalsOf,
}: SessionContext): MethodsOf<"run"> => ({
  run: async ({ asOf, refit, publish: publishing }, { signal, progress }) => {
    const now = clock();
    // What is published stays open while the run may read it as its prior.
    const result = await bases.use(async (base) => {
      const reads = base.ok ? { base: base.value } : {};
      return run(engine.lane("run"), at(), {
        now,
        signal,
        onProgress: (stage, done) => progress({ stage, detail: "", done }),
        ...reads,
        ...(asOf === undefined ? {} : { asOf }),
        ...(refit === true ? { refit } : {}),
      });
    });
    if (!result.ok) return result;
    if (publishing !== undefined) {
      const published = publish(project, { run: result.value.summary.run, ...publishing, now });
      if (!published.ok) return published;
    }
    const { summary } = result.value;
    const delivered =
      publishing === undefined
        ? undefined
        : await deliverOnPublish(project, { ...saidBy(publishing.by), now: clock, signal });
    const problems = [...result.value.problems, ...(delivered?.problems ?? [])];
    const told = { ...summary, ...(delivered === undefined ? {} : { delivered }) };
    const lane = engine.lane("run");
    const inRun = async (base: Base): Promise<Result<RunTotals, Problem>> => {
      const totals = await totalsOf(lane, base, { signal });
      return totals.ok ? ok({ totals: totals.value, service: base.model.service }) : totals;
    };
    const summed = await bases.use(async (open) => {
      // Attached already where it is the run that answers.
      if (open.ok && open.value?.manifest.id === summary.run) return inRun(open.value);
      const base = await openBase(lane, at(), summary.run, publishing !== undefined);
      return base.ok ? inRun(base.value).finally(() => closeBase(lane, base.value)) : base;
    });
    if (!summed.ok) return summed;
    const { totals, service } = summed.value;
    if (totals === undefined || service === undefined) return ok({ ...told, problems });
    return ok({
      ...told,
      strategies: totals.strategies,
      problems: [...problems, ...totalsProblems(totals, service)],
    });
  },
});

type RunTotals = {
  readonly totals: ServingTotals | undefined;
  readonly service: Model["service"];
};
