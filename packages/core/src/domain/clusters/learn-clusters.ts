/** From a bounded sample to clusters: scales, how many, where they lie, what they are called. */
import type { Localised } from "../../language/config/text.ts";
import type { FeatureSpec, KMeansSettings } from "../../language/model/kmeans-types.ts";
import { drawWithout } from "../../stats/draw.ts";
import { random } from "../../stats/random.ts";
import { sampledSilhouette } from "../../stats/silhouette.ts";
import { bootstrapStability, chooseK, type Candidate, type Choice } from "./choose-k.ts";
import { spaceOf, type Clustered, type Space } from "./cluster-sample.ts";
import { matchLabels } from "./match-labels.ts";
import { clusterNames, type Trait } from "./names.ts";
import type { ClusterParameters, FeatureScale } from "./parameters.ts";
import { nearestCluster, positionOf, unit, type Position, type RawValue } from "./positions.ts";
import { scaleOf } from "./scales.ts";

/** Fewer customers than this cannot be clustered; and each cluster needs some. */
const fewestCustomers = 30;
const fewestPerCluster = 5;

/** Bounds of the work: what k is chosen on, and how often. */
const effort = { choosing: 3000, rounds: 20, starts: 3, finalStarts: 8, silhouette: 1000 } as const;

export type LearnInput = {
  readonly features: readonly FeatureSpec[];
  readonly settings: KMeansSettings;
  /** Ids that clusters may have. */
  readonly ids: readonly string[];
  /** Titles that the project gives, by id. */
  readonly titles: ReadonlyMap<string, Localised>;
  /** Raw values of each customer of the sample, in the order of the features. */
  readonly rows: readonly (readonly RawValue[])[];
  /** The clusters of the prior; those of other features match nothing. */
  readonly prior: ClusterParameters | null;
  readonly onProgress?: (done: number) => void;
};

export type Learned =
  | {
      readonly kind: "clusters";
      readonly parameters: ClusterParameters;
      readonly candidates: readonly Candidate[];
      readonly choice: Choice;
      /** Customers of the sample with all values. */
      readonly complete: number;
    }
  | { readonly kind: "too-few"; readonly customers: number; readonly needed: number };

/** Learns clusters from a sample. The same rows, settings and prior give the same clusters. */
export function learnClusters(input: LearnInput): Learned {
  const { features, settings, rows } = input;
  const scales = features.map((feature, i) =>
    scaleOf(
      feature,
      rows.map((row) => row[i] ?? null),
      settings.missing === "typical",
    ),
  );
  const known = scales.filter((scale) => scale !== undefined);
  const complete: (readonly RawValue[])[] = [];
  const positions: (readonly Position[])[] = [];
  for (const row of known.length < scales.length ? [] : rows) {
    const placed = known.map((scale, i) => positionOf(scale, row[i] ?? null));
    if (placed.includes(null)) continue;
    complete.push(row);
    positions.push(placed);
  }
  const needed = Math.max(fewestCustomers, settings.k.from * fewestPerCluster);
  if (positions.length < needed) return { kind: "too-few", customers: positions.length, needed };
  const seed = settings.seed * 64;
  const most = Math.min(settings.k.to, Math.floor(positions.length / fewestPerCluster));
  const drawn = drawWithout(positions.length, effort.choosing, random(seed));
  const choosing = spaceOf(
    known,
    drawn.map((row) => positions[row] ?? []),
  );
  const again = settings.again === true;
  const ks = Array.from({ length: most - settings.k.from + 1 }, (_, i) => settings.k.from + i);
  const candidates = again
    ? []
    : ks.map((k, i) => {
        input.onProgress?.(i / (ks.length + 1));
        return candidateOf(choosing, k, seed + k);
      });
  const choice: Choice = again
    ? { k: most, reason: "named" }
    : chooseK(candidates, settings.atLeast);
  input.onProgress?.(ks.length / (ks.length + 1));
  const space = spaceOf(known, positions);
  const next = random(seed + 32 + choice.k);
  const starts = again ? effort.starts : effort.finalStarts;
  const found = largestFirst(space.cluster(null, choice.k, { starts, next }));
  const ids = idsOf(input, found, complete);
  const parameters = namedClusters(
    input,
    known,
    found.centres,
    sizesOf(found.labels, choice.k),
    ids,
  );
  return { kind: "clusters", parameters, candidates, choice, complete: positions.length };
}

