/** Judges the data of a project: what is missing, double, orphaned, impossible, personal; and what they cover. */
import { dayIn } from "../project/today.ts";
import {
  findingOrder,
  type Coverage,
  type Finding,
  type Quality,
} from "../../domain/quality/quality.ts";
import type { Config } from "../../language/config/read-config.ts";
import type { Catalog } from "../../language/model/catalog.ts";
import type { Model } from "../../language/model/model.ts";
import type { TableSource } from "../../language/model/table-parts.ts";
import type { Typed } from "../../language/model/typed.ts";
import { unionAll, type Query } from "../../query/index.ts";
import { dataProblem } from "../ingest/data-problem.ts";
import type { Problem } from "../../problem.ts";
import { EngineError } from "../engine/engine-error.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";
import { customersQuery } from "../ingest/customers.ts";
import { factorRows, unmatchedFactors } from "../ingest/factors.ts";
import { columnsOf } from "../ingest/line-problems.ts";
import type { DataFile } from "../ingest/resolve-files.ts";
import { findPersonalData } from "./find-personal-data.ts";
import type { QualityTable } from "./quality-input.ts";
import { aliasIds, customerIds, readableRows } from "./quality-rows.ts";
import { coverageOf, impossibleRows, orphans, withoutRows } from "./row-findings.ts";
import {
  duplicateIds,
  duplicateRows,
  impossibleAges,
  likelySame,
  mostlyMissing,
  unmatchedParents,
} from "./table-findings.ts";

export type QualityInput = {
  readonly config: Config;
  /** With the profile of every table. */
  readonly catalog: Catalog;
  readonly files: ReadonlyMap<string, readonly DataFile[]>;
  readonly tables: readonly TableSource[];
  /** What the tables mean; `undefined` where the configuration has problems: then only what needs no meaning is judged. */
  readonly model: Model | undefined;
  readonly now: Date;
};

export type QualityOptions = QueryOptions & { readonly onSource?: (source: string) => void };

/** Every finding with at least one row, gravest first. Tables that cannot be judged are reported. */
export async function qualityOf(
  lane: Lane,
  input: QualityInput,
  options: QualityOptions = {},
): Promise<{ readonly quality: Quality; readonly problems: readonly Problem[] }> {
  const findings: Finding[] = [];
  const coverage: Coverage[] = [];
  const problems: Problem[] = [];
  const { catalog, model, config } = input;
  const today = dayIn(input.now, model?.timezone ?? "UTC");
  const tables = catalog.sources.flatMap((source): readonly QualityTable[] => {
    const table = input.tables.find(({ name }) => name === source.name);
    return table === undefined
      ? []
      : [{ table, source, files: input.files.get(source.name) ?? [] }];
  });
  const attempt = async (of: QualityTable, work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof EngineError) || error.kind === "interrupted") throw error;
      problems.push(dataProblem(error, of.table, of.files));
    }
  };
  for (const of of tables) {
    options.onSource?.(of.source.name);
    await attempt(of, async () => {
      findings.push(...mostlyMissing(of), await duplicateRows(lane, of, options));
      findings.push(...(await impossibleAges(lane, of, today, options)));
      if (config.project !== undefined)
        findings.push(...(await findPersonalData(lane, of, config.project, options)));
    });
  }
  const tableOf = (name: string): QualityTable | undefined =>
    tables.find(({ source }) => source.name === name);
  const customers = tableOf("customers");
  const ids =
    customers === undefined || model?.customers === null || model?.customers === undefined
      ? null
      : customerIds(customers, model.customers);
  const known = knownIds(customers, tableOf("identities"), model);
  if (customers !== undefined && model?.customers && ids !== null) {
    const of = model.customers;
    await attempt(customers, async () => {
      if (of.valid === null)
        findings.push(await duplicateIds(lane, ids, columnsOf(of.key), options));
      const same = await likelySame(lane, customers, of, personalIn(model, findings), options);
      const parents = await unmatchedParents(lane, customers, of, ids, options);
      findings.push(...[same, parents].filter((found) => found !== null));
      for (const factors of model.factors ?? []) {
        const table = tableOf(factors.name);
        if (table === undefined) continue;
        const asOf = model.asOf ?? today;
        const rows = customersQuery(
          { model: of, source: customers.source, files: customers.files, identities: null },
          asOf,
        );
        const [unmatched] = await unmatchedFactors(
          lane,
          rows,
          [factorRows({ model: factors, source: table.source, files: table.files })],
          options,
        );
        if (unmatched?.code !== "factors-unmatched") continue;
        const { count, total, value, columns } = unmatched.values;
        findings.push({
          code: "factors-unmatched",
          source: factors.name,
          column: columns,
          count,
          total,
          example: value,
        });
      }
    });
  }
  const timed = model === undefined ? [] : [{ ...model.transactions }, ...model.others];
  for (const of of timed) {
    const table = tableOf(of.name);
    if (table === undefined || model === undefined) continue;
    options.onSource?.(of.name);
    await attempt(table, async () => {
      const rows = readableRows(table, of, model.timezone);
      const amount = "amount" in of ? nameOf(of.amount) : null;
      const about = {
        source: of.name,
        rows,
        customer: nameOf(of.customer),
        time: nameOf(of.time),
        amount,
        today,
      };
      const dates = await impossibleRows(lane, about, options);
      // A contract may begin tomorrow.
      const spans = "kind" in of && of.kind === "spans";
      findings.push(...dates.filter(({ code }) => !spans || code !== "future-dates"));
      findings.push(...(await orphans(lane, about, known, options)));
      if (of.name === "transactions" && ids !== null)
        findings.push(await withoutRows(lane, ids, rows, options));
      const covered = await coverageOf(lane, about, options);
      if (covered === null) return;
      coverage.push(covered.coverage);
      findings.push(covered.gaps);
    });
  }
  const rank = ({ code }: Finding): number => findingOrder.indexOf(code);
  const told = withoutNames(findings, model)
    .filter(({ count }) => count > 0)
    .toSorted((a, b) => rank(a) - rank(b));
  const sources = catalog.sources.map(({ name, rows, columns }) => {
    const missing = columns.map((c) => ({ name: c.name, missing: c.nullShare ?? 0 }));
    const full = missing.reduce((sum, c) => sum + 1 - c.missing, 0);
    return {
      name,
      rows: rows ?? 0,
      columns: missing,
      completeness: full / Math.max(1, columns.length),
    };
  });
  return { quality: { sources, findings: told, coverage }, problems };
}

