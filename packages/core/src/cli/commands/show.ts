import { err, ok } from "../../result.ts";
import { customerCard, nextStepView, toText, whyView } from "../../views/index.ts";
import { wrongUse } from "../arguments.ts";
import { projectOf, styleOf, type Command } from "../context.ts";
import { customerJson } from "../json.ts";
import { nextActionJson, servingJson } from "../next-action-json.ts";
import { lookUpCustomer } from "../look-up-customer.ts";
import { withSession } from "../with-session.ts";

/** `clientele show CUSTOMER`: one customer by id, name or part of a name, and why they are where they are. */
export const show: Command = async (context) => {
  const asked = context.operands.join(" ").trim();
  if (asked === "") return err(wrongUse("show takes a customer's id or name"));
  const project = projectOf(context);
  if (!project.ok) return project;
  const style = styleOf(context);
  return withSession(context, project.value, async (session, call) => {
    const found = await lookUpCustomer(context, project.value, session, asked, "show", call);
    if (!found.ok) return found;
    const info = await session.info();
    const next = nextStepView(found.value, info, style);
    const card = customerCard(found.value, info, style);
    const text = [card, ...(next === undefined ? [] : [next]), whyView(found.value, info, style)]
      .map((view) => toText(view, style))
      .join("\n\n");
    const { customer, mergedFrom } = found.value;
    const merged = mergedFrom === undefined ? {} : { merged_from: mergedFrom };
    const { serving } = found.value;
    const nextAction = nextActionJson(serving, context.locale);
    const { suggested } = found.value;
    const json = {
      customer: { ...customerJson(customer, info), next_action: nextAction },
      ...(serving === undefined ? {} : { serving: servingJson(serving) }),
      ...(suggested === undefined ? {} : { suggested }),
      ...merged,
    };
    return ok({ json, text, problems: [] });
  });
};
