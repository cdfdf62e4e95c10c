/**
 * The smallest change that moves a customer to a segment: scenarios are computed like real customers among all the others, and
 * whatever is told was computed again by itself.
 */
import { ofUnit, segmentationColumn, segmentColumn, unitColumn } from "../../domain/columns.ts";
import { actionableCuts, restsOn } from "../../domain/explain/actionable-cuts.ts";
import { dueBy, effort, money, scenarios, type Scenario } from "../../domain/explain/scenarios.ts";
import { valueName, valuesOf } from "../../domain/values.ts";
import type { Reach, ReachWay } from "../../host/protocol.ts";
import { expressionsOf } from "../../language/model/expressions-of.ts";
import type { Model, RfmModel, SegmentationModel } from "../../language/model/model.ts";
import { walkTyped } from "../../language/model/typed-walk.ts";
import type { Typed } from "../../language/model/typed.ts";
import { nearest } from "../../language/config/nearest.ts";
import { fileStart, problem, type Problem } from "../../problem.ts";
import { builtinColumn } from "../../domain/columns.ts";
import { col, div, cast, dropTable, select, sum, table } from "../../query/index.ts";
import { err, ok, type Result } from "../../result.ts";
import { plain, sureText } from "../engine/cell.ts";
import { EngineError } from "../engine/engine-error.ts";
import type { Lane, QueryOptions, Row } from "../engine/engine.ts";
import type { Project } from "../project/project.ts";
import { requestOf } from "../run/features.ts";
import type { Prepared } from "../run/prepare.ts";
import { sourceRows, sourceRowsKey } from "../run/source-rows.ts";
import type { Base } from "../snapshot/open-base.ts";
import { amongOthers, type Asked, type Outcome } from "./among-others.ts";
import { changedColumn, ownLinesTables, readOwnLines, type OwnUnit } from "./what-if-rows.ts";

export type ReachInput = {
  readonly project: Project;
  readonly prepared: Prepared;
  readonly base: Base;
  readonly now: Date;
  /** The customer's row of the snapshot. */
  readonly row: Row;
  readonly customer: string;
  /** `by` is ISO; default the end of a month. */
  readonly to: { readonly segmentation: string; readonly segment: string; readonly by?: string };
};

/** So many ways are told. */
const toldWays = 3;
/** Up to so many customers, each scenario is tried by itself where none works among the others. */
const fewCustomers = 20_000;

const question = { file: "(question)", range: fileStart };

/**
 * @returns the ways found, the least effort first; none where nothing that was tried works
 * @throws EngineError `interrupted` when the signal is aborted
 */
export async function reach(
  lane: Lane,
  input: ReachInput,
  options: QueryOptions & { readonly onTried?: (done: number) => void } = {},
): Promise<Result<Reach, Problem>> {
  const { base, row, project, prepared, now } = input;
  const { model, manifest } = base;
  const wanted = targetOf(model, input.to);
  if (!wanted.ok) return wanted;
  const target = wanted.value;
  const { segment } = input.to;
  const by = input.to.by ?? dueBy(manifest.asOf);
  if (by <= manifest.asOf)
    return err(problem("day-passed", { day: by, asOf: manifest.asOf }, question));
  const about = {
    segmentation: target.name,
    segment,
    by,
    ...(target.unit === null || target.unit === undefined ? {} : { unit: target.unit }),
  };
  if (isNow(row, target, segment)) return ok({ ...about, outcome: "already", ways: [], tried: 0 });
  if ((await sourceRowsKey(project, prepared, model, now, options)) !== manifest.lines)
    return err(problem("data-changed-since", { run: manifest.id }, question));
  const rows = await sourceRows(lane, project, prepared, model, now, options);
  if (!rows.ok) return rows;
  const lines = rows.value.transactions;
  const { customer } = input;
  const units = unitsOn(model, target, row);
  const own = { lines, customer, units, customers: base.customers, asOf: manifest.asOf };
  try {
    const lineColumns = await readOwnLines(lane, own, options);
    const asked: Asked = {
      base,
      target,
      segment,
      lineColumns,
      rows: {
        customer,
        units,
        lines,
        request: requestOf(model),
        closed: rows.value.closed,
        by,
      },
    };
    const usual = await usualAmount(lane, base, row, options);
    const all = scenarios(usual, actionableCuts(model, target));
    const told = { ...about, tried: all.length };
    const [waiting] = await amongOthers(lane, asked, all.slice(0, 1), options);
    if (waiting?.isIn === true) return ok({ ...told, outcome: "by-itself", ways: [] });
    const found = await search(lane, asked, all.slice(1), usual, options);
    const relevant = namedBy(model, target, segment);
    const ways = found.map((f) => wayOf(model, target, row, f, relevant));
    return ok({ ...told, outcome: ways.length === 0 ? "not-found" : "found", ways });
  } finally {
    for (const made of ownLinesTables(units)) await dropQuietly(lane, made);
  }
}

