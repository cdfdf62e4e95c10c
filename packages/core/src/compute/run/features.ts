/** The base columns of every customer: computed bucket by bucket from the lines, joined to the customers table. */
import {
  and,
  asc,
  col,
  createTableAs,
  date,
  dropTable,
  isNotNull,
  le,
  min,
  select,
  table,
  type Query,
  type Relation,
} from "../../query/index.ts";
import { idColumn } from "../../domain/columns.ts";
import { baseColumns, type BaseRequest } from "../../domain/metrics/base-columns.ts";
import { baseMetrics } from "../../domain/metrics/base-metrics.ts";
import { edgesOfTotals } from "../../domain/metrics/day-edges.ts";
import { middleOf } from "../../domain/metrics/purchase-history.ts";
import { joinedOf } from "../../language/model/joined-names.ts";
import { isContract } from "../../language/model/fit-metric.ts";
import {
  contractSources,
  hasMargin,
  sourcesBeside,
  type Model,
} from "../../language/model/model.ts";
import { textOf } from "../engine/cell.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";
import type { Lines } from "../ingest/ingest.ts";
import {
  contractPart,
  dropPieces,
  partsOf,
  rhythmParts,
  together,
  type DaysPlan,
  type FeaturesInput,
} from "./feature-parts.ts";
import { pointsParts } from "./points-part.ts";
import { fewAnew } from "./fill-from-kept.ts";
import { daysOfSome, fillAll, type Filling } from "./fill-tables.ts";
import { joinFeatures } from "./join-features.ts";
import { keep, keptAs, readKept } from "./kept.ts";
import { makeUnitKeys } from "../ingest/unit-keys.ts";
import { unitRequests } from "../../domain/units/unit-requests.ts";
import type { Problem } from "../../problem.ts";
import { ok, type Result } from "../../result.ts";
import { narrowing } from "../snapshot/narrow.ts";
import { addUnits } from "./unit-features.ts";
import { temporaryFolder } from "../project/temporary-folder.ts";
import type { Project } from "../project/project.ts";
import type { SourceRows } from "./source-rows.ts";
import { featuresFromKept, fitsSorted, wholeOf } from "./whole-features.ts";
import { memoryOf } from "../project/open-project-engine.ts";

const transactionsName = "transactions";

export const requestOf = (model: Model): BaseRequest => ({
  windows: model.windows,
  aggregates: model.aggregates.filter((a) => a.source === transactionsName),
  others: sourcesBeside(model).map((other) => ({
    name: other.name,
    kind: other.kind,
    aggregates: model.aggregates.filter((a) => a.source === other.name),
    joined: joinedOf(other),
  })),
  units: unitRequests(model),
  lineIsOrder: model.transactions.order === null,
  refunds: model.transactions.refund !== null,
  margin: hasMargin(model),
  rhythm: rhythmOf(model),
  purchases: model.metrics.some(({ fit }) => fit !== undefined && !isContract(fit)),
  contracts: contractSources(model),
  points:
    model.loyalty === undefined ? null : { id: model.loyalty.id, earning: model.loyalty.earning },
});

/** Days in which lifecycles count orders; `null` where neither a lifecycle nor anything else looks at rhythms. */
function rhythmOf({ segmentations, rhythm }: Model): readonly number[] | null {
  const windows = segmentations.flatMap((s) => (s.kind === "lifecycle" ? [s.loyal.within] : []));
  return windows.length === 0 && rhythm !== true
    ? null
    : [...new Set(windows)].toSorted((a, b) => a - b);
}

/** What is needed to build the features of a model from rows that were read. */
export const featuresInput = (
  project: Project,
  model: Model,
  rows: Pick<SourceRows, "transactions" | "others" | "factors" | "closed"> &
    Pick<FeaturesInput, "customers" | "asOf">,
): FeaturesInput => ({
  lines: rows.transactions,
  others: rows.others,
  factors: rows.factors,
  customers: rows.customers,
  request: requestOf(model),
  scratch: () => temporaryFolder(project),
  sourceColumns: model.transactions.columns,
  closed: rows.closed,
  asOf: rows.asOf,
});

export type BuiltFeatures = {
  /** Warnings. */
  readonly problems: readonly Problem[];
  /** Whether customers stand in the order of their ids, but for some who are new. */
  readonly sorted: boolean;
};

/**
 * Makes a table of all customers with their base columns.
 *
 * @param name of the table that is made; an older one is replaced
 * @param onBucket called before each bucket, with the share that is done
 * @returns problems of the trees and groups of customers where they are wrong
 */
