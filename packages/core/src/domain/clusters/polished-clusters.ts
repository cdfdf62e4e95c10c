/** What polishing comes to: the clusters of all customers, named and counted. */
import { hamerly, type Cells, type Dimension, type LloydFound } from "../../stats/hamerly.ts";
import type { FitContext, Labels, Learned, PolishContext, Polished } from "../fit.ts";
import type { ClusterOptions } from "./cluster-learner.ts";
import { namedClusters } from "./learn-clusters.ts";
import type { ClusterParameters, FeatureScale } from "./parameters.ts";
import { unit, type Position } from "./positions.ts";

/** Centres that move less than a thousandth of a spread stand still. */
export const still = unit / 1000;
/** Rounds at most; a sample of thousands leaves little to do. */
export const mostRounds = 25;

export type Found = {
  readonly centres: readonly (readonly Position[])[];
  readonly sizes: readonly number[];
  readonly inertia: number;
  readonly rounds: number;
};

/** Parameters and card with what was found. */
export function polishedClusters(
  learned: Learned,
  options: ClusterOptions,
  { centres, sizes, inertia, rounds }: Found,
): Learned {
  const { clusters, scales } = learned.parameters as ClusterParameters; // the learner's own
  const ids = clusters.map((c) => c.id);
  const titles = new Map(Object.entries(options.titles));
  const parameters = namedClusters({ ...options, titles }, scales, centres, sizes, ids);
  const { card } = learned;
  if (card.kind !== "clusters") return { parameters, card };
  const customers = sizes.reduce((total, size) => total + size, 0);
  const named = Object.fromEntries(parameters.clusters.map((c) => [c.id, c.customers]));
  return { parameters, card: { ...card, customers, sizes: named, inertia, rounds } };
}

/** Polishes on the positions of all customers, as a `Polish` places them. */
export function polishWhole(
  cells: Cells,
  learned: Learned,
  {
    options,
    still: isStill,
    progress,
  }: Omit<PolishContext, "options"> & { readonly options: ClusterOptions },
): Polished {
  const parameters = learned.parameters as ClusterParameters; // the learner's own
  const { scales } = parameters;
  const { labels, ...found } = rounds(cells, parameters, isStill ? 0 : mostRounds, progress);
  const centres = found.centres.map((centre) =>
    scales.map((scale, i) => {
      const place = centre[i] ?? -1;
      return scale.kind === "number" ? place : (scale.values[place] ?? null);
    }),
  );
  return { learned: polishedClusters(learned, options, { ...found, centres }), labels };
}

/** The nearest cluster of each row, of equals the first. */
export const labelWhole = (cells: Cells, parameters: ClusterParameters): Labels =>
  rounds(cells, parameters, 0, () => {}).labels;

const rounds = (
  cells: Cells,
  { scales, clusters }: ClusterParameters,
  most: number,
  progress: FitContext["progress"],
): LloydFound =>
  hamerly(
    cells,
    scales.map(dimensionOf),
    clusters.map(({ centre }) => scales.map((scale, i) => codeOf(scale, centre[i] ?? null))),
    { still, most, onRound: (round) => progress(round / (most + 1)) },
  );

const dimensionOf = (scale: FeatureScale): Dimension =>
  scale.kind === "number"
    ? { kind: "number", unit }
    : { kind: "category", cost: scale.cost, count: scale.values.length };

/** A centre's coordinate; a category that the scale does not list is nobody's. */
function codeOf(scale: FeatureScale, place: Position): number {
  if (scale.kind === "number") return Number(place);
  const code = scale.values.indexOf(String(place));
  return code < 0 ? -2 : code;
}
