/**
 * RFM: scores by the share of strictly worse customers, so that equal values share a score and row order never matters;
 * segments are rectangles of scores. Definition: METHODS (RFM score).
 */
import {
  add,
  and,
  asc,
  between,
  call,
  cases,
  cast,
  col,
  desc,
  div,
  gt,
  int,
  mul,
  nil,
  number,
  over,
  sub,
  text,
  type Scalar,
} from "../../query/index.ts";
import { contentKey } from "../../language/model/content-key.ts";
import type { RfmModel } from "../../language/model/model.ts";
import { builtinColumn, rankColumn, segmentationColumn } from "../columns.ts";
import type { Added, Kind } from "./kind.ts";
import { participation, peersKey } from "./participation.ts";

/** The columns of the three scores. */
export function scoreColumns(
  model: RfmModel,
  keys: ReadonlyMap<string, string>,
): {
  readonly r: string;
  readonly f: string;
  readonly m: string;
} {
  const key = peersKey(contentKey(["rfm", model.scale, model.within]), model, keys);
  return { r: rankColumn(key, "r"), f: rankColumn(key, "f"), m: rankColumn(key, "m") };
}

export const rfm: Kind<RfmModel> = {
  plan: (model, context) => {
    const columns = scoreColumns(model, context.keys);
    const { takesPart, peers, level } = participation(model, context);
    const buys = gt(col(builtinColumn("frequency", model.within)), number("0"));
    const buyer = and(...takesPart, buys);
    const score = (name: string, value: Scalar, worse: "high" | "low"): Added => ({
      name,
      value: cases([[buyer, scoreOf(value, [...peers, buys], worse, model.scale)]]),
    });
    const scores = [
      score(columns.r, col(builtinColumn("recency", null)), "high"),
      score(columns.f, col(builtinColumn("frequency", model.within)), "low"),
      score(columns.m, col(builtinColumn("monetary", model.within)), "low"),
    ];
    const cell = (at: RfmModel["segments"][number]["cells"][number]): Scalar => {
      const inside = (column: string, [low, high]: readonly [number, number]) =>
        between(col(column), int(low), int(high));
      const sides = [inside(columns.r, at.recency), inside(columns.f, at.frequency)];
      return and(...sides, ...(at.monetary === null ? [] : [inside(columns.m, at.monetary)]));
    };
    const branches = model.segments.flatMap((s) =>
      s.cells.map((c) => [cell(c), text(s.id)] as const),
    );
    const others = model.others === null ? nil("varchar") : text(model.others.id);
    const assigned = cases([
      [buyer, cases(branches)],
      [and(...takesPart), others],
    ]);
    return { levels: [level, scores, [{ name: segmentationColumn(model.name), value: assigned }]] };
  },
};

/** 1 + ⌊scale · (customers strictly worse) / N⌋ among buyers. */
function scoreOf(
  value: Scalar,
  peers: readonly Scalar[],
  worse: "high" | "low",
  scale: number,
): Scalar {
  const fromWorst = [worse === "high" ? desc(value) : asc(value)];
  const strictlyWorse = sub(over("rank", [], { partitionBy: peers, orderBy: fromWorst }), int(1));
  const customers = over("count", [], { partitionBy: peers });
  return add(
    int(1),
    cast(call("floor", div(mul(int(scale), strictlyWorse), customers)), "integer"),
  );
}
