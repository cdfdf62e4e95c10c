/** What one more of what an effect raises is worth to a customer. METHODS: gain of an action. */
import type { EffectBasis } from "../../language/model/effect-model.ts";
import { builtinColumn, metricColumn } from "../columns.ts";

type Effect = { readonly metric: string; readonly basis: EffectBasis };

/** A number of a customer by its column; NaN where it is not known. */
export type NumberAt = (column: string) => number;

const monetary = builtinColumn("monetary", null);
const monetaryMean = builtinColumn("monetary_mean", null);
const margin = builtinColumn("margin", null);

/** The columns that `unitWorth` reads. */
export function worthColumns({ metric, basis }: Effect): readonly string[] {
  switch (basis.kind) {
    case "chance":
      return basis.clv === null ? [] : [metricColumn(metric), metricColumn(basis.clv)];
    case "sales":
      return basis.margin ? [monetary, margin] : [];
    case "orders":
      return basis.margin ? [monetary, margin, monetaryMean] : [monetaryMean];
    case "profit":
    case "stated":
      return [];
  }
}

/**
 * Money for one more: of a chance CLV ÷ the chance, of sales the share of them that is margin (1 where no margin is given), of
 * orders the mean order times that.
 *
 * @returns NaN where it is not known
 */
export function unitWorth({ metric, basis }: Effect, at: NumberAt): number {
  switch (basis.kind) {
    case "chance": {
      const chance = at(metricColumn(metric));
      return basis.clv !== null && chance > 0 ? at(metricColumn(basis.clv)) / chance : Number.NaN;
    }
    case "sales":
      return basis.margin ? marginShare(at) : 1;
    case "orders":
      return at(monetaryMean) * (basis.margin ? marginShare(at) : 1);
    case "profit":
      return 1;
    case "stated":
      return basis.worth;
  }
}

function marginShare(at: NumberAt): number {
  const sales = at(monetary);
  return sales > 0 ? at(margin) / sales : Number.NaN;
}
