/** Learns clusters from the numbers of a sample: what a fit's thread runs. */
import type { Localised } from "../../language/config/text.ts";
import type { FeatureSpec, KMeansSettings } from "../../language/model/kmeans-types.ts";
import { ok } from "../../result.ts";
import type { Json, Learner, Numbers } from "../fit.ts";
import type { ClusterCard } from "../model-card.ts";
import { stableFrom } from "./choose-k.ts";
import { learnClusters } from "./learn-clusters.ts";
import type { ClusterParameters } from "./parameters.ts";
import { labelWhole, polishWhole } from "./polished-clusters.ts";
import type { RawValue } from "./positions.ts";

/** What the kind tells the learner. */
export type ClusterOptions = {
  readonly features: readonly FeatureSpec[];
  readonly settings: KMeansSettings;
  readonly ids: readonly string[];
  /** Titles that the project gives, by id. */
  readonly titles: Readonly<Record<string, Localised>>;
};

/** One category of a feature: its place in the list of the feature's categories is its number in the sample. */
export type AskedCategory = { readonly feature: number; readonly value: string };

/** What stands for categories that are not in the list. */
const otherCategory = "\0";

export const sampleColumn = (feature: number): string => `f${feature}`;

const noClusters: ClusterParameters = { names: [], scales: [], clusters: [] };

/** Parameters as they come back from the manifest: ours. */
export const clusterParameters = (parameters: Json): ClusterParameters =>
  parameters === null ? noClusters : (parameters as ClusterParameters);

/** The categories of each feature, most frequent first. @param asked rows of the fit's `asks`: ours */
export function categoriesOf(asked: Json, features: number): readonly (readonly string[])[] {
  const rows = (asked ?? []) as readonly AskedCategory[];
  return Array.from({ length: features }, (_, i) =>
    rows.filter((row) => row.feature === i).map((row) => row.value),
  );
}

export const clusterLearner: Learner = {
  name: "clusters",
  polish: (cells, learned, context) => {
    const options = context.options as ClusterOptions; // the kind's own
    return polishWhole(cells, learned, { ...context, options });
  },
  label: (cells, parameters) => labelWhole(cells, clusterParameters(parameters)),
  learn: (numbers, { options, prior, asked, progress }) => {
    const { features, settings, ids, titles } = options as ClusterOptions; // the kind's own
    const learned = learnClusters({
      features,
      settings,
      ids,
      titles: new Map(Object.entries(titles)),
      rows: rowsOf(numbers, features, categoriesOf(asked ?? null, features.length)),
      prior: prior === null ? null : clusterParameters(prior),
      onProgress: progress,
    });
    const about = {
      kind: "clusters",
      needs: { stability: stableFrom, smallest: settings.atLeast },
    } as const;
    if (learned.kind === "too-few") {
      const { customers, needed } = learned;
      const card: ClusterCard = {
        ...about,
        customers,
        sample: customers,
        features: [],
        candidates: [],
        k: null,
        reason: null,
        inertia: null,
        rounds: 0,
        sizes: {},
        verdict: "refused",
        refusal: { kind: "too-few", customers, needed },
      };
      return ok({ parameters: noClusters, card });
    }
    const { parameters, candidates, choice } = learned;
    const chosen = candidates.find((c) => c.k === choice.k);
    const card: ClusterCard = {
      ...about,
      customers: learned.complete,
      sample: learned.complete,
      features: features.map((feature, i) => {
        const scale = parameters.scales[i];
        const lambda = scale?.kind === "number" ? scale.lambda : null;
        const transform = feature.kind === "number" ? feature.transform : "category";
        return { name: feature.name, transform, lambda };
      }),
      candidates,
      k: choice.k,
      reason: choice.reason,
      inertia: null,
      rounds: 0,
      sizes: Object.fromEntries(parameters.clusters.map((c) => [c.id, c.customers])),
      verdict: verdictOf(chosen?.stability ?? 0, (chosen?.smallest ?? 0) >= settings.atLeast),
      refusal: null,
    };
    return ok({ parameters, card });
  },
};

/** Stable and large enough is good; one of the two is fair. */
function verdictOf(stability: number, large: boolean): ClusterCard["verdict"] {
  const passed = (stability >= stableFrom ? 1 : 0) + (large ? 1 : 0);
  return passed === 2 ? "good" : passed === 1 ? "fair" : "poor";
}

function rowsOf(
  numbers: Numbers,
  features: readonly FeatureSpec[],
  categories: readonly (readonly string[])[],
): readonly (readonly RawValue[])[] {
  const columns = features.map((_, i) => numbers[sampleColumn(i)] ?? new Float64Array());
  return Array.from({ length: columns[0]?.length ?? 0 }, (_, row) =>
    features.map((feature, i): RawValue => {
      const value = columns[i]?.[row] ?? NaN;
      if (Number.isNaN(value)) return null;
      return feature.kind === "number" ? value : (categories[i]?.[value] ?? otherCategory);
    }),
  );
}
