/** Counts the segmentations of unsaved texts against the base snapshot, without a run. */
import { assignments } from "../../domain/assignments.ts";
import { withClusters } from "../../domain/clusters/with-clusters.ts";
import { restOnPrior } from "../../domain/segmentation/held-nodes.ts";
import type { KindContext } from "../../domain/segmentation/kind.ts";
import { ofUnit } from "../../domain/columns.ts";
import type { SegmentationCount, SegmentCount } from "../../host/protocol.ts";
import { nodeKeys } from "../../language/model/keys.ts";
import type { SegmentationModel } from "../../language/model/model.ts";
import type { Problem } from "../../problem.ts";
import { ok, type Result } from "../../result.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";
import { participationColumn } from "../../domain/segmentation/participation.ts";
import { outsideCount } from "../run/summary.ts";
import { allMoves, everybody, firstMoves, type Moves, type Standstill } from "./moves.ts";
import { previewFits } from "./preview-fits.ts";
import { featuresFor, type PreviewInput } from "./preview-features.ts";
import { keepStanding } from "./standing.ts";

export type Counted = {
  readonly asOf: string | null;
  readonly customers: number;
  readonly segmentations: readonly SegmentationCount[];
  /** Warnings of the data, where they had to be read. */
  readonly problems: readonly Problem[];
  readonly milliseconds: number;
};

/** So many counts are kept; a keystroke makes one or two. */
const keptCounts = 500;

/**
 * Sizes, revenue and moves of segmentations.
 *
 * Base columns come from the snapshot while the sources are as they were; a changed source or a new aggregate is computed
 * from the ingest cache, which takes seconds and is kept until the next such change, with what the texts made of it.
 */
export async function preview(
  lane: Lane,
  input: PreviewInput,
  options: QueryOptions = {},
): Promise<Result<Counted, Problem>> {
  const { model, base } = input;
  const compared = input.against ?? base;
  const known = await featuresFor(lane, input, options);
  if (!known.ok) return known;
  const fits = await previewFits(lane, input, known.value, options);
  if (!fits.ok) return fits;
  const kept = await keepStanding(lane, input, known.value, fits.value.fitted, options);
  const features = kept ? await featuresFor(lane, input, options) : known;
  if (!features.ok) return features;
  const started = performance.now();
  const { key, asOf, relation, columns, stands, held } = features.value;
  const problems = [...features.value.problems, ...fits.value.problems];
  const wanted = withClusters(model, fits.value.fitted).segmentations.filter(
    (s) => input.only === undefined || input.only.includes(s.name),
  );
  const names = new Set(wanted.map((s) => s.name));
  const assigned = assignments(relation, model, asOf, names, columns, held, fits.value.fitted);
  const { counts, wholes } = input.cache;
  for (const made of [counts, wholes]) if (made.size > keptCounts) made.clear();
  const remembered = async (name: string, work: () => Promise<Moves>): Promise<Moves> => {
    const moves = counts.get(`${key} ${name}`) ?? (await work());
    counts.set(`${key} ${name}`, moves);
    return moves;
  };
  const keys = nodeKeys(model);
  const all = await remembered("", () => everybody(lane, relation, options));
  const customers = all.sizes.get(null)?.customers ?? 0;
  const outsideOf = async (segmentation: SegmentationModel): Promise<number | undefined> => {
    const column = participationColumn(segmentation, keys);
    if (column === undefined) return undefined;
    const counted = await remembered(ofUnit(segmentation.unit, column), async () => {
      const n = (await outsideCount(lane, assigned, segmentation, keys, options)) ?? 0;
      const size = { customers: n, revenue: 0, before: 0, units: 0 };
      return { sizes: new Map([[null, size]]), moves: [] };
    });
    return counted.sizes.get(null)?.customers ?? 0;
  };
  const rest = restOnPrior(model);
  /** What the edit left of what stands beside the rows. */
  const editOf = (now: SegmentationModel, context: KindContext): Standstill | undefined => {
    const before = stands?.model.segmentations.find((s) => s.name === now.name);
    if (stands === null || before?.assign !== now.assign || now.unit !== null) return undefined;
    const of = { still: stands.still, wholes, base: key };
    if (now.kind !== "rules" || before.kind !== "rules") return of;
    if (before.unit !== null || rest.has(now.name)) return of;
    return { ...of, edited: { model: now, before, context, keysBefore: stands.nodes, columns } };
  };
  const segmentations: SegmentationCount[] = [];
  for (const segmentation of wanted) {
    const before = compared?.model.segmentations.find((s) => s.name === segmentation.name);
    const comparable = before?.assign === segmentation.assign ? before : undefined;
    const edit = editOf(segmentation, { asOf, keys, held, fitted: fits.value.fitted });
    const moves = await remembered(`${segmentation.name} ${keys.get(segmentation.name)}`, () =>
      segmentation.assign === "first"
        ? firstMoves(lane, assigned, segmentation, comparable, edit, options)
        : allMoves(lane, assigned, segmentation, comparable, edit, options),
    );
    const outside = await outsideOf(segmentation);
    segmentations.push(toCount(moves, segmentation, comparable, customers, outside));
  }
  return ok({
    asOf,
    customers,
    segmentations,
    problems,
    milliseconds: performance.now() - started,
  });
}

function toCount(
  moves: Moves,
  segmentation: SegmentationModel,
  before: SegmentationModel | undefined,
  customers: number,
  outside: number | undefined,
): SegmentationCount {
  const known = new Set(before === undefined ? [] : segmentsOf(before).map((s) => s.id));
  const segments = segmentsOf(segmentation).map(({ id, title }): SegmentCount => {
    const size = moves.sizes.get(id) ?? { customers: 0, revenue: 0, before: 0, units: 0 };
    return {
      id,
      title,
      customers: size.customers,
      ...(segmentation.unit === null ? {} : { units: size.units }),
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
    ...(segmentation.unit === null ? {} : { unit: segmentation.unit }),
    file: segmentation.place.file,
    segments,
    unassigned: (moves.sizes.get(null)?.customers ?? 0) - (outside ?? 0),
    ...(outside === undefined ? {} : { outside }),
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
