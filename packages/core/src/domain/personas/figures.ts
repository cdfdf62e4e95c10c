/** Figures of a segment beside those of the others: sums over customers, without a test. Definitions: METHODS. */
import {
  and,
  as,
  cast,
  coalesce,
  col,
  countAll,
  ge,
  gt,
  int,
  isNotNull,
  le,
  not,
  number,
  select,
  sum,
  type Query,
  type Relation,
  type Scalar,
  type SelectColumn,
} from "../../query/index.ts";
import { hasMargin, type Model } from "../../language/model/model.ts";
import { builtinColumn, joinedColumn } from "../columns.ts";

export type FigureName =
  | "conversion"
  | "mean_order"
  | "spend"
  | "margin"
  | "retention"
  | "repurchase"
  | "nps";

/** Shares lie in [0, 1], money is of one customer or order, NPS in [−100, 100]. `null` where nobody counts. */
export type Figure = {
  readonly name: FigureName;
  /** The window in days, or the name of the score. */
  readonly of: string | null;
  readonly segment: number | null;
  readonly others: number | null;
};

type Side = Readonly<Record<string, unknown>>;
export type FigureRule = {
  readonly name: FigureName;
  readonly of: string | null;
  /** Divided by each other, times `scale`. */
  readonly over: Scalar;
  readonly under: Scalar;
  readonly scale: number;
};

const built = (name: Parameters<typeof builtinColumn>[0]): Scalar => col(builtinColumn(name, null));
const total = (value: Scalar): Scalar => coalesce(sum(value), number("0"));

/** What can be told of a snapshot with these columns. */
export function figureRules(model: Model, columns: ReadonlySet<string>): readonly FigureRule[] {
  const bought = gt(built("frequency"), int(0));
  const plain = { of: null, scale: 1 };
  const windows = (name: "retained" | "repurchased"): readonly number[] =>
    model.windows.flatMap((w) =>
      w.name === name && columns.has(builtinColumn(name, w.within)) ? w.within : [],
    );
  const yes = (name: "retained" | "repurchased", figure: FigureName): readonly FigureRule[] =>
    windows(name).map((within) => {
      const value = col(builtinColumn(name, within));
      return {
        name: figure,
        of: String(within),
        over: countAll(value),
        under: countAll(isNotNull(value)),
        scale: 1,
      };
    });
  return [
    ...(model.customers === null
      ? []
      : [{ ...plain, name: "conversion" as const, over: countAll(bought), under: countAll() }]),
    { ...plain, name: "spend", over: total(built("monetary")), under: countAll() },
    ...(hasMargin(model)
      ? [{ ...plain, name: "margin" as const, over: total(built("margin")), under: countAll() }]
      : []),
    {
      ...plain,
      name: "mean_order",
      over: total(built("monetary")),
      under: total(built("frequency")),
    },
    ...yes("retained", "retention"),
    ...yes("repurchased", "repurchase"),
    ...model.others.flatMap((other): readonly FigureRule[] => {
      if (other.kind !== "scores" || other.scale[0] !== 0 || other.scale[1] !== 10) return [];
      const answer = cast(col(joinedColumn(other.name, other.score)), "double");
      return [
        {
          name: "nps",
          of: other.score,
          over: {
            kind: "binary",
            operator: "-",
            left: countAll(ge(answer, int(9))),
            right: countAll(le(answer, int(6))),
          },
          under: countAll(isNotNull(answer)),
          scale: 100,
        },
      ];
    }),
  ];
}

/** @param member whether a customer is in the segment @returns one row: `over_<i>`, `under_<i>` */
export const figuresQuery = (
  customers: Relation,
  who: Scalar | null,
  member: Scalar,
  rules: readonly FigureRule[],
  inside: boolean,
): Query =>
  select({
    columns: figureColumns(rules),
    from: customers,
    where: and(...(who === null ? [] : [who]), inside ? member : not(member)),
  });

/** What `figureOf` reads: `over_<i>`, `under_<i>`. */
export const figureColumns = (rules: readonly FigureRule[]): readonly SelectColumn[] =>
  rules.flatMap(({ over, under }, i) => [as(`over_${i}`, over), as(`under_${i}`, under)]);

/** The value of the i-th rule; `null` where nobody counts. */
export function figureOf({ scale }: FigureRule, i: number, side: Side): number | null {
  const under = Number(side[`under_${i}`] ?? 0);
  return under === 0 ? null : (scale * Number(side[`over_${i}`])) / under;
}

export const figuresOf = (
  rules: readonly FigureRule[],
  segment: Side,
  others: Side,
): readonly Figure[] =>
  rules.map((rule, i) => ({
    name: rule.name,
    of: rule.of,
    segment: figureOf(rule, i, segment),
    others: figureOf(rule, i, others),
  }));

/** Those that a run tells of each segment: retention and repurchase where something names them, NPS where people answer. */
export const answeredRules = (model: Model): readonly FigureRule[] =>
  figureRules(
    model,
    new Set(model.windows.map(({ name, within }) => builtinColumn(name, within))),
  ).filter(({ name }) => name === "retention" || name === "repurchase" || name === "nps");