function candidateOf(space: Space, k: number, seed: number): Candidate {
  const next = random(seed);
  const { starts } = effort;
  const whole = space.cluster(null, k, { starts, next });
  const relabel = (rows: readonly number[]): readonly number[] =>
    space.label(space.cluster(rows, k, { starts: 1, next }).centres);
  const stability = bootstrapStability(space.count, whole.labels, relabel, effort.rounds, next);
  const sizes = sizesOf(whole.labels, k).toSorted((a, b) => b - a);
  return {
    k,
    stability,
    smallest: (sizes.at(-1) ?? 0) / space.count,
    silhouette: sampledSilhouette(space.points, whole.labels, effort.silhouette, next),
    inertia: whole.inertia,
    sizes,
  };
}

const sizesOf = (labels: readonly number[], k: number): readonly number[] => {
  const sizes = Array.from({ length: k }, () => 0);
  for (const label of labels) sizes[label] = (sizes[label] ?? 0) + 1;
  return sizes;
};

function largestFirst({ centres, labels, inertia }: Clustered): Clustered {
  const sizes = sizesOf(labels, centres.length);
  const order = centres
    .map((_, i) => i)
    .toSorted((a, b) => (sizes[b] ?? 0) - (sizes[a] ?? 0) || a - b);
  const place = new Map(order.map((old, now) => [old, now]));
  return {
    centres: order.map((i) => centres[i] ?? []),
    labels: labels.map((label) => place.get(label) ?? 0),
    inertia,
  };
}

function idsOf(
  { ids, prior, features }: LearnInput,
  found: Clustered,
  rows: readonly (readonly RawValue[])[],
): readonly string[] {
  const k = found.centres.length;
  const same = prior?.names.join("\n") === features.map((f) => f.name).join("\n");
  if (prior === null || !same) return ids.slice(0, k);
  const before = rows.map((row) => {
    const positions = prior.scales.map((scale, i) => positionOf(scale, row[i] ?? null));
    return prior.clusters[nearestCluster(prior, positions)]?.id ?? null;
  });
  return matchLabels(found.labels, before, ids, k);
}

/**
 * Clusters with ids and titles, the largest first.
 *
 * @param sizes customers of each cluster
 */
export function namedClusters(
  { features, titles }: Pick<LearnInput, "features" | "titles">,
  scales: readonly FeatureScale[],
  centres: readonly (readonly Position[])[],
  sizes: readonly number[],
  ids: readonly string[],
): ClusterParameters {
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const traits = centres.map((centre) =>
    features.map((feature, i): Trait => {
      const title = feature.title;
      if (feature.kind === "category") {
        const value = String(centre[i] ?? "");
        const weight = new Map<string, number>();
        centres.forEach((c, j) => {
          const v = String(c[i] ?? "");
          weight.set(v, (weight.get(v) ?? 0) + (sizes[j] ?? 0));
        });
        return { kind: "category", title, value, typical: (weight.get(value) ?? 0) > total / 2 };
      }
      const mean = centres.reduce((sum, c, j) => sum + Number(c[i]) * (sizes[j] ?? 0), 0) / total;
      // Weights stretch positions; a trait is told in spreads.
      const above = (Number(centre[i]) - mean) / (unit * Math.sqrt(feature.weight));
      return { kind: "number", title, above };
    }),
  );
  const names = clusterNames(traits);
  return {
    names: features.map((f) => f.name),
    scales,
    clusters: centres.map((centre, i) => ({
      id: ids[i] ?? "",
      title: titles.get(ids[i] ?? "") ?? names[i] ?? "",
      centre,
      customers: sizes[i] ?? 0,
    })),
  };
}
