import { ok } from "../../result.ts";
import { planView, toText } from "../../views/index.ts";
import { audit, projectOf, styleOf, type Command } from "../context.ts";
import { planJson } from "../plan-json.ts";
import { withSession } from "../with-session.ts";

/** `clientele plan [ID]`: the choice of actions that gains most within a plan's budget. */
export const plan: Command = async (context) => {
  const [id] = context.operands;
  const project = projectOf(context);
  if (!project.ok) return project;
  return withSession(context, project.value, async (session, call) => {
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
    const style = styleOf(context);
    return ok({
      json: planJson(made.value, context.locale),
      text: toText(planView(made.value, folder, await session.info(), style), style),
      problems: [],
    });
  });
};
