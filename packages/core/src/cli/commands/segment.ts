import type { ProjectInfo } from "../../host/protocol.ts";
import { nearest } from "../../language/config/nearest.ts";
import { fileStart, problem, type Problem } from "../../problem.ts";
import { err, ok, type Result } from "../../result.ts";
import { membersView, toText } from "../../views/index.ts";
import { wrongUse } from "../arguments.ts";
import { audit, projectOf, styleOf, type Command } from "../context.ts";
import { customerJson } from "../json.ts";
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
      { segment: wanted.value, ...sortOf(options), ...limit },
      call,
    );
    if (!found.ok) return found;
    const { rows, total, base } = found.value;
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
    const view = membersView(found.value, info, {
      ...styleOf(context),
      segment: wanted.value,
      ...metrics,
    });
    return ok({
      json: {
        segment: { ...wanted.value, customers: total, share },
        total,
        rows: rows.map((row) => customerJson(row, info)),
      },
      text: toText(view, styleOf(context)),
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
