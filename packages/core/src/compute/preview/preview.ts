/** Counts the segmentations of unsaved texts against the base snapshot, without a run. */
import {
  and,
  as,
  bool,
  coalesce,
  col,
  countAll,
  eq,
  join,
  named,
  not,
  number,
  select,
  sum,
  table,
  type Query,
  type Relation,
  type Scalar,
} from "../../query/index.ts";
import { assignments } from "../../domain/assignments.ts";
import {
  builtinColumn,
  idColumn,
  segmentationColumn,
  segmentColumn,
} from "../../domain/columns.ts";
import { baseColumns } from "../../domain/metrics/base-metrics.ts";
import type { Move, SegmentationCount, SegmentCount } from "../../host/protocol.ts";
import { contentKey } from "../../language/model/content-key.ts";
import type { Model, SegmentationModel } from "../../language/model/model.ts";
import { hasErrors, type Problem } from "../../problem.ts";
import { err, ok, type Result } from "../../result.ts";
import { textOf } from "../engine/cell.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";
import { ingest, linesKey } from "../ingest/ingest.ts";
import type { Project } from "../project/project.ts";
import { dayIn } from "../project/today.ts";
import { buildFeatures, requestOf } from "../run/features.ts";
import { customersInput, ingestInput, type Prepared } from "../run/prepare.ts";
import { latestDay } from "../run/run.ts";
import type { Base } from "../snapshot/open-base.ts";

/** A table of base columns that a preview made, kept for the next keystroke. */
export type FeatureCache = { key?: string; asOf?: string };

export type PreviewInput = {
  readonly project: Project;
  readonly prepared: Prepared;
  readonly model: Model;
  readonly base: Base | null;
  readonly cache: FeatureCache;
  readonly now: Date;
  /** Which segmentations; default all. */
  readonly only?: readonly string[];
  readonly onProgress?: (done: number | null) => void;
};

export type Counted = {
  readonly asOf: string | null;
  readonly customers: number;
  readonly segmentations: readonly SegmentationCount[];
  /** Warnings of the data, where they had to be read. */
  readonly problems: readonly Problem[];
  readonly milliseconds: number;
};

const featureTable = "preview_features";
const revenue = col(builtinColumn("monetary", null));
const previous = (column: string): string => `before ${column}`;

/**
 * Sizes, revenue and moves of segmentations.
 *
 * Base columns come from the snapshot while the sources are as they were; a changed source or a new aggregate is computed
 * from the ingest cache, which takes seconds and is kept until the next such change.
 */
export async function preview(
  lane: Lane,
  input: PreviewInput,
  options: QueryOptions = {},
): Promise<Result<Counted, Problem>> {
  const { model, base } = input;
  const features = await featuresFor(lane, input, options);
  if (!features.ok) return features;
  const started = performance.now();
  const { asOf, relation, columns, problems } = features.value;
  const wanted = model.segmentations.filter(
    (s) => input.only === undefined || input.only.includes(s.name),
  );
  const assigned = assignments(relation, model, asOf, new Set(wanted.map((s) => s.name)), columns);
  const total = await lane.one(select({ columns: { n: countAll() }, from: relation }), options);
  const customers = Number(total["n"]);
  const segmentations: SegmentationCount[] = [];
  for (const segmentation of wanted) {
    const before = base?.model.segmentations.find((s) => s.name === segmentation.name);
    const comparable = before?.assign === segmentation.assign ? before : undefined;
    segmentations.push(await count(lane, assigned, segmentation, comparable, customers, options));
  }
  return ok({
    asOf,
    customers,
    segmentations,
    problems,
    milliseconds: performance.now() - started,
  });
}

type Features = {
  readonly asOf: string;
  readonly relation: Relation;
  /** Columns that need not be computed again. */
  readonly columns: ReadonlySet<string>;
  readonly problems: readonly Problem[];
};

