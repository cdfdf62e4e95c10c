/** Two snapshots compared: who moved, split by cause, with the money. METHODS: migration. */
import { dropTable, table, type Query, type Relation, type Scalar } from "../../query/index.ts";
import { withNeeds } from "../../domain/assignments.ts";
import { segmentColumn } from "../../domain/columns.ts";
import { fitOf } from "../../domain/fits.ts";
import { segmentDrift } from "../../domain/migration/drift.ts";
import { migrationOf, type Migration, type Way } from "../../domain/migration/migration.ts";
import type {
  Mover,
  SegmentationDiff,
  SnapshotDiff,
  Unsplit,
} from "../../domain/migration/snapshot-diff.ts";
import { nodeKeys } from "../../language/model/keys.ts";
import type { Model, SegmentationModel } from "../../language/model/model.ts";
import { EngineError } from "../engine/engine-error.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";
import type { Project } from "../project/project.ts";
import { segmentsOf } from "../preview/preview.ts";
import { sourcesKey } from "../run/data-key.ts";
import type { Base } from "../snapshot/open-base.ts";
import { readTexts } from "../snapshot/store.ts";
import {
  assignInto,
  assignmentColumns,
  columnsAsOf,
  columnsOf,
  configurationOn,
  rawColumns,
} from "./counterfactual.ts";
import { metricDrifts } from "./metric-drift.ts";
import { among, seenIds } from "./seen-ids.ts";
import { moversOf, waysOf, waysQuery, type Place, type States } from "./ways.ts";

export type DiffInput = {
  readonly project: Project;
  readonly old: Base;
  readonly now: Base;
  /** The snapshots that were published when those were run, where they are still there. */
  readonly priors: { readonly old: Base | null; readonly now: Base | null };
  /** Which segmentations; default all. */
  readonly only?: string | readonly string[];
  /** Which of those who moved are told, over the columns of `waysQuery`; default all. */
  readonly moverWhere?: (segmentation: SegmentationModel, segment: string | null) => Scalar;
  /** Without drift, which is drawn many times to know what chance alone would give. */
  readonly withoutDrift?: boolean;
  readonly clock: Date;
  readonly movers?: number;
  /** Called with the ways of each segmentation, or of each segment where these overlap, while the tables that they read are there. */
  readonly onWays?: (ways: WaysOf) => Promise<void>;
  /** What whoever asks may see of both; all of it where left out. Where everybody was ranked, everybody still is. */
  readonly seen?: { readonly old: Base; readonly now: Base; readonly whole: Base };
};

export type WaysOf = {
  readonly segmentation: SegmentationModel;
  readonly segment: string | null;
  /** One row a customer, over the columns of `waysQuery`. */
  readonly query: Query;
  readonly unsplit: readonly Unsplit[];
};

const work = { corrected: "diff_corrected", data: "diff_data", refit: "diff_refit" } as const;
const features = "diff_features";

/** @throws EngineError `interrupted` when the signal is aborted */
export async function diffSnapshots(
  lane: Lane,
  input: DiffInput,
  options: QueryOptions & { readonly onProgress?: (done: number | null) => void } = {},
): Promise<SnapshotDiff> {
  const { old, now } = input;
  const byName = (model: Model) => new Map(model.segmentations.map((s) => [s.name, s]));
  const [before, after] = [byName(old.model), byName(now.model)];
  const told = input.seen;
  const shown = (name: string): boolean =>
    told?.now.sight?.segmentations.has(name) !== true &&
    told?.old.sight?.segmentations.has(name) !== true;
  const { only } = input;
  const asked = (name: string): boolean =>
    shown(name) && (only === undefined || [only].flat().includes(name));
  const comparable = [...after.values()].filter(
    (s) => before.get(s.name)?.assign === s.assign && asked(s.name),
  );
  const known = new Set(comparable.map((s) => s.name));
  try {
    const data = await dataOf(lane, input, options);
    const segmentations: SegmentationDiff[] = [];
    for (const segmentation of comparable) {
      const was = before.get(segmentation.name);
      if (was === undefined) continue;
      const { states, unsplit } = await statesOf(lane, input, data, segmentation.name, options);
      segmentations.push(await compare(lane, input, was, segmentation, states, unsplit, options));
    }
    return {
      segmentations,
      drift:
        input.withoutDrift === true
          ? []
          : await metricDrifts(lane, old, now, seenIds(told), options),
      added: [...after.keys()].filter((name) => asked(name) && !known.has(name)),
      removed: [...before.keys()].filter((name) => asked(name) && !known.has(name)),
    };
  } finally {
    for (const name of [...Object.values(work), features, `${features}_now`])
      await dropWork(lane, name);
  }
}

