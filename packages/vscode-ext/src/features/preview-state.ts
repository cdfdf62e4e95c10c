import { env } from "vscode";
import { textFor, type Catalog, type RfmGrid, type Threshold } from "@clientele/core/language";
import { formatCell } from "@clientele/core/views";
import type {
  Histogram,
  Move,
  PreviewResult,
  ProjectInfo,
  SegmentationCount,
  WhatIf,
} from "@clientele/core/host";
import { lateLanguage } from "../client/late.ts";
import { stageText } from "../client/stage-text.ts";
import type {
  Absence,
  CellAt,
  Chosen,
  DistributionRow,
  Grid,
  KRow,
  MoveRow,
  OverlapTable,
  PreviewState,
  ProblemRow,
  SourceRow,
} from "../preview/messages.ts";
import { baseKind, type Against, type CountState } from "./counts.ts";
import type { PanelDetails } from "./panel-details.ts";

export type StateInput = Pick<PreviewState, "notice" | "pinned" | "version"> & {
  readonly absence: Absence | null;
  readonly counts: CountState | undefined;
  readonly catalog: Catalog | undefined;
  readonly problems: readonly ProblemRow[];
  /** The segmentations that may be chosen; `null` is every one that was counted. */
  readonly among: readonly string[] | null;
  readonly chosen: string | undefined;
  /** Segments that the texts have, as `segmentation.segment`. */
  readonly placed: ReadonlySet<string>;
  readonly details: PanelDetails;
  readonly thresholds: readonly Threshold[];
  /** The file of the chosen segmentation; empty where it is another one. */
  readonly text: string;
};

/** What the page shows, from what the engine answered. */
export function previewState(input: StateInput): PreviewState {
  const { counts, details } = input;
  const result = counts?.result;
  const choices = (result?.segmentations ?? []).filter(
    (s) => input.among === null || input.among.includes(s.id),
  );
  const chosen = choices.find((s) => s.id === input.chosen) ?? choices[0];
  const { whatIf } = details;
  const progress = counts?.progress;
  return {
    absence: input.absence,
    counting: counts?.counting ?? false,
    progress: progress === undefined ? null : stageText(progress),
    stale: (counts?.stale ?? false) && result !== undefined && result.asOf !== null,
    stopped: counts?.stopped ?? false,
    failure: counts?.error?.kind === "failed" ? counts.error.message : null,
    customers: result === undefined || result.asOf === null ? null : result.customers,
    currency: result?.currency ?? "",
    base: baseOf(result, counts?.against ?? "default"),
    asOf: result?.asOf ?? null,
    milliseconds: result === undefined ? null : Math.round(result.milliseconds),
    choices: choices.map((s) => ({ id: s.id, title: textFor(s.title, env.language) || s.id })),
    chosen: chosen === undefined ? null : chosenOf(chosen, input.placed, whatIf, details.project),
    overlap: chosen?.assign === "all" ? overlapOf(whatIf) : null,
    problems: input.problems,
    sources: sourcesOf(input.catalog),
    version: input.version,
    thresholds: input.thresholds.map(
      ({ range: _, written: __, around: ___, ...threshold }) => threshold,
    ),
    distributions: details.distributions.map(distributionOf),
    grid: chosen?.kind === "rfm" ? gridOf(lateLanguage().rfmGridIn(input.text), whatIf) : null,
    ks: chosen?.kind === "kmeans" && input.text !== "" ? ksOf(details, chosen.id) : [],
    persona: details.persona,
    cards: details.cardBlocks(),
    members: details.members,
    card: details.card,
    notice: input.notice,
    pinned: input.pinned,
  };
}

function baseOf(result: PreviewResult | undefined, against: Against): PreviewState["base"] {
  if (result === undefined || result.base === null) return null;
  return { kind: baseKind(result.base, against), run: (result.against ?? result.base).run };
}

