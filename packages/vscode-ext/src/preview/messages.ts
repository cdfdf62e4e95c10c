/** What goes between the extension and the preview's page. Both sides read this file. */

import type { Block, Column, View } from "@clientele/core/views";
import type { Words } from "./words.ts";

export type { Words } from "./words.ts";

export type SegmentRow = {
  readonly id: string;
  readonly title: string;
  readonly customers: number;
  /** How many units, where the segmentation is of units. */
  readonly units: number | null;
  readonly share: number;
  readonly revenue: number;
  /** Against the base; `null` where the base does not have the segment. */
  readonly change: number | null;
  /** The text has this segment, so that a press can reveal its line. */
  readonly placed: boolean;
};

/** `null` is "in no segment". */
export type MoveRow = {
  readonly from: string | null;
  readonly to: string | null;
  readonly customers: number;
  readonly revenue: number;
  /** What strategies cost them more or less; `null` without strategies, or before it is known. */
  readonly service: { readonly money: number; readonly hours: number } | null;
  readonly example: MoveExampleRow | null;
};

export type MoveExampleRow = {
  readonly customer: string;
  readonly name: string;
  /** The clause that flipped: as it stands now, and as it stood where it read otherwise. */
  readonly clause: string | null;
  readonly before: string | null;
  /** What the customer has, in the reader's words. */
  readonly value: string | null;
};

export type ProblemRow = {
  readonly severity: "error" | "warning" | "info" | "hint";
  readonly message: string;
  readonly file: string;
  /** Zero-based. */
  readonly line: number;
  readonly character: number;
};

export type SourceRow = {
  readonly name: string;
  readonly files: readonly string[];
  readonly rows: number | null;
  readonly columns: number;
};

export type Chosen = {
  readonly id: string;
  readonly title: string;
  /** `false`: a customer can be in several segments, and the shares add up to more than one. */
  readonly exclusive: boolean;
  /** What is assigned where it is not each customer. */
  readonly unit: string | null;
  readonly segments: readonly SegmentRow[];
  readonly unassigned: number;
  /** Customers who do not take part. */
  readonly outside: number | null;
  readonly moves: readonly MoveRow[];
};

/** Customers who are in both; rows and columns in the order of the segments. */
export type OverlapTable = {
  readonly titles: readonly string[];
  readonly customers: readonly (readonly number[])[];
};

export type ThresholdRow = {
  readonly id: string;
  readonly segment: string | null;
  readonly metric: string | null;
  readonly clause: string;
  readonly unit: "number" | "percent" | "days" | "rhythms" | "orders";
  readonly value: number;
};

/** How a metric is distributed over the customers of the base. */
export type DistributionRow = {
  readonly metric: string;
  readonly nulls: number;
  readonly median: number | null;
  readonly bins: readonly {
    readonly from: number;
    readonly to: number;
    readonly customers: number;
  }[];
};

export type Grid = {
  readonly scale: number;
  /** Whether the map looks at monetary scores: then two of the three axes are shown at a time. */
  readonly monetary: boolean;
  readonly segments: readonly { readonly id: string; readonly title: string }[];
  readonly cells: readonly {
    readonly recency: number;
    readonly frequency: number;
    readonly monetary?: number;
    /** Whose it is; `null` where no segment has it. */
    readonly segment: string | null;
    /** `null` before they have been counted. */
    readonly customers: number | null;
  }[];
};

export type CellAt = {
  readonly recency: number;
  readonly frequency: number;
  readonly monetary?: number;
};

export type KRow = {
  readonly k: number;
  readonly chosen: boolean;
  readonly silhouette: number | null;
  readonly stability: number | null;
  /** Share of customers of the smallest cluster. */
  readonly smallest: number | null;
};

/** Members of the selected segment in the base, a page of them. */
export type MembersTable = {
  readonly segment: string;
  readonly total: number;
  readonly columns: readonly (Column & { readonly sort: string | null })[];
  readonly rows: readonly {
    readonly customer: string;
    readonly cells: Extract<Block, { readonly kind: "table" }>["rows"][number];
  }[];
  readonly by: string;
  readonly descending: boolean;
};

