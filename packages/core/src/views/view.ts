/** The neutral result that every surface renders. Cells are unformatted; `mask` comes before rendering. */

import type { Pii } from "../pii.ts";

export type { Pii };

export type CellType =
  | "text"
  | "number"
  | "money"
  | "share"
  | "days"
  | "date"
  | "datetime"
  | "boolean"
  | "customer"
  | "segment";

/** What a cell points at, so that a surface can link to it. */
export type Ref = {
  readonly kind: "customer" | "segmentation" | "segment" | "metric" | "run" | "file";
  readonly id: string;
};

/**
 * One value. Dates are ISO text (`2026-11-21`), money is in units of the currency in `unit`, shares lie in [0, 1],
 * `null` is unknown. `interval` is the 80 % interval where the value is an estimate.
 */
export type Cell = {
  readonly value: string | number | boolean | null;
  readonly type: CellType;
  readonly unit?: string;
  readonly interval?: readonly [low: number, high: number];
  readonly pii?: Pii;
  readonly ref?: Ref;
};

export type Fact = {
  readonly label: string;
  readonly cells: readonly Cell[];
  readonly note?: string;
};
export type Column = { readonly id: string; readonly label: string; readonly type: CellType };

export type ChartPoint = { readonly label: string; readonly value: number };
export type ChartSeries = { readonly name: string; readonly points: readonly ChartPoint[] };

export type Block =
  /** Short lines, most important first. A fact without a label is a sentence of its cells. */
  | { readonly kind: "facts"; readonly facts: readonly Fact[] }
  /** `total` counts the rows that exist where only some are shown. */
  | {
      readonly kind: "table";
      readonly title?: string;
      readonly columns: readonly Column[];
      readonly rows: readonly (readonly Cell[])[];
      readonly total?: number;
    }
  /** Every chart has a sentence that says what it shows. */
  | {
      readonly kind: "chart";
      readonly chart: "bar" | "line" | "histogram";
      readonly title: string;
      readonly sentence: string;
      readonly type: CellType;
      readonly unit?: string;
      readonly series: readonly ChartSeries[];
    }
  | { readonly kind: "note"; readonly tone: "plain" | "hint" | "warning"; readonly text: string }
  | {
      readonly kind: "diff";
      readonly title: string;
      readonly lines: readonly { readonly sign: "+" | "-" | " "; readonly text: string }[];
    };

/** A thing to do from here: `id` names it, `args` say on what, `label` is the button's word. */
export type Action = {
  readonly id: "why" | "card" | "list" | "segment" | "open" | "run" | "publish" | "preview";
  readonly args: Readonly<Record<string, string>>;
  readonly label: string;
};

/**
 * `title` and labels are in the reader's language already; `run` is the snapshot that the numbers come from. `subject` is the
 * one thing that the view is about, so that a name in the title can be masked.
 */
export type View = {
  readonly id: string;
  readonly title: string;
  readonly subject?: Cell;
  readonly run: string | null;
  readonly blocks: readonly Block[];
  readonly actions: readonly Action[];
};
