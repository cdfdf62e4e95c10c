/** Makes a digest from a snapshot and the one that it is compared with. */
import type { CustomerRow } from "../../host/protocol.ts";
import {
  balanceOf,
  decisionOf,
  hasChanged,
  moves,
  type Digest,
  type DigestScope,
  type Loss,
  type SegmentBalance,
} from "../../domain/digest/digest.ts";
import { isLoss } from "../../domain/digest/losses.ts";
import { metricColumn } from "../../domain/columns.ts";
import type { SnapshotDiff } from "../../domain/migration/snapshot-diff.ts";
import { inSegment } from "../../domain/strategy/serving-query.ts";
import type { ContactDay } from "../../domain/strategy/contacts.ts";
import { valuesOf } from "../../domain/values.ts";
import type { DigestModel } from "../../language/model/digest-model.ts";
import type { StrategyModel } from "../../language/model/strategy-model.ts";
import type { Problem } from "../../problem.ts";
import { ok, type Result } from "../../result.ts";
import { coalesce, col, countAll, number, select, sum, type Relation } from "../../query/index.ts";
import { diffSnapshots } from "../diff/diff.ts";
import { withRuns } from "../diff/open-runs.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";
import { segmentsOf } from "../preview/preview.ts";
import type { Project } from "../project/project.ts";
import { findMembers } from "../snapshot/look-up.ts";
import type { Base } from "../snapshot/open-base.ts";
import { scoped } from "./scoped.ts";
import { daysBefore, newestUntil } from "./since.ts";
import { stepsOf, type Earlier, type Steps } from "./steps.ts";

export type DigestInput = {
  readonly project: Project;
  readonly digest: DigestModel;
  readonly scope: DigestScope;
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
  const { now, since } = runs;
  return withRuns(lane, project, { old: since ?? now, now }, answering, async (opened) => {
    const old = since === null ? null : opened.old;
    return digestBetween(lane, input, { old, now: opened.now, priors: opened.priors }, options);
  });
}

type Opened = {
  readonly old: Base | null;
  readonly now: Base;
  readonly priors: { readonly old: Base | null; readonly now: Base | null };
};

async function digestBetween(
  lane: Lane,
  input: DigestInput,
  { old, now, priors }: Opened,
  options: QueryOptions,
): Promise<Result<Digest, Problem>> {
  const { digest, scope, project, clock, log } = input;
  const rows = { old: old === null ? null : scoped(old, scope), now: scoped(now, scope) };
  const only = [...new Set(digest.report.map((r) => r.segmentation))];
  const diff: SnapshotDiff | null =
    old === null || rows.old === null
      ? null
      : await diffSnapshots(
          lane,
          {
            project,
            old,
            now,
            priors,
            clock,
            only,
            rows: { old: rows.old, now: rows.now },
            moverWhere: (s, segment) => isLoss(digest, now.model, s, segment),
            movers: Math.max(1, digest.names),
            withoutDrift: true,
          },
          options,
        );
  const balances = await balancesOf(lane, digest, now, rows.now, diff, options);
  const served = servedBy(digest, now);
  const after = old?.manifest.asOf ?? daysBefore(now.manifest.asOf, firstPeriod);
  const steps =
    served.length === 0
      ? null
      : await stepsOf(
          lane,
          { base: now, customers: rows.now, strategies: served, log, after },
          earlierRuns(lane, input, old),
          options,
        );
  const moved = lossesIn(diff, digest.names);
  const late = steps === null ? [] : [...steps.overdue.keys()];
  const found = await customersNamed(lane, now, [...moved.map((m) => m.id), ...late], options);
  if (!found.ok) return found;
  const customers = found.value;
  const losses = moved.flatMap((m): readonly Loss[] => {
    const customer = customers.get(m.id);
    return customer === undefined
      ? []
      : [{ ...m.about, customer, overdue: steps?.overdue.get(m.id)?.[0] ?? null }];
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
    ...(await moneyOf(lane, now, rows.now, old, rows.old, options)),
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
  customers: Relation,
  diff: SnapshotDiff | null,
  options: QueryOptions,
): Promise<readonly SegmentBalance[]> {
  const asked = report.flatMap(({ segmentation, segment }) => {
    const model = now.model.segmentations.find((s) => s.name === segmentation);
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
      from: customers,
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
const servedBy = ({ report }: DigestModel, { model }: Base): readonly StrategyModel[] =>
  (model.service?.strategies ?? []).filter((s) =>
    report.some(
      (r) =>
        r.segmentation === s.for.segmentation &&
        (r.segment === null || s.for.segment === null || r.segment === s.for.segment),
    ),
  );

/** Opens earlier runs one after the other; the one that is compared with is open already. */
function earlierRuns(lane: Lane, input: DigestInput, old: Base | null) {
  const { project, scope, answering, runs } = input;
  return async <T>(day: string, use: (earlier: Earlier) => Promise<T>): Promise<T | undefined> => {
    const run = newestUntil(project, day, runs.now);
    if (run === null) return undefined;
    const from = (base: Base): Promise<T> => use({ base, customers: scoped(base, scope) });
    if (old !== null && run === old.manifest.id) return from(old);
    const both = { old: run, now: run };
    const found = await withRuns(lane, project, both, answering, async (opened) =>
      ok(await from(opened.old)),
    );
    return found.ok ? found.value : undefined; // a damaged old run takes only what was late with it
  };
}

type Moved = { readonly id: string; readonly about: Omit<Loss, "customer" | "overdue"> };

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
  customers: Relation,
  old: Base | null,
  before: Relation | null,
  options: QueryOptions,
): Promise<Pick<Digest, "customers" | "revenue">> {
  const windows = now.model.windows
    .filter((w) => w.name === "monetary")
    .map((w) => w.within)
    .toSorted((a, b) => Math.abs(a - year) - Math.abs(b - year));
  const window = windows[0] ?? null;
  const id = window === null ? "monetary" : `monetary_${window}`;
  const totalIn = async (base: Base, from: Relation): Promise<[number, number] | null> => {
    const column = valuesOf(base.model).find((v) => v.id === id)?.column ?? metricColumn(id);
    if (!base.columns.has(column)) return null;
    const total = coalesce(sum(col(column)), number("0"));
    const row = await lane.one(select({ columns: { n: countAll(), total }, from }), options);
    return [Number(row["n"]), Math.round(Number(row["total"]) * 100) / 100];
  };
  const [count, sumNow] = (await totalIn(now, customers)) ?? [0, 0];
  const then = old === null || before === null ? null : await totalIn(old, before);
  return { customers: count, revenue: { window, now: sumNow, before: then?.[1] ?? null } };
}

const year = 365;
