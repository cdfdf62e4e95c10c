import { openState, statePlace, type DisputeRecord } from "../../people/index.ts";
import { fileStart, problem } from "../../problem.ts";
import { err, ok } from "../../result.ts";
import { disputesView, toText } from "../../views/index.ts";
import { wrongUse } from "../arguments.ts";
import { actorOf, projectOf, styleOf, type Command } from "../context.ts";
import { withSession } from "../with-session.ts";

/**
 * `clientele disputes [--all]`: what people hold to be wrong, the newest first. `clientele disputes resolve ID --note N` ends
 * one; whoever reported it in Slack is told.
 */
export const disputes: Command = async (context) => {
  const { operands, options } = context;
  const [deed, number] = operands;
  const resolving = deed === "resolve";
  const id = Number(number);
  if (deed !== undefined && !resolving)
    return err(wrongUse(`disputes takes nothing, or resolve ID --note TEXT, got "${deed}"`));
  if (resolving && (!Number.isInteger(id) || id < 1 || options.note === undefined))
    return err(
      wrongUse("disputes resolve takes the number of a dispute, and --note with what was done"),
    );
  const project = projectOf(context);
  if (!project.ok) return project;
  return withSession(context, project.value, async (session) => {
    const state = await openState(statePlace(project.value.folder, context.environment));
    if (!state.ok) return state;
    try {
      const note = options.note ?? "";
      const at = context.now().toISOString();
      const ended = resolving
        ? await state.value.disputes.resolve(id, { at, by: actorOf(), note })
        : undefined;
      if (resolving && ended === undefined)
        return err(
          problem("unknown-dispute", { dispute: id }, { file: ".clientele", range: fileStart }),
        );
      const listed =
        ended === undefined ? await state.value.disputes.list({ open: !options.all }) : [ended];
      const style = styleOf(context);
      const view = disputesView(listed, await session.info(), style);
      return ok({
        json: { disputes: listed.map(disputeJson) },
        text: toText(view, style),
        problems: [],
      });
    } finally {
      await state.value.close();
    }
  });
};

const disputeJson = (dispute: DisputeRecord) => ({
  id: dispute.id,
  at: dispute.at,
  by: dispute.actor,
  customer: dispute.customer,
  segmentation: dispute.segmentation,
  segment: dispute.segment,
  wanted: dispute.wanted,
  why: dispute.why,
  run: dispute.run,
  rule: dispute.rule,
  resolved: dispute.resolved,
});