/** The units that a segmentation rests on, with the customer's own. */
function unitsOn(model: Model, target: SegmentationModel, row: Row): readonly OwnUnit[] {
  const rests = restsOn(model, target.name);
  const named = model.segmentations.flatMap((s) => (rests.has(s.name) ? (s.unit ?? []) : []));
  return [...new Set(named)].map((unit) => ({ unit, key: sureText(row[unitColumn(unit)]) }));
}

type Found = { readonly scenario: Scenario; readonly outcome: Outcome };

/** The least effort that works, then ways of another kind. */
async function search(
  lane: Lane,
  asked: Asked,
  all: readonly Scenario[],
  usual: number,
  options: QueryOptions & { readonly onTried?: (done: number) => void },
): Promise<readonly Found[]> {
  const kinds = [...new Set(all.map(kindOf))];
  const works = new Set<Scenario>();
  for (const kind of kinds) {
    const some = all.filter((s) => kindOf(s) === kind);
    const outcomes = await amongOthers(lane, asked, some, options);
    some.forEach((scenario, i) => outcomes[i]?.isIn === true && works.add(scenario));
  }
  const alone = async (scenario: Scenario): Promise<Outcome | undefined> =>
    (await amongOthers(lane, asked, [scenario], options))[0];
  const few = asked.base.manifest.summary.customers <= fewCustomers;
  const tries = works.size === 0 && few ? all : all.filter((s) => works.has(s));
  const found: Found[] = [];
  for (const [i, scenario] of tries.entries()) {
    options.onTried?.(i / tries.length);
    if (found.some((f) => sameWay(f.scenario, scenario) || asksMore(scenario, f.scenario)))
      continue;
    const outcome = await alone(scenario);
    if (outcome?.isIn !== true) continue;
    found.push(await smallest(scenario, outcome, all, usual, alone));
    if (found.length === toldWays) break;
  }
  return found.toSorted((a, b) => effort(a.scenario, usual) - effort(b.scenario, usual));
}

/** More orders and more money for the same: nobody would choose it. */
const asksMore = (a: Scenario, b: Scenario): boolean =>
  kindOf(a) === kindOf(b) && a.orders >= b.orders && a.orders * a.amount >= b.orders * b.amount;

const kindOf = ({ changes }: Scenario): string => changes.map((c) => c.metric).join(" ");
const sameWay = (a: Scenario, b: Scenario): boolean =>
  kindOf(a) === kindOf(b) && (a.orders === b.orders || kindOf(a) !== "");

/** The smallest amount that still works, to two digits, between the amount tried before and this one. */
async function smallest(
  scenario: Scenario,
  outcome: Outcome,
  all: readonly Scenario[],
  usual: number,
  alone: (scenario: Scenario) => Promise<Outcome | undefined>,
): Promise<Found> {
  let best: Found = { scenario, outcome };
  const tried = all.filter((s) => sameWay(s, scenario) && s.orders === scenario.orders);
  let low = Math.max(0, ...tried.map((s) => s.amount).filter((a) => a < scenario.amount));
  if (scenario.orders === 0 || scenario.amount <= money(usual)) return best;
  for (let step = 0; step < 7; step += 1) {
    const amount = twoDigits((low + best.scenario.amount) / 2);
    if (amount <= low || amount >= best.scenario.amount) break;
    const smaller = { ...scenario, amount };
    const tested = await alone(smaller);
    if (tested?.isIn === true) best = { scenario: smaller, outcome: tested };
    else low = amount;
  }
  return best;
}

function twoDigits(amount: number): number {
  const unit = 10 ** (Math.floor(Math.log10(amount)) - 1);
  return money(Math.ceil(amount / unit - 1e-9) * unit);
}

