/** What the engine's child does for one project: every method of the protocol. */
import { existsSync, mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { openEngine } from "../compute/engine/duckdb.ts";
import type { Engine } from "../compute/engine/engine.ts";
import { readableFolders } from "../compute/ingest/resolve-files.ts";
import { attributeValues, distribution } from "../compute/preview/distribution.ts";
import { preview, segmentsOf, type FeatureCache } from "../compute/preview/preview.ts";
import { openProject, stateFolder, type Project } from "../compute/project/project.ts";
import { prepare, type PrepareCache } from "../compute/run/prepare.ts";
import { run } from "../compute/run/run.ts";
import { reasonsOf } from "../compute/snapshot/explain.ts";
import { findCustomer, findMembers } from "../compute/snapshot/look-up.ts";
import { chooseRun, closeBase, openBase, type Base } from "../compute/snapshot/open-base.ts";
import { publish } from "../compute/snapshot/publish.ts";
import { valuesOf } from "../domain/values.ts";
import { readConfig } from "../language/config/read-config.ts";
import type { Model } from "../language/model/model.ts";
import { fileStart, problem, type Problem } from "../problem.ts";
import { err, ok, type Result } from "../result.ts";
import type { BaseInfo, Method, Methods, Overlay, Progress, ProjectInfo } from "./protocol.ts";

type Outcome<M extends Method> = Promise<Result<Methods[M]["result"], Problem>>;

export type CallContext = {
  readonly signal: AbortSignal;
  readonly progress: (progress: Progress) => void;
};

export type Session = {
  readonly [M in Exclude<Method, "open" | "shutdown">]: (
    params: Methods[M]["params"],
    context: CallContext,
  ) => Outcome<M>;
} & { readonly info: () => Promise<ProjectInfo>; readonly close: () => Promise<void> };

/**
 * Opens a project: an engine in memory, and the snapshot that answers.
 *
 * @param params the project's folder, what else may be read, unsaved texts
 * @param clock for dates of runs; an argument, so that tests can choose
 */
export async function openSession(
  params: Methods["open"]["params"],
  clock: () => Date,
): Promise<Session> {
  const environment = process.env;
  const at = (texts?: Overlay): Project =>
    openProject(params.project, {
      allowRead: params.allowRead,
      environment,
      texts: { ...params.overlay, ...texts },
    });
  const project = at();
  const temporary = join(stateFolder(project), "tmp");
  mkdirSync(temporary, { recursive: true });
  const engine = await openEngine({
    tempDirectory: temporary,
    allowedDirectories: readableFolders(project),
  });
  const prepared: PrepareCache = {};
  const features: FeatureCache = {};
  const bases = baseKeeper(engine, project);

  const withBase = async <T>(
    use: (base: Base) => Promise<Result<T, Problem>>,
  ): Promise<Result<T, Problem>> => {
    const base = await bases.current();
    if (!base.ok) return base;
    if (base.value === null) return err(nothingThere(project));
    return use(base.value);
  };

  const session: Session = {
    info: () => projectInfo(engine, project, bases, prepared),
    catalog: async ({ overlay }, { signal }) => {
      const read = await prepare(engine, at(overlay), { signal, cache: prepared });
      return ok(read.catalog);
    },
    values: ({ column, prefix, limit }, { signal }) =>
      withBase(async (base) =>
        ok(await attributeValues(engine, base, column, prefix ?? "", limit ?? 50, { signal })),
      ),
    distribution: ({ metric, bins }, { signal }) =>
      withBase((base) => distribution(engine, base, metric, bins, { signal })),
    preview: async ({ overlay, segmentations }, { signal, progress }) => {
      const current = at(overlay);
      const read = await prepare(engine, current, { signal, cache: prepared });
      const base = await bases.current();
      const baseInfo = base.ok && base.value !== null ? infoOf(base.value) : null;
      const currency = read.config.project?.value.currency ?? "USD";
      const empty = {
        base: baseInfo,
        asOf: null,
        customers: 0,
        currency,
        milliseconds: 0,
        segmentations: [],
      };
      if (read.model === undefined) return ok({ ...empty, problems: read.problems });
      const counted = await preview(
        engine,
        {
          project: current,
          prepared: read,
          model: read.model,
          base: base.ok ? base.value : null,
          cache: features,
          now: clock(),
          onProgress: (done) => progress({ stage: "metrics", detail: "", done }),
          ...(segmentations === undefined ? {} : { only: segmentations }),
        },
        { signal },
      );
      const baseProblems = base.ok ? [] : base.errors;
      if (!counted.ok)
        return ok({ ...empty, problems: [...read.problems, ...counted.errors, ...baseProblems] });
      const { problems, ...counts } = counted.value;
      return ok({
        base: baseInfo,
        currency,
        ...counts,
        problems: [...read.problems, ...problems, ...baseProblems],
      });
    },
    explain: ({ customer }, { signal }) =>
      withBase(async (base) => {
        const found = await findCustomer(engine, base, customer, { signal });
        if (!found.ok) return found;
        const { customer: row, row: raw } = found.value;
        const reasons = await reasonsOf(engine, base, row, raw, { signal });
        return ok({ base: infoOf(base), customer: row, reasons });
      }),
    members: (query, { signal }) =>
      withBase(async (base) => {
        const found = await findMembers(engine, base, query, { signal });
        return found.ok ? ok({ base: infoOf(base), ...found.value }) : found;
      }),
    run: async ({ asOf, publish: publishing }, { signal, progress }) => {
      const now = clock();
      const result = await run(engine.lane("run"), at(), {
        now,
        signal,
        onProgress: (stage, done) => progress({ stage, detail: "", done }),
        ...(asOf === undefined ? {} : { asOf }),
      });
      if (!result.ok) return result;
      if (publishing !== undefined) {
        const published = publish(project, { run: result.value.summary.run, ...publishing, now });
        if (!published.ok) return published;
      }
      return ok({ ...result.value.summary, problems: result.value.problems });
    },
    close: () => engine.close(),
  };
  return session;
}

const nothingThere = (_project: Project): Problem =>
  problem("nothing-published", {}, { file: ".clientele", range: fileStart });

type BaseKeeper = { readonly current: () => Promise<Result<Base | null, Problem>> };

/** Keeps the base open, and opens another one when something new was published or run. */
function baseKeeper(engine: Engine, project: Project): BaseKeeper {
  let open: Base | null = null;
  let stamp = "";
  let turn: Promise<unknown> = Promise.resolve();

  const stampNow = (): string =>
    ["published.json", "runs"]
      .map((name) => join(stateFolder(project), name))
      .map((path) => (existsSync(path) ? String(statSync(path).mtimeMs) : ""))
      .join(" ");

  const refresh = async (): Promise<Result<Base | null, Problem>> => {
    const now = stampNow();
    if (now === stamp) return ok(open);
    const chosen = chooseRun(project);
    if (!chosen.ok) return chosen;
    const wanted = chosen.value;
    if (wanted?.run === open?.manifest.id && wanted?.published === open?.published) {
      stamp = now;
      return ok(open);
    }
    if (wanted !== undefined && open !== null && wanted.run === open.manifest.id)
      open = { ...open, published: wanted.published };
    else {
      const next =
        wanted === undefined ? null : await openBase(engine, project, wanted.run, wanted.published);
      if (next !== null && !next.ok) return next;
      const before = open;
      open = next === null ? null : next.value;
      if (before !== null) await closeBase(engine, before);
    }
    stamp = now;
    return ok(open);
  };

  return {
    current: () => {
      const next = turn.then(refresh, refresh);
      turn = next.catch(() => null);
      return next;
    },
  };
}

const infoOf = (base: Base): BaseInfo => ({
  run: base.manifest.id,
  asOf: base.manifest.asOf,
  published: base.published,
  customers: base.manifest.summary.customers,
});

async function projectInfo(
  engine: Engine,
  project: Project,
  bases: BaseKeeper,
  cache: PrepareCache,
): Promise<ProjectInfo> {
  const base = await bases.current();
  const opened = base.ok ? base.value : null;
  const config = readConfig(project.files, cache.config);
  const current: Model | undefined =
    opened?.model ?? (await prepare(engine, project, { cache })).model;
  const value = config.project?.value;
  return {
    name: value?.name ?? "",
    locale: value?.locale ?? "en",
    currency: current?.currency ?? value?.currency ?? "USD",
    timezone: current?.timezone ?? value?.timezone ?? "UTC",
    base: opened === null ? null : infoOf(opened),
    segmentations: (current?.segmentations ?? []).map((s) => ({
      id: s.name,
      title: s.title,
      kind: s.kind,
      assign: s.assign,
      segments: segmentsOf(s),
    })),
    metrics:
      current === undefined ? [] : valuesOf(current).map(({ column: _, ...value_ }) => value_),
    problems: base.ok ? [] : base.errors,
  };
}
