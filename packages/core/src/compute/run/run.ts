/** A run: reads the data, computes every metric and segmentation, writes a snapshot. */
import { randomBytes } from "node:crypto";
import {
  and,
  as,
  col,
  date,
  dropTable,
  isNotNull,
  le,
  max,
  select,
  star,
  table,
  type TableNode,
} from "../../query/index.ts";
import { withClusters } from "../../domain/clusters/with-clusters.ts";
import { rowColumn } from "../../domain/columns.ts";
import { rhythmDays } from "../../domain/metrics/rhythm-columns.ts";
import { nodeKeys } from "../../language/model/keys.ts";
import type { Model } from "../../language/model/model.ts";
import { fileStart, hasErrors, problem, type Problem } from "../../problem.ts";
import { err, ok, type Result } from "../../result.ts";
import { textOf } from "../engine/cell.ts";
import { EngineError } from "../engine/engine-error.ts";
import type { Lane } from "../engine/engine.ts";
import { hashFiles } from "../ingest/cache.ts";
import { customerProblems } from "../ingest/customers.ts";
import { unmatchedFactors } from "../ingest/factors.ts";
import { firstSentence, memoryProblem } from "../ingest/data-problem.ts";
import type { Lines } from "../ingest/ingest.ts";
import { changedFiles } from "../ingest/resolve-files.ts";
import { fileProblem } from "../project/file-problem.ts";
import type { Project } from "../project/project.ts";
import { dayIn } from "../project/today.ts";
import { configHash, configTexts } from "../release/config-texts.ts";
import { closeBase, openBase, type Base } from "../snapshot/open-base.ts";
import { manifestFormat, type Manifest } from "../snapshot/manifest.ts";
import { readManifest, readPublished } from "../snapshot/store.ts";
import { dataKey } from "./data-key.ts";
import { carrying } from "./carried.ts";
import { learnFits } from "./fits.ts";
import { assignAll, ranksTable } from "./assign.ts";
import { buildFeatures, featuresInput, workTables } from "./features.ts";
import { customersInput, prepare } from "./prepare.ts";
import { besidePrior, heldBy, readsPrior } from "./prior.ts";
import { recommendationSide } from "../recommendations/run-side.ts";
import { lockRuns } from "./run-lock.ts";
import { sourceRows } from "./source-rows.ts";
import type { RunSummary } from "../../host/protocol.ts";
import { modelSummaries } from "./model-summaries.ts";
import { rfmWarnings } from "./rfm-warnings.ts";
import { summarise } from "./summary.ts";
import { codeVersion } from "./version.ts";
import { writeSnapshot, type Described } from "./write-snapshot.ts";

export type Stage = "catalog" | "ingest" | "metrics" | "segments" | "snapshot";

export type RunOptions = {
  /** Compute as if it were this day, ISO; default what the project says. */
  readonly asOf?: string;
  readonly now: Date;
  readonly signal?: AbortSignal;
  readonly onProgress?: (stage: Stage, done: number | null) => void;
  /** The snapshot that answers, where the caller has it open; else the run opens what is published if it needs it. */
  readonly base?: Base | null;
  /** Learn everything anew, whatever still holds. */
  readonly refit?: boolean;
  /** Of a configuration that nobody has approved yet: nothing but its number leads to the snapshot. */
  readonly hidden?: boolean;
};

export type RunResult = { readonly summary: RunSummary; readonly problems: readonly Problem[] };

/**
 * Computes the project and writes a snapshot. Nothing is published.
 *
 * @param lane the engine's lane for runs
 * @returns the summary with warnings, or every problem
 * @throws EngineError `interrupted` when the signal is aborted; nothing half-written stays
 */
