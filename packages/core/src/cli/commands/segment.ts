import type { ProjectInfo } from "../../host/protocol.ts";
import { nearest } from "../../language/config/nearest.ts";
import { fileStart, problem, type Problem } from "../../problem.ts";
import { err, ok, type Result } from "../../result.ts";
import {
  membersView,
  personaBlocks,
  strategiesFor,
  strategyBlocks,
  toText,
  totalsBlocks,
} from "../../views/index.ts";
import { wrongUse } from "../arguments.ts";
import { audit, projectOf, styleOf, viewerHere, type Command } from "../context.ts";
import { customerJson } from "../json.ts";
import { personaJson } from "../persona-json.ts";
import { strategyTotalsJson } from "../strategies-json.ts";
import { withSession } from "../with-session.ts";
import { sortOf } from "./find.ts";

/** `clientele segment ID`: a segment and its customers; `care.save_list`, or `save_list` where only one is called so. */
export const segment: Command = async (context) => {
  const [id] = context.operands;
  if (id === undefined) return err(wrongUse("segment takes an id, such as care.save_list"));
  const project = projectOf(context);
  if (!project.ok) return project;
  const { options } = context;
  return withSession(context, project.value, async (session, call) => {
    const info = await session.info();
    const wanted = findSegment(info, id);
    if (!wanted.ok) return wanted;
    const limit = options.limit === undefined ? {} : { limit: options.limit };
    const found = await session.members(
      { viewer: viewerHere(), segment: wanted.value, ...sortOf(options), ...limit },
      call,
    );
    if (!found.ok) return found;
    const { rows, total, base } = found.value;
    const { sensitive } = options;
    const persona = await session.persona(
      { viewer: viewerHere(), ...wanted.value, sensitive },
      call,
    );
    if (!persona.ok) return persona;
    const customers = rows.map((row) => row.id);
    const logged = await audit(context, project.value, {
      action: "segment",
      asked: id,
      customers,
      run: base.run,
    });
    if (!logged.ok) return logged;
    const share = base.customers === 0 ? 0 : total / base.customers;
    const metrics = options.sort === undefined ? {} : { metrics: [options.sort] };
    const style = styleOf(context);
    const members = membersView(found.value, info, { ...style, segment: wanted.value, ...metrics });
    const totals = await session.strategies({ viewer: viewerHere() }, call);
    if (!totals.ok) return totals;
    const serving = strategiesFor(info, wanted.value);
    const sums = (totals.value.strategies ?? []).filter((t) =>
      serving.some((s) => s.id === t.strategy),
    );
    const view = {
      ...members,
      blocks: [
        ...personaBlocks(persona.value, info, style),
        ...strategyBlocks(info, wanted.value, style),
        ...sums.flatMap((s) => totalsBlocks(s, info, style)),
        ...members.blocks,
      ],
    };
    return ok({
      json: {
        segment: { ...wanted.value, customers: total, share },
        strategies: serving.map((s) => s.id),
        serving: sums.map((s) => strategyTotalsJson(s, context.locale)),
        persona: personaJson(persona.value, info, context.locale),
        total,
        rows: rows.map((row) => customerJson(row, info)),
      },
      text: toText(view, style),
      problems: [],
    });
  });
};

type SegmentId = { readonly segmentation: string; readonly segment: string };

/** A segment by `segmentation.segment` or by its own id where that is unique. */
export function findSegment(info: ProjectInfo, id: string): Result<SegmentId, Problem> {
  const all = info.segmentations.flatMap((s) =>
    s.segments.map((x) => ({ segmentation: s.id, segment: x.id })),
  );
  const fits = all.filter((s) => `${s.segmentation}.${s.segment}` === id || s.segment === id);
  const [only] = fits;
  if (only !== undefined && fits.length === 1) return ok(only);
  const place = { file: "(question)", range: fileStart };
  if (fits.length > 1) {
    const names = fits.map((s) => `${s.segmentation}.${s.segment}`).join(", ");
    return err(
      problem("wrong-use", { reason: `"${id}" is in several segmentations: ${names}` }, place),
    );
  }
  const near = nearest(
    id,
    all.flatMap((s) => [`${s.segmentation}.${s.segment}`, s.segment]),
  );
  return err(problem("unknown-segment", { segment: id, segmentation: "", nearest: near }, place));
}
