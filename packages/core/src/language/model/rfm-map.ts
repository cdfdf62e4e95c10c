/** The ten-segment map of recency × frequency scores that covers each of the 25 cells once. */
import type { Localised } from "../config/text.ts";

type Cells = readonly {
  readonly recency: readonly [number, number];
  readonly frequency: readonly [number, number];
}[];

type PresetSegment = { readonly id: string; readonly title: Localised; readonly cells: Cells };

const preset = (
  id: string,
  en: string,
  zh: string,
  recency: readonly [number, number],
  frequency: readonly [number, number],
): PresetSegment => ({ id, title: { en, zh }, cells: [{ recency, frequency }] });

/** For a scale of 5; scores rise with value, so 5 is the most recent and the most frequent fifth. */
export const tenSegmentMap: readonly PresetSegment[] = [
  preset("champions", "Champions", "核心客户", [5, 5], [4, 5]),
  preset("loyal", "Loyal", "忠诚客户", [3, 4], [4, 5]),
  preset("potential_loyalists", "Potential loyalists", "潜在忠诚客户", [4, 5], [2, 3]),
  preset("new_customers", "New customers", "新客户", [5, 5], [1, 1]),
  preset("promising", "Promising", "有潜力客户", [4, 4], [1, 1]),
  preset("need_attention", "Need attention", "需关注客户", [3, 3], [3, 3]),
  preset("about_to_sleep", "About to sleep", "即将沉睡客户", [3, 3], [1, 2]),
  preset("at_risk", "At risk", "有流失风险客户", [1, 2], [3, 4]),
  preset("cant_lose", "Can't lose", "不可流失客户", [1, 2], [5, 5]),
  preset("hibernating", "Hibernating", "沉睡客户", [1, 2], [1, 2]),
];
