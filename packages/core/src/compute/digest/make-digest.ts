/** Makes a digest from a snapshot and the one that it is compared with. */
import type { CustomerRow, Digest, Loss } from "../../host/protocol.ts";
import {
  balanceOf,
  decisionOf,
  hasChanged,
  moves,
  type DigestScope,
  type SegmentBalance,
} from "../../domain/digest/digest.ts";
import { isLoss } from "../../domain/digest/losses.ts";
import type { SnapshotDiff } from "../../domain/migration/snapshot-diff.ts";
import { inSegment } from "../../domain/strategy/serving-query.ts";
import type { ContactDay } from "../../domain/strategy/contacts.ts";
import type { DigestModel } from "../../language/model/digest-model.ts";
import type { StrategyModel } from "../../language/model/strategy-model.ts";
import type { Problem } from "../../problem.ts";
import { ok, type Result } from "../../result.ts";
import { coalesce, col, countAll, number, select, sum } from "../../query/index.ts";
import { diffSnapshots } from "../diff/diff.ts";
import { withRuns } from "../diff/open-runs.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";
import { segmentsOf } from "../preview/preview.ts";
import type { Project } from "../project/project.ts";
import { findMembers } from "../snapshot/look-up.ts";
import type { Base } from "../snapshot/open-base.ts";
import { seenBy, shownSegmentations, shownValues } from "../snapshot/sight.ts";
import type { Viewer } from "../../viewer.ts";
import { scopedViewer } from "./scoped-viewer.ts";
import { daysBefore, newestUntil } from "./since.ts";
import { stepsOf, type Steps } from "./steps.ts";

export type DigestInput = {
  readonly project: Project;
  readonly digest: DigestModel;
  readonly scope: DigestScope;
  /** Who reads it: only what they may see is in it. */
  readonly viewer: Viewer;
  /** The snapshot that is open already. */
  readonly answering: Base;
  readonly runs: { readonly now: string; readonly since: string | null };
  readonly log: readonly ContactDay[];
  readonly clock: Date;
};

/** Where there is nothing to compare with, actions of so many days count. */
const firstPeriod = 7;

/** @throws EngineError `interrupted` when the signal is aborted */
export async function makeDigest(
  lane: Lane,
  input: DigestInput,
  options: QueryOptions = {},
): Promise<Result<Digest, Problem>> {
  const { project, runs, answering } = input;
  const { since } = runs;
  return withRuns(
    lane,
    project,
    { old: since ?? runs.now, now: runs.now },
    answering,
    async (opened) => {
      const viewer = scopedViewer(input.viewer, input.scope);
      const seen = await seenBy(lane, opened.now, viewer, options);
      if (!seen.ok) return seen;
      const before = await seenBy(lane, opened.old, viewer, options);
      if (!before.ok) return before;
      const old = since === null ? null : { whole: opened.old, seen: before.value };
      const now = { whole: opened.now, seen: seen.value };
      return digestBetween(lane, input, { old, now, priors: opened.priors }, options);
    },
  );
}

/** A snapshot, and what of it the reader may see. */
type Sighted = { readonly whole: Base; readonly seen: Base };

type Opened = {
  readonly old: Sighted | null;
  readonly now: Sighted;
  readonly priors: { readonly old: Base | null; readonly now: Base | null };
};

