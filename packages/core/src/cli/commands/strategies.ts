import { glossaryOf } from "../../domain/strategy/glossary.ts";
import { readConfig } from "../../language/config/read-config.ts";
import { ok } from "../../result.ts";
import { backlogView, strategiesView, toText, trainingView } from "../../views/index.ts";
import { projectOf, styleOf, viewerHere, type Command } from "../context.ts";
import { backlogJson, strategyTotalsJson, trainingJson } from "../strategies-json.ts";
import { withSession } from "../with-session.ts";

/**
 * `clientele strategies [--backlog | --training]`: what all strategies ask for and bring, and departments in each other's way; or
 * needs that none addresses; or material for staff.
 */
export const strategies: Command = async (context) => {
  const project = projectOf(context);
  if (!project.ok) return project;
  return withSession(context, project.value, async (session, call) => {
    const { backlog, segmentation, limit, training } = context.options;
    if (training) {
      const info = await session.info();
      const glossary = glossaryOf(readConfig(project.value.files));
      const style = styleOf(context);
      return ok({
        json: trainingJson(glossary, info, context.locale),
        text: toText(trainingView(glossary, info, style), style),
        problems: [],
      });
    }
    if (backlog) {
      const by = segmentation === undefined ? {} : { segmentation };
      const needs = await session.backlog({ viewer: viewerHere(), ...by }, call);
      if (!needs.ok) return needs;
      const shown = { ...styleOf(context), ...(limit === undefined ? {} : { most: limit }) };
      return ok({
        json: backlogJson(needs.value, needs.value.base.run),
        text: toText(backlogView(needs.value, await session.info(), shown), shown),
        problems: [],
      });
    }
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
