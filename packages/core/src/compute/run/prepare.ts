/** From the texts of a project to a model whose data can be read: the steps that runs and previews share. */
import { tablesOf } from "../../language/model/source-models.ts";
import { type TableSource } from "../../language/model/table-parts.ts";
import { buildModel } from "../../language/model/build-model.ts";
import type { Catalog, CatalogSource } from "../../language/model/catalog.ts";
import type { Model } from "../../language/model/model.ts";
import { readConfig, type Config } from "../../language/config/read-config.ts";
import { hasErrors, type Problem } from "../../problem.ts";
import type { Lane } from "../engine/engine.ts";
import type { CustomersInput } from "../ingest/customers.ts";
import type { IngestInput } from "../ingest/lines.ts";
import { lastRead, type ImportOptions } from "../ingest/imported/import-table.ts";
import { resolveIdentities, type Identities } from "../ingest/identities.ts";
import { forgottenOf, type Forgotten } from "../ingest/forgotten.ts";
import { profileCatalog, type ProfileOptions } from "../ingest/profile.ts";
import { readCatalog, type ReadCatalog } from "../ingest/read-catalog.ts";
import { resolveFiles, type DataFile } from "../ingest/resolve-files.ts";
import type { Project } from "../project/project.ts";
import { dayIn } from "../project/today.ts";

export type Prepared = {
  readonly config: Config;
  readonly catalog: Catalog;
  readonly files: ReadonlyMap<string, readonly DataFile[]>;
  /** Known duplicates; `null` where the project names none, or where they have problems. */
  readonly identities: Identities | null;
  /** Customers who are not read any more; `null` where nobody was forgotten. */
  readonly forgotten: Forgotten | null;
  /** `undefined` where there is an error among the problems. */
  readonly model: Model | undefined;
  readonly problems: readonly Problem[];
};

/** Remembers the last configuration and catalog, so that only what changed is read again. */
export type PrepareCache = {
  config?: Config;
  catalog?: { readonly key: string; readonly read: ReadCatalog; readonly profiled: boolean };
};

export type PrepareOptions = ImportOptions & {
  readonly cache?: PrepareCache;
  /** Looks at all values, for findings about them; otherwise only at what the cache knows already. */
  readonly profile?: Pick<ProfileOptions, "onColumn">;
};

/**
 * Reads the configuration, looks at the data, builds the model.
 *
 * @param cache kept by the caller between calls; changed in place
 */
export async function prepare(
  lane: Lane,
  project: Project,
  options: PrepareOptions = {},
): Promise<Prepared> {
  const cache = options.cache ?? {};
  const config = readConfig(project.files, cache.config);
  cache.config = config;
  if (config.project === undefined)
    return {
      config,
      catalog: { sources: [] },
      files: new Map(),
      identities: null,
      forgotten: null,
      model: undefined,
      problems: config.problems,
    };
  const tables = tablesOf(config.project, project.environment);
  const key = JSON.stringify(tables.map((table) => stateOf(project, table)));
  const known = cache.catalog?.key === key && options.refresh !== true ? cache.catalog : undefined;
  const looked = known?.read ?? (await readCatalog(lane, project, tables, options));
  const profiled = known?.profiled === true || options.profile !== undefined;
  const read =
    profiled && known?.profiled !== true && !hasErrors(looked.problems)
      ? await withProfile(lane, project, looked, tables, options)
      : looked;
  const better = cache.catalog?.key === key && cache.catalog.profiled; // taken by another call meanwhile
  if (hasErrors(read.problems)) delete cache.catalog;
  else if (profiled || !better) cache.catalog = { key, read, profiled };
  const { catalog, files } = read;
  // Names cannot be checked against a table that could not be read, so the model is built without the catalog then.
  const built = buildModel(
    config,
    hasErrors(read.problems) || !isWhole(catalog, tables) ? undefined : catalog,
    project.environment,
  );
  const problems = [...built.problems, ...read.problems];
  const forgotten = forgottenOf(project);
  const without = { config, catalog, files, identities: null, forgotten };
  const model = hasErrors(problems) ? undefined : built.model;
  const source = catalog.sources.find((s) => s.name === "identities");
  if (model?.identities === undefined || model.identities === null || source === undefined)
    return { ...without, model, problems };
  const input = { project, model: model.identities, source, files: files.get("identities") ?? [] };
  const identities = await resolveIdentities(lane, input, options);
  return identities.ok
    ? {
        ...without,
        identities: identities.value,
        model,
        problems: [...problems, ...identities.value.problems],
      }
    : { ...without, model: undefined, problems: [...problems, ...identities.errors] };
}

/** A table whose place is not known is not in the catalog, and nothing else is said about it. */
const isWhole = (catalog: Catalog, tables: readonly TableSource[]): boolean =>
  tables.every(({ name }) => catalog.sources.some((source) => source.name === name));

async function withProfile(
  lane: Lane,
  project: Project,
  read: ReadCatalog,
  tables: readonly TableSource[],
  { profile: wanted, ...options }: PrepareOptions,
): Promise<ReadCatalog> {
  const taken = await profileCatalog(lane, project, read, tables, { ...options, ...wanted });
  return { ...read, catalog: taken.catalog, problems: [...read.problems, ...taken.problems] };
}

/** Everything that a table's catalog depends on: how it is declared, and its files as they are now. */
const stateOf = (project: Project, table: TableSource): readonly unknown[] => {
  const { name, from, format, part, expects } = table;
  const state = format === "postgres" ? lastRead(project, table) : resolveFiles(project, table);
  return [name, from, format, part, [...expects], state];
};

export const sourceOf = (catalog: Catalog, name: string): CatalogSource => {
  const source = catalog.sources.find((s) => s.name === name);
  if (source === undefined) throw new Error(`unreachable: no catalog of ${name}, but a model`);
  return source;
};

/** What ingest needs. @param now the clock */
export function ingestInput(
  project: Project,
  prepared: Prepared,
  model: Model,
  now: Date,
): IngestInput {
  return {
    project,
    model: model.transactions,
    source: sourceOf(prepared.catalog, "transactions"),
    files: prepared.files.get("transactions") ?? [],
    timezone: model.timezone,
    identities: prepared.identities,
    rates: sideInput(prepared, model.rates, { currency: model.currency }),
    today: dayIn(now, model.timezone),
  };
}

/** A table that others are read with; `null` where the project has none. */
function sideInput<T extends { readonly name: string }, More>(
  prepared: Prepared,
  model: T | null,
  more: More,
) {
  if (model === null) return null;
  const files = prepared.files.get(model.name) ?? [];
  return { model, source: sourceOf(prepared.catalog, model.name), files, ...more };
}

/** What the customers table needs; `null` where there is none. */
export function customersInput(prepared: Prepared, model: Model): CustomersInput | null {
  if (model.customers === null) return null;
  return {
    model: model.customers,
    source: sourceOf(prepared.catalog, "customers"),
    files: prepared.files.get("customers") ?? [],
    identities: prepared.identities,
    ...(prepared.forgotten === null ? {} : { forgotten: prepared.forgotten }),
  };
}