async function digestBetween(
  lane: Lane,
  input: DigestInput,
  opened: Opened,
  options: QueryOptions,
): Promise<Result<Digest, Problem>> {
  const { digest, scope, project, clock, log } = input;
  const { priors } = opened;
  const now = opened.now.seen;
  const old = opened.old?.seen ?? null;
  const only = [...new Set(digest.report.map((r) => r.segmentation))];
  const diff: SnapshotDiff | null =
    opened.old === null || old === null
      ? null
      : await diffSnapshots(
          lane,
          {
            project,
            old: opened.old.whole,
            now: opened.now.whole,
            seen: { old, now, whole: opened.now.whole },
            priors,
            clock,
            only,
            moverWhere: (s, segment) => isLoss(digest, now.model, s, segment),
            movers: Math.max(1, digest.names),
            withoutDrift: true,
          },
          options,
        );
  const balances = await balancesOf(lane, digest, now, diff, options);
  const served = servedBy(digest, now);
  const after = old?.manifest.asOf ?? daysBefore(now.manifest.asOf, firstPeriod);
  const steps =
    served.length === 0
      ? null
      : await stepsOf(
          lane,
          { base: now, strategies: served, log, after },
          earlierRuns(lane, input, opened.old),
          options,
        );
  const moved = lossesIn(diff, digest.names);
  const late = steps === null ? [] : [...steps.overdue.keys()];
  const found = await customersNamed(lane, now, [...moved.map((m) => m.id), ...late], options);
  if (!found.ok) return found;
  const customers = found.value;
  const seesMoney = shownValues(now).some((v) => v.id === "monetary");
  const losses = moved.flatMap((m): readonly Loss[] => {
    const customer = customers.get(m.id);
    return customer === undefined
      ? []
      : [
          {
            ...m.about,
            revenue: seesMoney ? m.about.revenue : null,
            customer,
            overdue: steps?.overdue.get(m.id)?.[0] ?? null,
          },
        ];
  });
  const told = { balances, losses, steps: steps?.counts ?? null };
  return ok({
    digest: digest.name,
    title: digest.title,
    sections: digest.sections,
    chart: digest.chart,
    locale: digest.locale,
    scope,
    run: now.manifest.id,
    asOf: now.manifest.asOf,
    since: old === null ? null : { run: old.manifest.id, asOf: old.manifest.asOf },
    unsplit: (diff?.segmentations ?? []).flatMap((s) =>
      s.unsplit.map((u) => ({ ...u, segmentation: s.segmentation })),
    ),
    ...(await moneyOf(lane, now, old, options)),
    ...told,
    overdue: overdueOf(steps, customers, digest.names),
    decision: decisionOf(digest.decision, told),
    changed: diff === null || hasChanged(balances, told.steps),
  });
}

/** What is reported, segment by segment, in the digest's order; of whole segmentations where something moved, those alone. */
async function balancesOf(
  lane: Lane,
  { report }: DigestModel,
  now: Base,
  diff: SnapshotDiff | null,
  options: QueryOptions,
): Promise<readonly SegmentBalance[]> {
  const asked = report.flatMap(({ segmentation, segment }) => {
    const model = shownSegmentations(now).find((s) => s.name === segmentation);
    const ids = model === undefined ? [] : segmentsOf(model).map((s) => s.id);
    return ids
      .filter((id) => segment === null || id === segment)
      .map((id) => ({ segmentation, segment: id, named: segment !== null }));
  });
  const keys = new Set<string>();
  const unique = asked.filter(({ segmentation, segment }) => {
    const key = JSON.stringify([segmentation, segment]);
    return !keys.has(key) && keys.add(key);
  });
  const counts = await lane.one(
    select({
      columns: {
        all: countAll(),
        ...Object.fromEntries(
          unique.map(({ segmentation, segment }, i) => [
            `n${i}`,
            countAll(inSegment(now.model, { segmentation, segment })),
          ]),
        ),
      },
      from: now.customers,
    }),
    options,
  );
  const all = unique.map((about, i) => {
    const { segmentation, segment } = about;
    const flows = diff?.segmentations
      .find((s) => s.segmentation === segmentation)
      ?.segments.find((s) => s.segment === segment);
    const closing = Number(counts[`n${i}`]);
    return flows === undefined ? still(about, closing) : balanceOf(about, flows);
  });
  const moving = all.filter((balance) => balance.named || moves(balance));
  return diff === null || moving.length === 0 ? all : moving;
}

/** Nobody came or went, or nothing is known of it. */
const still = (
  about: Pick<SegmentBalance, "named" | "segmentation" | "segment">,
  closing: number,
): SegmentBalance => {
  const none = { in: 0, out: 0 };
  const moved = { corrected: none, customers: none, refit: none, rules: none };
  return { ...about, opening: closing, joined: 0, left: 0, moved, closing };
};

/** Strategies for what is reported. */
const servedBy = ({ report }: DigestModel, { model, sight }: Base): readonly StrategyModel[] =>
  (model.service?.strategies ?? []).filter(
    (s) =>
      sight?.segmentations.has(s.for.segmentation) !== true &&
      report.some(
        (r) =>
          r.segmentation === s.for.segmentation &&
          (r.segment === null || s.for.segment === null || r.segment === s.for.segment),
      ),
  );