export async function run(
  lane: Lane,
  project: Project,
  options: RunOptions,
): Promise<Result<RunResult, Problem>> {
  const started = performance.now();
  options.onProgress?.("catalog", null);
  const query = options.signal === undefined ? {} : { signal: options.signal };
  const prepared = await prepare(lane, project, { ...query, refresh: true });
  const { model } = prepared;
  if (model === undefined) return err(...prepared.problems);
  const lock = takeLock(project, options.now);
  if (!lock.ok) return lock;
  let opened: Base | undefined;
  let sideTables: readonly string[] = [];
  try {
    const published = await priorOf(lane, project, model, options.base);
    if (!published.ok) return err(...prepared.problems, ...published.errors);
    const prior = published.value;
    if (prior !== null && options.base === undefined) opened = prior;
    options.onProgress?.("ingest", null);
    const customers = customersInput(prepared, model);
    const hashed = await hashFiles(project, customers?.files ?? [], options.signal);
    const found = customers === null ? [] : await customerProblems(lane, customers, query);
    const rows = await sourceRows(lane, project, prepared, model, options.now, query);
    const problems = [
      ...prepared.problems,
      ...found,
      ...(rows.ok ? rows.value.problems : rows.errors),
    ];
    if (!rows.ok || hasErrors(problems)) return err(...problems);
    const { transactions, factors } = rows.value;
    const asked = options.asOf ?? model.asOf ?? dayIn(options.now, model.timezone);
    const asOf = await latestDay(lane, transactions, asked, query);
    if (asOf === undefined) {
      const path = prepared.files.get("transactions")?.[0]?.name ?? model.transactions.from;
      return err(...problems, problem("no-rows", { path, asOf: asked }, model.transactions.place));
    }
    const built = await buildFeatures(
      lane,
      "run_features",
      featuresInput(project, model, { ...rows.value, customers, asOf }),
      { ...query, onBucket: (done) => options.onProgress?.("metrics", done), keepFor: project },
    );
    if (!built.ok) return err(...problems, ...built.errors);
    problems.push(...built.value.problems);
    const direct = factors.flatMap((f) => prepared.files.get(f.model.name) ?? []);
    const changed = changedFiles([...(customers?.files ?? []), ...direct]);
    if (changed.length > 0) return err(...changed);
    problems.push(...(await unmatchedFactors(lane, table("run_features"), factors, query)));
    options.onProgress?.("segments", null);
    const held = heldBy(prior, model, asOf);
    const numbered = select({
      columns: [star(), as(rowColumn, col("rowid"))],
      from: table("run_features"),
    });
    const beside = besidePrior(numbered, prior, model, held);
    const live = publishedManifest(project);
    const earlier = live?.cards ?? {};
    const sources = [
      ...(customers === null ? [] : [{ name: "customers", files: hashed }]),
      ...rows.value.files,
      ...transactions.side,
    ];
    const fits = await learnFits(
      lane,
      {
        base: beside,
        model,
        asOf,
        data: dataKey(rows.value.key, model, hashed),
        prefix: "run",
        rows: true,
        held,
        seed: 0,
        prior: earlier,
        known: options.refit === true ? [] : [earlier],
        carry: carrying(model, options.refit === true ? null : live, sources),
      },
      { ...query, onProgress: (_, done) => options.onProgress?.("segments", done) },
    );
    if (!fits.ok) return err(...problems, ...fits.errors);
    const { fitted, cards, tables } = fits.value;
    sideTables = tables;
    problems.push(...fits.value.problems);
    const input = { base: beside, model, asOf, held, fitted };
    const customersOfRun = await assignAll(lane, "run_customers", input, query);
    const named = withClusters(model, fitted);
    const recommended = await recommendationSide(lane, rows.value, model, asOf, query);
    sideTables = [...sideTables, ...recommended.work];
    options.onProgress?.("snapshot", null);
    const id = runId(options.now);
    const texts = configTexts(project.files);
    const described = async (written: TableNode): Promise<Described> => {
      const totals = await summarise(lane, written, named, asOf, query);
      problems.push(...(await rfmWarnings(lane, written, model, query)));
      const manifest: Manifest = {
        format: manifestFormat,
        id,
        configHash: configHash(texts),
        nodes: Object.fromEntries(nodeKeys(model)),
        sources,
        prior: prior === null ? publishedRun(project) : prior.manifest.id,
        asOf,
        timezone: model.timezone,
        seed: 0,
        cards,
        codeVersion,
        lines: rows.value.key,
        summary: {
          run: id,
          as_of: asOf,
          ...totals,
          models: modelSummaries(model, cards),
          seconds: Math.round(performance.now() - started) / 1000,
        },
      };
      return { manifest, saved: { model: named, catalog: prepared.catalog }, texts };
    };
    const side = recommended.kept;
    const { summary } = await writeSnapshot(
      lane,
      project,
      id,
      {
        customers: customersOfRun,
        sorted: built.value.sorted,
        model,
        identities: prepared.identities,
        side,
        hidden: options.hidden === true,
      },
      described,
      query,
    );
    return ok({ summary, problems });
  } catch (error) {
    const refused = fileProblem(project, error);
    if (refused !== undefined) return err(refused);
    if (!(error instanceof EngineError) || error.kind === "interrupted") throw error;
    const changed = [...prepared.files.values()].flatMap(changedFiles);
    return err(...(changed.length > 0 ? changed : [engineProblem(error)]));
  } finally {
    await dropWork(lane, 2 * model.others.length + rhythmDays.length + 1, sideTables);
    if (opened !== undefined) await closePrior(lane, opened);
    lock.value();
  }
}

