/** Builds the model of a project: names resolved, types checked against the catalog, one acyclic order. */
import { hasErrors, problem, type Problem } from "../../problem.ts";
import { levelName, loyaltyNames } from "../config/loyalty-schema.ts";
import type { Config } from "../config/read-config.ts";
import { daysOf } from "../config/schema.ts";
import { analyse } from "../analysis/analyse.ts";
import { accessModel, type AccessNames } from "./access-models.ts";
import type { Catalog } from "./catalog.ts";
import { factorsModel } from "./factors-model.ts";
import { foldName } from "./fold-name.ts";
import { joinedNames } from "./joined-names.ts";
import { levelTiers, loyaltyMetrics } from "./loyalty-metrics.ts";
import { loyaltyModel } from "./loyalty-models.ts";
import { ratesModel } from "./rates-model.ts";
import { recommendationsModel } from "./recommendations-model.ts";
import type { Model } from "./model.ts";
import { expressionsOf } from "./expressions-of.ts";
import { segmentsByName } from "./matrix-bands.ts";
import { customerScope, type CustomerNames } from "./scopes.ts";
import { namedSegments, segmentationModel, segmentIds } from "./segmentation-models.ts";
import { lintStrategies } from "./strategy-lint.ts";
import { serviceModel } from "./strategy-models.ts";
import { deliverModel } from "./deliver-model.ts";
import { digestModels } from "./digest-model.ts";
import { isTimeZone } from "../config/cron.ts";
import { planModels } from "./plan-model.ts";
import { otherSourceModel } from "./other-source-models.ts";
import { calendarModel, identitiesModel } from "./side-models.ts";
import { customersModel, factorSources, otherSources, transactionsModel } from "./source-models.ts";
import { placeOfKey, placeOfValue, type Environment } from "./table-parts.ts";
import type { AggregateScope, Resolved, Scope } from "./scope.ts";
import { unitsOf } from "./unit-models.ts";
import type { AggregateModel, NameRef } from "./typed.ts";

import { aggregateScope, metricsOf } from "./metric-models.ts";
import { reportClashes } from "./name-clashes.ts";
import { namesRhythm, windowsOf } from "./named-builtins.ts";
import { needsOf, orderNodes } from "./order-nodes.ts";

export type Built = { readonly model: Model | undefined; readonly problems: readonly Problem[] };

/**
 * The model, and every problem of the configuration.
 *
 * @param config what `readConfig` read
 * @param catalog what the data hold; without it, names of columns and their types are taken on trust
 * @param environment variables that `from` may name
 * @returns no model where there is an error
 */
