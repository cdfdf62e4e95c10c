import { ok } from "../../result.ts";
import { opportunityView, planView, toText } from "../../views/index.ts";
import { audit, projectOf, styleOf, type Command } from "../context.ts";
import { opportunityJson, planJson } from "../plan-json.ts";
import { withSession } from "../with-session.ts";

/** `clientele plan [ID] [--opportunity]`: the choice of actions that gains most within a plan's budget, or what that gains beyond one treatment for all. */
export const plan: Command = async (context) => {
  const [id] = context.operands;
  const project = projectOf(context);
  if (!project.ok) return project;
  return withSession(context, project.value, async (session, call) => {
    const style = styleOf(context);
    const { opportunity, segmentation } = context.options;
    if (opportunity) {
      const by = segmentation === undefined ? {} : { segmentation };
      const found = await session.opportunity(
        { ...(id === undefined ? {} : { plan: id }), ...by },
        call,
      );
      if (!found.ok) return found;
      return ok({
        json: opportunityJson(found.value, context.locale),
        text: toText(opportunityView(found.value, await session.info(), style), style),
        problems: [],
      });
    }
    const made = await session.plan(id === undefined ? {} : { plan: id }, call);
    if (!made.ok) return made;
    const { steps, base, folder } = made.value;
    const logged = await audit(context, project.value, {
      action: "plan",
      asked: made.value.plan,
      customers: steps.map((s) => s.customer),
      run: base.run,
    });
    if (!logged.ok) return logged;
    return ok({
      json: planJson(made.value, context.locale),
      text: toText(planView(made.value, folder, await session.info(), style), style),
      problems: [],
    });
  });
};
