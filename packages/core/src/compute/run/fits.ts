/** Learns what a model's metrics and segmentations need, in an order in which each fit can read what it rests on. */
import {
  countAll,
  createTableAs,
  describe,
  dropTable,
  namesIn,
  prune,
  select,
  table,
  type Query,
  type Relation,
} from "../../query/index.ts";
import { assignments, assignmentsOfUnit, withNeeds } from "../../domain/assignments.ts";
import { rowColumn } from "../../domain/columns.ts";
import { fitColumnNames, type Fit, type Fitted, type Json } from "../../domain/fit.ts";
import { fitOf } from "../../domain/fits.ts";
import { contentKey } from "../../language/model/content-key.ts";
import { nodeKeys } from "../../language/model/keys.ts";
import type { Model } from "../../language/model/model.ts";
import type { Problem } from "../../problem.ts";
import { err, ok, type Result } from "../../result.ts";
import { sureText } from "../engine/cell.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";
import type { SavedFit } from "../snapshot/manifest.ts";
import type { Carrying } from "./carried.ts";
import { earlierFit, knownFit, savedFit } from "./earlier-fit.ts";
import { makeLabels, makeTable } from "./fit-tables.ts";
import { learn } from "./learn.ts";
import { labelled, polished } from "./polish.ts";
import { codeVersion } from "./version.ts";

export type FitsInput = {
  /** Customers with their base columns. */
  readonly base: Relation;
  readonly model: Model;
  readonly asOf: string;
  /** Names the content of all that base columns are made of. */
  readonly data: string;
  /** Begins the names of tables that are made. */
  readonly prefix: string;
  /** Which segmentations; default all. */
  readonly only?: ReadonlySet<string>;
  /** Whether `base` has the `rowColumn`: customers are labelled then, where a fit can. */
  readonly rows?: boolean;
  /** Columns that `base` has already. */
  readonly present?: ReadonlySet<string>;
  readonly held?: ReadonlySet<string>;
  readonly seed: number;
  /** What the published run learned, by name: what a fit matches its names of groups to. */
  readonly prior?: Readonly<Record<string, SavedFit>>;
  /** What was learned before: taken where the key is the same. */
  readonly known?: readonly Readonly<Record<string, SavedFit>>[];
  /** Side tables that are there already, by name: those of this prefix and the same key hold. */
  readonly made?: ReadonlySet<string>;
  /** Whether earlier fits hold for today's data; without it nothing is carried. */
  readonly carry?: Carrying;
  /** Take what is known by its name, whatever it was learned from: for made-up customers. */
  readonly anyData?: boolean;
  /** Learns without a thread: for many short fits in a row, each of which takes less time than a thread takes to start. */
  readonly here?: boolean;
};

export type Fits = {
  readonly fitted: ReadonlyMap<string, Fitted>;
  /** As the manifest keeps it. */
  readonly cards: Readonly<Record<string, SavedFit>>;
  readonly problems: readonly Problem[];
  /** Side tables, to drop when nothing reads them any more. */
  readonly tables: readonly string[];
};

type FitsOptions = QueryOptions & {
  readonly onProgress?: (name: string, done: number | null) => void;
};

/**
 * Learns what is not known: what rests on nothing that is learned at once, beside each other, the rest when it can.
 *
 * @returns what was learned, in the model's order; problems where something cannot be
 * @throws EngineError `interrupted` when the signal is aborted
 */