export function buildModel(
  config: Config,
  catalog: Catalog | undefined,
  environment: Environment,
): Built {
  const problems: Problem[] = [...config.problems];
  const report = (...found: readonly Problem[]): void => void problems.push(...found);
  const file = config.project;
  if (file === undefined) return { model: undefined, problems };
  const { value } = file;
  if (!isTimeZone(value.timezone))
    report(
      problem("unknown-time-zone", { zone: value.timezone }, placeOfValue(file, ["timezone"])),
    );

  const customers =
    value.sources.customers === undefined
      ? null
      : customersModel(file, value.sources.customers, catalog, environment, report);
  const { model: transactions, rows } = transactionsModel(
    file,
    value.sources.transactions,
    catalog,
    environment,
    report,
  );
  const others = otherSources(file).map(([name, source]) =>
    otherSourceModel(file, name, source, catalog, environment, report),
  );
  const factors = factorSources(file).map(([name, source]) =>
    factorsModel(file, name, source, customers, catalog, environment, report),
  );
  const rates = ratesModel(file, catalog, environment, report);
  const identities = identitiesModel(file, catalog, environment, report);
  const margin = transactions.margin !== null;
  reportClashes(config, file, margin, report);

  const aggregates: AggregateModel[] = [];
  const metrics = new Map<string, Resolved>();
  const segmentsOf = segmentsByName(
    config.segmentations.map((s) => s.value),
    namedSegments,
  );
  const names: CustomerNames = {
    attributes: new Map(
      (customers?.attributes ?? []).map((a) => {
        const ref: NameRef = { kind: "attribute", name: a.name };
        return [a.name.toLowerCase(), { ref, type: a.type, unit: a.unit ?? null }];
      }),
    ),
    margin,
    openAttributes: customers !== null && catalog === undefined,
    metrics,
    joined: joinedNames([...others.map((o) => o.model), ...factors], catalog !== undefined),
    broken: new Set(config.broken.map(foldName)),
    segmentations: new Map([
      ...config.segmentations.map(({ value: s }) => {
        const all = s.kind === "rules" && s.assign === "all";
        const known = { name: s.segmentation, all, segments: segmentIds(s, segmentsOf) };
        return [foldName(s.segmentation), known] as const;
      }),
      ...levelNames(config),
    ]),
  };
  const loyalty =
    config.loyalty === undefined
      ? undefined
      : loyaltyModel(config.loyalty, names, { transactions: rows, others }, report);
  const sources: AggregateScope["sources"] = [rows, ...others.map((o) => o.rows)];
  const scopeWithin = (within: number | null): Scope =>
    customerScope(names, within, aggregateScope(sources, within, aggregates));

  const points = loyalty === undefined ? [] : loyaltyMetrics(loyalty);
  if (config.loyalty !== undefined)
    for (const name of loyaltyNames) {
      const ref: NameRef = { kind: "metric", name };
      const type = points.some((m) => m.name === name) ? "number" : "unknown";
      if (name !== levelName && (loyalty === undefined || type === "number"))
        metrics.set(name, { ref, type, unit: null });
    }
  const metricModels = [...metricsOf(file, metrics, scopeWithin, report), ...points];
  const units = unitsOf(config, value.sources.customers, metricModels, report);
  const ofFiles = config.segmentations.map((s) => {
    const unit = units.of(s.value.segmentation);
    return segmentationModel(
      s,
      (within) => units.inside(scopeWithin(within), unit),
      unit,
      segmentsOf,
      report,
    );
  });
  const segmentations = [...ofFiles, ...(loyalty === undefined ? [] : [levelTiers(loyalty)])];
  if (segmentations.length === 0 && config.problems.length === 0)
    report(problem("no-segmentations", {}, placeOfKey(file, []), { severity: "warning" }));

  const recommendations = recommendationsModel(file, { transactions: rows, others }, report);
  const known = {
    names,
    metrics: metricModels,
    scope: customerScope(names, null, null),
    margin: (transactions.margin ?? null) !== null,
  };
  const service = serviceModel(config, file, known, report);
  if (service !== undefined) lintStrategies(service, segmentations, report);
  const timed = ["transactions", ...others.map((other) => other.model.name)];
  const planned = { service, segmentations, sources: timed, broken: names.broken };
  planModels(config.plans, planned, report);
  const digested = { customers, segmentations, open: catalog === undefined, broken: names.broken };
  digestModels(config.digests, digested, report);
  const consents = (customers?.consent ?? []).map((c) => c.name);
  deliverModel(file, { segmentations, consents, broken: names.broken }, report);

  const windows = windowsOf(metricModels, segmentations, service);
  const rhythm = namesRhythm(metricModels, segmentations, service);
  if (config.access !== undefined) {
    const own = { ...names, computed: { windows, ...(rhythm ? { rhythm } : {}) } };
    accessModel(config.access, accessNames(own, customers, windows, catalog), report);
  }

  const order = orderNodes(metricModels, segmentations, report);
  const parts = { customers, transactions, metrics: metricModels, aggregates, segmentations };
  const { segmentations: files, strategies } = config;
  report(...analyse({ ...parts, project: file, files, service, strategies, problems }, catalog));
  if (hasErrors(problems)) return { model: undefined, problems };
  const model: Model = {
    name: value.name,
    locale: value.locale,
    currency: value.currency,
    timezone: value.timezone,
    asOf: value.as_of === "latest" ? null : value.as_of,
    refitDays: daysOf(value.refit),
    customers,
    transactions,
    others: others.map((o) => o.model),
    factors,
    calendar: calendarModel(file, catalog, environment, report),
    rates,
    identities,
    metrics: metricModels,
    segmentations,
    order,
    needs: Object.fromEntries([
      ...metricModels.map((m) => [m.name, needsOf([m.value])] as const),
      ...segmentations.map((s) => [s.name, needsOf(expressionsOf(s))] as const),
    ]),
    aggregates,
    windows,
    ...(rhythm ? { rhythm } : {}),
    ...(service === undefined ? {} : { service }),
    ...(recommendations === undefined ? {} : { recommendations }),
    ...(loyalty === undefined ? {} : { loyalty }),
  };
  return { model, problems };
}

/** What roles can name. */
function accessNames(
  names: CustomerNames,
  customers: Model["customers"],
  windows: Model["windows"],
  catalog: Catalog | undefined,
): AccessNames {
  const scope = customerScope(names, null, null);
  if (catalog === undefined)
    return { scope, columns: undefined, attributes: undefined, owner: customers?.owner !== null };
  const segmentations = [...names.segmentations.values()].map((s) => s.name);
  return {
    scope,
    columns: [
      ...scope.names,
      ...segmentations,
      ...windows.map(({ name, within }) => `${name}_${within}`),
    ],
    attributes: (customers?.attributes ?? []).map((a) => a.name),
    owner: (customers?.owner ?? null) !== null,
  };
}

/** The levels of a programme, as rules name them. */
const levelNames = ({ loyalty }: Config): readonly (readonly [string, LevelNames])[] =>
  loyalty === undefined
    ? []
    : [
        [
          levelName,
          { name: levelName, all: false, segments: loyalty.value.levels.map((l) => l.id) },
        ],
      ];

type LevelNames = {
  readonly name: string;
  readonly all: boolean;
  readonly segments: readonly string[];
};
