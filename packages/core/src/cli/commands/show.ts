import type { CallContext, Session } from "../../host/session.ts";
import type { Explained } from "../../host/protocol.ts";
import { fileStart, problem, type Problem } from "../../problem.ts";
import { err, ok, type Result } from "../../result.ts";
import { customerCard, membersView, toText, whyView } from "../../views/index.ts";
import { wrongUse } from "../arguments.ts";
import { audit, projectOf, styleOf, type Command } from "../context.ts";
import { customerJson } from "../json.ts";
import { withSession } from "../with-session.ts";

/** How many customers are listed where several match. */
const listed = 10;

/** `clientele show CUSTOMER`: one customer by id, name or part of a name, and why they are where they are. */
export const show: Command = async (context) => {
  const asked = context.operands.join(" ").trim();
  if (asked === "") return err(wrongUse("show takes a customer's id or name"));
  const project = projectOf(context);
  if (!project.ok) return project;
  const { terminal } = context;
  const style = styleOf(context);
  return withSession(context, project.value, async (session, call) => {
    const info = await session.info();
    const found = await lookUp(session, asked, call);
    if (!found.ok) {
      await audit(context, project.value, {
        action: "show",
        asked,
        customers: [],
        run: info.base?.run ?? null,
      });
      return found;
    }
    const run = info.base?.run ?? null;
    if (found.value.kind === "several") {
      const { members } = found.value;
      const ids = members.rows.map((row) => row.id);
      const logged = await audit(context, project.value, {
        action: "show",
        asked,
        customers: ids,
        run,
      });
      if (!logged.ok) return logged;
      if (!context.options.json)
        terminal.out(
          toText(membersView(members, info, { ...styleOf(context), match: asked }), style),
        );
      const place = { file: "(question)", range: fileStart };
      return err(problem("several-customers", { customer: asked, count: members.total }, place));
    }
    const { explained } = found.value;
    const logged = await audit(context, project.value, {
      action: "show",
      asked,
      customers: [explained.customer.id],
      run,
    });
    if (!logged.ok) return logged;
    const text = [customerCard(explained, info, style), whyView(explained, info, style)]
      .map((view) => toText(view, style))
      .join("\n\n");
    const { customer, mergedFrom } = explained;
    const merged = mergedFrom === undefined ? {} : { merged_from: mergedFrom };
    return ok({ json: { customer: customerJson(customer, info), ...merged }, text, problems: [] });
  });
};

type Found =
  | { readonly kind: "one"; readonly explained: Explained }
  | {
      readonly kind: "several";
      readonly members: Extract<Awaited<ReturnType<Session["members"]>>, { ok: true }>["value"];
    };

async function lookUp(
  session: Session,
  asked: string,
  call: CallContext,
): Promise<Result<Found, Problem>> {
  const exact = await session.explain({ customer: asked }, call);
  if (exact.ok) return ok({ kind: "one", explained: exact.value });
  if (exact.errors.some((p) => p.code !== "unknown-customer")) return exact;
  const members = await session.members({ match: asked, limit: listed }, call);
  if (!members.ok) return members;
  const [only] = members.value.rows;
  if (only === undefined) return exact;
  if (members.value.total > 1) return ok({ kind: "several", members: members.value });
  const explained = await session.explain({ customer: only.id }, call);
  return explained.ok ? ok({ kind: "one", explained: explained.value }) : explained;
}
