import { env } from "vscode";
import { textFor, type Catalog } from "@clientele/core/language";
import type { PreviewResult, SegmentationCount } from "@clientele/core/host";
import type { Absence, Chosen, PreviewState, ProblemRow, SourceRow } from "../preview/messages.ts";
import type { CountState } from "./counts.ts";

export type StateInput = {
  readonly absence: Absence | null;
  readonly counts: CountState | undefined;
  readonly catalog: Catalog | undefined;
  readonly problems: readonly ProblemRow[];
  /** The segmentations that may be chosen; `null` is every one that was counted. */
  readonly among: readonly string[] | null;
  readonly chosen: string | undefined;
  /** Segments that the texts have, as `segmentation.segment`. */
  readonly placed: ReadonlySet<string>;
  readonly members: PreviewState["members"];
  readonly card: PreviewState["card"];
  readonly pinned: boolean;
};

/** What the page shows, from what the engine answered. */
export function previewState(input: StateInput): PreviewState {
  const { counts } = input;
  const result = counts?.result;
  const choices = (result?.segmentations ?? []).filter(
    (s) => input.among === null || input.among.includes(s.id),
  );
  const chosen = choices.find((s) => s.id === input.chosen) ?? choices[0];
  return {
    absence: input.absence,
    counting: counts?.counting ?? false,
    stale: (counts?.stale ?? false) && result !== undefined && result.asOf !== null,
    failure: counts?.error?.kind === "failed" ? counts.error.message : null,
    customers: result === undefined || result.asOf === null ? null : result.customers,
    currency: result?.currency ?? "",
    base: baseOf(result),
    asOf: result?.asOf ?? null,
    milliseconds: result === undefined ? null : Math.round(result.milliseconds),
    choices: choices.map((s) => ({ id: s.id, title: textFor(s.title, env.language) || s.id })),
    chosen: chosen === undefined ? null : chosenOf(chosen, input.placed),
    problems: input.problems,
    sources: sourcesOf(input.catalog),
    members: input.members,
    card: input.card,
    pinned: input.pinned,
  };
}

function baseOf(result: PreviewResult | undefined): PreviewState["base"] {
  if (result === undefined || result.base === null) return null;
  return result.base.published ? "published" : "run";
}

function chosenOf(counted: SegmentationCount, placed: ReadonlySet<string>): Chosen {
  return {
    id: counted.id,
    title: textFor(counted.title, env.language) || counted.id,
    exclusive: counted.assign === "first",
    unassigned: counted.unassigned,
    moves: counted.moves,
    segments: counted.segments.map((s) => ({
      id: s.id,
      title: textFor(s.title, env.language) || s.id,
      customers: s.customers,
      share: s.share,
      revenue: s.revenue,
      change: s.before === null ? null : s.customers - s.before,
      placed: placed.has(`${counted.id}.${s.id}`),
    })),
  };
}

const sourcesOf = (catalog: Catalog | undefined): readonly SourceRow[] =>
  (catalog?.sources ?? []).map((s) => ({
    name: s.name,
    files: s.files,
    rows: s.rows,
    columns: s.columns.length,
  }));
