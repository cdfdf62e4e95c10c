import type { PreviewResult } from "../host/protocol.ts";
import { textFor } from "../language/config/text.ts";
import { formatDate } from "./format-date.ts";
import { formatNumber } from "./format-number.ts";
import { segmentTable } from "./segment-table.ts";
import type { View } from "./view.ts";
import type { ViewOptions } from "./view-options.ts";
import { wordsFor } from "./words.ts";

/**
 * All segments with their customers, share and revenue, a table for each segmentation.
 *
 * @param counts the answer of `preview`
 */
export function segmentsView(counts: PreviewResult, options: ViewOptions): View {
  const { locale } = options;
  const words = wordsFor(locale);
  const tables = counts.segmentations.map((segmentation) =>
    segmentTable(
      { id: segmentation.id, title: textFor(segmentation.title, locale) },
      segmentation.segments.map((segment) => ({
        ...segment,
        title: textFor(segment.title, locale),
      })),
      counts.currency,
      words,
      locale,
    ),
  );
  const asOf = counts.asOf === null ? [] : [words.dataTo(formatDate(counts.asOf, options))];
  const foot = [words.countCustomers(formatNumber(counts.customers, 0)), ...asOf];
  return {
    id: "segments",
    title: words.segments,
    run: counts.base?.run ?? null,
    blocks: [...tables, { kind: "note", tone: "hint", text: foot.join(" · ") }],
    actions: [],
  };
}
