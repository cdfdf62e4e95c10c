/** The rows of every source with times: transactions and the others, from the cache where it has them. */
import { contentKey } from "../../language/model/content-key.ts";
import type { Model, OtherSourceModel } from "../../language/model/model.ts";
import { hasErrors, type Problem } from "../../problem.ts";
import { err, ok, type Result } from "../../result.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";
import { hashFiles, type CachedFile } from "../ingest/cache.ts";
import { closedDays } from "../ingest/closed-days.ts";
import {
  factorProblems,
  factorRows,
  type FactorRows,
  type FactorsInput,
} from "../ingest/factors.ts";
import { ingest, linesKey, type Lines } from "../ingest/ingest.ts";
import type { SourceInput } from "../ingest/lines.ts";
import type { Project } from "../project/project.ts";
import { dayIn } from "../project/today.ts";
import { ingestInput, sourceOf, type Prepared } from "./prepare.ts";

export type OtherRows = { readonly model: OtherSourceModel; readonly rows: Lines };

export type SourceRows = {
  /** Names the definitions and the content of all of them. */
  readonly key: string;
  readonly transactions: Lines;
  readonly others: readonly OtherRows[];
  readonly factors: readonly FactorRows[];
  /** The calendar's closed days, ISO. */
  readonly closed: readonly string[];
  /** Files by source, as manifests list them, without those of customers. */
  readonly files: readonly { readonly name: string; readonly files: readonly CachedFile[] }[];
  readonly problems: readonly Problem[];
};

/** What ingest needs of a source besides transactions. */
export const otherInput = (
  project: Project,
  prepared: Prepared,
  model: Model,
  other: OtherSourceModel,
  now: Date,
): SourceInput<OtherSourceModel> => ({
  project,
  model: other,
  source: sourceOf(prepared.catalog, other.name),
  files: prepared.files.get(other.name) ?? [],
  timezone: model.timezone,
  rates: null,
  identities: prepared.identities,
  today: dayIn(now, model.timezone),
});

/**
 * Reads every source with times.
 *
 * @returns problems of all of them where one has an error
 * @throws EngineError `interrupted`
 */
export async function sourceRows(
  lane: Lane,
  project: Project,
  prepared: Prepared,
  model: Model,
  now: Date,
  options: QueryOptions,
): Promise<Result<SourceRows, Problem>> {
  const transactions = await ingest(lane, ingestInput(project, prepared, model, now), options);
  const problems = [...(transactions.ok ? transactions.value.problems : transactions.errors)];
  const others: OtherRows[] = [];
  for (const other of model.others) {
    const rows = await ingest(lane, otherInput(project, prepared, model, other, now), options);
    problems.push(...(rows.ok ? rows.value.problems : rows.errors));
    if (rows.ok) others.push({ model: other, rows: rows.value });
  }
  const factors = factorInputs(prepared, model);
  for (const input of factors) problems.push(...(await factorProblems(lane, input, options)));
  const closed = await closedIn(lane, prepared, model, options);
  if (!closed.ok) problems.push(...closed.errors);
  if (!transactions.ok || !closed.ok || hasErrors(problems)) return err(...problems);
  const calendar = await calendarFiles(project, prepared, model, options);
  const ofFactors = await factorFiles(project, factors, options);
  const keys = [
    transactions.value.key,
    ...others.map((other) => other.rows.key),
    ...factorKeys(factors, ofFactors),
    ...calendarKeys(model, calendar),
  ];
  const files = [
    { name: "transactions", files: transactions.value.files },
    ...others.map(({ model: { name }, rows }) => ({ name, files: rows.files })),
    ...factors.map(({ model: { name } }, i) => ({ name, files: ofFactors[i] ?? [] })),
    ...(model.calendar === null ? [] : [{ name: "calendar", files: calendar }]),
  ];
  return ok({
    key: keyOf(keys),
    transactions: transactions.value,
    others,
    factors: factors.map(factorRows),
    closed: closed.value,
    files,
    problems,
  });
}

/** The key that the rows would have, without reading them. */
export async function sourceRowsKey(
  project: Project,
  prepared: Prepared,
  model: Model,
  now: Date,
  options: QueryOptions,
): Promise<string> {
  const keys = [await linesKey(ingestInput(project, prepared, model, now), options)];
  for (const other of model.others)
    keys.push(await linesKey(otherInput(project, prepared, model, other, now), options));
  const factors = factorInputs(prepared, model);
  keys.push(...factorKeys(factors, await factorFiles(project, factors, options)));
  const calendar = await calendarFiles(project, prepared, model, options);
  return keyOf([...keys, ...calendarKeys(model, calendar)]);
}

/** The closed days of the project's calendar; none without one. */
export async function closedIn(
  lane: Lane,
  prepared: Prepared,
  { calendar }: Model,
  options: QueryOptions,
): Promise<Result<readonly string[], Problem>> {
  if (calendar === null) return ok([]);
  const source = sourceOf(prepared.catalog, calendar.name);
  const files = prepared.files.get(calendar.name) ?? [];
  return closedDays(lane, { model: calendar, source, files }, options);
}

/** What is read of each source of factors. */
export const factorInputs = (prepared: Prepared, model: Model): readonly FactorsInput[] =>
  (model.factors ?? []).map((factors) => ({
    model: factors,
    source: sourceOf(prepared.catalog, factors.name),
    files: prepared.files.get(factors.name) ?? [],
  }));

const factorFiles = (
  project: Project,
  factors: readonly FactorsInput[],
  { signal }: QueryOptions,
): Promise<readonly (readonly CachedFile[])[]> =>
  Promise.all(factors.map(({ files }) => hashFiles(project, files, signal)));

const factorKeys = (
  factors: readonly FactorsInput[],
  files: readonly (readonly CachedFile[])[],
): readonly string[] =>
  factors.map(({ model }, i) => contentKey([model, (files[i] ?? []).map((f) => f.sha256)]));

async function calendarFiles(
  project: Project,
  prepared: Prepared,
  { calendar }: Model,
  options: QueryOptions,
): Promise<readonly CachedFile[]> {
  if (calendar === null) return [];
  return hashFiles(project, prepared.files.get(calendar.name) ?? [], options.signal);
}

const calendarKeys = ({ calendar }: Model, files: readonly CachedFile[]): readonly string[] =>
  calendar === null ? [] : [contentKey([calendar, files.map((file) => file.sha256)])];

const keyOf = (keys: readonly string[]): string =>
  keys.length === 1 ? (keys[0] ?? "") : contentKey(keys);
