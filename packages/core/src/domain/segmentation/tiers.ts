/**
 * Tiers by a ranked number. Top s of value: customers with a value above zero for whom the sum of strictly greater values
 * is less than s of the sum of all positive values; ties stay together, an unknown value has no tier. Definition: METHODS.
 */
import {
  and,
  bool,
  call,
  cases,
  tryCast,
  coalesce,
  col,
  decimal,
  desc,
  div,
  double,
  ge,
  gt,
  int,
  isNotNull,
  lt,
  mul,
  number,
  over,
  sub,
  text,
  type Scalar,
} from "../../query/index.ts";
import { expressionKey } from "../../language/model/keys.ts";
import type { TiersModel } from "../../language/model/model.ts";
import { rankColumn, segmentationColumn } from "../columns.ts";
import { customerNames, toScalar } from "../to-scalar.ts";
import type { Kind } from "./kind.ts";
import { holdLevels } from "./hold.ts";
import { participation, peersKey } from "./participation.ts";

/** Values are ranked and summed in this type, so that threads never show. */
const valueType = decimal(28, 6);

/** The columns that a tier's cut is compared with: the value, and the shares of value and of customers above it. */
export function tierColumns(
  model: TiersModel,
  keys: ReadonlyMap<string, string>,
): { readonly value: string; readonly ofValue: string; readonly ofCustomers: string } {
  const by = expressionKey(model.by, keys);
  const key = peersKey(by, model, keys);
  return {
    value: rankColumn(by, "value"),
    ofValue: rankColumn(key, "of_value"),
    ofCustomers: rankColumn(key, "of_customers"),
  };
}

export const tiers: Kind<TiersModel> = {
  plan: (model, context) => {
    const { asOf, keys } = context;
    const columns = tierColumns(model, keys);
    const { takesPart, peers, level } = participation(model, context);
    const value = {
      name: columns.value,
      value: tryCast(toScalar(model.by, customerNames(asOf)), valueType),
    };
    const v = col(columns.value);
    const positive = coalesce(gt(v, number("0")), bool(false));
    const ranked = and(...takesPart, positive);
    const shares = [
      { name: columns.ofValue, value: cases([[ranked, shareAbove(v, [...peers, positive])]]) },
      {
        name: columns.ofCustomers,
        value: cases([[ranked, customersAbove(v, [...peers, positive])]]),
      },
    ];
    const fits = (cut: TiersModel["segments"][number]["cut"]): Scalar => {
      switch (cut.kind) {
        case "top":
          return lt(
            col(cut.of === "value" ? columns.ofValue : columns.ofCustomers),
            double(cut.share),
          );
        case "at-least":
          return ge(v, number(cut.value));
        case "rest":
          return bool(true);
      }
    };
    const assigned = cases(
      model.segments.map((s) => [and(...takesPart, isNotNull(v), fits(s.cut)), text(s.id)]),
    );
    const last =
      model.hold === null
        ? [[{ name: segmentationColumn(model.name), value: assigned }]]
        : holdLevels(model, model.hold, assigned, context);
    return { levels: [[value, ...level], shares, ...last] };
  },
};

const upTo = { unit: "range", following: { kind: "current" } } as const;
const withTiesFrame = { ...upTo, preceding: { kind: "unbounded" } } as const;
const tiesFrame = { ...upTo, preceding: { kind: "current" } } as const;

/** Σ(strictly greater) / Σ(positive): the running sum with its ties, less the ties; one order of the rows serves both. */
function shareAbove(value: Scalar, peers: readonly Scalar[]): Scalar {
  const ordered = { partitionBy: peers, orderBy: [desc(value)] };
  const withTies = over("sum", [value], { ...ordered, frame: withTiesFrame });
  const ties = mul(value, over("count", [], { ...ordered, frame: tiesFrame }));
  const total = over("sum", [value], { partitionBy: peers });
  return toTwelveDigits(div(sub(withTies, ties), total));
}

/** Of 0.64 and 0.8 the quotient of doubles is a hair below 0.8: who is at the cut itself would be above it. */
const toTwelveDigits = (share: Scalar): Scalar =>
  div(call("round", mul(share, double(1e12))), double(1e12));

function customersAbove(value: Scalar, peers: readonly Scalar[]): Scalar {
  const rank = over("rank", [], { partitionBy: peers, orderBy: [desc(value)] });
  return div(sub(rank, int(1)), over("count", [], { partitionBy: peers }));
}
