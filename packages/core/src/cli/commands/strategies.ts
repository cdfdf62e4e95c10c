import { ok } from "../../result.ts";
import { strategiesView, toText } from "../../views/index.ts";
import { projectOf, styleOf, viewerHere, type Command } from "../context.ts";
import { strategyTotalsJson } from "../strategies-json.ts";
import { withSession } from "../with-session.ts";

/** `clientele strategies`: what all strategies ask for and bring, and departments in each other's way. */
export const strategies: Command = async (context) => {
  const project = projectOf(context);
  if (!project.ok) return project;
  return withSession(context, project.value, async (session, call) => {
    const found = await session.strategies({ viewer: viewerHere() }, call);
    if (!found.ok) return found;
    const style = styleOf(context);
    const { strategies: totals = [], coincidences = [] } = found.value;
    return ok({
      json: {
        run: found.value.base.run,
        strategies: totals.map((s) => strategyTotalsJson(s, context.locale)),
        departments_meet: coincidences,
      },
      text: toText(strategiesView(found.value, await session.info(), style), style),
      problems: [],
    });
  });
};
