/** Names of columns of other sources of which one row holds for each customer. */
import { foldName } from "./fold-name.ts";
import type { AttributeModel, FactorsModel, OtherSourceModel } from "./model.ts";
import type { Resolved } from "./scope.ts";

type JoinedSource = OtherSourceModel | FactorsModel;

/** The columns of a source that are values of a customer. */
export const joinedOf = (other: JoinedSource): readonly AttributeModel[] =>
  "joined" in other ? other.joined : [];

export type JoinedNames = {
  /** `balances.amount`; `undefined` where nothing is called that. */
  readonly qualified: (source: string, column: string) => Resolved | undefined;
  /** The column of answers alone, such as `nps`; of several sources with it, the first's. */
  readonly alone: (name: string) => Resolved | undefined;
  /** As they are written. */
  readonly names: readonly string[];
};

/** @param known whether the columns of the data are known; else any column is let through */
export function joinedNames(others: readonly JoinedSource[], known: boolean): JoinedNames {
  const bySource = new Map(others.map((other) => [foldName(other.name), other]));
  const scores = new Map<string, JoinedSource>();
  for (const other of others)
    if (other.kind === "scores" && !scores.has(foldName(other.score)))
      scores.set(foldName(other.score), other);
  const columnOf = (other: JoinedSource | undefined, name: string): Resolved | undefined => {
    if (other === undefined) return undefined;
    const found = joinedOf(other).find((c) => c.name.toLowerCase() === name.toLowerCase());
    if (found === undefined && (known || !(other.kind === "levels" || other.kind === "factors")))
      return undefined;
    const ref = { kind: "joined", source: other.name, column: found?.name ?? name } as const;
    return { ref, type: found?.type ?? "unknown", unit: null };
  };
  return {
    qualified: (source, column) => columnOf(bySource.get(foldName(source)), column),
    alone: (name) => columnOf(scores.get(foldName(name)), name),
    names: others.flatMap((other) => [
      ...(other.kind === "scores" ? [other.score] : []),
      ...joinedOf(other).map((column) => `${other.name}.${column.name}`),
    ]),
  };
}