export async function buildFeatures(
  lane: Lane,
  name: string,
  input: FeaturesInput,
  options: QueryOptions & {
    readonly onBucket?: (done: number) => void;
    /** Whose kept tables are used, and kept anew; the caller holds its run lock. */
    readonly keepFor?: Project;
  } = {},
): Promise<Result<BuiltFeatures, Problem>> {
  const { lines, request, asOf, customers } = input;
  const ofOthers = input.others.flatMap(({ model, rows }) => {
    const wanted = request.others.find((r) => r.name === model.name);
    if (wanted === undefined) return [];
    const contracts = request.contracts.includes(model.name)
      ? [contractPart(model.name, asOf)]
      : [];
    return [...partsOf(wanted, asOf), ...contracts].map((part) => ({ ...part, rows }));
  });
  const others: readonly (Omit<(typeof ofOthers)[number], "plan"> & {
    readonly plan: DaysPlan;
  })[] = [
    ...ofOthers,
    ...rhythmParts(request, input).map((part) => ({ ...part, rows: lines })),
    ...pointsParts(request.points, input),
  ];
  const work = workTables(name, others.length);
  const [alone = "", keys = "", totals = "", ...otherTotals] = work;
  const buckets =
    (lines.buckets + others.reduce((sum, { rows }) => sum + rows.buckets, 0)) *
    (1 + request.units.filter((unit) => unit.columns.length > 0).length);
  let done = 0;
  const progress = {
    ...options,
    onBucket: () => {
      options.onBucket?.(Math.min(1, done / buckets));
      done += 1;
    },
  };
  const inUnits = request.units.length > 0 && customers !== null;
  const keyed = inUnits ? await makeUnitKeys(lane, keys, customers, asOf, options) : ok([]);
  if (!keyed.ok) return keyed;
  const split = request.purchases ? await middleDay(lane, lines, asOf, options) : asOf;
  const filledTotals: Filling = {
    made: totals,
    rows: lines,
    plan: (part, days) => baseMetrics(part, request, asOf, input.closed, split, days),
    now: keptAs(totalsOf(input), lines, edgesOfTotals(request, asOf, input.closed, split)),
  };
  const filled = others.map(({ plan, rows, definition, edges }, i): Filling => {
    return { made: otherTotals[i] ?? "", rows, plan, now: keptAs(definition, rows, edges) };
  });
  const tables = [filledTotals, ...filled] as const;
  const { keepFor } = options;
  const besides = others.map((part) => part.columns);
  const whole = keepFor === undefined ? null : wholeOf(name, tables, besides, input);
  const kept = keepFor === undefined || whole === null ? null : { of: readKept(keepFor), whole };
  const keepSorted = async (sorted: boolean): Promise<void> => {
    if (kept === null) return;
    const now = { [name]: { ...kept.whole.now, sorted } };
    await keep(lane, kept.of, now, () => select({ from: table(name) }), options);
  };
  if (kept !== null) {
    const days = daysOfSome(tables, input);
    const found = await featuresFromKept(lane, kept.of, kept.whole, input, days, progress);
    if (found !== null) {
      if (found.share > fewAnew) await keepSorted(found.sorted);
      return ok({ problems: keyed.value, sorted: found.sorted });
    }
  }
  const perTable = kept === null ? keepFor : undefined;
  const pieces = await fillAll(lane, tables, input, perTable, progress);
  let sorted = false;
  try {
    const piecesOf = (made: string): readonly string[] => pieces.get(made) ?? [made];
    const ofAll = together(piecesOf(totals));
    // Everything after this reads and carries half as many bytes, as every reader of the snapshot does.
    const narrow =
      customers === null
        ? (await narrowing(lane, ofAll)).narrow
        : (rows: Relation): Query => select({ from: rows });
    const beside = others.map(({ columns }, i) => ({
      columns,
      pieces: piecesOf(otherTotals[i] ?? ""),
    }));
    const all = joinFeatures({ pieces: piecesOf(totals), narrow }, beside, input);
    const memory = keepFor === undefined ? 0 : memoryOf(keepFor);
    const width = baseColumns(request).length;
    sorted = kept !== null && (await fitsSorted(lane, ofAll, width, memory, options));
    const inOrder = sorted ? select({ from: all, orderBy: [asc(col(idColumn))] }) : all;
    await lane.run(
      createTableAs(table(inUnits ? alone : name), inOrder, { orReplace: true }),
      options,
    );
  } finally {
    await dropPieces(lane, [...pieces.values()].flat());
  }
  for (const made of [totals, ...otherTotals]) await lane.run(dropTable(table(made)), options);
  const found = inUnits ? await addUnits(lane, name, { own: alone, keys }, input, progress) : [];
  for (const made of work) await lane.run(dropTable(table(made)), options);
  await keepSorted(sorted);
  return ok({ problems: [...keyed.value, ...found], sorted });
}

/** What decides the columns of transactions besides the rows and the day. */
const totalsOf = ({ request, closed }: FeaturesInput): unknown => [
  "totals",
  { ...request, others: [], units: [], rhythm: null, points: null },
  closed,
];

/** The last day of the first half of the data: models are judged by what they foretell of the second. */
async function middleDay(
  lane: Lane,
  lines: Lines,
  asOf: string,
  options: QueryOptions,
): Promise<string> {
  if (lines.days !== undefined && lines.days.first <= asOf) return middleOf(lines.days.first, asOf);
  const { first } = await lane.one(
    select({
      columns: { first: min(col("day")) },
      from: lines.read(),
      where: and(isNotNull(col("day")), le(col("day"), date(asOf))),
    }),
    options,
  );
  const from = textOf(first ?? null);
  return from === null ? asOf : middleOf(from, asOf);
}

/** Tables that are there while features are built: of customers, units, transactions, then parts of other sources and of lifecycles. */
export const workTables = (name: string, parts: number): readonly string[] => [
  `${name}_own`,
  `${name}_keys`,
  `${name}_totals`,
  ...Array.from({ length: parts }, (_, i) => `${name}_source_${i}`),
];