/** Why there are no counts, where there can be none. */
export type Absence = "untrusted" | "not-on-disk" | "no-engine" | "no-project" | "disabled";

/** What became of an edit that the page asked for. */
export type Notice = "changed-meanwhile" | "last-cell" | "comment" | "not-written" | "copied";

/** What counts are compared with: what is published, the last run, a run that was chosen. */
export type BaseKind = "published" | "latest" | "named";

export type PreviewState = {
  readonly absence: Absence | null;
  /** Numbers are of an older text; they stay, dimmed. */
  readonly counting: boolean;
  /** What the engine is at, where it takes a while. */
  readonly progress: string | null;
  /** The text of now cannot be counted; the numbers are of the last one that could. */
  readonly stale: boolean;
  /** The reader ended the count. */
  readonly stopped: boolean;
  readonly failure: string | null;
  readonly customers: number | null;
  readonly currency: string;
  /** What is compared with; `null` before there is a run. */
  readonly base: { readonly kind: BaseKind; readonly run: string } | null;
  readonly asOf: string | null;
  readonly milliseconds: number | null;
  readonly choices: readonly { readonly id: string; readonly title: string }[];
  readonly chosen: Chosen | null;
  readonly overlap: OverlapTable | null;
  readonly problems: readonly ProblemRow[];
  readonly sources: readonly SourceRow[];
  /** Of the document: an edit is refused where it has changed since. */
  readonly version: number;
  readonly thresholds: readonly ThresholdRow[];
  readonly distributions: readonly DistributionRow[];
  readonly grid: Grid | null;
  readonly ks: readonly KRow[];
  readonly persona: { readonly segment: string; readonly blocks: readonly Block[] } | null;
  readonly cards: readonly Block[];
  readonly members: MembersTable | null;
  /** The member who was pressed: why they are where they are, how they are served, and what comes next. */
  readonly card: { readonly customer: string; readonly view: View } | null;
  readonly notice: Notice | null;
  readonly pinned: boolean;
};

/** `words` are the page's texts in the reader's language. */
export type ToPage =
  | { readonly kind: "words"; readonly locale: string; readonly words: Words }
  /** `segment` where another one is to be looked at than the page has chosen. */
  | { readonly kind: "state"; readonly state: PreviewState; readonly segment?: string | null };

/** An edit of the text: tried, it is only counted; made, it is one step of undo. */
export type PageEdit =
  | { readonly kind: "threshold"; readonly id: string; readonly value: number }
  | { readonly kind: "paint"; readonly brush: string; readonly cells: readonly CellAt[] }
  | { readonly kind: "k"; readonly k: number };

export type FromPage =
  | { readonly kind: "ready" }
  | { readonly kind: "choose"; readonly segmentation: string }
  | { readonly kind: "pin"; readonly pinned: boolean }
  /** Selects the segment and reveals its line. */
  | { readonly kind: "segment"; readonly segment: string }
  /** Selects the segment; the text stays where it is. */
  | { readonly kind: "look"; readonly segment: string }
  /** Shows the customer's card, or hides it where it is shown. */
  | { readonly kind: "member"; readonly customer: string }
  | { readonly kind: "sort"; readonly by: string; readonly descending: boolean }
  | { readonly kind: "more" }
  | { readonly kind: "copy" }
  | { readonly kind: "csv" }
  /** Wants to see where a problem stands. */
  | {
      readonly kind: "problem";
      readonly file: string;
      readonly line: number;
      readonly character: number;
    }
  /** Wants to see how a metric is distributed. */
  | { readonly kind: "distribution"; readonly metric: string }
  /** `null`: what was tried is given up. */
  | { readonly kind: "try"; readonly edit: PageEdit | null; readonly version: number }
  | { readonly kind: "edit"; readonly edit: PageEdit; readonly version: number }
  | { readonly kind: "undo" }
  | { readonly kind: "redo" }
  | { readonly kind: "run" }
  /** Wants to compare with something else. */
  | { readonly kind: "base" }
  | { readonly kind: "restart" }
  /** Wants no more of a count that takes long, or wants it after all. */
  | { readonly kind: "stop" }
  | { readonly kind: "count" }
  | { readonly kind: "trust" };
