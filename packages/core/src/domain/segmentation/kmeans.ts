/**
 * Clusters of customers who are alike (METHODS, Clusters). A fit learns scales and centres from a bounded sample and polishes
 * them on all customers; the assignment is then a query: positions, distances to the centres, the nearest.
 */
import {
  and,
  as,
  asc,
  call,
  cases,
  cast,
  col,
  countAll,
  decimal,
  desc,
  eq,
  int,
  isNotNull,
  nil,
  select,
  text,
  tryCast,
  type Query,
  type Relation,
  type Scalar,
} from "../../query/index.ts";
import { expressionsOf } from "../../language/model/expressions-of.ts";
import type { KMeansModel } from "../../language/model/model.ts";
import { walkTyped } from "../../language/model/typed-walk.ts";
import { problem, type Problem } from "../../problem.ts";
import {
  categoriesOf,
  clusterLearner,
  clusterParameters,
  sampleColumn,
  type ClusterOptions,
} from "../clusters/cluster-learner.ts";
import { polishClusters } from "../clusters/polish-clusters.ts";
import { distanceScalar, positionScalar } from "../clusters/positions.ts";
import { idColumn, rankColumn, rowColumn, segmentationColumn } from "../columns.ts";
import type { Fit, Json } from "../fit.ts";
import type { ModelCard } from "../model-card.ts";
import { sampleOf } from "../sample.ts";
import { customerNames, toScalar } from "../to-scalar.ts";
import type { Added, FitPlace, Kind } from "./kind.ts";
import { participation } from "./participation.ts";

/** Numbers are taken to six digits after the point, so that engines that differ in the last bit of a mean agree. */
const valueType = decimal(28, 6);
/** So many categories of a feature are told apart. */
const mostCategories = 30;

export const kmeans: Kind<KMeansModel> = {
  plan: (model, context) => {
    const { takesPart, level } = participation(model, context);
    const assignment = segmentationColumn(model.name);
    const parameters = clusterParameters(context.fitted.get(model.name)?.parameters ?? null);
    const { scales, clusters } = parameters;
    if (clusters.length === 0)
      return { levels: [level, [{ name: assignment, value: nil("varchar") }]] };
    const labels = context.fitted.get(model.name)?.labels?.column;
    if (labels !== undefined) {
      const ids = clusters.map(
        ({ id }, i) => [and(...takesPart, eq(col(labels), int(i))), text(id)] as const,
      );
      return { levels: [level, [{ name: assignment, value: cases(ids) }]], temporary: [labels] };
    }
    const key = context.keys.get(model.name) ?? model.name;
    const names = (what: string, count: number): readonly string[] =>
      Array.from({ length: count }, (_, i) => rankColumn(key, `${what}${i}`));
    const raw = names("raw", scales.length);
    const position = names("position", scales.length);
    const distance = names("distance", clusters.length);
    const nearest = rankColumn(key, "nearest");
    const positions = position.map((name) => col(name));
    const levels: readonly (readonly Added[])[] = [
      [
        ...level,
        ...rawValues(model, context.asOf).map((value, i) => ({ name: raw[i] ?? "", value })),
      ],
      scales.map((scale, i) => ({
        name: position[i] ?? "",
        value: positionScalar(scale, col(raw[i] ?? "")),
      })),
      clusters.map(({ centre }, i) => ({
        name: distance[i] ?? "",
        value: distanceScalar(scales, positions, centre),
      })),
      [{ name: nearest, value: call("least", ...distance.map((name) => col(name))) }],
      [
        {
          name: assignment,
          value: cases(
            clusters.map(({ id }, i) => [
              and(...takesPart, eq(col(distance[i] ?? ""), col(nearest))),
              text(id),
            ]),
          ),
        },
      ],
    ];
    return { levels, temporary: [...raw, ...position, ...distance, nearest] };
  },
  fit: (model, place) => fitOf(model, place),
};

/** What the features are of a customer: doubles, and text for categories. */
function rawValues({ features }: KMeansModel, asOf: string): readonly Scalar[] {
  const names = customerNames(asOf);
  return features.map(({ kind, value }) => {
    const scalar = toScalar(value, names);
    return kind === "number" ? cast(tryCast(scalar, valueType), "double") : cast(scalar, "varchar");
  });
}

