/** Which plan is meant. */
import type { Config } from "../../language/config/read-config.ts";
import { nearest } from "../../language/config/nearest.ts";
import { foldName } from "../../language/model/fold-name.ts";
import { planModels, type PlanModel } from "../../language/model/plan-model.ts";
import { fileStart, problem, type Problem } from "../../problem.ts";
import { err, ok, type Result } from "../../result.ts";
import type { Base } from "../snapshot/open-base.ts";

const place = { file: "plans", range: fileStart };

/**
 * A plan as its file says now, for the strategies of the run that answers.
 *
 * @param asked its name; without one, the only plan there is
 */
export function planOf(
  config: Config,
  { model }: Pick<Base, "model">,
  asked?: string,
): Result<PlanModel, Problem> {
  const inPlans = config.problems.filter(
    (p) => p.severity === "error" && p.file.startsWith("plans/"),
  );
  if (inPlans.length > 0) return err(...inPlans);
  const known = config.plans.map((p) => p.value.plan);
  const wanted = asked ?? (known.length === 1 ? known[0] : undefined);
  const file = config.plans.find(
    (p) => wanted !== undefined && foldName(p.value.plan) === foldName(wanted),
  );
  if (file === undefined) {
    const values = {
      plan: asked ?? "",
      nearest: asked === undefined ? "" : nearest(asked, known),
      known: known.join(", "),
    };
    return err(problem("unknown-plan", values, place));
  }
  const { service, segmentations } = model;
  const sources = ["transactions", ...model.others.map((other) => other.name)];
  if (service === undefined || service.strategies.every((s) => s.actions.length === 0))
    return err(problem("no-actions", {}, place));
  const problems: Problem[] = [];
  const [found] = planModels(
    [file],
    { service, segmentations, sources, broken: new Set() },
    (...p) => problems.push(...p),
  );
  const errors = problems.filter((p) => p.severity === "error");
  if (found === undefined || errors.length > 0) return err(...errors);
  return ok(found);
}