function chosenOf(
  counted: SegmentationCount,
  placed: ReadonlySet<string>,
  whatIf: WhatIf | undefined,
  project: ProjectInfo | undefined,
): Chosen {
  return {
    id: counted.id,
    title: textFor(counted.title, env.language) || counted.id,
    exclusive: counted.assign === "first",
    unit: counted.unit ?? null,
    unassigned: counted.unassigned,
    outside: counted.outside ?? null,
    moves: counted.moves.map((move) => moveOf(move, whatIf, project)),
    segments: counted.segments.map((s) => ({
      id: s.id,
      title: textFor(s.title, env.language) || s.id,
      customers: s.customers,
      units: s.units ?? null,
      share: s.share,
      revenue: s.revenue,
      change: s.before === null ? null : s.customers - s.before,
      placed: placed.has(`${counted.id}.${s.id}`),
    })),
  };
}

function moveOf(
  { from, to, customers, revenue }: Move,
  whatIf: WhatIf | undefined,
  project: ProjectInfo | undefined,
): MoveRow {
  const found = whatIf?.examples.find((e) => e.from === from && e.to === to);
  const row = { from, to, customers, revenue };
  if (found === undefined) return { ...row, service: null, example: null };
  const { flip, customer, label, service } = found;
  const unit = project?.metrics.find((m) => m.id === flip?.metric);
  const type = unit?.unit === "share" ? "share" : unit?.unit === "money" ? "money" : "number";
  const cell =
    flip === null || flip.value === null
      ? undefined
      : typeof flip.value === "number"
        ? ({ value: flip.value, type, unit: project?.currency ?? "" } as const)
        : ({ value: flip.value, type: "text" } as const);
  const hidden = unit !== undefined && (unit.pii !== null || unit.sensitive);
  return {
    ...row,
    service,
    example: {
      customer,
      name: label ?? customer,
      clause: flip?.clause ?? null,
      before: flip?.before ?? null,
      value: cell === undefined || hidden ? null : formatCell(cell, { locale: env.language }),
    },
  };
}

function overlapOf(whatIf: WhatIf | undefined): OverlapTable | null {
  const overlap = whatIf?.overlap ?? null;
  if (overlap === null) return null;
  const titles = overlap.segments.map((s) => textFor(s.title, env.language) || s.id);
  return { titles, customers: overlap.customers };
}

function gridOf(grid: RfmGrid | string, whatIf: WhatIf | undefined): Grid | null {
  if (typeof grid === "string") return null;
  const { scale, monetary, segments } = grid;
  const scores = Array.from({ length: scale }, (_, i) => i + 1);
  const holder = holders(grid);
  const counts = new Map((whatIf?.scores ?? []).map((c) => [cellKey(c), c.customers]));
  // Scores of a text that looked at other axes are of no use to this one.
  const counted = (whatIf?.scores ?? []).every((c) => (c.monetary !== undefined) === monetary);
  const thirds = monetary ? scores.map((score) => ({ monetary: score })) : [{}];
  return {
    scale,
    monetary,
    segments: segments.map((s) => ({ id: s.id, title: textFor(s.title, env.language) || s.id })),
    cells: scores.flatMap((recency) =>
      scores.flatMap((frequency) =>
        thirds.map((third) => {
          const cell = { recency, frequency, ...third };
          const key = cellKey(cell);
          const customers = whatIf?.scores == null || !counted ? null : (counts.get(key) ?? 0);
          return { ...cell, segment: holder.get(key) ?? null, customers };
        }),
      ),
    ),
  };
}

const cellKey = ({ recency, frequency, monetary }: CellAt): string =>
  `${recency} ${frequency} ${monetary ?? ""}`;

const holders = ({ segments }: RfmGrid): ReadonlyMap<string, string> =>
  new Map(segments.flatMap((s) => s.cells.map((cell) => [cellKey(cell), s.id] as const)));

function ksOf({ cards }: PanelDetails, segmentation: string): readonly KRow[] {
  const card = cards?.cards.find((c) => c.name === segmentation)?.card;
  if (card?.kind !== "clusters") return [];
  return card.candidates.map(({ k, silhouette, stability, smallest }) => ({
    k,
    chosen: k === card.k,
    silhouette,
    stability,
    smallest,
  }));
}

const distributionOf = ({ metric, nulls, median, bins }: Histogram): DistributionRow => ({
  metric,
  nulls,
  median,
  bins,
});

const sourcesOf = (catalog: Catalog | undefined): readonly SourceRow[] =>
  (catalog?.sources ?? []).map((s) => ({
    name: s.name,
    files: s.files,
    rows: s.rows,
    columns: s.columns.length,
  }));