export async function learnFits(
  lane: Lane,
  input: FitsInput,
  options: FitsOptions = {},
): Promise<Result<Fits, Problem>> {
  const fits = fitsOf(input);
  const done = new Map<string, Fitted>();
  const underWay = new Map<string, Promise<Result<LearnedFit, Problem>>>();
  const learnInTurn = async ({ fit, restsOn }: Needed): Promise<Result<LearnedFit, Problem>> => {
    const below = await Promise.all(restsOn.flatMap((name) => underWay.get(name) ?? []));
    if (below.some((found) => !found.ok)) return err();
    const learned = await learnFit(lane, fit, done, input, options);
    if (learned.ok) {
      const { saved, side, labels } = learned.value;
      const labelling =
        labels === null || fit.labels === undefined
          ? {}
          : { labels: { table: table(labels), column: fit.labels } };
      done.set(fit.name, { ...saved, table: side === null ? null : table(side), ...labelling });
    }
    return learned;
  };
  for (const needed of fits) underWay.set(needed.fit.name, learnInTurn(needed));
  const settled = await Promise.allSettled(underWay.values());
  const results = settled.flatMap((s) => (s.status === "fulfilled" ? [s.value] : []));
  const tables = results
    .flatMap((r) => (r.ok ? [r.value.side, r.value.labels] : []))
    .filter((made) => made !== null);
  const thrown = settled.find((s) => s.status === "rejected");
  if (thrown !== undefined || results.some((r) => !r.ok)) {
    await dropTables(lane, tables);
    if (thrown !== undefined) throw thrown.reason;
  }
  const cards: Record<string, SavedFit> = {};
  const problems: Problem[] = [];
  const errors: Problem[] = [];
  for (const [i, { fit }] of fits.entries()) {
    const learned = results[i];
    if (learned === undefined) continue;
    if (!learned.ok) {
      errors.push(...learned.errors);
      continue;
    }
    problems.push(...(fit.problems?.(learned.value.saved.card) ?? []));
    cards[fit.name] = learned.value.saved;
  }
  if (results.some((r) => !r.ok)) return err(...problems, ...errors);
  const fitted = new Map(fits.flatMap(({ fit: { name } }) => inMap(done, name)));
  return ok({ fitted, cards, problems, tables });
}

type Needed = {
  readonly fit: Fit;
  /** Other fits that must be there before. */
  readonly restsOn: readonly string[];
};

/** Every fit that is wanted, once, in the model's order: what it rests on stands before it. */
function fitsOf({ model, asOf, only }: FitsInput): readonly Needed[] {
  const place = { asOf, keys: nodeKeys(model) };
  const needed = only === undefined ? undefined : withNeeds(model, only);
  const found = new Map<string, Needed>();
  for (const { name } of model.order) {
    if (needed !== undefined && !needed.has(name)) continue;
    const fit = fitOf(model, name, place);
    if (fit === undefined || found.has(fit.name)) continue;
    const below = withNeeds(model, new Set([name, ...fit.needs]));
    const names = new Set([...below].map((n) => fitOf(model, n, place)?.name));
    found.set(fit.name, { fit, restsOn: [...found.keys()].filter((n) => names.has(n)) });
  }
  return [...found.values()];
}

const inMap = (done: ReadonlyMap<string, Fitted>, name: string): readonly [string, Fitted][] => {
  const value = done.get(name);
  return value === undefined ? [] : [[name, value]];
};

/** Whether anything of a model must be learned. */
export const hasFits = (model: Model, asOf: string): boolean =>
  model.order.some(({ name }) => fitOf(model, name, { asOf, keys: nodeKeys(model) }) !== undefined);

export async function dropTables(lane: Lane, tables: readonly string[]): Promise<void> {
  for (const made of tables) await lane.run(dropTable(table(made)));
}

type LearnedFit = {
  readonly saved: SavedFit;
  /** The name of the side table. */
  readonly side: string | null;
  /** The name of the table of labels. */
  readonly labels: string | null;
};