/** The values that a segment, or a segmentation that it rests on, looks at. */
function namedBy(model: Model, target: SegmentationModel, segment: string): ReadonlySet<string> {
  const rests = restsOn(model, target.name);
  const expressions = (s: SegmentationModel): readonly Typed[] =>
    s.kind === "rules" && s.assign === "all" && s === target
      ? s.segments.flatMap((x) => (x.id === segment ? (x.when ?? []) : []))
      : expressionsOf(s);
  const named = model.segmentations
    .filter((s) => rests.has(s.name))
    .flatMap((s) => [
      ...expressions(s).flatMap(walkTyped),
      ...(s.kind === "rfm" ? scoredBy(s) : []),
    ])
    .flatMap((node) => (node.kind === "name" ? (valueName(node.ref, model) ?? []) : []));
  return new Set(named);
}

const scoredBy = ({ within }: RfmModel): readonly Pick<TypedName, "kind" | "ref">[] =>
  (["recency", "frequency", "monetary"] as const).map((name) => ({
    kind: "name",
    ref: { kind: "builtin", name, within: name === "recency" ? null : within },
  }));

type TypedName = Extract<Typed, { kind: "name" }>;

/** What of recency, frequency and spending is told where the segmentation names none of it. */
const usualMetrics: ReadonlySet<string> = new Set(["recency", "frequency", "monetary"]);

function wayOf(
  model: Model,
  { unit }: SegmentationModel,
  before: Row,
  { scenario, outcome: { row: after } }: Found,
  relevant: ReadonlySet<string>,
): ReachWay {
  const values = valuesOf(model)
    .map((v) => ({ ...v, column: ofUnit(unit ?? null, v.column) }))
    .filter((v) => v.column in after && v.type === "number");
  const looked = values.filter((v) => relevant.has(v.id));
  const told = looked.length > 0 ? looked : values.filter((v) => usualMetrics.has(v.id));
  const metrics = told.flatMap(({ id, column }) => {
    const [from, to] = [number(before[column]), number(after[column])];
    return from === to ? [] : [{ metric: id, from, to }];
  });
  const changed = scenario.changes.map((change) => ({
    metric: change.metric,
    from: number(before[changedColumn(change)]),
    to: change.to,
  }));
  const { orders, amount } = scenario;
  const others = metrics.filter((m) => !changed.some((c) => c.metric === m.metric));
  const spend = Math.round(orders * amount * 100) / 100;
  return { orders, amount, spend, changed: changed.length, metrics: [...changed, ...others] };
}

const number = (cell: Row[string] | undefined): number | null => {
  const value = cell === undefined ? null : plain(cell);
  return typeof value === "number" ? value : null;
};

/** What the customer usually spends on an order; before their first order, what all do. */
async function usualAmount(
  lane: Lane,
  { customers }: Base,
  row: Row,
  options: QueryOptions,
): Promise<number> {
  const own = number(row[builtinColumn("monetary_mean", null)]);
  if (own !== null && own > 0) return money(own);
  const spent = cast(sum(col(builtinColumn("monetary", null))), "double");
  const orders = cast(sum(col(builtinColumn("frequency", null))), "double");
  const all = await lane.one(
    select({ columns: { mean: div(spent, orders) }, from: customers }),
    options,
  );
  const mean = number(all["mean"]) ?? 0;
  return mean > 0 ? money(mean) : 1;
}

function isNow(row: Row, target: SegmentationModel, segment: string): boolean {
  if (target.assign === "all") return row[segmentColumn(target.name, segment)] === true;
  return row[segmentationColumn(target.name)] === segment;
}

/** A segmentation with that segment. */
function targetOf(model: Model, to: ReachInput["to"]): Result<SegmentationModel, Problem> {
  const target = model.segmentations.find((s) => s.name === to.segmentation);
  const segments = target?.segments.map((s) => s.id) ?? [];
  if (target === undefined || !segments.includes(to.segment)) {
    const known = model.segmentations.flatMap((s) => s.segments.map((x) => `${s.name}.${x.id}`));
    const asked = `${to.segmentation}.${to.segment}`;
    const values = { segment: asked, segmentation: "", nearest: nearest(asked, known) };
    return err(problem("unknown-segment", values, question));
  }
  return ok(target);
}

async function dropQuietly(lane: Lane, name: string): Promise<void> {
  try {
    await lane.run(dropTable(table(name)));
  } catch (error) {
    if (!(error instanceof EngineError)) throw error; // a broken or closed engine keeps no tables
  }
}