/** Findings whose examples are ids: where people are known by their names, an id is one. */
const showIds: ReadonlySet<string> = new Set<Finding["code"]>([
  "duplicate-ids",
  "likely-same",
  "rows-without-customer",
  "parents-unmatched",
]);

function withoutNames(findings: readonly Finding[], model: Model | undefined): readonly Finding[] {
  const personal = new Set([
    ...findings.flatMap(({ source, column, pii }) =>
      pii === undefined ? [] : `${source}.${column}`,
    ),
    ...(model?.customers?.attributes ?? []).flatMap(({ name, pii }) =>
      pii === null ? [] : `customers.${name}`,
    ),
  ]);
  const named = (source: string, id: Typed | undefined): boolean =>
    id !== undefined && personal.has(`${source}.${nameOf(id)}`);
  const sources = [
    ...(named("customers", model?.customers?.key) ? ["customers"] : []),
    ...[...(model === undefined ? [] : [model.transactions]), ...(model?.others ?? [])].flatMap(
      (of) => (named(of.name, of.customer) ? of.name : []),
    ),
  ];
  return findings.map((finding) =>
    showIds.has(finding.code) && sources.includes(finding.source)
      ? { ...finding, example: "" }
      : finding,
  );
}

/** What an expression is called in a finding: its columns. */
const nameOf = (typed: Typed): string => columnsOf(typed);

/** Columns of customers with names, phones and addresses: declared, or found. */
function personalIn(model: Model, findings: readonly Finding[]) {
  const of = (kind: "name" | "phone" | "email"): readonly string[] => [
    ...(model.customers?.attributes ?? []).filter((a) => a.pii === kind).map((a) => a.name),
    ...findings.flatMap(({ source, column, pii }) =>
      source === "customers" && pii?.kind === kind && column !== null ? [column] : [],
    ),
  ];
  return { name: of("name"), phone: of("phone"), email: of("email") };
}

/** Ids that rows may have: of customers, those that the project drops included, and old ids. `null` without a table of customers. */
function knownIds(
  customers: QualityTable | undefined,
  identities: QualityTable | undefined,
  model: Model | undefined,
): Query | null {
  if (customers === undefined || !model?.customers) return null;
  const everybody = customerIds(customers, model.customers, true);
  if (identities === undefined || !model.identities) return everybody;
  return unionAll(everybody, aliasIds(identities, model.identities));
}
