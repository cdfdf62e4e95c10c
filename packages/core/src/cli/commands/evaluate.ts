import type { ProjectInfo, SegmentationInfo } from "../../host/protocol.ts";
import type { Session } from "../../host/session.ts";
import type { CallContext } from "../../host/session-context.ts";
import type { Project } from "../../compute/project/project.ts";
import { nearest } from "../../language/config/nearest.ts";
import { fileStart, problem, type Problem } from "../../problem.ts";
import { err, ok, type Result } from "../../result.ts";
import {
  customerStabilityView,
  evaluationView,
  membersView,
  reconciliationView,
  toText,
} from "../../views/index.ts";
import { wrongUse } from "../arguments.ts";
import {
  audit,
  projectOf,
  styleOf,
  viewerHere,
  type Command,
  type CommandResult,
  type Context,
} from "../context.ts";
import { customerJson } from "../json.ts";
import { lookUpCustomer } from "../look-up-customer.ts";
import { withSession } from "../with-session.ts";

/** `clientele evaluate [A [B]]`: how good segmentations are, how far two of them agree, or how sure one customer's segments are. */
export const evaluate: Command = async (context) => {
  const project = projectOf(context);
  if (!project.ok) return project;
  const [a, b, ...more] = context.operands;
  if (more.length > 0) return err(wrongUse("evaluate takes at most two segmentations"));
  return withSession(context, project.value, async (session, call) => {
    const info = await session.info();
    const { customer, target } = context.options;
    const any = b === undefined && customer === undefined;
    const known = any ? info.segmentations : singleOf(info);
    for (const name of [a, b])
      if (name !== undefined && known.every((s) => s.id !== name)) return err(unknown(info, name));
    if (customer !== undefined)
      return ofCustomer(context, project.value, session, call, {
        asked: customer,
        segmentations: a === undefined ? singleOf(info).map((s) => s.id) : [a],
      });
    if (a !== undefined && b !== undefined) {
      const logged = await compared(context, session, call, info, [a, b]);
      if (!logged.ok) return logged;
      const said = await audit(context, project.value, {
        action: "evaluate",
        asked: `${a} ${b}`,
        customers: logged.value.customers,
        run: info.base?.run ?? null,
      });
      return said.ok ? ok(logged.value.result) : said;
    }
    const names = a === undefined ? info.segmentations.map((s) => s.id) : [a];
    const asked = { segmentations: names, ...(target === undefined ? {} : { target }) };
    const found = await session.evaluate(asked, call);
    if (!found.ok) return found;
    const { segmentations } = found.value;
    const style = styleOf(context);
    return ok({
      json: { run: info.base?.run ?? null, segmentations },
      text: toText(evaluationView(segmentations, info, style), style),
      problems: [],
    });
  });
};

/** How sure it is in which segments a customer is. */
async function ofCustomer(
  context: Context,
  project: Project,
  session: Session,
  call: CallContext,
  { asked, segmentations }: { readonly asked: string; readonly segmentations: readonly string[] },
): Promise<Result<CommandResult, Problem>> {
  const looked = await lookUpCustomer(context, project, session, asked, "why", call);
  if (!looked.ok) return looked;
  const { customer } = looked.value;
  const found = await session.stability(
    { viewer: viewerHere(), customer: customer.id, segmentations },
    call,
  );
  if (!found.ok) return found;
  const style = styleOf(context);
  const info = await session.info();
  const { segmentations: rounds } = found.value;
  return ok({
    json: { run: info.base?.run ?? null, customer: customer.id, segmentations: rounds },
    text: toText(customerStabilityView(customer, rounds, info, style), style),
    problems: [],
  });
}

/** Segmentations that put each customer in one segment: others have nothing to compare. */
const singleOf = (info: ProjectInfo): readonly SegmentationInfo[] =>
  info.segmentations.filter((s) => s.assign === "first");

function unknown(info: ProjectInfo, name: string): Problem {
  if (info.segmentations.some((s) => s.id === name))
    return wrongUse(
      `"${name}" can have a customer in several segments; two are compared, and --customer is asked, of those with one`,
    );
  const near = nearest(
    name,
    singleOf(info).map((s) => s.id),
  );
  return problem("unknown-name", { name, nearest: near }, { file: "(question)", range: fileStart });
}

async function compared(
  context: Context,
  session: Session,
  call: CallContext,
  info: ProjectInfo,
  [a, b]: readonly [string, string],
): Promise<
  Result<{ readonly customers: readonly string[]; readonly result: CommandResult }, Problem>
> {
  const found = await session.reconcile({ a, b }, call);
  if (!found.ok) return found;
  const limit = context.options.limit ?? 10;
  const members = await session.members(
    { viewer: viewerHere(), where: found.value.rule, sort: "monetary", descending: true, limit },
    call,
  );
  if (!members.ok) return members;
  const style = styleOf(context);
  const { rows, total } = members.value;
  const texts = [
    toText(reconciliationView(found.value, info, style), style),
    ...(total === 0
      ? []
      : [toText(membersView(members.value, info, { ...style, metrics: ["monetary"] }), style)]),
  ];
  const { rule, base, ...comparison } = found.value;
  const { asOf, ...answering } = base;
  return ok({
    customers: rows.map((row) => row.id),
    result: {
      json: {
        run: info.base?.run ?? null,
        base: { ...answering, as_of: asOf },
        ...comparison,
        rule,
        rows: rows.map((row) => customerJson(row, info)),
      },
      text: texts.join("\n\n"),
      problems: [],
    },
  });
}
