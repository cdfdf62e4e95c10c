/** What editors ask besides counts: what an edit would do to customers, tests, snapshots. */
import { checkProject } from "../../compute/check/check-project.ts";
import { comparedWith } from "../../compute/preview/compared.ts";
import { whatIf } from "../../compute/preview/what-if.ts";
import { qualityOf } from "../../compute/quality/quality-of.ts";
import { dayIn } from "../../compute/project/today.ts";
import { prepare } from "../../compute/run/prepare.ts";
import { publish } from "../../compute/snapshot/publish.ts";
import { listRuns, readManifest, readPublished } from "../../compute/snapshot/store.ts";
import { contactFacts } from "../../domain/strategy/contacts.ts";
import { partialModel } from "../../language/model/partial-model.ts";
import { tablesOf } from "../../language/model/source-models.ts";
import { err, ok } from "../../result.ts";
import { comparing } from "../comparing.ts";
import { countableModel } from "../countable-model.ts";
import { projectInfo } from "../project-info.ts";
import { deliverOnPublish, saidBy } from "../deliveries.ts";
import type { MethodsOf, SessionContext } from "../session-context.ts";

export const editingMethods = ({
  engine,
  at,
  project,
  prepared,
  features,
  bases,
  clock,
  environment,
  inTurn,
  contacts,
}: SessionContext): MethodsOf<
  "whatIf" | "checks" | "quality" | "describe" | "runs" | "publish"
> => ({
  whatIf: ({ overlay, segmentation, against, moves }, { signal, progress }) =>
    inTurn(signal, () =>
      bases.use((found) =>
        comparing(engine, at(overlay), found.ok ? found.value : null, against, async (asked) => {
          const current = at(overlay);
          const read = await prepare(engine, current, { signal, cache: prepared });
          const model = countableModel(read, environment);
          if (model === undefined) return err(...read.problems);
          const base = found.ok ? found.value : null;
          const log = await contacts.read(model.timezone);
          const facts = contactFacts(log.ok ? log.value : [], dayIn(clock(), model.timezone), 0);
          const refused = [...facts].flatMap(([id, fact]) => (fact.refused ? [id] : []));
          const input = {
            ...comparedWith(model, base, asked),
            project: current,
            prepared: read,
            model,
            cache: features,
            now: clock(),
            only: [segmentation],
            onProgress: (done: number | null, stage?: "ingest") =>
              progress({ stage: stage ?? "metrics", detail: "", done }),
          };
          return whatIf(engine, input, { segmentation, moves, refused }, { signal });
        }),
      ),
    ),
  checks: ({ overlay }, { signal, progress }) =>
    inTurn(signal, () =>
      bases.use(async (base) => {
        const { problems, outcomes } = await checkProject(engine, at(overlay), {
          now: clock(),
          signal,
          cache: { prepare: prepared, preview: features },
          // It is open already, and cannot be opened twice.
          published: base.ok && base.value?.published === true ? base.value : null,
          onTest: ({ name }) => progress({ stage: "segments", detail: name, done: null }),
        });
        return ok({ problems, outcomes });
      }),
    ),
  quality: async (_, { signal, progress }) => {
    const onColumn = (source: string, column: string): void =>
      progress({ stage: "catalog", detail: `${source}.${column}`, done: null });
    const lane = engine.lane("background");
    const options = { signal, cache: prepared, profile: { onColumn } };
    const read = await prepare(lane, project, options);
    const { config, catalog, files } = read;
    if (config.project === undefined) return err(...read.problems);
    const tables = tablesOf(config.project, environment);
    const model = read.model ?? partialModel(config, catalog, environment);
    const input = { config, catalog, files, tables, model, now: clock() };
    const { quality } = await qualityOf(lane, input, { signal });
    return ok({ catalog, quality });
  },
  describe: () => bases.use(async (base) => ok(await projectInfo(engine, project, base, prepared))),
  runs: () => {
    const published = readPublished(project);
    if (!published.ok) return Promise.resolve(published);
    const live = published.value?.run;
    const runs = listRuns(project).flatMap((id) => {
      const manifest = readManifest(project, id);
      if (!manifest.ok) return []; // one that cannot be read is told by `clientele runs`
      const { asOf, summary } = manifest.value;
      const { customers, seconds } = summary;
      return [{ run: id, asOf, published: id === live, customers, seconds }];
    });
    return Promise.resolve(ok({ runs }));
  },
  publish: async ({ run, by, why, overApproved = false }, { signal }) => {
    const named = run === undefined ? {} : { run };
    const published = publish(project, { ...named, by, why, overApproved, now: clock() });
    if (!published.ok) return published;
    const logged = await contacts.audit({
      at: clock().toISOString(),
      actor: by,
      surface: "cli",
      channel: null,
      action: "publish",
      asked: why,
      customers: [],
      run: published.value.run,
    });
    if (!logged.ok) return logged;
    const delivered = await deliverOnPublish(project, { ...saidBy(by), now: clock, signal });
    return ok({ run: published.value.run, ...(delivered === undefined ? {} : { delivered }) });
  },
});