/** The published snapshot, where the model holds tiers. @param base what the caller has open */
async function priorOf(
  lane: Lane,
  project: Project,
  model: Model,
  base: Base | null | undefined,
): Promise<Result<Base | null, Problem>> {
  if (!readsPrior(model)) return ok(null);
  if (base !== undefined) return ok(base?.published === true ? base : null);
  const published = readPublished(project);
  if (!published.ok) return published;
  if (published.value === undefined) return ok(null);
  return openBase(lane, project, published.value.run, true);
}

function takeLock(project: Project, now: Date): ReturnType<typeof lockRuns> {
  try {
    return lockRuns(project, now);
  } catch (error) {
    const refused = fileProblem(project, error);
    if (refused === undefined) throw error;
    return err(refused);
  }
}

/** The last day with a transaction that is not after the day asked for. */
export async function latestDay(
  lane: Lane,
  lines: Lines,
  asked: string,
  options: { readonly signal?: AbortSignal },
): Promise<string | undefined> {
  if (lines.days !== undefined && lines.days.last <= asked) return lines.days.last;
  const row = await lane.one(
    select({
      columns: { day: max(col("day")) },
      from: lines.read(),
      where: and(isNotNull(col("day")), le(col("day"), date(asked))),
    }),
    options,
  );
  return textOf(row["day"]) ?? undefined;
}

/** An engine's failure that is nobody's mistake, as a problem. */
export function engineProblem(error: EngineError): Problem {
  const place = { file: ".clientele", range: fileStart };
  if (error.kind === "disk-full") return problem("disk-full", { path: ".clientele" }, place);
  if (error.kind === "out-of-memory") return memoryProblem(error);
  return problem("engine-failed", { reason: firstSentence(error.message) }, place);
}

async function closePrior(lane: Lane, prior: Base): Promise<void> {
  try {
    await closeBase(lane, prior);
  } catch (error) {
    if (!(error instanceof EngineError)) throw error; // a broken or closed engine has nothing attached
  }
}

async function dropWork(lane: Lane, parts: number, side: readonly string[]): Promise<void> {
  const features = ["run_features", ...workTables("run_features", parts)];
  const work = [...features, "run_customers", ranksTable("run_customers"), ...side];
  for (const name of work) {
    try {
      await lane.run(dropTable(table(name)));
    } catch (error) {
      if (!(error instanceof EngineError)) throw error; // a broken or closed engine keeps no tables
    }
  }
}

/** Sortable by time: `20261121-214501-a41c`. */
function runId(now: Date): string {
  const [day = "", time = ""] = now.toISOString().replaceAll(/[-:]/g, "").split(/[T.]/);
  return `${day}-${time}-${randomBytes(2).toString("hex")}`;
}

/** The description of the published run; none where there is none that can be read. */
function publishedManifest(project: Project): Manifest | null {
  const live = publishedRun(project);
  const manifest = live === null ? undefined : readManifest(project, live);
  return manifest?.ok === true ? manifest.value : null;
}

function publishedRun(project: Project): string | null {
  const published = readPublished(project);
  return published.ok ? (published.value?.run ?? null) : null;
}
