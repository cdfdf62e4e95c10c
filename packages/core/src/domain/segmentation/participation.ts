/**
 * Who takes part in a segmentation, and who is ranked with whom: `among` and `within_each`. Those outside have no rank and no
 * segment, and nobody's rank or share counts them. A customer for whom `among` is unknown is outside; those without a value of
 * `within_each` are a group of their own.
 */
import { bool, coalesce, col, type Scalar } from "../../query/index.ts";
import { contentKey } from "../../language/model/content-key.ts";
import { expressionKey } from "../../language/model/keys.ts";
import type { SegmentationModel } from "../../language/model/model.ts";
import { columnOfRef, rankColumn } from "../columns.ts";
import { customerNames, toScalar } from "../to-scalar.ts";
import type { Added, KindContext } from "./kind.ts";

type Keys = ReadonlyMap<string, string>;

/** The column that says who takes part; `undefined` where everybody does. */
export const participationColumn = (model: SegmentationModel, keys: Keys): string | undefined =>
  model.among === null ? undefined : rankColumn(expressionKey(model.among.rule, keys), "among");

/** The column by whose values customers are ranked apart; `undefined` where all are ranked together. */
export function groupColumn(model: SegmentationModel): string | undefined {
  if (model.kind === "rules" || model.kind === "kmeans" || model.withinEach === null)
    return undefined;
  return model.withinEach.kind === "name" ? columnOfRef(model.withinEach.ref) : undefined;
}

/** The key of ranks: of what is ranked, and of those who are ranked with each other. */
export function peersKey(ranked: string, model: SegmentationModel, keys: Keys): string {
  const parts = [participationColumn(model, keys), groupColumn(model)];
  return parts.every((part) => part === undefined) ? ranked : contentKey([ranked, ...parts]);
}

/** What `among` and `within_each` mean in a query. Empty lists where a segmentation says nothing. */
export function participation(
  model: SegmentationModel,
  { asOf, keys }: Pick<KindContext, "asOf" | "keys">,
): {
  /** Conditions that a customer must meet. */
  readonly takesPart: readonly Scalar[];
  /** What those who are ranked with each other have in common: for windows. */
  readonly peers: readonly Scalar[];
  /** Columns that must be there before the ranks. */
  readonly level: readonly Added[];
} {
  const column = participationColumn(model, keys);
  const group = groupColumn(model);
  const groups = group === undefined ? [] : [col(group)];
  if (column === undefined || model.among === null)
    return { takesPart: [], peers: groups, level: [] };
  const value = coalesce(toScalar(model.among.rule, customerNames(asOf)), bool(false));
  const takesPart = [col(column)];
  return { takesPart, peers: [...takesPart, ...groups], level: [{ name: column, value }] };
}
