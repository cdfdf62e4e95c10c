import type { SegmentationDiff } from "../../domain/migration/snapshot-diff.ts";
import { ok, err } from "../../result.ts";
import { causesOf, diffView, toText } from "../../views/index.ts";
import { wrongUse } from "../arguments.ts";
import { audit, projectOf, styleOf, viewerHere, type Command } from "../context.ts";
import { withSession } from "../with-session.ts";

/** `clientele diff A B`: who moved between two runs and why. Without B, from A to the latest. */
export const diff: Command = async (context) => {
  const [from, to = "latest"] = context.operands;
  if (from === undefined)
    return err(wrongUse("diff takes two runs, such as clientele diff published latest"));
  const project = projectOf(context);
  if (!project.ok) return project;
  const { segmentation, limit } = context.options;
  return withSession(context, project.value, async (session, call) => {
    const more = {
      ...(segmentation === undefined ? {} : { segmentation }),
      ...(limit === undefined ? {} : { movers: limit }),
    };
    const found = await session.diff({ viewer: viewerHere(), from, to, ...more }, call);
    if (!found.ok) return found;
    const { value } = found;
    const logged = await audit(context, project.value, {
      action: "diff",
      asked: `${value.from.run} ${value.to.run}`,
      customers: value.segmentations.flatMap((s) => s.movers.map((mover) => mover.id)),
      run: value.to.run,
    });
    if (!logged.ok) return logged;
    const style = styleOf(context);
    const dated = ({ run, asOf }: typeof value.from) => ({ run, as_of: asOf });
    return ok({
      json: {
        from: dated(value.from),
        to: dated(value.to),
        segmentations: Object.fromEntries(
          value.segmentations.map((s) => [s.segmentation, segmentationJson(s)]),
        ),
        drift: value.drift,
        added: value.added,
        removed: value.removed,
      },
      text: toText(diffView(value, await session.info(), style), style),
      problems: [],
    });
  });
};

const segmentationJson = (s: SegmentationDiff) => ({
  moved: s.moved,
  psi: s.psi,
  drift: s.drift,
  segments: s.segments,
  flows: s.flows,
  movers: s.movers.map((mover) => ({
    id: mover.id,
    label: mover.label,
    segment: mover.segment,
    from: mover.states[0],
    to: mover.states[4],
    causes: causesOf(mover),
    revenue: mover.revenue,
    before: Object.fromEntries(Object.entries(mover.values).map(([name, [old]]) => [name, old])),
    after: Object.fromEntries(Object.entries(mover.values).map(([name, [, now]]) => [name, now])),
  })),
  unsplit: s.unsplit,
});