async function featuresFor(
  lane: Lane,
  input: PreviewInput,
  options: QueryOptions,
): Promise<Result<Features, Problem>> {
  const { project, prepared, model, base } = input;
  const source = ingestInput(project, prepared, model, input.now);
  const key = await linesKey(source);
  const request = requestOf(model);
  const attributes = contentKey(model.customers);
  const asked = model.asOf ?? dayIn(input.now, model.timezone);
  if (
    base !== null &&
    base.manifest.lines === key &&
    contentKey(base.model.customers) === attributes
  ) {
    const sameDay =
      base.model.asOf === model.asOf && (model.asOf !== null || base.manifest.asOf <= asked);
    if (sameDay && baseColumns(request).every((c) => base.columns.has(c)))
      return ok({ asOf: base.manifest.asOf, problems: [], ...fromBase(base) });
  }
  input.onProgress?.(null);
  const lines = await ingest(lane, source, options);
  if (!lines.ok) return lines;
  if (hasErrors(lines.value.problems)) return err(...lines.value.problems);
  const featureKey = contentKey([lines.value.key, request, attributes, asked]);
  let asOf = input.cache.key === featureKey ? input.cache.asOf : undefined;
  if (asOf === undefined) {
    delete input.cache.key;
    asOf = (await latestDay(lane, lines.value, asked, options)) ?? asked;
    const customers = customersInput(prepared, model);
    await buildFeatures(
      lane,
      featureTable,
      { lines: lines.value, customers, request, asOf },
      { ...options, ...(input.onProgress === undefined ? {} : { onBucket: input.onProgress }) },
    );
    input.cache.key = featureKey;
    input.cache.asOf = asOf;
  }
  const relation = base === null ? table(featureTable) : besideBase(base);
  return ok({ asOf, relation, columns: new Set(), problems: lines.value.problems });
}

const isAssignment = (column: string): boolean => column.startsWith("s_");
const isStored = (column: string): boolean => column.startsWith("x_");

/** The base's own columns, its assignments under other names. Ranks are named by their content, so they still hold. */
function fromBase(base: Base): Pick<Features, "relation" | "columns"> {
  const kept = [...base.columns].filter((c) => !isAssignment(c) && !c.startsWith("m_"));
  const earlier = [...base.columns].filter(isAssignment);
  const relation = select({
    columns: [...kept, ...earlier.map((c) => as(previous(c), col(c)))],
    from: base.customers,
  });
  return { relation, columns: new Set(kept.filter(isStored)) };
}

/** Columns that the preview computed, with the base's assignments beside them. */
function besideBase(base: Base): Query {
  const old = [...base.columns].filter(isAssignment);
  return select({
    columns: [
      { kind: "star", table: "f", except: [] },
      ...old.map((c) => as(previous(c), col(c, "b"))),
    ],
    from: named(table(featureTable), "f"),
    joins: [join("left", named(base.customers, "b"), eq(col(idColumn, "b"), col(idColumn, "f")))],
  });
}

async function count(
  lane: Lane,
  assigned: Query,
  segmentation: SegmentationModel,
  before: SegmentationModel | undefined,
  customers: number,
  options: QueryOptions,
): Promise<SegmentationCount> {
  const moves =
    segmentation.assign === "first"
      ? await firstMoves(lane, assigned, segmentation, before, options)
      : await allMoves(lane, assigned, segmentation, before, options);
  const known = new Set(before === undefined ? [] : segmentsOf(before).map((s) => s.id));
  const segments = segmentsOf(segmentation).map(({ id, title }): SegmentCount => {
    const size = moves.sizes.get(id) ?? { customers: 0, revenue: 0, before: 0 };
    return {
      id,
      title,
      customers: size.customers,
      share: customers === 0 ? 0 : size.customers / customers,
      revenue: size.revenue,
      before: known.has(id) ? size.before : null,
    };
  });
  return {
    id: segmentation.name,
    title: segmentation.title,
    kind: segmentation.kind,
    assign: segmentation.assign,
    file: segmentation.place.file,
    segments,
    unassigned: moves.sizes.get(null)?.customers ?? 0,
    moves: moves.moves,
  };
}