async function dropWork(lane: Lane, name: string): Promise<void> {
  try {
    await lane.run(dropTable(table(name)));
  } catch (error) {
    if (!(error instanceof EngineError)) throw error; // a broken or closed engine keeps no tables
  }
}

type Data = {
  /** Base columns of the old configuration as of the old day on the new files; `same`: the files are the same. */
  readonly corrected: Relation | "same" | undefined;
  /** Base columns of the old configuration on the new data. */
  readonly onNewData: Relation | undefined;
  readonly why: Unsplit["why"];
};

async function dataOf(
  lane: Lane,
  { project, old, now, clock }: DiffInput,
  options: QueryOptions & { readonly onProgress?: (done: number | null) => void },
): Promise<Data> {
  const stored = columnsOf(now, old.model);
  const dated = (base: Base): string =>
    JSON.stringify(base.manifest.sources.filter((source) => source.name !== "customers"));
  const sameFiles = dated(old) === dated(now);
  if (sameFiles && stored !== undefined)
    return { corrected: "same", onNewData: stored, why: "not-computable" };
  const texts = readTexts(project, old.manifest.id);
  const found = await configurationOn(lane, project, texts, now.manifest, options);
  if (found === undefined)
    return { corrected: sameFiles ? "same" : undefined, onNewData: stored, why: "files-changed" };
  const asOf = (name: string, day: string, attributes: Base | null) =>
    columnsAsOf(lane, name, found, day, attributes, clock, {
      ...options,
      ...(options.onProgress === undefined ? {} : { onBucket: options.onProgress }),
    });
  const corrected = sameFiles ? "same" : await asOf(features, old.manifest.asOf, old);
  const onNewData = stored ?? (await asOf(`${features}_now`, now.manifest.asOf, null));
  return { corrected, onNewData, why: "not-computable" };
}

async function statesOf(
  lane: Lane,
  { old, now, priors }: DiffInput,
  data: Data,
  name: string,
  options: QueryOptions,
): Promise<{ readonly states: States; readonly unsplit: readonly Unsplit[] }> {
  const unsplit: Unsplit[] = [];
  const fail = (cause: Unsplit["cause"]): void => void unsplit.push({ cause, why: data.why });
  const sameRules =
    nodeKeys(old.model).get(name) === nodeKeys(now.model).get(name) &&
    sourcesKey(old.model) === sourcesKey(now.model);
  const learned = learns(old.model, name, old.manifest.asOf);
  const { cards, seed } = old.manifest;
  const common = { model: old.model, only: name, seed };
  const assign = async (
    into: string,
    base: Relation,
    at: Base,
    anyData: boolean,
  ): Promise<Relation | undefined> => {
    const { asOf } = at.manifest;
    const known = anyData ? cards : at.manifest.cards;
    // What is held is held once: by the new run, at every step, so that no step takes back what another did.
    const hold = { prior: priors.now, heldOn: now.manifest.asOf };
    const request = { ...common, ...hold, base, asOf, known, anyData };
    return (await assignInto(lane, into, request, options)) ? table(into) : undefined;
  };
  const correctedBase = data.corrected;
  const corrected =
    correctedBase === undefined || correctedBase === "same"
      ? undefined
      : await assign(work.corrected, correctedBase, old, true);
  if (correctedBase !== "same" && corrected === undefined) fail("corrected");
  const needsData = !sameRules || learned;
  const onNewData =
    needsData && data.onNewData !== undefined
      ? await assign(work.data, data.onNewData, now, true)
      : undefined;
  if (needsData && onNewData === undefined) fail(sameRules ? "refit" : "rules");
  const base = data.onNewData;
  const refit =
    !sameRules && learned && onNewData !== undefined && base !== undefined
      ? await assign(work.refit, base, now, false)
      : undefined;
  if (!sameRules && learned && onNewData !== undefined && refit === undefined) fail("refit");
  const states: States = {
    old: old.customers,
    corrected: corrected ?? "as-old",
    onNewData: onNewData ?? "as-refit",
    refit: refit ?? (sameRules || onNewData === undefined ? "as-now" : "as-on-new-data"),
    now: now.customers,
  };
  return { states, unsplit };
}

