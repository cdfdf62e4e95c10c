/**
 * Lifecycle: each customer by their own rhythm. Definition: METHODS (rhythm, lifecycle).
 *
 * g = (Σ own gaps + 3 · mean gap of all) / (own gaps + 3), q = recency / g. The first stage that fits: no order → prospect;
 * recency > lost_after → lost; previous gap > returned.gap and recency ≤ returned.within → returned; q > dormant_after →
 * dormant; q > at_risk_after → at risk; one order → first-time; enough orders in the window → loyal; else active. Where nobody
 * has bought twice there is no rhythm, and nobody is dormant or at risk.
 */
import {
  and,
  bool,
  call,
  cases,
  coalesce,
  col,
  div,
  double,
  eq,
  ge,
  gt,
  int,
  isNotNull,
  isNull,
  le,
  nil,
  number,
  or,
  text,
  type Scalar,
} from "../../query/index.ts";
import { contentKey } from "../../language/model/content-key.ts";
import { backTestDays } from "../../language/model/lifecycle-model.ts";
import type { LifecycleModel, Stage } from "../../language/model/model.ts";
import { builtinColumn, rankColumn, rhythmColumn, segmentationColumn } from "../columns.ts";
import { priorGaps, rhythmOf } from "../metrics/rhythm-value.ts";
import type { Added, Kind } from "./kind.ts";
import { participation, peersKey } from "./participation.ts";

type Keys = ReadonlyMap<string, string>;

/** The columns that tests look at: the customer's rhythm in days, and how many rhythms their last order is ago. */
export function lifecycleColumns(
  model: LifecycleModel,
  keys: Keys,
  back = 0,
): { readonly rhythm: string; readonly late: string } {
  const key = peersKey(contentKey(["rhythm", priorGaps, back]), model, keys);
  return { rhythm: rankColumn(key, "rhythm"), late: rankColumn(key, "late") };
}

/** The segment in which a customer was as of the day of the back-test. */
export const stageBeforeColumn = (model: LifecycleModel, keys: Keys): string =>
  rankColumn(keys.get(model.name) ?? "", "before");

/** What the tests of stages look at. */
type Facts = {
  readonly orders: Scalar;
  readonly recency: Scalar;
  readonly previousGap: Scalar;
  readonly recent: Scalar;
  readonly late: Scalar;
};

export const lifecycle: Kind<LifecycleModel> = {
  plan: (model, context) => {
    const { keys } = context;
    const { takesPart, peers, level } = participation(model, context);
    const rhythmAt = (back: number): { readonly levels: readonly (readonly Added[])[] } => {
      const columns = lifecycleColumns(model, keys, back);
      const rhythm = rhythmOf(back, peers);
      const { recency } = factsAt(model, back, columns.late);
      const known = and(...takesPart, isNotNull(recency));
      const late = call("settle", div(recency, col(columns.rhythm)));
      return {
        levels: [
          [{ name: columns.rhythm, value: cases([[known, rhythm]]) }],
          [{ name: columns.late, value: late }],
        ],
      };
    };
    const assignedAt = (back: number): Scalar => {
      const tests = stageTests(
        model,
        factsAt(model, back, lifecycleColumns(model, keys, back).late),
      );
      const segmentOf = (stage: Stage): Scalar => {
        const segment = model.segments.find((s) => s.stages.includes(stage));
        return segment === undefined ? nil("varchar") : text(segment.id);
      };
      return cases(
        tests.map(({ stage, test }) => [
          and(...takesPart, coalesce(test, bool(false))),
          segmentOf(stage),
        ]),
      );
    };
    const [now, before] = [rhythmAt(0).levels, rhythmAt(backTestDays).levels];
    return {
      levels: [
        level,
        ...now.map((added, i) => [...added, ...(before[i] ?? [])]),
        [
          { name: segmentationColumn(model.name), value: assignedAt(0) },
          { name: stageBeforeColumn(model, keys), value: assignedAt(backTestDays) },
        ],
      ],
    };
  },
};

function factsAt(model: LifecycleModel, back: number, late: string): Facts {
  const { within } = model.loyal;
  const facts = { previousGap: col(rhythmColumn("previous_gap", back)), late: col(late) };
  if (back === 0)
    return {
      ...facts,
      orders: col(builtinColumn("frequency", null)),
      recency: col(builtinColumn("recency", null)),
      recent: col(builtinColumn("frequency", within)),
    };
  return {
    ...facts,
    orders: col(rhythmColumn("orders", back)),
    recency: col(rhythmColumn("recency", back)),
    recent: col(rhythmColumn(`orders_${within}`, back)),
  };
}

/** The stages with their tests, in the order in which they are tried. */
function stageTests(
  model: LifecycleModel,
  { orders, recency, previousGap, recent, late }: Facts,
): readonly { readonly stage: Stage; readonly test: Scalar }[] {
  const { returned, loyal } = model;
  return [
    { stage: "prospect", test: or(isNull(orders), eq(orders, number("0"))) },
    { stage: "lost", test: gt(recency, int(model.lostAfter)) },
    {
      stage: "returned",
      test: and(gt(previousGap, int(returned.gap)), le(recency, int(returned.within))),
    },
    { stage: "dormant", test: gt(late, double(model.dormantAfter)) },
    { stage: "at_risk", test: gt(late, double(model.atRiskAfter)) },
    { stage: "first_time", test: eq(orders, number("1")) },
    { stage: "loyal", test: ge(recent, int(loyal.orders)) },
    { stage: "active", test: bool(true) },
  ];
}
