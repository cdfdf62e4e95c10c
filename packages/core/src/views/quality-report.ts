/** The quality of data as a view: findings by how grave they are, then what the data cover. */
import type { Quality } from "../domain/quality/quality.ts";
import { textCell } from "./cells.ts";
import { findingPlace, findingText, groupOf, periodName, qualityWords } from "./quality-words.ts";
import type { Block } from "./view.ts";

/** A terminal shows the latest; the page shows all. */
const shownPeriods = 24;

/** Blocks for a terminal: what to look at, and how many rows there are in each period. */
export function qualityBlocks(
  { sources, findings, coverage }: Quality,
  locale: string,
): readonly Block[] {
  const words = qualityWords(locale);
  const blocks: Block[] = [];
  for (const group of ["wrong", "personal", "look"] as const) {
    const own = findings.filter(({ code }) => groupOf(code) === group);
    if (own.length === 0) continue;
    blocks.push({
      kind: "table",
      title: words.groups[group],
      columns: [
        { id: "place", label: words.source, type: "text" },
        { id: "finding", label: words.findings, type: "text" },
      ],
      rows: own.map((finding) => [
        textCell(findingPlace(finding)),
        textCell(findingText(finding, locale)),
      ]),
    });
    for (const { pii } of own)
      if (pii?.declare)
        blocks.push({
          kind: "note",
          tone: "hint",
          text: `${words.add(pii.declare.file, pii.declare.line)} ${pii.declare.text.trim()}`,
        });
  }
  if (findings.length === 0 && sources.length > 0)
    blocks.push({ kind: "note", tone: "plain", text: words.none });
  for (const { source, period, periods } of coverage) {
    const name = (start = ""): string => periodName(start, period);
    const [first, last] = [name(periods[0]?.start), name(periods.at(-1)?.start)];
    const empty = periods.filter(({ rows }) => rows === 0).length;
    blocks.push({
      kind: "chart",
      chart: "line",
      title: `${source}, ${words.period[period]}`,
      sentence: words.coverageSentence(source, periods.length, first, last, empty),
      type: "number",
      series: [
        {
          name: source,
          points: periods
            .slice(-shownPeriods)
            .map(({ start, rows }) => ({ label: name(start), value: rows })),
        },
      ],
    });
  }
  return blocks;
}
