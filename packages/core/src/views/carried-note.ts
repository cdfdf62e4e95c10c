/** Says of a fit that an earlier run learned it. */
import type { ModelCard } from "../domain/model-card.ts";
import { formatDate } from "./format-date.ts";
import { formatDays, isChinese } from "./format-number.ts";
import type { Block } from "./view.ts";
import type { ViewOptions } from "./view-options.ts";

/** One note, or none where the run itself learned it. */
export function carriedNote({ carried }: ModelCard, options: ViewOptions): readonly Block[] {
  if (carried === undefined) return [];
  const on = formatDate(carried.on, options);
  const days = formatDays(carried.days, options.locale);
  const text = isChinese(options.locale)
    ? `参数学自截至 ${on} 的数据（${days}前）；客户仍按当日数据计算。重新学习：clientele run --refit`
    : `Learned from the data to ${on}, ${days} earlier; customers are scored by today's data. Anew: clientele run --refit`;
  return [{ kind: "note", tone: "plain", text }];
}
