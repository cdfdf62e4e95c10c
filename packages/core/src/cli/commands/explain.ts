import { err, ok } from "../../result.ts";
import { reachView, toText, whyView } from "../../views/index.ts";
import { wrongUse } from "../arguments.ts";
import { projectOf, styleOf, viewerHere, type Command } from "../context.ts";
import { customerJson } from "../json.ts";
import { lookUpCustomer } from "../look-up-customer.ts";
import { withSession } from "../with-session.ts";
import { findSegment } from "./segment.ts";

/** `clientele explain CUSTOMER --to SEGMENT`: why a customer is where they are, and what would move them elsewhere. */
export const explain: Command = async (context) => {
  const asked = context.operands.join(" ").trim();
  if (asked === "") return err(wrongUse("explain takes a customer's id or name"));
  const { to, by } = context.options;
  if (by !== undefined && to === undefined) return err(wrongUse("--by needs --to SEGMENT"));
  const project = projectOf(context);
  if (!project.ok) return project;
  const style = styleOf(context);
  return withSession(context, project.value, async (session, call) => {
    const info = await session.info();
    const target = to === undefined ? undefined : findSegment(info, to);
    if (target !== undefined && !target.ok) return target;
    const found = await lookUpCustomer(context, project.value, session, asked, "why", call);
    if (!found.ok) return found;
    const { id } = found.value.customer;
    const explained =
      target === undefined
        ? found
        : await session.explain(
            {
              viewer: viewerHere(),
              customer: id,
              to: { ...target.value, ...(by === undefined ? {} : { by }) },
            },
            call,
          );
    if (!explained.ok) return explained;
    const { customer, reasons, reach } = explained.value;
    const view =
      reach === undefined
        ? whyView(explained.value, info, style)
        : reachView(explained.value, reach, info, style);
    const json = {
      customer: customerJson(customer, info),
      reasons,
      ...(reach === undefined ? {} : { reach }),
    };
    return ok({ json, text: toText(view, style), problems: [] });
  });
};
