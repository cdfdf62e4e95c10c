import { err, ok } from "../../result.ts";
import { historyView, toText } from "../../views/index.ts";
import { wrongUse } from "../arguments.ts";
import { projectOf, styleOf, viewerHere, type Command } from "../context.ts";
import { lookUpCustomer } from "../look-up-customer.ts";
import { withSession } from "../with-session.ts";

/** `clientele history CUSTOMER`: segments, moves with their cause, and contacts over the runs that are kept. */
export const history: Command = async (context) => {
  const asked = context.operands.join(" ").trim();
  if (asked === "") return err(wrongUse("history takes a customer's id or name"));
  const project = projectOf(context);
  if (!project.ok) return project;
  return withSession(context, project.value, async (session, call) => {
    const found = await lookUpCustomer(context, project.value, session, asked, "show", call);
    if (!found.ok) return found;
    const { id } = found.value.customer;
    const answer = await session.history({ viewer: viewerHere(), customer: id }, call);
    if (!answer.ok) return answer;
    const { runs, first, moves, contacts } = answer.value;
    const style = styleOf(context);
    return ok({
      json: {
        customer: id,
        runs: runs.map(({ run, asOf }) => ({ run, as_of: asOf })),
        first,
        moves: moves.map(({ asOf, ...move }) => ({ ...move, as_of: asOf })),
        contacts,
      },
      text: toText(historyView(answer.value, await session.info(), style), style),
      problems: [],
    });
  });
};
