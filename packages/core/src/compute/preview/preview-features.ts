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
import { idColumn } from "../../domain/columns.ts";
import { baseColumns, unitColumns } from "../../domain/metrics/base-columns.ts";
import { contentKey } from "../../language/model/content-key.ts";
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
import { dropTables } from "../run/fits.ts";
import { codeVersion } from "../run/version.ts";
import { latestDay } from "../run/run.ts";
import { sourceRows, sourceRowsKey } from "../run/source-rows.ts";
import type { Manifest, SavedFit } from "../snapshot/manifest.ts";
import type { Base } from "../snapshot/open-base.ts";
import type { Group } from "./groups.ts";
import { previous, type Moves } from "./moves.ts";
import { joinWork, type SharedWork } from "./shared-work.ts";
import {
  isAssignment,
  isFitted,
  keptColumns,
  standAt,
  type Keep,
  type Standing,
  type Stands,
} from "./standing.ts";

/** What a preview worked out, kept for the next keystroke. */
export type PreviewCache = {
  /** The table of base columns that was made last. */
  features?: {
    readonly key: string;
    readonly asOf: string;
    /** What was read of each source. */
    readonly sources: Manifest["sources"];
    readonly problems: readonly Problem[];
    /** Where the columns are, with what else was computed of them. */
    readonly table: string;
    readonly standing: Standing | null;
  };
  /** Features that are being computed. */
  making?: SharedWork<Result<null, Problem>>;
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
  /** Whose assignments the rows have beside them: then only what an edit changed is counted. */
  readonly stands: Stands | null;
  /** Where nothing stands beside the rows yet: keeps what is computed of them for the next keystroke. */
  readonly keep: Keep | null;
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
  // Of computed features what is compared with is beside them already.
  if (!own.ok || against === undefined || own.value.keep !== null) return own;
  const { key, relation } = own.value;
  return ok({
    ...own.value,
    key: `${key} against ${against.manifest.id}`,
    relation: besideRun(relation, against),
    besideBase: null,
    stands: null,
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
        keep: null,
        held,
        data: dataKey(key, model, hashed),
        sources: base.manifest.sources,
        ...fromBase(base, model, held, input.against === undefined),
      });
    }
  }
  const featureKey = contentKey([key, request, attributes, asked]);
  if (input.cache.features?.key !== featureKey) {
    input.cache.making ??= {};
    const made = await joinWork(
      input.cache.making,
      featureKey,
      (signal, onProgress) => makeFeatures(lane, { ...input, onProgress }, featureKey, { signal }),
      { ...options, ...(input.onProgress === undefined ? {} : { onProgress: input.onProgress }) },
    );
    if (!made.ok) return made;
  }
  const made = input.cache.features;
  if (made === undefined) throw new Error("unreachable: features were made");
  const { asOf, problems, sources } = made;
  const held = heldBy(base, model, asOf);
  const compared = input.against ?? base;
  const beside = [base, compared].map((run) => run?.manifest.id ?? "");
  const whole = keyBeside(`${featureKey} ${beside.join(" ")}`, held);
  const data = dataKey(key, model, hashed);
  const own = { asOf, held, data, sources, problems, besideBase: null };
  const { standing } = made;
  if (standing?.beside === whole) {
    const { from, ...rows } = standAt(standing, made.table, model);
    return ok({ ...own, ...rows, key: `${whole} ${standing.id}`, keep: { beside: whole, from } });
  }
  const bare: Relation =
    standing === null
      ? table(made.table)
      : select({ columns: standing.bare, from: table(made.table) });
  const customersNow = besidePrior(bare, base, model, held);
  const relation = compared === null ? customersNow : besideRun(customersNow, compared);
  const keep = { beside: whole, from: relation };
  return ok({ ...own, key: whole, relation, columns: new Set<string>(), stands: null, keep });
}

/** Computes base columns from the lines, and drops those that were computed before. */
async function makeFeatures(
  lane: Lane,
  input: PreviewInput,
  key: string,
  options: QueryOptions,
): Promise<Result<null, Problem>> {
  const { project, prepared, model, cache } = input;
  const rows = await sourceRows(lane, project, prepared, model, input.now, options);
  if (!rows.ok) return rows;
  const { transactions, factors } = rows.value;
  const customers = customersInput(prepared, model);
  const asked = model.asOf ?? dayIn(input.now, model.timezone);
  const earlier = cache.features?.table;
  delete cache.features;
  if (earlier !== undefined && earlier !== featureTable) await dropTables(lane, [earlier]);
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
  problems.push(...built.value.problems);
  problems.push(...(await unmatchedFactors(lane, table(featureTable), factors, options)));
  const sources = rows.value.files;
  cache.features = { key, asOf, sources, problems, table: featureTable, standing: null };
  return ok(null);
}

/** Counts rest on which tiers are held besides. */
const keyBeside = (key: string, held: ReadonlySet<string>): string => [key, ...held].join(" ");

const customerFiles = (base: Base): readonly CachedFile[] =>
  base.manifest.sources.find((source) => source.name === "customers")?.files ?? [];

/** The base's own columns, its assignments under other names besides. */
function fromBase(
  base: Base,
  model: Model,
  held: ReadonlySet<string>,
  withEarlier: boolean,
): Pick<Features, "relation" | "besideBase" | "columns" | "stands"> {
  const nodes = new Map(Object.entries(base.manifest.nodes));
  const sameCode = base.manifest.codeVersion === codeVersion;
  const usable = [...base.columns].filter((c) => sameCode || !isFitted(c));
  const { kept, present, assigned } = keptColumns(usable, nodes, model);
  const beside = (earlier: readonly string[]): Relation =>
    select({
      columns: [...kept, ...earlier.map((c) => as(previous(c), col(c))), ...priorColumns(held)],
      from: base.customers,
    });
  return {
    relation: beside(withEarlier ? assigned : []),
    besideBase: withEarlier ? beside([...base.columns]) : null,
    columns: present,
    stands: withEarlier ? { model: base.model, nodes, still: previous } : null,
  };
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
