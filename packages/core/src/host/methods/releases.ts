/** Publish requests: what they would change, who moves, and making what was approved live. */
import { calendarDays } from "../../compute/release/calendar-days.ts";
import { configHash } from "../../compute/release/config-texts.ts";
import { requestMovers } from "../../compute/release/movers.ts";
import { isCurrent, madeAt, rehearse } from "../../compute/release/rehearse.ts";
import { release } from "../../compute/release/release.ts";
import { run } from "../../compute/run/run.ts";
import { listHidden, readPublished, removeHidden } from "../../compute/snapshot/store.ts";
import { deadlineOf } from "../../domain/release/deadline.ts";
import { readConfig } from "../../language/config/read-config.ts";
import { filesOf } from "../../language/files.ts";
import { fileStart, problem } from "../../problem.ts";
import { err, ok } from "../../result.ts";
import { deliverOnPublish } from "../deliveries.ts";
import { requestPublish } from "../request-publish.ts";
import { infoOf, type MethodsOf, type SessionContext } from "../session-context.ts";

/** A hidden run that no request names may be one that is just being counted: it is left alone so long, in milliseconds. */
const hour = 3_600_000;

export const releasesMethods = ({
  engine,
  project,
  at,
  bases,
  clock,
  inTurn,
  totalsOf,
}: SessionContext): MethodsOf<
  | "requestPublish"
  | "deadline"
  | "rehearse"
  | "requestMovers"
  | "release"
  | "live"
  | "discardHidden"
> => ({
  requestPublish: async ({ overlay, ...asked }, { signal }) => {
    const asking = at(overlay);
    const closed = () => calendarDays(engine, asking, { signal });
    const made = await requestPublish(asking, { ...asked, now: clock(), closed });
    if (!made.ok) return made;
    const { id, configHash: hash, expires } = made.value;
    return ok({ request: id, configHash: hash, expires });
  },
  deadline: async (_, { signal }) => {
    const closed = await calendarDays(engine, project, { signal });
    if (!closed.ok) return closed;
    const timezone = readConfig(project.files).project?.value.timezone ?? "UTC";
    const found = deadlineOf(undefined, clock(), timezone, closed.value);
    if (found === undefined) throw new Error("unreachable: the usual deadline is to come");
    return ok({ expires: found.toISOString() });
  },
  rehearse: ({ files, configHash: hash, earlier }, { signal, progress }) => {
    if (configHash(files) !== hash) {
      const place = { file: ".clientele/state.sqlite", range: fileStart };
      return Promise.resolve(err(problem("release-damaged", { hash: hash.slice(0, 8) }, place)));
    }
    return bases.use(async (found) => {
      if (!found.ok) return found;
      const now = clock();
      const lane = engine.lane("run");
      const base = found.value?.published === true ? found.value : null;
      const input = {
        project: { ...project, files: filesOf(files) },
        texts: files,
        base,
        now,
        totalsOf: (of: Parameters<typeof totalsOf>[1]) => totalsOf(lane, of, { signal }),
      };
      const counted = (of: string, reused: boolean) =>
        inTurn(signal, () => rehearse(engine, input, of, reused, { signal }));
      if (earlier !== undefined && (await isCurrent(engine, input, hash, earlier, { signal })))
        return counted(earlier, true);
      const ran = await run(lane, input.project, {
        now,
        signal,
        hidden: true,
        base: found.value,
        onProgress: (stage, done) => progress({ stage, detail: "", done }),
      });
      if (!ran.ok) return ran;
      const made = await counted(ran.value.summary.run, false);
      if (made.ok && earlier !== undefined) removeHidden(project, earlier);
      return made;
    });
  },
  requestMovers: ({ viewer, run: of, offset, limit }, { signal }) =>
    // Snapshots are attached for a while, so each waits for the one before it.
    inTurn(signal, () => requestMovers(engine, project, of, viewer, { offset, limit }, { signal })),
  release: async (params, { signal }) => {
    const released = release(project, { ...params, now: clock() });
    if (!released.ok) return released;
    const { run: live, at: since } = released.value;
    // What a receiver does not take stays on the disk for the next time: the release stands.
    const { approver: by } = params.approval;
    const approved = { ...project, files: filesOf(params.files) };
    await deliverOnPublish(approved, { by, surface: "slack", now: clock, signal });
    return ok({ base: { run: live }, at: since });
  },
  live: () =>
    bases.use(async (base) => {
      const read = readPublished(project);
      if (!read.ok) return read;
      const found = base.ok ? base.value : null;
      return ok({
        base: found === null ? null : infoOf(found),
        published: read.value ?? null,
      });
    }),
  discardHidden: ({ keep }) => {
    const before = clock().getTime() - hour;
    const gone = listHidden(project).filter(
      (id) => !keep.includes(id) && madeAt(id).getTime() < before,
    );
    for (const id of gone) removeHidden(project, id);
    return Promise.resolve(ok({ removed: gone.length }));
  },
});
