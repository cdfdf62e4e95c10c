/** The old configuration on other data: what a snapshot would have been without what is held apart. */
import {
  as,
  col,
  createTableAs,
  eq,
  join,
  named,
  select,
  table,
  type Relation,
} from "../../query/index.ts";
import { assignments } from "../../domain/assignments.ts";
import {
  attributeColumn,
  consentColumn,
  idColumn,
  rawTierColumn,
  segmentationColumn,
  segmentColumn,
} from "../../domain/columns.ts";
import { baseColumns, unitColumns } from "../../domain/metrics/base-columns.ts";
import { filesOf } from "../../language/files.ts";
import { contentKey } from "../../language/model/content-key.ts";
import { consentsOf, type Model } from "../../language/model/model.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";
import { hashFiles } from "../ingest/cache.ts";
import type { Project } from "../project/project.ts";
import { sourcesKey } from "../run/data-key.ts";
import { buildFeatures, featuresInput, requestOf } from "../run/features.ts";
import { dropTables, hasFits, learnFits } from "../run/fits.ts";
import { customersInput, prepare, type Prepared } from "../run/prepare.ts";
import { besidePrior, heldBy } from "../run/prior.ts";
import { sourceRows } from "../run/source-rows.ts";
import type { Manifest, SavedFit } from "../snapshot/manifest.ts";
import type { Base } from "../snapshot/open-base.ts";

/** Base columns that a snapshot has of a model, as a relation; `undefined` where it lacks any of them. */
export function columnsOf(snapshot: Base, model: Model): Relation | undefined {
  if (sourcesKey(snapshot.model) !== sourcesKey(model)) return undefined;
  const wanted = [...ownColumns(model), ...computedColumns(model)];
  if (!wanted.every((column) => snapshot.columns.has(column))) return undefined;
  return select({ columns: wanted, from: snapshot.customers });
}

const computedColumns = (model: Model): readonly string[] => {
  const request = requestOf(model);
  return [...baseColumns(request), ...unitColumns(request)];
};

const ownColumns = (model: Model): readonly string[] => [
  idColumn,
  ...(model.customers?.attributes ?? []).map((a) => attributeColumn(a.name)),
  ...consentsOf(model).map(consentColumn),
];

/** The configuration of a snapshot beside the files of today; `undefined` where these are not those of `data`. */
export async function configurationOn(
  lane: Lane,
  project: Project,
  texts: Readonly<Record<string, string>>,
  data: Manifest,
  options: QueryOptions,
): Promise<{ readonly project: Project; readonly prepared: Prepared } | undefined> {
  const earlier: Project = { ...project, files: filesOf(texts) };
  const prepared = await prepare(lane, earlier, options);
  if (prepared.model === undefined) return undefined;
  for (const [name, files] of prepared.files) {
    const hashed = await hashFiles(project, files, options.signal);
    const known = data.sources.find((source) => source.name === name)?.files ?? [];
    const sums = (list: readonly { readonly sha256: string }[]): string =>
      list.map((file) => file.sha256).join(" ");
    if (sums(hashed) !== sums(known)) return undefined;
  }
  return { project: earlier, prepared };
}

/**
 * Computes base columns from the files of today, as of a day.
 *
 * @param attributes the snapshot whose attributes are taken: what has no date cannot be told to be a correction
 * @returns whether the files could be read
 */
export async function columnsAsOf(
  lane: Lane,
  name: string,
  { project, prepared }: { readonly project: Project; readonly prepared: Prepared },
  asOf: string,
  attributes: Base | null,
  now: Date,
  options: QueryOptions & { readonly onBucket?: (done: number) => void },
): Promise<Relation | undefined> {
  const { model } = prepared;
  if (model === undefined) return undefined;
  const rows = await sourceRows(lane, project, prepared, model, now, options);
  if (!rows.ok) return undefined;
  const customers = customersInput(prepared, model);
  const input = featuresInput(project, model, { ...rows.value, customers, asOf });
  const built = await buildFeatures(lane, name, input, options);
  if (!built.ok) return undefined;
  if (attributes === null || model.customers === null) return table(name);
  const [own, computed] = [ownColumns(model), computedColumns(model)];
  if (!own.every((column) => attributes.columns.has(column))) return undefined;
  return select({
    columns: [
      ...own.map((column) => as(column, col(column, "a"))),
      ...computed.map((column) => as(column, col(column, "f"))),
    ],
    from: named(table(name), "f"),
    joins: [
      join("inner", named(attributes.customers, "a"), eq(col(idColumn, "a"), col(idColumn, "f"))),
    ],
  });
}

export type AssignRequest = {
  readonly base: Relation;
  readonly model: Model;
  readonly asOf: string;
  /** The segmentation. */
  readonly only: string;
  /** What is held: the snapshot that was published when a run started, and the day of that run. */
  readonly prior: Base | null;
  readonly heldOn: string;
  /** What was learned; where it is not of these data, `anyData` takes it all the same. */
  readonly known: Readonly<Record<string, SavedFit>>;
  readonly anyData: boolean;
  readonly seed: number;
};

/**
 * Assigns one segmentation into a table of its own.
 *
 * @returns whether what must be learned could be
 */
export async function assignInto(
  lane: Lane,
  name: string,
  { base, model, asOf, only, prior, heldOn, known, anyData, seed }: AssignRequest,
  options: QueryOptions,
): Promise<boolean> {
  const held = heldBy(prior, model, heldOn);
  const beside = besidePrior(base, prior, model, held);
  const wanted = new Set([only]);
  const fits = hasFits(model, asOf)
    ? await learnFits(
        lane,
        {
          base: beside,
          model,
          asOf,
          data: contentKey([name, asOf]),
          prefix: name,
          only: wanted,
          held,
          seed,
          known: [known],
          anyData,
          prior: prior?.manifest.cards ?? {},
        },
        options,
      )
    : undefined;
  if (fits !== undefined && !fits.ok) return false;
  const fitted = fits?.value.fitted;
  const assigned = assignments(beside, model, asOf, wanted, new Set(), held, fitted, heldOn);
  const columns = [idColumn, ...assignmentColumns(model, only), ...rawColumns(model, only)];
  const narrow = select({ columns, from: assigned });
  await lane.run(createTableAs(table(name), narrow, { orReplace: true }), options);
  await dropTables(lane, fits?.value.tables ?? []);
  return true;
}

/** The tier by the cuts of the day, of tiers with `hold`: what a correction changes, whatever is held. */
export function rawColumns(model: Model, name: string): readonly string[] {
  const found = model.segmentations.find((s) => s.name === name);
  return found?.kind === "tiers" && found.hold !== null ? [rawTierColumn(name)] : [];
}

/** The columns that hold the assignment of a segmentation. */
export function assignmentColumns(model: Model, name: string): readonly string[] {
  const segmentation = model.segmentations.find((s) => s.name === name);
  if (segmentation === undefined) return [];
  return segmentation.assign === "all"
    ? segmentation.segments.map((s) => segmentColumn(name, s.id))
    : [segmentationColumn(name)];
}
