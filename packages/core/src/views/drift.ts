/** How far metrics drifted between two runs, beside what chance alone would give. */
import type { Distance, MetricDrift } from "../domain/migration/drift.ts";
import type { ProjectInfo } from "../host/protocol.ts";
import { textFor } from "../language/config/text.ts";
import { metricOf, textCell } from "./cells.ts";
import type { DiffWords } from "./diff-words.ts";
import { formatNumber } from "./format-number.ts";
import type { Block, Cell, Column } from "./view.ts";

const mostMetrics = 12;

const isBeyond = (distance: Distance | null): boolean =>
  distance !== null && distance.chance !== null && distance.value > distance.chance;

/** Those that drifted furthest first; nothing where no metric is in both runs. */
export function driftBlocks(
  drift: readonly MetricDrift[],
  project: ProjectInfo,
  locale: string,
  words: DiffWords,
): readonly Block[] {
  if (drift.length === 0) return [];
  const drifted = drift.filter((m) => [m.psi, m.js, m.ks].some(isBeyond)).length;
  const number = (id: string, label: string): Column => ({ id, label, type: "number" });
  const pair = (distance: Distance | null): readonly Cell[] => [
    numberCell(distance?.value ?? null),
    numberCell(distance?.chance ?? null),
  ];
  const shown = drift.toSorted((a, b) => b.psi.value - a.psi.value).slice(0, mostMetrics);
  const count = (n: number): string => formatNumber(n, 0);
  return [
    {
      kind: "table",
      title: words.drift,
      columns: [
        { id: "metric", label: words.metric, type: "text" },
        number("psi", words.psi),
        number("psi_chance", words.byChance),
        number("js", words.js),
        number("js_chance", words.byChance),
        number("ks", words.ks),
        number("ks_chance", words.byChance),
      ],
      rows: shown.map(({ metric, psi, js, ks }) => [
        textCell(textFor(metricOf(project, metric)?.title ?? metric, locale)),
        ...pair(psi),
        ...pair(js),
        ...pair(ks),
      ]),
      total: drift.length,
    },
    {
      kind: "note",
      tone: "plain",
      text: words.driftedCount(count(drifted), count(drift.length)),
    },
    { kind: "note", tone: "hint", text: words.driftFoot },
  ];
}

const numberCell = (value: number | null): Cell => ({
  value: value === null ? null : Math.round(value * 1000) / 1000,
  type: "number",
});
