/** What a configuration would change, from its run: moves, what it costs, checks, the law, the lines. */
import { isOfLaw } from "../../domain/compliance/compliance.ts";
import { hunksOf, lineDiff } from "../../domain/release/line-diff.ts";
import type { ServingTotals } from "../../domain/strategy/serving-totals.ts";
import type { FileChange, Rehearsal, RequestMoves } from "../../host/protocol.ts";
import type { SegmentationModel } from "../../language/model/model.ts";
import type { Problem } from "../../problem.ts";
import { ok, type Result } from "../../result.ts";
import { checkProject } from "../check/check-project.ts";
import { configurationOn } from "../diff/counterfactual.ts";
import { withRuns } from "../diff/open-runs.ts";
import type { Engine, QueryOptions } from "../engine/engine.ts";
import { segmentsOf } from "../preview/preview.ts";
import type { Project } from "../project/project.ts";
import { dayIn } from "../project/today.ts";
import { codeVersion } from "../run/version.ts";
import { closeBase, openBase, type Base } from "../snapshot/open-base.ts";
import { readManifest, readTexts } from "../snapshot/store.ts";
import type { Texts } from "./config-texts.ts";
import { countMoves, type CountedMoves } from "./count-moves.ts";

export type RehearseInput = {
  /** With the texts that are asked for. */
  readonly project: Project;
  readonly texts: Texts;
  /** The published snapshot; `null` where none is. */
  readonly base: Base | null;
  readonly now: Date;
  /** What strategies come to in a run. */
  readonly totalsOf: (base: Base) => Promise<Result<ServingTotals | undefined, Problem>>;
};

/**
 * Whether a run of the same texts still says what a new one would: same data, same day, same code, same run before it.
 *
 * @param run hidden
 */
export async function isCurrent(
  engine: Engine,
  { project, texts, base, now }: Omit<RehearseInput, "totalsOf">,
  hash: string,
  run: string,
  options: QueryOptions,
): Promise<boolean> {
  const found = readManifest(project, run);
  if (!found.ok) return false;
  const { configHash, codeVersion: code, prior, timezone, id } = found.value;
  if (configHash !== hash || code !== codeVersion) return false;
  if (prior !== (base?.manifest.id ?? null)) return false;
  const same = await configurationOn(engine.lane("run"), project, texts, found.value, options);
  if (same?.prepared.model === undefined) return false;
  // Data of days that were still to come then may count now.
  const fixed = same.prepared.model.asOf !== null;
  return fixed || dayIn(madeAt(id), timezone) === dayIn(now, timezone);
}

/** When a run was made, by its number such as `20261121-214501-a41c`. */
export const madeAt = (run: string): Date =>
  new Date(run.replace(/^(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d).*$/, "$1-$2-$3T$4:$5:$6Z"));

/** Counts what a hidden run would change. Work tables are shared: each caller waits for the one before. */
export async function rehearse(
  engine: Engine,
  input: RehearseInput,
  run: string,
  reused: boolean,
  options: QueryOptions,
): Promise<Result<Rehearsal, Problem>> {
  const { project, base, texts, now } = input;
  const lane = engine.lane("run");
  const checked = await checkProject(lane, project, { now, published: base, ...options });
  const about = {
    run,
    reused,
    checks: checksOf(checked.outcomes),
    law: checked.problems.filter(isOfLaw),
    files: changesOf(base === null ? {} : readTexts(project, base.manifest.id), texts),
  };
  if (base === null) {
    const opened = await openBase(lane, project, run, false);
    if (!opened.ok) return opened;
    try {
      return ok({ ...about, ...nobodyMoves, ...newIn(opened.value, []), ...costOf(null, null) });
    } finally {
      await closeBase(lane, opened.value);
    }
  }
  const runs = { old: base.manifest.id, now: run };
  return withRuns(lane, project, runs, base, async (opened) => {
    const counted = await countMoves(lane, { ...opened, project, clock: now }, options);
    const before = await input.totalsOf(opened.old);
    if (!before.ok) return before;
    const after = await input.totalsOf(opened.now);
    if (!after.ok) return after;
    return ok({
      ...about,
      ...movesIn(counted, opened.old, opened.now),
      ...newIn(opened.now, counted.diff.added),
      removed: counted.diff.removed,
      ...costOf(before.value ?? null, after.value ?? null),
    });
  });
}

const nobodyMoves = {
  against: null,
  moved: { customers: 0, revenue: 0 },
  within: null,
  segmentations: [],
  besides: 0,
  mixed: false,
  removed: [],
} satisfies Partial<Rehearsal>;

