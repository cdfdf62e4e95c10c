/** What somebody who looks after customers comes back to. */
import { withRuns } from "../../compute/diff/open-runs.ts";
import { homeOf } from "../../compute/home/home.ts";
import { dayIn } from "../../compute/project/today.ts";
import type { Base } from "../../compute/snapshot/open-base.ts";
import { seenBy } from "../../compute/snapshot/sight.ts";
import { listRuns, readManifest } from "../../compute/snapshot/store.ts";
import type { Project } from "../../compute/project/project.ts";
import type { ContactDay } from "../../domain/strategy/contacts.ts";
import { err, ok } from "../../result.ts";
import { infoOf, type MethodsOf, type SessionContext } from "../session-context.ts";

const weekMilliseconds = 7 * 86_400_000;
/** Rows of a list unless more are asked for. */
const usual = 5;
const atMost = 40;

export const homeMethods = ({
  engine,
  project,
  contacts,
  clock,
  inTurn,
  withBase,
}: SessionContext): MethodsOf<"home"> => ({
  home: ({ viewer, owners, most = usual }, { signal }) =>
    // Earlier snapshots are attached for a while, so each waits for the one before it.
    inTurn(signal, () =>
      withBase(async (base) => {
        const rows = {
          kind: "every",
          rules: [viewer.rows, { kind: "owned", by: owners }],
        } as const;
        const own = await seenBy(engine, base, { ...viewer, rows }, { signal });
        if (!own.ok) return own;
        const { timezone } = base.model;
        const log = async (ids: readonly string[]): Promise<readonly ContactDay[]> => {
          const read = await contacts.read(timezone, ids);
          if (!read.ok) throw new Error("the state cannot be read", { cause: read.errors });
          return read.value;
        };
        const readable = await contacts.read(timezone, []);
        if (!readable.ok) return err(...readable.errors);
        const input = {
          own: own.value,
          whole: base,
          log,
          today: dayIn(clock(), timezone),
          most: Math.min(Math.max(0, most), atMost),
        };
        const answer = async (earlier: Base | null) =>
          ok({ base: infoOf(base), ...(await homeOf(engine, { ...input, earlier }, { signal })) });
        const run = earlierRun(project, base);
        if (run === undefined) return answer(null);
        const runs = { old: run, now: base.manifest.id };
        return withRuns(engine, project, runs, base, ({ old }) => answer(old));
      }),
    ),
});

/** The newest run whose data end a week or more before, else the oldest one that is kept. */
function earlierRun(project: Project, { manifest }: Base): string | undefined {
  const before = new Date(Date.parse(manifest.asOf) - weekMilliseconds).toISOString().slice(0, 10);
  const older = listRuns(project).flatMap((id) => {
    const found = id < manifest.id ? readManifest(project, id) : undefined;
    return found?.ok === true ? [{ id, asOf: found.value.asOf }] : [];
  });
  return (older.find(({ asOf }) => asOf <= before) ?? older.at(-1))?.id;
}
