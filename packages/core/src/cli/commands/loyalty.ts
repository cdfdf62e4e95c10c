import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { fileStart, problem } from "../../problem.ts";
import { err, ok } from "../../result.ts";
import { loyaltyView, toText } from "../../views/index.ts";
import { wrongUse } from "../arguments.ts";
import { projectOf, styleOf, type Command } from "../context.ts";
import { withSession } from "../with-session.ts";
import type { LoyaltySimulation, ProgrammeFigures } from "../../domain/loyalty/simulation.ts";

/** `clientele loyalty [--against OTHER.yaml]`: the programme as it is, and what other rules would change. */
export const loyalty: Command = async (context) => {
  const { against } = context.options;
  if (context.operands.length > 0)
    return err(wrongUse("loyalty takes no operand; other rules stand behind --against"));
  const project = projectOf(context);
  if (!project.ok) return project;
  const path = against === undefined ? undefined : resolve(context.cwd, against);
  if (against !== undefined && (path === undefined || !existsSync(path)))
    return err(problem("file-missing", { path: against }, { file: against, range: fileStart }));
  const other =
    against === undefined || path === undefined
      ? {}
      : { against: { file: against, text: readFileSync(path, "utf8") } };
  return withSession(context, project.value, async (session, call) => {
    const found = await session.loyalty(other, call);
    if (!found.ok) return found;
    const style = styleOf(context);
    const text = toText(loyaltyView(found.value, await session.info(), style), style);
    return ok({ json: simulationJson(found.value), text, problems: [] });
  });
};

const simulationJson = ({ asOf, within, now, then, moves }: LoyaltySimulation) => ({
  as_of: asOf,
  within,
  now: programmeJson(now),
  then: then === null ? null : programmeJson(then),
  moves,
});

const programmeJson = ({ earnedCost, title: _, levels, ...rest }: ProgrammeFigures) => ({
  ...rest,
  earned_cost: earnedCost,
  levels: levels.map(({ title: __, ...level }) => level),
});
