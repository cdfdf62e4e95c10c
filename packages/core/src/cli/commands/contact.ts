import { outcomes } from "../../domain/strategy/contacts.ts";
import { openState, statePlace } from "../../people/index.ts";
import { err, ok } from "../../result.ts";
import { nextStepView, toText } from "../../views/index.ts";
import { wrongUse } from "../arguments.ts";
import { actorOf, projectOf, styleOf, viewerHere, type Command } from "../context.ts";
import { lookUpCustomer } from "../look-up-customer.ts";
import { nextActionJson } from "../next-action-json.ts";
import { withSession } from "../with-session.ts";

/** `clientele contact CUSTOMER [--outcome O]`: writes down that somebody contacted the customer; strategies count it at once. */
export const contact: Command = async (context) => {
  const { options, locale } = context;
  const asked = context.operands.join(" ").trim();
  if (asked === "") return err(wrongUse("contact takes a customer's id or name"));
  const outcome = outcomes.find((known) => known === options.outcome) ?? null;
  if (options.outcome !== undefined && outcome === null)
    return err(wrongUse(`--outcome takes one of ${outcomes.join(", ")}, got "${options.outcome}"`));
  const project = projectOf(context);
  if (!project.ok) return project;
  return withSession(context, project.value, async (session, call) => {
    const found = await lookUpCustomer(context, project.value, session, asked, "show", call);
    if (!found.ok) return found;
    const { customer, serving } = found.value;
    const proposed = serving?.steps[0];
    const state = await openState(statePlace(project.value.folder, process.env));
    if (!state.ok) return state;
    try {
      await state.value.contact({
        at: context.now().toISOString(),
        actor: actorOf(),
        customer: customer.id,
        channel: options.channel ?? proposed?.channel ?? null,
        strategy: proposed?.strategy ?? null,
        action: proposed?.action ?? null,
        outcome,
        note: options.note ?? null,
      });
    } finally {
      await state.value.close();
    }
    const after = await session.explain({ viewer: viewerHere(), customer: customer.id }, call);
    if (!after.ok) return after;
    const style = styleOf(context);
    const view = nextStepView(after.value, await session.info(), style);
    return ok({
      json: {
        customer: customer.id,
        logged: proposed === undefined ? null : `${proposed.strategy}.${proposed.action}`,
        outcome,
        next_action: nextActionJson(after.value.serving, locale),
      },
      text: view === undefined ? customer.id : toText(view, style),
      problems: [],
    });
  });
};