function movesIn(
  { diff, flows, moved, within, mixed }: CountedMoves,
  old: Base,
  now: Base,
): Pick<Rehearsal, "against" | "moved" | "within" | "segmentations" | "besides" | "mixed"> {
  const bySegmentation = Map.groupBy(flows, (flow) => flow.segmentation);
  const segmentations = now.model.segmentations.flatMap((is): readonly RequestMoves[] => {
    const own = bySegmentation.get(is.name) ?? [];
    if (own.length === 0) return [];
    const was = old.model.segmentations.find((s) => s.name === is.name);
    return [
      {
        segmentation: is.name,
        title: is.title,
        segments: segmentsIn(is, was),
        customers: own.reduce((n, flow) => n + flow.customers, 0),
        flows: own.map(({ segmentation: _, ...flow }) => flow),
      },
    ];
  });
  const besides = mixed
    ? 0
    : diff.segmentations.reduce(
        (n, s) => n + s.moved.customers.customers + s.moved.corrected.customers,
        0,
      );
  const { id, configHash } = old.manifest;
  return { against: { run: id, configHash }, moved, within, segmentations, besides, mixed };
}

function segmentsIn(
  is: SegmentationModel,
  was: SegmentationModel | undefined,
): RequestMoves["segments"] {
  const now = segmentsOf(is);
  const gone = was === undefined ? [] : segmentsOf(was);
  return [...now, ...gone.filter(({ id }) => !now.some((s) => s.id === id))];
}

/** @param added segmentations that the old configuration did not have; where there was none, all are */
function newIn(
  { manifest, model }: Base,
  added: readonly string[],
): Pick<Rehearsal, "asOf" | "customers" | "added"> {
  const { summary, asOf, prior } = manifest;
  const isNew = (name: string): boolean => prior === null || added.includes(name);
  return {
    asOf,
    customers: summary.customers,
    added: model.segmentations
      .filter(({ name }) => isNew(name))
      .map((s) => ({
        segmentation: s.name,
        title: s.title,
        segments: segmentsOf(s).map(({ id, title }) => ({
          id,
          title,
          customers: summary.segmentations[s.name]?.segments[id]?.customers ?? 0,
        })),
      })),
  };
}

function costOf(
  before: ServingTotals | null,
  after: ServingTotals | null,
): Pick<Rehearsal, "cost"> {
  if (before === null && after === null) return { cost: null };
  const [was, is] = [before, after].map((totals) => sumOf(totals));
  const apart = (of: "money" | "hours"): number =>
    Math.round(((is?.[of] ?? 0) - (was?.[of] ?? 0)) * 100) / 100;
  return { cost: { money: apart("money"), hours: apart("hours") } };
}

const sumOf = (
  totals: ServingTotals | null,
): { readonly money: number; readonly hours: number } => ({
  money: (totals?.strategies ?? []).reduce((n, s) => n + s.money, 0),
  hours: (totals?.strategies ?? [])
    .flatMap((s) => Object.values(s.hours))
    .reduce((n, hours) => n + hours, 0),
});

function checksOf(
  outcomes: Awaited<ReturnType<typeof checkProject>>["outcomes"],
): Rehearsal["checks"] {
  const count = (status: string): number => outcomes.filter((o) => o.status === status).length;
  return {
    passed: count("passed"),
    failed: count("failed"),
    skipped: count("skipped"),
    failures: outcomes
      .filter(({ status }) => status === "failed")
      .flatMap(({ name, failures }) =>
        failures.map(({ subject, expected, got }) => ({ name, subject, expected, got })),
      )
      .slice(0, mostFailures),
  };
}

const mostFailures = 20;
/** Lines that are the same around those that changed; and lines of one file that are kept. */
const around = 2;
const mostLines = 200;

/** What moves customers is read first, checks last. */
const folders = ["segmentations/", "clientele.yaml", "strategies/", "", "checks/"];
const rankOf = (file: string): number => {
  const found = folders.findIndex((name) => name !== "" && file.startsWith(name));
  return found === -1 ? folders.indexOf("") : found;
};

function changesOf(before: Texts, after: Texts): readonly FileChange[] {
  const files = [...new Set([...Object.keys(before), ...Object.keys(after)])].toSorted(
    (a, b) => rankOf(a) - rankOf(b) || (a < b ? -1 : 1),
  );
  return files.flatMap((file) => {
    const [was, is] = [before[file] ?? "", after[file] ?? ""];
    if (was === is) return [];
    const lines = lineDiff(was, is);
    const count = (sign: string): number => lines.filter((line) => line.sign === sign).length;
    const shown = hunksOf(lines, around).slice(0, mostLines);
    return [{ file, added: count("+"), removed: count("-"), lines: shown }];
  });
}