/** Opens earlier runs one after the other; the one that is compared with is open already. */
function earlierRuns(lane: Lane, input: DigestInput, old: Sighted | null) {
  const { project, scope, answering, runs } = input;
  const viewer = scopedViewer(input.viewer, scope);
  return async <T>(day: string, use: (earlier: Base) => Promise<T>): Promise<T | undefined> => {
    const run = newestUntil(project, day, runs.now);
    if (run === null) return undefined;
    if (old !== null && run === old.whole.manifest.id) return use(old.seen);
    const both = { old: run, now: run };
    const found = await withRuns(lane, project, both, answering, async (opened) => {
      const seen = await seenBy(lane, opened.old, viewer);
      return seen.ok ? ok(await use(seen.value)) : seen;
    });
    return found.ok ? found.value : undefined; // a damaged old run takes only what was late with it
  };
}

type Moved = {
  readonly id: string;
  readonly about: Omit<Loss, "customer" | "overdue" | "revenue"> & { readonly revenue: number };
};

/** Each customer's first loss, those who spent most first. */
function lossesIn(diff: SnapshotDiff | null, names: number): readonly Moved[] {
  const all = (diff?.segmentations ?? []).flatMap(({ segmentation, movers }) =>
    movers.map((m): Moved => {
      const [, from, to] = m.states;
      return { id: m.id, about: { segmentation, from, to, revenue: m.revenue } };
    }),
  );
  const sorted = all.toSorted(
    (a, b) => b.about.revenue - a.about.revenue || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
  );
  const seen = new Set<string>();
  return sorted.filter(({ id }) => !seen.has(id) && seen.add(id)).slice(0, names);
}

/** So many customers with something overdue are looked at for those who spend most. */
const mostOverdue = 10_000;

async function customersNamed(
  lane: Lane,
  base: Base,
  ids: readonly string[],
  options: QueryOptions,
): Promise<Result<ReadonlyMap<string, CustomerRow>, Problem>> {
  if (ids.length === 0) return ok(new Map());
  const some = [...new Set(ids)].slice(0, mostOverdue);
  const named = { ids: some, more: false };
  const found = await findMembers(lane, base, { limit: mostOverdue }, named, options);
  return found.ok ? ok(new Map(found.value.rows.map((row) => [row.id, row]))) : found;
}

function overdueOf(
  steps: Steps | null,
  customers: ReadonlyMap<string, CustomerRow>,
  names: number,
): Digest["overdue"] {
  const spent = ({ values }: CustomerRow): number => Number(values["monetary"] ?? 0);
  const all = [...(steps?.overdue ?? [])].flatMap(([id, list]) => {
    const customer = customers.get(id);
    return customer === undefined ? [] : list.map((step) => ({ customer, step }));
  });
  return all
    .toSorted(
      (a, b) =>
        spent(b.customer) - spent(a.customer) ||
        (a.customer.id < b.customer.id ? -1 : a.customer.id > b.customer.id ? 1 : 0),
    )
    .slice(0, names);
}

/** Revenue of the last year where the run has it, else of the longest window, else of all time. */
async function moneyOf(
  lane: Lane,
  now: Base,
  old: Base | null,
  options: QueryOptions,
): Promise<Pick<Digest, "customers" | "revenue">> {
  const windows = now.model.windows
    .filter((w) => w.name === "monetary")
    .map((w) => w.within)
    .toSorted((a, b) => Math.abs(a - year) - Math.abs(b - year));
  const window = windows[0] ?? null;
  const id = window === null ? "monetary" : `monetary_${window}`;
  const totalIn = async (base: Base): Promise<number | null> => {
    const column = shownValues(base).find((v) => v.id === id)?.column;
    if (column === undefined || !base.columns.has(column)) return null;
    const total = coalesce(sum(col(column)), number("0"));
    const row = await lane.one(select({ columns: { total }, from: base.customers }), options);
    return Math.round(Number(row["total"]) * 100) / 100;
  };
  const told = await totalIn(now);
  const customers = now.sight?.customers ?? now.manifest.summary.customers;
  if (told === null) return { customers, revenue: null };
  const before = old === null ? null : await totalIn(old);
  return { customers, revenue: { window, now: told, before } };
}

const year = 365;
