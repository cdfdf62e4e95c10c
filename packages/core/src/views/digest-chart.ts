/** The chart of a digest, with its sentence. */
import { moves, type SegmentBalance } from "../domain/digest/digest.ts";
import { causes } from "../domain/migration/migration.ts";
import type { Digest, ProjectInfo } from "../host/protocol.ts";
import { segmentTitle } from "./cells.ts";
import { digestWordsFor } from "./digest-words.ts";
import { formatNumber } from "./format-number.ts";
import type { Chart } from "./svg.ts";
import type { ViewOptions } from "./view-options.ts";

/** Slack draws so many; the rest stays in the table. */
const mostBars = 10;

/** Who came and went where there is a run to compare with and somebody did, else how large segments are. */
export function digestChart(
  digest: Digest,
  project: ProjectInfo,
  options: ViewOptions,
): readonly Chart[] {
  const words = digestWordsFor(options.locale);
  const { balances, since, chart } = digest;
  const moved = balances.filter(moves);
  if (chart === "none" || balances.length === 0) return [];
  const label = (b: SegmentBalance): string =>
    segmentTitle(project, b.segmentation, b.segment, options.locale);
  const count = (n: number): string => formatNumber(n, 0);
  if (chart === "moves" && since !== null && moved.length > 0) {
    const into = (b: SegmentBalance): number =>
      b.joined + causes.reduce((sum, cause) => sum + b.moved[cause].in, 0);
    const out = (b: SegmentBalance): number =>
      b.left + causes.reduce((sum, cause) => sum + b.moved[cause].out, 0);
    const shown = moved.toSorted((a, b) => into(b) + out(b) - into(a) - out(a)).slice(0, mostBars);
    const [most] = shown;
    if (most === undefined) return [];
    const points = (value: (b: SegmentBalance) => number) =>
      shown.map((b) => ({ label: label(b), value: value(b) }));
    return [
      {
        kind: "chart",
        chart: "bar",
        title: words.chartMoves,
        sentence: words.moveSentence(label(most), count(into(most)), count(out(most))),
        type: "number",
        series: [
          { name: words.came, points: points(into) },
          { name: words.went, points: points(out) },
        ],
      },
    ];
  }
  const shown = balances.toSorted((a, b) => b.closing - a.closing).slice(0, mostBars);
  const [largest] = shown;
  // One bar says no more than its number, which stands above.
  if (largest === undefined || largest.closing === 0 || shown.length < 2) return [];
  return [
    {
      kind: "chart",
      chart: "bar",
      title: words.chartSizes,
      sentence: words.sizeSentence(label(largest), count(largest.closing)),
      type: "number",
      series: [
        {
          name: words.customers,
          points: shown.map((b) => ({ label: label(b), value: b.closing })),
        },
      ],
    },
  ];
}
