/** Digests: which there are, who gets them, what they tell. */
import { resolveRun } from "../../compute/diff/open-runs.ts";
import { digestOf, digestsOf } from "../../compute/digest/digest-of.ts";
import { makeDigest } from "../../compute/digest/make-digest.ts";
import { recipientsOf } from "../../compute/digest/recipients.ts";
import { newestUntil, sinceRun } from "../../compute/digest/since.ts";
import { readManifest } from "../../compute/snapshot/store.ts";
import { readConfig } from "../../language/config/read-config.ts";
import type { Project } from "../../compute/project/project.ts";
import type { Problem } from "../../problem.ts";
import { ok, type Result } from "../../result.ts";
import { infoOf, type MethodsOf, type SessionContext } from "../session-context.ts";

export const digestsMethods = ({
  engine,
  project,
  at,
  prepared,
  contacts,
  clock,
  withBase,
  inTurn,
}: SessionContext): MethodsOf<"digests" | "recipients" | "digest"> => ({
  digests: () =>
    withBase(async (base) => {
      const { digests, problems } = digestsOf(
        readConfig(project.files, prepared.config),
        base.model,
      );
      const infos = digests.map(({ place: _, report: __, losses: ___, ...info }) => info);
      return ok({ base: infoOf(base), digests: infos, problems });
    }),
  recipients: ({ digest }, { signal }) =>
    withBase(async (base) => {
      const found = digestOf(readConfig(project.files, prepared.config), base.model, digest);
      if (!found.ok) return found;
      const recipients = await recipientsOf(engine, base, found.value, { signal });
      return ok({ base: infoOf(base), recipients });
    }),
  digest: (
    { viewer, digest: asked, run, previous, scope = { kind: "all" } },
    { signal, progress },
  ) =>
    inTurn(signal, () =>
      withBase(async (base) => {
        const found = digestOf(readConfig(project.files, prepared.config), base.model, asked);
        if (!found.ok) return found;
        const now = run === undefined ? ok(base.manifest.id) : runMeant(project, run);
        if (!now.ok) return now;
        const manifest = readManifest(project, now.value);
        if (!manifest.ok) return manifest;
        const told = { run: now.value, asOf: manifest.value.asOf };
        const since = sinceRun(project, found.value, told, previous ?? null);
        if (!since.ok) return since;
        const log = await contacts.read(base.model.timezone);
        if (!log.ok) return log;
        progress({ stage: "segments", detail: found.value.name, done: null });
        const made = await makeDigest(
          engine,
          {
            project: at(),
            digest: found.value,
            scope,
            viewer,
            answering: base,
            runs: { now: now.value, since: since.value },
            log: log.value,
            clock: clock(),
          },
          { signal },
        );
        return made.ok ? ok({ base: infoOf(base), ...made.value }) : made;
      }),
    ),
});

/** A run by its name, or the newest as of a day. */
function runMeant(project: Project, word: string): Result<string, Problem> {
  const dated = /^\d{4}-\d{2}-\d{2}$/.test(word) ? newestUntil(project, word, "") : null;
  return dated === null ? resolveRun(project, word) : ok(dated);
}
