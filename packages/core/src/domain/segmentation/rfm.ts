/**
 * RFM: scores by the share of strictly worse customers, so that equal values share a score and row order never matters, or by
 * cuts: fixed, or type-7 quantiles. Segments are rectangles of scores. Definition: METHODS (RFM score).
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
  double,
  eq,
  ge,
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
import { builtinColumn, idColumn, rankColumn, segmentationColumn } from "../columns.ts";
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
  const { scale, within, scores } = model;
  const own = scores === undefined ? ["rfm", scale, within] : ["rfm", scale, within, scores];
  const key = peersKey(contentKey(own), model, keys);
  return { r: rankColumn(key, "r"), f: rankColumn(key, "f"), m: rankColumn(key, "m") };
}

export const rfm: Kind<RfmModel> = {
  plan: (model, context) => {
    const columns = scoreColumns(model, context.keys);
    const { takesPart, peers, level } = participation(model, context);
    const buys = gt(col(builtinColumn("frequency", model.within)), number("0"));
    const buyer = and(...takesPart, buys);
    const values = [
      { name: columns.r, value: col(builtinColumn("recency", null)), axis: "recency" },
      { name: columns.f, value: col(builtinColumn("frequency", model.within)), axis: "frequency" },
      { name: columns.m, value: col(builtinColumn("monetary", model.within)), axis: "monetary" },
    ] as const;
    const all = [...peers, buys];
    const scored = values.map(({ name, value, axis }): Scored => {
      const worse = axis === "recency" ? "high" : "low";
      if (model.scores === undefined)
        return { before: [], value: scoreOf(value, all, worse, model.scale) };
      if (model.scores.kind === "quantiles")
        return scoreByQuantiles(name, value, all, worse, model.scale);
      const cuts = model.scores[axis].map((cut) => double(cut));
      return { before: [], value: scoreByCuts(value, cuts, ge, worse, model.scale) };
    });
    const before = [0, 1].map((at) => scored.flatMap((s) => s.before[at] ?? []));
    const scores = scored.map(({ value }, i): Added => ({
      name: values[i]?.name ?? "",
      value: cases([[buyer, value]]),
    }));
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
    return {
      levels: [
        level,
        ...before.filter((added) => added.length > 0),
        scores,
        [{ name: segmentationColumn(model.name), value: assigned }],
      ],
    };
  },
};

/** A score, and the levels of columns that it is computed from. */
type Scored = { readonly before: readonly (readonly Added[])[]; readonly value: Scalar };

/** 1 and one more for each cut that the value has passed; of recency, where more is worse, from the top. */
function scoreByCuts(
  value: Scalar,
  cuts: readonly Scalar[],
  passes: typeof ge,
  worse: "high" | "low",
  scale: number,
): Scalar {
  const reached = cuts.map((cut) => cases([[passes(cast(value, "double"), cut), int(1)]], int(0)));
  const passed = reached.reduce((sum, one) => add(sum, one), int(0));
  return cast(worse === "high" ? sub(int(scale), passed) : add(int(1), passed), "integer");
}

/**
 * The same with cuts between equal parts of the buyers: quantiles by linear interpolation (Hyndman, Fan 1996, type 7; R's
 * default), a value on a cut below it, as R's `cut` has it. The k-th value in order is read from ranks that ties do not share.
 */
function scoreByQuantiles(
  name: string,
  value: Scalar,
  peers: readonly Scalar[],
  worse: "high" | "low",
  scale: number,
): Scored {
  const [nth, count] = [`${name}_nth`, `${name}_of`];
  const own = cast(value, "double");
  const order = { partitionBy: peers, orderBy: [asc(value), asc(col(idColumn))] };
  const ranks = [
    { name: nth, value: over("row_number", [], order) },
    { name: count, value: over("count", [], { partitionBy: peers }) },
  ];
  const cutName = (i: number): string => `${name}_cut_${i}`;
  const at = (place: Scalar): Scalar =>
    over("max", [cases([[eq(col(nth), place), own]])], { partitionBy: peers });
  const cuts = Array.from({ length: scale - 1 }, (_, i) => {
    const place = div(mul(sub(col(count), int(1)), int(i + 1)), int(scale));
    const below = call("floor", place);
    const low = at(add(below, int(1)));
    const high = at(call("least", add(below, int(2)), col(count)));
    const fraction = sub(cast(place, "double"), cast(below, "double"));
    return { name: cutName(i), value: call("settle", add(low, mul(fraction, sub(high, low)))) };
  });
  return {
    before: [ranks, cuts],
    value: scoreByCuts(
      value,
      cuts.map((cut) => col(cut.name)),
      gt,
      worse,
      scale,
    ),
  };
}

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
