/** Why a customer is in a cluster: how near each feature brings them to it, against the next nearest. */
import type { KMeansModel } from "../../language/model/model.ts";
import type { ClusterParameters } from "../clusters/parameters.ts";
import { distancesOf, partOfDistance, positionOf, valueAt } from "../clusters/positions.ts";
import type { Clause } from "./clause.ts";
import type { MetricName } from "./clauses.ts";
import { evaluate, type ValueOf } from "./evaluate.ts";

export type ClusterReason = {
  /** Features, those that speak most for the cluster against the next nearest first; `cut` is what is typical there. */
  readonly clauses: readonly Clause[];
  /** Distances to the centres in spreads, the nearest first; empty where a feature is missing. */
  readonly distances: readonly { readonly segment: string; readonly distance: number }[];
};

/**
 * @param valueOf the customer's values
 * @param nameOf what metrics are called in answers
 */
export function clusterReason(
  { features }: KMeansModel,
  parameters: ClusterParameters,
  valueOf: ValueOf,
  nameOf: MetricName,
): ClusterReason {
  const { scales, clusters } = parameters;
  const values = features.map(({ value }) => evaluate(value, valueOf));
  const positions = scales.map((scale, i) => positionOf(scale, plain(values[i] ?? null)));
  const squares = distancesOf(parameters, positions);
  const distances = (squares ?? [])
    .map((square, i) => ({ segment: clusters[i]?.id ?? "", distance: Math.sqrt(square), at: i }))
    .toSorted((a, b) => a.distance - b.distance || a.at - b.at);
  const [own, next] = distances.map(({ at }) => clusters[at]);
  const parts = features.map((feature, i) => {
    const scale = scales[i];
    const position = positions[i] ?? null;
    const part = (centre: typeof own): number =>
      scale === undefined || centre === undefined || position === null
        ? 0
        : partOfDistance(scale, position, centre.centre[i] ?? null);
    const speaks = part(next) - part(own);
    const typical =
      scale === undefined || own === undefined ? null : valueAt(scale, own.centre[i] ?? null);
    const { value } = feature;
    const clause: Clause = {
      text: feature.name,
      verdict: squares === undefined ? "unknown" : speaks >= 0 ? "met" : "not-met",
      metric: value.kind === "name" ? (nameOf(value.ref) ?? null) : null,
      value: values[i] ?? null,
      cut: typeof typical === "number" ? Number(typical.toPrecision(3)) : typical,
      depth: 0,
      joined: null,
    };
    return { clause, speaks };
  });
  return {
    clauses: parts.toSorted((a, b) => b.speaks - a.speaks).map(({ clause }) => clause),
    distances: distances.map(({ segment, distance }) => ({ segment, distance })),
  };
}

/** As the query takes it: six digits after the point. */
function plain(value: ReturnType<typeof evaluate>): number | string | null {
  if (typeof value === "boolean") return String(value);
  return typeof value === "number" ? Number(value.toFixed(6)) : value;
}
