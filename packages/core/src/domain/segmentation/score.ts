/**
 * Scores for choosing targets: criteria become points in [0, 100], groups average their criteria by weight, the score averages
 * or multiplies the groups. Definition: `docs/methods.md` (scores).
 */
import {
  add,
  and,
  asc,
  bool,
  call,
  cases,
  cast,
  coalesce,
  col,
  decimal,
  desc,
  div,
  double,
  ge,
  inList,
  int,
  isNotNull,
  lt,
  mul,
  nil,
  number,
  over,
  sub,
  text,
  tryCast,
  type Scalar,
} from "../../query/index.ts";
import { contentKey } from "../../language/model/content-key.ts";
import { expressionKey } from "../../language/model/keys.ts";
import type { BandTest, CriterionModel, ScoreModel } from "../../language/model/model.ts";
import { columnOfRef, rankColumn, segmentationColumn } from "../columns.ts";
import { customerNames, toScalar } from "../to-scalar.ts";
import { together } from "./bands.ts";
import type { Added, Kind, KindContext } from "./kind.ts";
import { participation, peersKey } from "./participation.ts";

type Keys = ReadonlyMap<string, string>;

/** Values are compared, ranked and summed in this type, so that noise of doubles never shows. */
const valueType = decimal(28, 6);
const full = double(100);

/** The columns of a criterion: the value that is judged (with `per` the mean of all who share it), and its points. */
export function criterionColumns(
  { by, points, unknown }: CriterionModel,
  model: ScoreModel,
  keys: Keys,
): {
  readonly own: string;
  readonly value: string;
  readonly place: string;
  readonly points: string;
} {
  const key = expressionKey(by, keys);
  const own = rankColumn(key, by.type === "text" ? "text" : "value");
  const per = model.per === null ? null : expressionKey(model.per, keys);
  const peers = contentKey([peersKey(key, model, keys), per]);
  return {
    own,
    value: per === null ? own : rankColumn(peers, "mean"),
    place: rankColumn(contentKey([peers, points]), "place"),
    points: rankColumn(contentKey([peers, points, unknown]), "points"),
  };
}

/** The columns of a score: itself, and the share of customers with a higher one. */
export const scoreColumnsOf = (
  model: ScoreModel,
  keys: Keys,
): { readonly score: string; readonly above: string } => {
  const key = keys.get(model.name) ?? "";
  return { score: rankColumn(key, "score"), above: rankColumn(key, "above") };
};

export const score: Kind<ScoreModel> = {
  plan: (model, context) => {
    const { keys } = context;
    const { takesPart, peers, level } = participation(model, context);
    const columns = scoreColumnsOf(model, keys);
    const criteria = model.groups
      .flatMap((group) => group.criteria)
      .map((criterion) => criterionLevels(criterion, model, context));
    const total = {
      name: columns.score,
      value: cases([[and(...takesPart), scoreOf(model, keys)]]),
    };
    const s = col(columns.score);
    const known = isNotNull(s);
    const all = [...peers, known];
    const above = div(
      sub(over("rank", [], { partitionBy: all, orderBy: [desc(s)] }), int(1)),
      over("count", [], { partitionBy: all }),
    );
    const ranks = model.segments.some(({ test }) => test.kind === "top")
      ? [{ name: columns.above, value: cases([[known, above]]) }]
      : [];
    const fits = (test: BandTest): Scalar => {
      if (test.kind === "at-least") return ge(s, double(Number(test.value)));
      return test.kind === "top" ? lt(col(columns.above), double(test.share)) : bool(true);
    };
    const assigned = cases(
      model.segments.map(({ id, test }) => [and(known, fits(test)), text(id)]),
    );
    return {
      levels: [
        level,
        ...together(...criteria),
        [total],
        ranks,
        [{ name: segmentationColumn(model.name), value: assigned }],
      ],
    };
  },
};

