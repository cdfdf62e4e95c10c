/** Names of columns of other sources of which one row holds for each customer. */
import { foldName } from "./fold-name.ts";
import type { AttributeModel, OtherSourceModel } from "./model.ts";
import type { Resolved } from "./scope.ts";

/** The columns of a source that are values of a customer. */
export const joinedOf = (other: OtherSourceModel): readonly AttributeModel[] =>
  other.kind === "scores" || other.kind === "levels" ? other.joined : [];

export type JoinedNames = {
  /** `balances.amount`; `undefined` where nothing is called that. */
  readonly qualified: (source: string, column: string) => Resolved | undefined;
  /** The column of answers alone, such as `nps`; of several sources with it, the first's. */
  readonly alone: (name: string) => Resolved | undefined;
  /** As they are written. */
  readonly names: readonly string[];
};

/** @param known whether the columns of the data are known; else any column is let through */
export function joinedNames(others: readonly OtherSourceModel[], known: boolean): JoinedNames {
  const bySource = new Map(others.map((other) => [foldName(other.name), other]));
  const scores = new Map<string, OtherSourceModel>();
  for (const other of others)
    if (other.kind === "scores" && !scores.has(foldName(other.score)))
      scores.set(foldName(other.score), other);
  const columnOf = (other: OtherSourceModel | undefined, name: string): Resolved | undefined => {
    if (other === undefined) return undefined;
    const found = joinedOf(other).find((c) => c.name.toLowerCase() === name.toLowerCase());
    if (found === undefined && (known || other.kind !== "levels")) return undefined;
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