function fitOf(model: KMeansModel, place: FitPlace): Fit {
  const { features, settings, ids } = model;
  const options: ClusterOptions = {
    features: features.map(({ value: _, ...spec }) => spec),
    settings,
    ids,
    titles: Object.fromEntries(
      model.segments.filter((s) => model.titled.includes(s.id)).map((s) => [s.id, s.title]),
    ),
  };
  const raw = features.map((_, i) => `raw${i}`);
  const own = (customers: Relation, row = false): Query => {
    const { takesPart, level } = participation(model, place);
    const beside = select({
      columns: [
        ...[idColumn, ...(row ? [rowColumn] : [])].map((name) => as(name, col(name))),
        ...rawValues(model, place.asOf).map((value, i) => as(raw[i] ?? "", value)),
        ...level.map((c) => as(c.name, c.value)),
      ],
      from: customers,
    });
    const known = settings.missing === "unassigned" ? raw.map((name) => isNotNull(col(name))) : [];
    return select({ from: beside, where: and(...takesPart, ...known) });
  };
  const categories = features.flatMap((f, i) => (f.kind === "category" ? [i] : []));
  return {
    name: model.name,
    key: place.keys.get(model.name) ?? model.name,
    place: model.place,
    needs: needsOf(model),
    ...(categories.length === 0
      ? {}
      : { asks: (from: Relation) => asksOf(own(from), categories, raw) }),
    reads: (customers, asked) => {
      const known = categoriesOf(asked, features.length);
      const codes = features.map(({ kind }, i) => {
        const value = col(raw[i] ?? "");
        if (kind === "number") return as(sampleColumn(i), value);
        const listed = (known[i] ?? []).map(
          (category, code) => [eq(value, text(category)), int(code)] as const,
        );
        const code = cases([...listed, [isNotNull(value), int(-1)]]);
        return as(sampleColumn(i), cast(code, "double"));
      });
      return sampleOf(own(customers), codes, {
        seed: String(settings.seed),
        most: settings.sample,
      });
    },
    learner: clusterLearner,
    options,
    polish: polishClusters(options, own, raw),
    labels: rankColumn(place.keys.get(model.name) ?? model.name, "cluster"),
    problems: (card) => warningsOf(model, card),
  };
}

/** Which categories there are, the commonest of each feature first. */
function asksOf(customers: Query, features: readonly number[], raw: readonly string[]): Query {
  const [first, ...others] = features.map((i) => {
    const value = col(raw[i] ?? "");
    return select({
      columns: { feature: int(i), value, customers: countAll() },
      from: customers,
      where: isNotNull(value),
      groupBy: [value],
      orderBy: [desc(countAll()), asc(value)],
      limit: mostCategories,
    });
  });
  if (first === undefined) throw new RangeError("no categories to ask for");
  const all: Query = others.length === 0 ? first : { kind: "union", queries: [first, ...others] };
  return select({
    from: all,
    orderBy: [asc(col("feature")), desc(col("customers")), asc(col("value"))],
  });
}

/** Metrics and segmentations whose columns the features and `among` read. */
function needsOf(model: KMeansModel): readonly string[] {
  const names = expressionsOf(model).flatMap((expression) =>
    [...walkTyped(expression)].flatMap((node) => {
      if (node.kind !== "name") return [];
      if (node.ref.kind === "metric" || node.ref.kind === "segmentation") return node.ref.name;
      return node.ref.kind === "segment" ? node.ref.segmentation : [];
    }),
  );
  return [...new Set(names)];
}

function warningsOf(model: KMeansModel, card: ModelCard): readonly Problem[] {
  if (card.kind !== "clusters") return [];
  const { name, place } = model;
  const warn = { severity: "warning" } as const;
  if (card.refusal?.kind === "too-few") {
    const { customers, needed } = card.refusal;
    return [problem("clusters-too-few", { segmentation: name, customers, needed }, place, warn)];
  }
  const chosen = card.candidates.find((c) => c.k === card.k);
  if (card.verdict === "good" || chosen === undefined) return [];
  const values = {
    segmentation: name,
    k: chosen.k,
    stability: chosen.stability.toFixed(2),
    smallest: `${(chosen.smallest * 100).toFixed(1)} %`,
  };
  return [problem("clusters-weak", values, place, warn)];
}

/** The parameters of a run's clusters, where the segmentation has any. */
export const clustersOf = (parameters: Json | undefined) => clusterParameters(parameters ?? null);