/** The segments of a segmentation, that of customers without an order included. */
export function segmentsOf(
  segmentation: SegmentationModel,
): readonly { readonly id: string; readonly title: SegmentCount["title"] }[] {
  const own = segmentation.segments.map(({ id, title }) => ({ id, title }));
  if (segmentation.kind !== "rfm" || segmentation.others === null) return own;
  const { others } = segmentation;
  return own.some((s) => s.id === others.id) ? own : [...own, others];
}

type Size = { customers: number; revenue: number; before: number };
type Moves = { readonly sizes: ReadonlyMap<string | null, Size>; readonly moves: readonly Move[] };

async function firstMoves(
  lane: Lane,
  assigned: Query,
  segmentation: SegmentationModel,
  before: SegmentationModel | undefined,
  options: QueryOptions,
): Promise<Moves> {
  const column = segmentationColumn(segmentation.name);
  const now = col(column);
  const old: Scalar =
    before === undefined ? { kind: "null", type: "varchar" } : col(previous(column));
  const rows = await lane.rows(
    select({
      columns: { now, old, customers: countAll(), revenue: coalesce(sum(revenue), number("0")) },
      from: assigned,
      groupBy: before === undefined ? [now] : [now, old],
    }),
    options,
  );
  const sizes = new Map<string | null, Size>();
  const size = (id: string | null): Size => {
    const found = sizes.get(id) ?? { customers: 0, revenue: 0, before: 0 };
    sizes.set(id, found);
    return found;
  };
  const moves: Move[] = [];
  for (const row of rows) {
    const to = textOf(row["now"]);
    const from = textOf(row["old"]);
    const customers = Number(row["customers"]);
    const spent = Number(row["revenue"]);
    size(to).customers += customers;
    size(to).revenue += spent;
    if (before === undefined) continue;
    size(from).before += customers;
    if (from !== to) moves.push({ from, to, customers, revenue: spent });
  }
  return { sizes, moves: largestFirst(moves) };
}

async function allMoves(
  lane: Lane,
  assigned: Query,
  segmentation: SegmentationModel,
  before: SegmentationModel | undefined,
  options: QueryOptions,
): Promise<Moves> {
  const known = new Set(before?.segments.map((s) => s.id));
  const flags = segmentation.segments.map((s) => {
    const column = segmentColumn(segmentation.name, s.id);
    const old = known.has(s.id) ? coalesce(col(previous(column)), bool(false)) : bool(false);
    return { id: s.id, now: col(column), old };
  });
  const money = (filter: Scalar): Scalar => coalesce(sum(revenue, filter), number("0"));
  const columns = flags.flatMap(({ now, old }, i) => [
    as(`n_${i}`, countAll(now)),
    as(`r_${i}`, money(now)),
    as(`b_${i}`, countAll(old)),
    as(`in_${i}`, countAll(and(now, not(old)))),
    as(`inr_${i}`, money(and(now, not(old)))),
    as(`out_${i}`, countAll(and(old, not(now)))),
    as(`outr_${i}`, money(and(old, not(now)))),
  ]);
  const none = as("none", countAll(and(...flags.map(({ now }) => not(now)))));
  const row = await lane.one(select({ columns: [...columns, none], from: assigned }), options);
  const n = (name: string): number => Number(row[name] ?? 0);
  const sizes = new Map<string | null, Size>([
    [null, { customers: n("none"), revenue: 0, before: 0 }],
  ]);
  const moves: Move[] = [];
  flags.forEach(({ id }, i) => {
    sizes.set(id, { customers: n(`n_${i}`), revenue: n(`r_${i}`), before: n(`b_${i}`) });
    if (!known.has(id)) return;
    if (n(`in_${i}`) > 0)
      moves.push({ from: null, to: id, customers: n(`in_${i}`), revenue: n(`inr_${i}`) });
    if (n(`out_${i}`) > 0)
      moves.push({ from: id, to: null, customers: n(`out_${i}`), revenue: n(`outr_${i}`) });
  });
  return { sizes, moves: largestFirst(moves) };
}

const largestFirst = (moves: readonly Move[]): readonly Move[] =>
  moves.toSorted((a, b) => b.customers - a.customers || String(a.to).localeCompare(String(b.to)));
