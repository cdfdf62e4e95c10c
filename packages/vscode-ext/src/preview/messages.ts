/** What goes between the extension and the preview's page. Both sides read this file. */

import type { View } from "@clientele/core/views";

export type SegmentRow = {
  readonly id: string;
  readonly title: string;
  readonly customers: number;
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

export type Member = {
  readonly id: string;
  readonly label: string | null;
  readonly spend: number | null;
};

export type Chosen = {
  readonly id: string;
  readonly title: string;
  /** `false`: a customer can be in several segments, and the shares add up to more than one. */
  readonly exclusive: boolean;
  readonly segments: readonly SegmentRow[];
  readonly unassigned: number;
  readonly moves: readonly MoveRow[];
};

/** Why there are no counts, where there can be none. */
export type Absence = "untrusted" | "not-on-disk" | "no-engine" | "no-project" | "disabled";

export type PreviewState = {
  readonly absence: Absence | null;
  /** Numbers are of an older text; they stay, dimmed. */
  readonly counting: boolean;
  /** The text of now cannot be counted; the numbers are of the last one that could. */
  readonly stale: boolean;
  readonly failure: string | null;
  readonly customers: number | null;
  readonly currency: string;
  readonly base: "published" | "run" | null;
  readonly asOf: string | null;
  readonly milliseconds: number | null;
  readonly choices: readonly { readonly id: string; readonly title: string }[];
  readonly chosen: Chosen | null;
  readonly problems: readonly ProblemRow[];
  readonly sources: readonly SourceRow[];
  /** Of the selected segment in the base, those who spent most first. */
  readonly members: {
    readonly segment: string;
    readonly total: number;
    readonly rows: readonly Member[];
  } | null;
  /** The member who was pressed: how they are served, and what comes next. */
  readonly card: { readonly customer: string; readonly view: View } | null;
  readonly pinned: boolean;
};

/** `words` are the page's texts in the reader's language. */
export type ToPage =
  | { readonly kind: "words"; readonly locale: string; readonly words: Words }
  | { readonly kind: "state"; readonly state: PreviewState };

export type FromPage =
  | { readonly kind: "ready" }
  | { readonly kind: "choose"; readonly segmentation: string }
  | { readonly kind: "pin"; readonly pinned: boolean }
  /** Selects the segment and reveals its line. */
  | { readonly kind: "segment"; readonly segment: string }
  /** Shows the customer's card, or hides it where it is shown. */
  | { readonly kind: "member"; readonly customer: string }
  | { readonly kind: "problem"; readonly index: number }
  | { readonly kind: "run" };

export type Words = Readonly<
  Record<
    | "segments"
    | "moves"
    | "data"
    | "segment"
    | "customers"
    | "share"
    | "change"
    | "spend"
    | "from"
    | "to"
    | "theirSpend"
    | "noSegment"
    | "new"
    | "vsPublished"
    | "vsRun"
    | "noBase"
    | "run"
    | "nobodyMoves"
    | "pin"
    | "pinHint"
    | "segmentation"
    | "problems"
    | "line"
    | "source"
    | "rows"
    | "columns"
    | "files"
    | "counting"
    | "counted"
    | "stale"
    | "dataTo"
    | "overlap"
    | "selected"
    | "members"
    | "nobody"
    | "membersOf"
    | "pickSegment"
    | "untrusted"
    | "notOnDisk"
    | "noEngine"
    | "noProject"
    | "disabled"
    | "noSegments"
    | "failed"
    | "average",
    string
  >
>;
