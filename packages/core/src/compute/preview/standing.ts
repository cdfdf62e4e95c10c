/**
 * What was computed of data that no run has seen, kept as one table: the next keystroke finds there what it would find in a run.
 */
import {
  as,
  col,
  createTableAs,
  describe,
  select,
  table,
  type Relation,
} from "../../query/index.ts";
import { assignments } from "../../domain/assignments.ts";
import {
  metricColumn,
  ofUnit,
  segmentationColumn,
  segmentColumn,
  withoutUnit,
} from "../../domain/columns.ts";
import type { FittedNodes } from "../../domain/fit.ts";
import { restOnPrior } from "../../domain/segmentation/held-nodes.ts";
import { unitsOf } from "../../domain/units/unit-requests.ts";
import { contentKey } from "../../language/model/content-key.ts";
import { nodeKeys } from "../../language/model/keys.ts";
import type { Model, SegmentationModel } from "../../language/model/model.ts";
import { sureText } from "../engine/cell.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";
import { dropTables } from "../run/fits.ts";
import type { Features, PreviewInput } from "./preview-features.ts";

/** Whose assignments stand beside rows, and under which names: those of the run, or of the texts that were counted first. */
export type Stands = {
  readonly model: Model;
  /** Keys of its metrics and segmentations. */
  readonly nodes: ReadonlyMap<string, string>;
  readonly still: (column: string) => string;
};

/** What the table of features holds besides base columns. */
export type Standing = {
  /** Names it: counts on another one are others. */
  readonly id: string;
  /** Names the features, what is compared with, and whose tiers are held. */
  readonly beside: string;
  /** As it was when the table was made. */
  readonly model: Model;
  /** Base columns alone. */
  readonly bare: readonly string[];
  readonly columns: readonly string[];
  /** Segmentations whose columns it holds. */
  readonly names: ReadonlySet<string>;
};

export type Keep = {
  readonly beside: string;
  /** What a next table is made of. */
  readonly from: Relation;
};

const still = (column: string): string => `still ${column}`;

export const isAssignment = (column: string): boolean => column.startsWith("s_");
const isHold = (column: string): boolean => column.startsWith("h_");
const isMetric = (column: string): boolean => withoutUnit(column).startsWith("m_");
export const isFitted = (column: string): boolean => withoutUnit(column).startsWith("f_");
const isStored = (column: string): boolean =>
  withoutUnit(column).startsWith("x_") || isFitted(column);

/** Which columns a model can take as they are. */
export type Kept = {
  readonly kept: readonly string[];
  /** Those of `kept` that need not be computed again. */
  readonly present: ReadonlySet<string>;
  readonly assigned: readonly string[];
};

/**
 * Ranks are named by their content, so they still hold; metrics and assignments do where the edit leaves their key as it is.
 *
 * @param columns of customers that were computed before
 * @param nodes keys of what they were computed by
 */
export function keptColumns(
  columns: Iterable<string>,
  nodes: ReadonlyMap<string, string>,
  model: Model,
): Kept {
  const all = [...columns];
  const unchanged = unchangedColumns(model, nodes);
  const kept = all.filter(
    (c) => unchanged.has(c) || (!isAssignment(c) && !isHold(c) && !isMetric(c)),
  );
  const present = new Set(kept.filter((c) => isStored(c) || unchanged.has(c)));
  return { kept, present, assigned: all.filter(isAssignment) };
}

/** Columns of metrics and segmentations that are defined as they were, and do not rest on another prior. */
function unchangedColumns(model: Model, nodes: ReadonlyMap<string, string>): ReadonlySet<string> {
  const keys = nodeKeys(model);
  const rest = restOnPrior(model);
  const same = model.order.filter(
    ({ name }) => !rest.has(name) && nodes.has(name) && nodes.get(name) === keys.get(name),
  );
  const columns = same.flatMap(({ kind, name }) => {
    if (kind === "metric")
      return [null, ...unitsOf(model)].map((unit) => ofUnit(unit, metricColumn(name)));
    const segmentation = model.segmentations.find((s) => s.name === name);
    return segmentation?.assign === "all"
      ? segmentation.segments.map((s) => segmentColumn(name, s.id))
      : segmentationColumn(name);
  });
  return new Set(columns);
}

/** The rows of a standing table as a model can take them. */
export function standAt(
  { model: before, columns }: Standing,
  made: string,
  model: Model,
): Pick<Features, "relation" | "columns" | "stands"> & { readonly from: Relation } {
  const nodes = nodeKeys(before);
  const { kept, present, assigned } = keptColumns(columns, nodes, model);
  const from = select({ columns: kept, from: table(made) });
  const relation = select({
    columns: [...kept, ...assigned.map((c) => as(still(c), col(c)))],
    from: table(made),
  });
  return { from, relation, columns: present, stands: { model: before, nodes, still } };
}

const tables = ["preview_standing_0", "preview_standing_1"] as const;

/**
 * Keeps what is computed of features where something that is wanted is not kept yet: the table of features is replaced by one
 * that has those columns, too.
 *
 * @param fitted what was learned, for all that is wanted
 * @returns whether it was; then the features are to be asked for again
 */
export async function keepStanding(
  lane: Lane,
  { model, cache, only, onProgress }: PreviewInput,
  { keep, asOf, columns, held }: Features,
  fitted: FittedNodes,
  options: QueryOptions,
): Promise<boolean> {
  const made = cache.features;
  if (keep === null || made === undefined) return false;
  const wanted = model.segmentations
    .map((s) => s.name)
    .filter((name) => only === undefined || only.includes(name));
  const earlier = made.standing?.beside === keep.beside ? made.standing : null;
  if (wanted.every((name) => earlier?.names.has(name) === true)) return false;
  onProgress?.(null);
  const into = made.table === tables[0] ? tables[1] : tables[0];
  const names = new Set(wanted);
  const assigned = assignments(keep.from, model, asOf, names, columns, held, fitted);
  const bare = made.standing?.bare ?? (await namesOf(lane, table(made.table), options));
  await lane.run(createTableAs(table(into), assigned, { orReplace: true }), options);
  const now = await namesOf(lane, table(into), options);
  const stayed = new Set(now);
  const isThere = ({ name, assign, segments }: SegmentationModel): boolean =>
    assign === "first"
      ? stayed.has(segmentationColumn(name))
      : segments.every((s) => stayed.has(segmentColumn(name, s.id)));
  const all = model.segmentations
    .filter((s) => names.has(s.name) || (earlier?.names.has(s.name) === true && isThere(s)))
    .map((s) => s.name);
  cache.features = {
    ...made,
    table: into,
    standing: {
      id: contentKey([[...nodeKeys(model)], all]),
      beside: keep.beside,
      model,
      bare,
      columns: now,
      names: new Set(all),
    },
  };
  await dropTables(lane, [made.table]);
  return true;
}

async function namesOf(
  lane: Lane,
  from: Relation,
  options: QueryOptions,
): Promise<readonly string[]> {
  const rows = await lane.rows(describe(select({ from })), options);
  return rows.map((row) => sureText(row["column_name"]));
}
