/** The table of a segmentation's segments that several views share. */
import { countCell, moneyCell, segmentCell, shareCell } from "./cells.ts";
import type { SegmentFigure } from "../host/protocol.ts";
import { figureCell } from "./persona.ts";
import { personaWordsFor } from "./persona-words.ts";
import type { Block } from "./view.ts";
import type { Words } from "./words.ts";

export type SegmentLine = {
  readonly id: string;
  readonly title: string;
  readonly customers: number;
  /** How many units, where the segmentation is of units. */
  readonly units?: number;
  readonly share: number;
  readonly revenue: number;
  /** The share who bought again, of a lifecycle; `null` where nobody was in the segment. */
  readonly boughtAgain?: number | null;
  readonly figures?: readonly SegmentFigure[];
};

/** Customers, share and revenue of each segment, in the order of the file. */
export function segmentTable(
  segmentation: { readonly id: string; readonly title: string; readonly unit?: string },
  lines: readonly SegmentLine[],
  currency: string,
  words: Words,
  locale: string,
): Block {
  const named = lines.find((line) => line.figures !== undefined)?.figures ?? [];
  const figureWords = personaWordsFor(locale).figures;
  const { unit } = segmentation;
  const tested = lines.some((line) => line.boughtAgain !== undefined);
  return {
    kind: "table",
    title: segmentation.title,
    columns: [
      { id: "segment", label: words.segment, type: "segment" },
      { id: "customers", label: words.customers, type: "number" },
      ...(unit === undefined
        ? []
        : [{ id: "units", label: words.unitName(unit), type: "number" } as const]),
      { id: "share", label: words.share, type: "share" },
      { id: "revenue", label: words.revenue, type: "money" },
      ...(tested ? [{ id: "bought_again", label: words.boughtAgain, type: "share" } as const] : []),
      ...named.map(({ name, of }) => ({
        id: `${name}_${of ?? ""}`,
        label: figureWords[name](of ?? ""),
        type: name === "nps" ? ("number" as const) : ("share" as const),
      })),
    ],
    rows: lines.map(({ id, title, customers, units, share, revenue, boughtAgain, figures }) => [
      segmentCell(segmentation.id, id, title),
      countCell(customers),
      ...(unit === undefined ? [] : [countCell(units ?? 0)]),
      shareCell(share),
      moneyCell(revenue, currency),
      ...(tested ? [{ value: boughtAgain ?? null, type: "share" } as const] : []),
      ...named.map(({ name }, i) => figureCell(name, figures?.[i]?.value ?? null, currency)),
    ]),
  };
}
