/** One customer by id, name or part of a name, for commands that are about one; the look-up is in the audit log. */
import type { Session } from "../host/session.ts";
import type { CallContext } from "../host/session-context.ts";
import type { Explained, Members } from "../host/protocol.ts";
import type { Project } from "../compute/project/project.ts";
import { meantAmong } from "../people/index.ts";
import { fileStart, problem, type Problem } from "../problem.ts";
import { err, ok, type Result } from "../result.ts";
import { membersView, toText } from "../views/index.ts";
import { audit, styleOf, viewerHere, type Context } from "./context.ts";

/** How many customers are listed where several match. */
const listed = 10;

/** @param action as the audit log names it */
export async function lookUpCustomer(
  context: Context,
  project: Project,
  session: Session,
  asked: string,
  action: "show" | "why" | "recommend",
  call: CallContext,
): Promise<Result<Explained, Problem>> {
  const info = await session.info();
  const found = await find(session, asked, call);
  const members = found.ok && found.value.kind === "several" ? found.value.members : undefined;
  const one = found.ok && found.value.kind === "one" ? found.value.explained : undefined;
  const customers =
    one === undefined ? (members?.rows ?? []).map((row) => row.id) : [one.customer.id];
  const run = info.base?.run ?? null;
  const logged = await audit(context, project, { action, asked, customers, run });
  if (!found.ok) return found;
  if (!logged.ok) return logged;
  if (one !== undefined) return ok(one);
  if (members === undefined) throw new Error("unreachable: found one or several");
  const style = styleOf(context);
  if (!context.options.json)
    context.terminal.out(toText(membersView(members, info, { ...style, match: asked }), style));
  const place = { file: "(question)", range: fileStart };
  return err(problem("several-customers", { customer: asked, count: members.total }, place));
}

type Found =
  | { readonly kind: "one"; readonly explained: Explained }
  | { readonly kind: "several"; readonly members: Members };

async function find(
  session: Session,
  asked: string,
  call: CallContext,
): Promise<Result<Found, Problem>> {
  const exact = await session.explain({ viewer: viewerHere(), customer: asked }, call);
  if (exact.ok) return ok({ kind: "one", explained: exact.value });
  if (exact.errors.some((p) => p.code !== "unknown-customer")) return exact;
  const members = await session.members(
    { viewer: viewerHere(), match: asked, limit: listed },
    call,
  );
  if (!members.ok) return members;
  const { rows } = members.value;
  if (rows.length === 0) return exact;
  const meant = meantAmong(rows, asked);
  if (meant === undefined) return ok({ kind: "several", members: members.value });
  const explained = await session.explain({ viewer: viewerHere(), customer: meant.id }, call);
  return explained.ok ? ok({ kind: "one", explained: explained.value }) : explained;
}