async function learnFit(
  lane: Lane,
  fit: Fit,
  fitted: ReadonlyMap<string, Fitted>,
  input: FitsInput,
  options: FitsOptions,
): Promise<Result<LearnedFit, Problem>> {
  const { model, asOf, held, seed, present = new Set<string>() } = input;
  const prior: Json = input.prior?.[fit.name]?.parameters ?? null;
  const key = contentKey([fit.key, fit.options, input.data, asOf, seed, codeVersion]);
  const known = knownFit(fit, key, asOf, input);
  const unit = model.segmentations.find((s) => s.name === fit.name)?.unit ?? null;
  const labels = input.rows === true && unit === null ? fit.labels : undefined;
  const columns = known === undefined ? [] : fitColumnNames(fit, known.parameters);
  const sideThere = fit.side === undefined || columns.every((c) => present.has(c));
  if (known !== undefined && sideThere && labels === undefined)
    return ok({ saved: known, side: null, labels: null });
  const sideTable = `${input.prefix}_fit_${key}`;
  if (known !== undefined && input.made?.has(sideTable) === true)
    return ok({ saved: known, side: sideTable, labels: null });
  options.onProgress?.(fit.name, null);
  const count = (): Promise<number> => countOf(lane, input.base, options);
  const { earlier, today, still } = await earlierFit(fit, key, known, { ...input, count });
  let customers: Relation = input.base;
  const work = `${sideTable}_input`;
  if (fit.needs.length > 0 || unit !== null) {
    const needs = new Set(fit.needs);
    const context = { asOf, held: held ?? new Set<string>(), fitted };
    const query: Query =
      unit === null
        ? assignments(input.base, model, asOf, needs, present, held, fitted)
        : assignmentsOfUnit(input.base, model, unit, needs, context, present);
    const narrow = await readByFit(lane, fit, query, options);
    await lane.run(createTableAs(table(work), narrow, { orReplace: true }), options);
    customers = table(work);
  }
  try {
    const asked =
      earlier !== undefined || fit.asks === undefined
        ? null
        : (await lane.rows(fit.asks(customers), options)).map((row) => ({ ...row }));
    const rows =
      earlier === undefined ? await lane.numbers(fit.reads(customers, asked), options) : {};
    const keys =
      fit.side === undefined ? null : await lane.numbers(fit.side.reads(customers), options);
    const said = {
      learner: fit.learner.name,
      options: fit.options,
      seed,
      prior,
      asked,
      place: fit.place,
    };
    const result = await learn(
      fit.learner,
      { ...said, rows, keys, known: earlier?.parameters },
      {
        ...options,
        here: input.here === true,
        onProgress: (done: number) => options.onProgress?.(fit.name, done),
      },
    );
    if (!result.ok) return result;
    const { side } = result.value;
    const polishing = {
      ...options,
      rows: labels !== undefined,
      onProgress: (done: number) => options.onProgress?.(fit.name, done),
    };
    const from = result.value.learned ?? (still ? earlier : undefined) ?? null;
    const whole =
      from === null
        ? null
        : await polished(lane, fit, customers, from, sideTable, { ...polishing, still });
    const saved = savedFit(key, whole?.learned ?? null, earlier, today);
    const told =
      whole !== null || labels === undefined
        ? (whole?.labelled ?? null)
        : await labelled(lane, fit, customers, saved.parameters, polishing);
    const labelTable =
      told === null || labels === undefined
        ? null
        : await makeLabels(lane, `${sideTable}_labels`, labels, told, options);
    if (side === null || keys === null) return ok({ saved, side: null, labels: labelTable });
    await makeTable(lane, sideTable, { ...keys, ...side }, options);
    return ok({ saved, side: sideTable, labels: labelTable });
  } finally {
    if (customers !== input.base) await lane.run(dropTable(table(work)));
  }
}

async function countOf(lane: Lane, customers: Relation, options: QueryOptions): Promise<number> {
  const { n } = await lane.one(select({ columns: { n: countAll() }, from: customers }), options);
  return Number(n);
}

/** The rows of a query with the columns that a fit reads. */
async function readByFit(
  lane: Lane,
  fit: Fit,
  query: Query,
  options: QueryOptions,
): Promise<Query> {
  const asked = [fit.asks?.(query), fit.reads(query, null), fit.side?.reads(query)];
  const read = namesIn(...asked.flatMap((q) => q ?? []));
  const there = (await lane.rows(describe(query), options)).map((row) =>
    sureText(row["column_name"]),
  );
  const columns = there.filter((name) => name === rowColumn || read.has(name));
  return columns.length === 0 ? query : prune(select({ columns, from: query }));
}
