/** Why a customer is in a stage: the tests of METHODS in their order, down to the one that decided. */
import type { LifecycleModel, Stage } from "../../language/model/model.ts";
import { builtinColumn, rhythmColumn } from "../columns.ts";
import { lifecycleColumns } from "../segmentation/lifecycle.ts";
import type { Clause } from "./clause.ts";
import type { Value } from "./evaluate.ts";

const words = {
  previousGap: { en: "Days away before the last order", zh: "上次购买前的间隔天数" },
  late: { en: "Own rhythms since the last order", zh: "距上次购买的自身节奏倍数" },
  otherwise: { en: "No earlier stage fits", zh: "不符合前面各阶段" },
} as const;

type Test = { readonly stage: Stage; readonly clauses: readonly Clause[] };

/**
 * The clauses of a lifecycle for one customer.
 *
 * @param valueOf the customer's stored columns
 * @returns tests that were tried, the last of them met; those that say nothing of the customer are left out
 */
export function lifecycleClauses(
  model: LifecycleModel,
  keys: ReadonlyMap<string, string>,
  valueOf: (column: string) => Value,
): readonly Clause[] {
  const { returned, loyal } = model;
  const columns = lifecycleColumns(model, keys);
  const number = (column: string): number | null => {
    const value = valueOf(column);
    return value === null ? null : Number(value);
  };
  const [orders, recency] = [
    number(builtinColumn("frequency", null)),
    number(builtinColumn("recency", null)),
  ];
  const gap = number(rhythmColumn("previous_gap", 0));
  const [late, rhythm] = [number(columns.late), number(columns.rhythm)];
  const recent = number(builtinColumn("frequency", loyal.within));
  const own =
    rhythm === null
      ? {}
      : { note: { en: `own rhythm ${days(rhythm)} days`, zh: `自身节奏 ${days(rhythm)} 天` } };
  const lateBy = (cut: number): Clause => ({
    ...clause(`late > ${cut}`, null, late, cut, late !== null && late > cut),
    title: words.late,
    ...own,
  });
  const tests: readonly Test[] = [
    { stage: "prospect", clauses: [clause("frequency = 0", "frequency", orders, 0, orders === 0)] },
    {
      stage: "lost",
      clauses: [
        clause(
          `recency > ${model.lostAfter}`,
          "recency",
          recency,
          model.lostAfter,
          above(recency, model.lostAfter),
        ),
      ],
    },
    {
      stage: "returned",
      clauses: [
        {
          ...clause(
            `previous_gap > ${returned.gap}`,
            null,
            gap,
            returned.gap,
            above(gap, returned.gap),
          ),
          title: words.previousGap,
        },
        {
          ...clause(
            `recency <= ${returned.within}`,
            "recency",
            recency,
            returned.within,
            recency !== null && recency <= returned.within,
          ),
          joined: "and",
        },
      ],
    },
    { stage: "dormant", clauses: [lateBy(model.dormantAfter)] },
    { stage: "at_risk", clauses: [lateBy(model.atRiskAfter)] },
    {
      stage: "first_time",
      clauses: [clause("frequency = 1", "frequency", orders, 1, orders === 1)],
    },
    {
      stage: "loyal",
      clauses: [
        clause(
          `frequency_${loyal.within} >= ${loyal.orders}`,
          `frequency_${loyal.within}`,
          recent,
          loyal.orders,
          recent !== null && recent >= loyal.orders,
        ),
      ],
    },
    {
      stage: "active",
      clauses: [{ ...clause("else", null, null, null, true), title: words.otherwise }],
    },
  ];
  const decided = tests.findIndex(({ clauses }) => clauses.every((c) => c.verdict === "met"));
  return tests.slice(0, decided + 1).flatMap(({ stage, clauses }, i) => {
    const says = clauses.every((c) => c.value !== null) && !special.has(stage);
    return i === decided || says ? clauses : [];
  });
}

/** Stages that say something only of those who are in them. */
const special: ReadonlySet<Stage> = new Set(["prospect", "returned"]);

const above = (value: number | null, cut: number): boolean => value !== null && value > cut;

/** With one digit after the point where it is below ten. */
const days = (rhythm: number): string => rhythm.toFixed(rhythm < 10 ? 1 : 0);

function clause(
  text: string,
  metric: string | null,
  value: number | null,
  cut: number | null,
  met: boolean,
): Clause {
  const verdict = value === null && cut !== null ? "unknown" : met ? "met" : "not-met";
  return { text, verdict, metric, value, cut, depth: 0, joined: null };
}