/** Whether a segmentation rests on something that is learned. */
function learns(model: Model, name: string, asOf: string): boolean {
  const place = { asOf, keys: nodeKeys(model) };
  return [...withNeeds(model, new Set([name]))].some(
    (need) => fitOf(model, need, place) !== undefined,
  );
}

const defaultMovers = 5;

async function compare(
  lane: Lane,
  input: DiffInput,
  was: SegmentationModel,
  is: SegmentationModel,
  states: States,
  unsplit: readonly Unsplit[],
  options: QueryOptions,
): Promise<SegmentationDiff> {
  const ids = (s: SegmentationModel): readonly string[] => segmentsOf(s).map(({ id }) => id);
  const known = [...new Set([...ids(is), ...ids(was)])];
  const limit = input.movers ?? defaultMovers;
  const columns = (base: Base): ReadonlySet<string> =>
    new Set(assignmentColumns(base.model, is.name).filter((c) => base.columns.has(c)));
  const about = { segmentation: is.name, assign: is.assign, unsplit };
  const driftOf = (ways: readonly Way[]): ReturnType<typeof segmentDrift> =>
    input.withoutDrift === true ? undefined : segmentDrift(ways);
  if (is.assign === "first") {
    const raw = rawColumns(input.old.model, is.name)[0];
    const place = {
      segmentation: is.name,
      segment: null,
      knownBefore: true,
      knownNow: true,
      ...(raw !== undefined && input.old.columns.has(raw) ? { raw } : {}),
    };
    const query = among(waysQuery(states, place), seenIds(input.seen));
    await input.onWays?.({ segmentation: is, segment: null, query, unsplit });
    const ways = await waysOf(lane, query, options);
    const movers = await moversOf(lane, query, null, limit, options, input.moverWhere?.(is, null));
    const drift = driftOf(ways);
    return {
      ...about,
      ...migrationOf(ways, known),
      movers,
      drift: drift === undefined ? null : { segment: null, ...drift },
    };
  }
  const parts: { readonly id: string; readonly migration: Migration }[] = [];
  const movers: Mover[] = [];
  const drifts: NonNullable<SegmentationDiff["drift"]>[] = [];
  const [before, after] = [columns(input.old), columns(input.now)];
  for (const id of known) {
    const column = segmentColumn(is.name, id);
    const place: Place = {
      segmentation: is.name,
      segment: id,
      knownBefore: before.has(column),
      knownNow: after.has(column),
    };
    const query = among(waysQuery(states, place), seenIds(input.seen));
    await input.onWays?.({ segmentation: is, segment: id, query, unsplit });
    const ways: readonly Way[] = await waysOf(lane, query, options);
    parts.push({ id, migration: migrationOf(ways, [id]) });
    const drift = driftOf(ways);
    if (drift !== undefined) drifts.push({ segment: id, ...drift });
    const where = input.moverWhere?.(is, id);
    movers.push(...(await moversOf(lane, query, id, limit, options, where)));
  }
  return {
    ...about,
    ...together(parts.map((p) => p.migration)),
    movers: movers.slice(0, limit * 2),
    drift: drifts.toSorted((a, b) => b.psi.value - a.psi.value)[0] ?? null,
  };
}

/** Segments that overlap, each with its own account; those outside of it are not told. */
function together(parts: readonly Migration[]): Migration {
  const zero = { customers: 0, revenue: 0 };
  const moved = { corrected: zero, customers: zero, refit: zero, rules: zero };
  const summed = parts.reduce<Migration["moved"]>((sum, { moved: more }) => {
    const plus = (cause: keyof typeof moved) => ({
      customers: sum[cause].customers + more[cause].customers,
      revenue: Math.round((sum[cause].revenue + more[cause].revenue) * 10_000) / 10_000,
    });
    return {
      corrected: plus("corrected"),
      customers: plus("customers"),
      refit: plus("refit"),
      rules: plus("rules"),
    };
  }, moved);
  return {
    segments: parts.flatMap((p) => p.segments.filter((s) => s.segment !== null)),
    flows: parts.flatMap((p) => p.flows).toSorted((a, b) => b.customers - a.customers),
    moved: summed,
    psi: Math.max(0, ...parts.map((p) => p.psi)),
  };
}
