/** What tests look at of the project's own data, computed once and only if one asks. */
import { assignments } from "../../domain/assignments.ts";
import type { ServingTotals } from "../../domain/strategy/serving-totals.ts";
import type { SegmentationCount } from "../../host/protocol.ts";
import type { Problem } from "../../problem.ts";
import type { Query } from "../../query/index.ts";
import { ok, type Result } from "../../result.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";
import { sumStrategies } from "../plan/sum-strategies.ts";
import { featuresFor, type PreviewInput } from "../preview/preview-features.ts";
import { previewFits } from "../preview/preview-fits.ts";
import { preview } from "../preview/preview.ts";
import { hasFits } from "../run/fits.ts";
import type { SavedFit } from "../snapshot/manifest.ts";

/** Makes it when it is first asked for. */
export function lazily<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}

export type ProjectData = {
  readonly assigned: Query;
  readonly counts: ReadonlyMap<string, SegmentationCount>;
  readonly customers: number;
  readonly asOf: string;
  /** What strategies come to, once a check asks. */
  readonly totals: () => Promise<ServingTotals | undefined>;
  readonly problems: readonly Problem[];
};

/** The project as a preview has it. */
export async function projectData(
  lane: Lane,
  input: PreviewInput,
  options: QueryOptions,
): Promise<Result<ProjectData, Problem>> {
  const counted = await preview(lane, input, options);
  if (!counted.ok) return counted;
  // Of what counting kept, so not before it.
  const features = await featuresFor(lane, input, options);
  if (!features.ok) return features;
  const { relation, asOf, columns, held, problems } = features.value;
  const fits = await previewFits(lane, input, features.value, options);
  if (!fits.ok) return fits;
  const assigned = assignments(
    relation,
    input.model,
    asOf,
    undefined,
    columns,
    held,
    fits.value.fitted,
  );
  const counts = new Map(counted.value.segmentations.map((s) => [s.id, s]));
  const served = { model: input.model, asOf, customers: assigned };
  const totals = lazily(() => sumStrategies(lane, served, { log: [], today: asOf }, options));
  return ok({ assigned, counts, customers: counted.value.customers, asOf, totals, problems });
}

/** What given customers are told by: nothing can be learned from a few, so the project's own data teach. */
export async function projectCards(
  lane: Lane,
  input: PreviewInput,
  options: QueryOptions,
): Promise<Result<Readonly<Record<string, SavedFit>>, Problem>> {
  if (!hasFits(input.model, "")) return ok({});
  const features = await featuresFor(lane, input, options);
  if (!features.ok) return features;
  const fits = await previewFits(lane, input, features.value, options);
  return fits.ok ? ok(fits.value.cards) : fits;
}
