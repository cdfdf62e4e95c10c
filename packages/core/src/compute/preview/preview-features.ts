/** Where a preview's base columns come from: the base snapshot, or the ingest cache where the base's no longer hold. */
import {
  as,
  col,
  eq,
  join,
  named,
  select,
  star,
  table,
  type Query,
  type Relation,
} from "../../query/index.ts";
import {
  idColumn,
  metricColumn,
  ofUnit,
  segmentationColumn,
  segmentColumn,
  withoutUnit,
} from "../../domain/columns.ts";
import { unitsOf } from "../../domain/units/unit-requests.ts";
import { baseColumns, unitColumns } from "../../domain/metrics/base-columns.ts";
import { restOnPrior } from "../../domain/segmentation/held-nodes.ts";
import { contentKey } from "../../language/model/content-key.ts";
import { nodeKeys } from "../../language/model/keys.ts";
import type { Model } from "../../language/model/model.ts";
import { hasErrors, type Problem } from "../../problem.ts";
import { err, ok, type Result } from "../../result.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";
import { hashFiles, type CachedFile } from "../ingest/cache.ts";
import { customerProblems } from "../ingest/customers.ts";
import { unmatchedFactors } from "../ingest/factors.ts";
import type { Project } from "../project/project.ts";
import { dayIn } from "../project/today.ts";
import { attributesKey, dataKey } from "../run/data-key.ts";
import { buildFeatures, featuresInput, requestOf } from "../run/features.ts";
import { besidePrior, heldBy, priorColumns } from "../run/prior.ts";
import { customersInput, type Prepared } from "../run/prepare.ts";
import { codeVersion } from "../run/version.ts";
import { latestDay } from "../run/run.ts";
import { sourceRows, sourceRowsKey } from "../run/source-rows.ts";
import type { Manifest, SavedFit } from "../snapshot/manifest.ts";
import type { Base } from "../snapshot/open-base.ts";
import type { Group } from "./groups.ts";
import { previous, type Moves } from "./moves.ts";

/** What a preview worked out, kept for the next keystroke. */
export type PreviewCache = {
  /** The table of base columns that was made last. */
  features?: {
    readonly key: string;
    readonly asOf: string;
    readonly problems: readonly Problem[];
  };
  /** What was learned last, on which base, and the tables that it made. */
  fits?: {
    readonly base: string | null;
    readonly cards: Readonly<Record<string, SavedFit>>;
    readonly tables: ReadonlySet<string>;
  };
  /** Counts of segmentations by what they depend on: only what an edit changed is counted again. */
  readonly counts: Map<string, Moves>;
  /** Groups of a base as it is. */
  readonly wholes: Map<string, readonly Group[]>;
};

export type PreviewInput = {
  readonly project: Project;
  readonly prepared: Prepared;
  readonly model: Model;
  readonly base: Base | null;
  /** What is compared with, where it is another run than `base`. */
  readonly against?: Base;
  readonly cache: PreviewCache;
  readonly now: Date;
  /** Which segmentations; default all. */
  readonly only?: readonly string[];
  /** `stage` where data are read; else what they hold is computed. */
  readonly onProgress?: (done: number | null, stage?: "ingest") => void;
};

const featureTable = "preview_features";

export type Features = {
  /** Names the base columns, the day and the base: the same key, the same counts. */
  readonly key: string;
  readonly asOf: string;
  readonly relation: Relation;
  /** The same rows with every column of the base under its name before; `null` where the rows are not the base's own. */
  readonly besideBase: Relation | null;
  /** Columns that need not be computed again. */
  readonly columns: ReadonlySet<string>;
  /** Whether the rows are the base's own, its assignments beside them. */
  readonly ofBase: boolean;
  /** Segmentations whose tiers the base, as the prior of the next run, holds. */
  readonly held: ReadonlySet<string>;
  /** Names all that base columns are made of. */
  readonly data: string;
  /** What was read of each source. */
  readonly sources: Manifest["sources"];
  readonly problems: readonly Problem[];
};

/** The base columns of all customers, with what they were assigned in the run that is compared with. */
export async function featuresFor(
  lane: Lane,
  input: PreviewInput,
  options: QueryOptions,
): Promise<Result<Features, Problem>> {
  const { against } = input;
  const own = await ownFeatures(lane, input, options);
  if (!own.ok || against === undefined) return own;
  const { key, relation } = own.value;
  return ok({
    ...own.value,
    key: `${key} against ${against.manifest.id}`,
    relation: besideRun(relation, against),
    besideBase: null,
    ofBase: false,
  });
}