/** Four levels: the value, the mean of all who share what is scored, the place among those ranked, the points. */
function criterionLevels(
  criterion: CriterionModel,
  model: ScoreModel,
  context: KindContext,
): readonly (readonly Added[])[] {
  const { by, points, unknown } = criterion;
  const columns = criterionColumns(criterion, model, context.keys);
  const { takesPart, peers } = participation(model, context);
  const own = toScalar(by, customerNames(context.asOf));
  const first = { name: columns.own, value: by.type === "text" ? own : tryCast(own, valueType) };
  const group = perColumn(model);
  const mean = (): Scalar => {
    const partitionBy = [...peers, ...(group === undefined ? [] : [col(group)])];
    const sum = over("sum", [col(columns.own)], { partitionBy });
    const value = call("settle", div(sum, over("count", [col(columns.own)], { partitionBy })));
    const scored = group === undefined ? [] : [isNotNull(col(group))];
    return cases([[and(...takesPart, ...scored), value]]);
  };
  const v = col(columns.value);
  const known = and(...takesPart, isNotNull(v));
  const all = [...peers, isNotNull(v)];
  const order = points.kind === "rank" && points.better === "low" ? desc(v) : asc(v);
  // Where several customers are scored as one, each of those counts once.
  const rank = group === undefined ? "rank" : "dense_rank";
  const worse = sub(over(rank, [], { partitionBy: all, orderBy: [order] }), int(1));
  const found = cases(
    [[known, pointsOf(criterion, v, columns.place, all, group !== undefined)]],
    unknown === null ? nil("double") : double(unknown),
  );
  return [
    [first],
    group === undefined ? [] : [{ name: columns.value, value: mean() }],
    points.kind === "rank" ? [{ name: columns.place, value: cases([[known, worse]]) }] : [],
    [{ name: columns.points, value: found }],
  ];
}

/** The column of what is scored; `undefined` for each customer. */
function perColumn({ per }: ScoreModel): string | undefined {
  return per?.kind === "name" ? columnOfRef(per.ref) : undefined;
}

function pointsOf(
  { points }: CriterionModel,
  value: Scalar,
  place: string,
  peers: readonly Scalar[],
  shared: boolean,
): Scalar {
  switch (points.kind) {
    case "scale": {
      const [from, to] = [double(points.from), double(points.to)];
      const part = div(sub(cast(value, "double"), from), sub(to, from));
      return call("least", full, call("greatest", double(0), mul(full, part)));
    }
    case "rank": {
      const others = shared
        ? over("max", [col(place)], { partitionBy: peers })
        : sub(over("count", [], { partitionBy: peers }), int(1));
      // Nobody is worse than one alone, and nobody better.
      return coalesce(div(mul(full, col(place)), others), full);
    }
    case "steps":
      return cases(
        points.steps.map((step) => [stepTest(step.test, value), double(step.points)]),
        nil("double"),
      );
  }
}

const stepTest = (test: BandTest, value: Scalar): Scalar => {
  if (test.kind === "at-least") return ge(value, number(test.value));
  return test.kind === "in" ? inList(value, test.values.map(text)) : bool(true);
};

/** Σ weight · value / Σ weight. */
function weighted(parts: readonly (readonly [weight: number, value: Scalar])[]): Scalar {
  const sum = parts
    .map(([weight, value]) => mul(double(weight), value))
    .reduce((left, right) => add(left, right));
  return div(sum, double(parts.reduce((left, [weight]) => left + weight, 0)));
}

function scoreOf(model: ScoreModel, keys: Keys): Scalar {
  const groups = model.groups.map(({ weight, criteria }): readonly [number, Scalar] => [
    weight,
    weighted(criteria.map((c) => [c.weight, col(criterionColumns(c, model, keys).points)])),
  ]);
  const combined =
    model.combine === "average"
      ? weighted(groups)
      : mul(
          full,
          groups.map(([, value]) => div(value, full)).reduce((a, b) => mul(a, b)),
        );
  return call("settle", combined);
}
