/** How customers are served: strategies, plans, recommendations, loyalty. */
import { simulateLoyalty } from "../../compute/loyalty/simulate.ts";
import { backlogOf } from "../../compute/plan/backlog.ts";
import { demandRows } from "../../compute/plan/demand-rows.ts";
import { makePlan } from "../../compute/plan/make-plan.ts";
import { opportunityOf, servedSegmentation } from "../../compute/plan/opportunity.ts";
import { planOf } from "../../compute/plan/plan-of.ts";
import { savePlan } from "../../compute/plan/save-plan.ts";
import { dayIn } from "../../compute/project/today.ts";
import {
  evaluateProject,
  noRecommendations,
} from "../../compute/recommendations/evaluate-project.ts";
import { bundlesOf, suggestionsForSegment } from "../../compute/recommendations/recommend.ts";
import { prepare } from "../../compute/run/prepare.ts";
import { shownSegmentations } from "../../compute/snapshot/sight.ts";
import { segmentCondition } from "../../compute/snapshot/look-up.ts";
import { readConfig } from "../../language/config/read-config.ts";
import { nearest } from "../../language/config/nearest.ts";
import { fileStart, problem, type Problem } from "../../problem.ts";
import { err, ok } from "../../result.ts";
import { infoOf, type MethodsOf, type SessionContext } from "../session-context.ts";

export const servingMethods = ({
  engine,
  project,
  at,
  prepared,
  contacts,
  clock,
  inTurn,
  withBase,
  withSight,
  totalsOf,
}: SessionContext): MethodsOf<
  | "strategies"
  | "plan"
  | "opportunity"
  | "backlog"
  | "recommend"
  | "bundles"
  | "evaluateRecommendations"
  | "loyalty"
> => ({
  strategies: ({ viewer }, { signal }) =>
    withSight({ viewer }, async (base) => {
      const totals = await totalsOf(engine.lane("background"), base, { signal });
      return totals.ok ? ok({ base: infoOf(base), ...totals.value }) : totals;
    }),
  plan: ({ plan: asked }, { signal, progress }) =>
    withBase(async (base) => {
      const found = planOf(readConfig(project.files, prepared.config), base, asked);
      if (!found.ok) return found;
      const { timezone } = base.model;
      const log = await contacts.read(timezone);
      if (!log.ok) return log;
      progress({ stage: "segments", detail: found.value.name, done: null });
      const { demand } = found.value;
      const rows =
        demand.length === 0
          ? ok(undefined)
          : await inTurn(signal, async () => {
              const read = await prepare(engine, project, { signal, cache: prepared });
              return demandRows(engine, project, read, found.value, clock(), { signal });
            });
      if (!rows.ok) return rows;
      const logged = {
        log: log.value,
        today: dayIn(clock(), timezone),
        ...(rows.value === undefined ? {} : { rows: rows.value }),
      };
      const made = await makePlan(engine.lane("background"), base, found.value, logged, {
        signal,
      });
      const folder = savePlan(project, made);
      return ok({ base: infoOf(base), folder, ...made.result });
    }),
  opportunity: ({ plan: asked, segmentation }, { signal, progress }) =>
    withBase(async (base) => {
      const found = planOf(readConfig(project.files, prepared.config), base, asked);
      if (!found.ok) return found;
      const { timezone, segmentations, service } = base.model;
      const known = segmentations.map((s) => s.name);
      if (segmentation !== undefined && !known.includes(segmentation))
        return err(unknownName(segmentation, known));
      const log = await contacts.read(timezone);
      if (!log.ok) return log;
      progress({ stage: "segments", detail: found.value.name, done: null });
      const by = segmentation ?? servedSegmentation(service ?? { strategies: [] }, found.value);
      const logged = { log: log.value, today: dayIn(clock(), timezone) };
      const lane = engine.lane("background");
      const told = await opportunityOf(lane, base, found.value, by, logged, { signal });
      return ok({ base: infoOf(base), ...told });
    }),
  backlog: ({ viewer, segmentation }, { signal }) =>
    withSight({ viewer }, async (base) => {
      const known = shownSegmentations(base);
      const only = known.find((s) => s.name === segmentation);
      if (segmentation !== undefined && only === undefined)
        return err(
          unknownName(
            segmentation,
            known.map((s) => s.name),
          ),
        );
      const lane = engine.lane("background");
      return ok({ base: infoOf(base), ...(await backlogOf(lane, base, only, { signal })) });
    }),
  recommend: ({ viewer, ...segment }, { signal }) =>
    withSight({ viewer }, async (base) => {
      const condition = segmentCondition(base, segment);
      if (!condition.ok) return condition;
      const found = await suggestionsForSegment(engine, base, condition.value, { signal });
      return found === undefined ? err(noRecommendations) : ok({ base: infoOf(base), ...found });
    }),
  bundles: ({ limit }, { signal }) =>
    withBase(async (base) => {
      if (base.model.recommendations === undefined) return err(noRecommendations);
      const bundles = await bundlesOf(engine, base, limit, { signal });
      return ok({ base: infoOf(base), bundles });
    }),
  evaluateRecommendations: (_, { signal }) =>
    inTurn(signal, async () => {
      const read = await prepare(engine, project, { signal, cache: prepared });
      const found = await evaluateProject(engine, project, read, clock(), { signal });
      return found.ok ? ok({ quality: found.value }) : found;
    }),
  loyalty: ({ against }, { signal }) =>
    inTurn(signal, async () => {
      const now = await prepare(engine, project, { signal, cache: prepared });
      if (against === undefined)
        return simulateLoyalty(engine, project, now, null, clock(), { signal });
      const other = at({ "loyalty.yaml": against.text });
      const then = await prepare(engine, other, { signal, cache: prepared });
      const found = await simulateLoyalty(engine, project, now, then, clock(), { signal });
      return found.ok ? found : err(...found.errors.map((p) => renamed(p, against.file)));
    }),
});

/** A problem of other rules, told of the file that they stand in. */
const renamed = (found: Problem, file: string): Problem =>
  found.file === "loyalty.yaml" ? { ...found, file } : found;

const unknownName = (name: string, known: readonly string[]): Problem =>
  problem(
    "unknown-name",
    { name, nearest: nearest(name, known) },
    { file: "(question)", range: fileStart },
  );