/** The base's own columns while the data and what is computed of them are the same. */
async function ownFeatures(
  lane: Lane,
  input: PreviewInput,
  options: QueryOptions,
): Promise<Result<Features, Problem>> {
  const { project, prepared, model, base } = input;
  const key = await sourceRowsKey(project, prepared, model, input.now, options);
  const request = requestOf(model);
  const customers = customersInput(prepared, model);
  const hashed = await hashFiles(project, customers?.files ?? [], options.signal);
  const attributes = attributesKey(model, hashed);
  const asked = model.asOf ?? dayIn(input.now, model.timezone);
  if (
    base !== null &&
    base.manifest.lines === key &&
    attributesKey(base.model, customerFiles(base)) === attributes
  ) {
    const sameDay =
      base.model.asOf === model.asOf && (model.asOf !== null || base.manifest.asOf <= asked);
    if (
      sameDay &&
      [...baseColumns(request), ...unitColumns(request)].every((c) => base.columns.has(c))
    ) {
      const held = heldBy(base, model, base.manifest.asOf);
      return ok({
        key: keyBeside(base.manifest.id, held),
        asOf: base.manifest.asOf,
        problems: [],
        ofBase: true,
        held,
        data: dataKey(key, model, hashed),
        sources: base.manifest.sources,
        ...fromBase(base, model, held, input.against === undefined),
      });
    }
  }
  input.onProgress?.(null, "ingest");
  const rows = await sourceRows(lane, project, prepared, model, input.now, options);
  if (!rows.ok) return rows;
  const { transactions, factors } = rows.value;
  const featureKey = contentKey([rows.value.key, request, attributes, asked]);
  if (input.cache.features?.key !== featureKey) {
    delete input.cache.features;
    const found = customers === null ? [] : await customerProblems(lane, customers, options);
    const problems = [...found, ...rows.value.problems];
    if (hasErrors(problems)) return err(...problems);
    const asOf = (await latestDay(lane, transactions, asked, options)) ?? asked;
    const built = await buildFeatures(
      lane,
      featureTable,
      featuresInput(project, model, { ...rows.value, customers, asOf }),
      { ...options, ...(input.onProgress === undefined ? {} : { onBucket: input.onProgress }) },
    );
    if (!built.ok) return err(...problems, ...built.errors);
    problems.push(...built.value);
    problems.push(...(await unmatchedFactors(lane, table(featureTable), factors, options)));
    input.cache.features = { key: featureKey, asOf, problems };
  }
  const { asOf, problems } = input.cache.features;
  const held = heldBy(base, model, asOf);
  const customersNow = besidePrior(table(featureTable), base, model, held);
  const compared = input.against === undefined ? base : null;
  const relation = compared === null ? customersNow : besideRun(customersNow, compared);
  const beside = base === null ? "" : base.manifest.id;
  const whole = keyBeside(`${featureKey} ${beside}`, held);
  const data = dataKey(rows.value.key, model, hashed);
  const own = { columns: new Set<string>(), ofBase: false, besideBase: null };
  const sources = rows.value.files;
  return ok({ key: whole, asOf, relation, ...own, held, data, sources, problems });
}

/** Counts rest on which tiers are held besides. */
const keyBeside = (key: string, held: ReadonlySet<string>): string => [key, ...held].join(" ");

const customerFiles = (base: Base): readonly CachedFile[] =>
  base.manifest.sources.find((source) => source.name === "customers")?.files ?? [];

const isAssignment = (column: string): boolean => column.startsWith("s_");
const isHold = (column: string): boolean => column.startsWith("h_");
const isFitted = (column: string): boolean => withoutUnit(column).startsWith("f_");
const isStored = (column: string): boolean =>
  withoutUnit(column).startsWith("x_") || isFitted(column);
const isMetric = (column: string): boolean => withoutUnit(column).startsWith("m_");

/**
 * The base's own columns, its assignments under other names besides. Ranks are named by their content, so they still hold;
 * metrics and assignments do where the edit leaves their key as it is.
 */
function fromBase(
  base: Base,
  model: Model,
  held: ReadonlySet<string>,
  withEarlier: boolean,
): Pick<Features, "relation" | "besideBase" | "columns"> {
  const unchanged = unchangedColumns(base, model);
  const kept = [...base.columns].filter(
    (c) =>
      unchanged.has(c) ||
      (!isAssignment(c) &&
        !isHold(c) &&
        !isMetric(c) &&
        (!isFitted(c) || base.manifest.codeVersion === codeVersion)),
  );
  const beside = (earlier: readonly string[]): Relation =>
    select({
      columns: [...kept, ...earlier.map((c) => as(previous(c), col(c))), ...priorColumns(held)],
      from: base.customers,
    });
  return {
    relation: beside(withEarlier ? [...base.columns].filter(isAssignment) : []),
    besideBase: withEarlier ? beside([...base.columns]) : null,
    columns: new Set(kept.filter((c) => isStored(c) || unchanged.has(c))),
  };
}

/** Columns of metrics and segmentations that are defined as they were, and do not rest on another prior. */
function unchangedColumns(base: Base, model: Model): ReadonlySet<string> {
  const keys = nodeKeys(model);
  const rest = restOnPrior(model);
  const same = model.order.filter(
    ({ name }) => !rest.has(name) && base.manifest.nodes[name] === keys.get(name),
  );
  const columns = same.flatMap(({ kind, name }) => {
    if (kind === "metric")
      return [null, ...unitsOf(model)].map((unit) => ofUnit(unit, metricColumn(name)));
    const segmentation = model.segmentations.find((s) => s.name === name);
    return segmentation?.assign === "all"
      ? segmentation.segments.map((s) => segmentColumn(name, s.id))
      : segmentationColumn(name);
  });
  return new Set(columns.filter((c) => base.columns.has(c)));
}

/** Customers with what a run assigned beside their columns. */
function besideRun(customers: Relation, run: Base): Query {
  const old = [...run.columns].filter(isAssignment);
  return select({
    columns: [star("f"), ...old.map((c) => as(previous(c), col(c, "b")))],
    from: named(customers, "f"),
    joins: [join("left", named(run.customers, "b"), eq(col(idColumn, "b"), col(idColumn, "f")))],
  });
}
