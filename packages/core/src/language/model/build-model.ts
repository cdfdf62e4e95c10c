/** Builds the model of a project: names resolved, types checked against the catalog, one acyclic order. */
import { hasErrors, problem, type Place, type Problem } from "../../problem.ts";
import { levelName, loyaltyNames } from "../config/loyalty-schema.ts";
import type { Config, ConfigFile } from "../config/read-config.ts";
import { daysOf, Id, type ProjectConfig, type SegmentationConfig } from "../config/schema.ts";
import { parse } from "../expression/parse.ts";
import { walk } from "../expression/walk.ts";
import { analyse } from "../analysis/analyse.ts";
import { accessModel, type AccessNames } from "./access-models.ts";
import { findBuiltin, type Builtin } from "./builtins.ts";
import type { Catalog } from "./catalog.ts";
import { contentKey } from "./content-key.ts";
import { factorsModel } from "./factors-model.ts";
import { foldName } from "./fold-name.ts";
import { joinedNames } from "./joined-names.ts";
import { contractMetrics, contractNames } from "./contract-metrics.ts";
import { companionNames, formulaKeys, modelMetrics } from "./model-metrics.ts";
import { levelTiers, loyaltyMetrics } from "./loyalty-metrics.ts";
import { loyaltyModel } from "./loyalty-models.ts";
import { ratesModel } from "./rates-model.ts";
import { recommendationsModel } from "./recommendations-model.ts";
import type { MetricModel, Model, SegmentationModel } from "./model.ts";
import { expressionsOf } from "./expressions-of.ts";
import { backTestDays } from "./lifecycle-model.ts";
import { segmentsByName } from "./matrix-bands.ts";
import { orderOf } from "./order.ts";
import { customerScope, type CustomerNames } from "./scopes.ts";
import { namedSegments, segmentationModel, segmentIds } from "./segmentation-models.ts";
import { lintStrategies } from "./strategy-lint.ts";
import type { ServiceModel } from "./strategy-model.ts";
import { serviceModel } from "./strategy-models.ts";
import { deliverModel } from "./deliver-model.ts";
import { digestModels } from "./digest-model.ts";
import { isTimeZone } from "../config/cron.ts";
import { planModels } from "./plan-model.ts";
import { titleOf } from "./title-of.ts";
import { otherSourceModel } from "./other-source-models.ts";
import { calendarModel, identitiesModel } from "./side-models.ts";
import {
  customersModel,
  factorSources,
  namedSources,
  otherSources,
  transactionsModel,
} from "./source-models.ts";
import { placeOfKey, placeOfValue, typeAt, type Environment } from "./table-parts.ts";
import type { AggregateScope, Resolved, Scope } from "./scope.ts";
import { unitsOf } from "./unit-models.ts";
import { looksBack, walkTyped } from "./typed-walk.ts";
import type { AggregateModel, BuiltinName, NameRef, Typed } from "./typed.ts";

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
        return [a.name.toLowerCase(), { ref, type: a.type, unit: null }];
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

function metricsOf(
  file: ConfigFile<ProjectConfig>,
  known: Map<string, Resolved>,
  scopeWithin: (within: number | null) => Scope,
  report: (...problems: readonly Problem[]) => void,
): readonly MetricModel[] {
  const entries = Object.entries(file.value.metrics);
  const ofModels = new Map(
    entries.flatMap(([name, config]) =>
      config.model === undefined || config.model === "shifted_beta_geometric"
        ? []
        : [[name, modelMetrics(file, name, config, report)] as const],
    ),
  );
  const ofContracts = entries.filter(([, { model }]) => model === "shifted_beta_geometric");
  // Each metric may name any other, so all are known, with an open type, before the first is typed.
  const byKey = new Map(
    entries
      .filter(([, { model }]) => model === undefined)
      .map((entry) => [foldName(entry[0]), entry]),
  );
  for (const [key, [name]] of byKey)
    known.set(key, { ref: { kind: "metric", name }, type: "unknown", unit: null });
  for (const name of ofModels.keys())
    known.set(foldName(name), { ref: { kind: "metric", name }, type: "unknown", unit: null });
  for (const { name, value } of [...ofModels.values()].flat()) {
    const ref: NameRef = { kind: "metric", name };
    known.set(foldName(name), { ref, type: value.type, unit: value.unit });
  }
  for (const { name, unit } of ofContracts.flatMap((entry) => contractNames(...entry)))
    known.set(foldName(name), { ref: { kind: "metric", name }, type: "number", unit });
  const models = new Map<string, MetricModel>();
  for (const key of orderOf([...byKey.keys()], (k) => namesIn(byKey.get(k)?.[1].value)).order) {
    const [name, config] = byKey.get(key) ?? [];
    if (name === undefined || config === undefined) continue;
    formulaKeys(file, name, config, report);
    const within = config.within === undefined ? null : daysOf(config.within);
    const path = ["metrics", name];
    const value = typeAt(file, [...path, "value"], scopeWithin(within), report);
    if (value === undefined) continue;
    if (within !== null && !looksBack(value))
      report(
        problem(
          "bad-value",
          {
            key: "within",
            expected: "an aggregate or a built-in metric in value",
            got: config.value ?? "",
          },
          placeOfKey(file, [...path, "within"]),
        ),
      );
    known.set(key, { ref: { kind: "metric", name }, type: value.type, unit: value.unit });
    const place = placeOfKey(file, path);
    const { actionable } = config;
    const own = { name, title: titleOf(name, config.title), value, within, place };
    models.set(name, { ...own, ...(actionable === true ? { actionable } : {}) });
  }
  for (const [name, config] of ofContracts)
    ofModels.set(name, contractMetrics(file, name, config, scopeWithin(null), report));
  return entries.flatMap(([name]) => ofModels.get(name) ?? models.get(name) ?? []);
}

/** The names that a formula mentions, as they are compared; those that are no metric's too. */
const namesIn = (formula: string | undefined): readonly string[] =>
  [...walk(parse(formula ?? "").expr)].flatMap((node) =>
    node.kind === "name" && node.parts.length === 1 ? foldName(node.parts[0] ?? "") : [],
  );

function aggregateScope(
  sources: AggregateScope["sources"],
  within: number | null,
  kept: AggregateModel[],
): AggregateScope {
  return {
    sources,
    orders: { ref: { kind: "builtin", name: "frequency", within }, type: "number", unit: "orders" },
    keep: (aggregate) => {
      const id = contentKey([aggregate, within]);
      if (!kept.some((earlier) => earlier.id === id)) kept.push({ id, within, ...aggregate });
      return { kind: "aggregate", id };
    },
  };
}

type Builtins = readonly { readonly name: BuiltinName; readonly within: number | null }[];

/** Every built-in metric that something names. */
const namedBuiltins = (
  metrics: readonly MetricModel[],
  segmentations: readonly SegmentationModel[],
  service: ServiceModel | undefined,
): Builtins =>
  [
    ...metrics.map((m) => m.value),
    ...segmentations.flatMap(expressionsOf),
    ...(service?.strategies ?? []).flatMap(({ actions }) =>
      actions.flatMap(({ when, kpi }) => [when?.rule ?? [], kpi?.value ?? []].flat()),
    ),
  ]
    .flatMap(walkTyped)
    .flatMap((node) => (node.kind === "name" && node.ref.kind === "builtin" ? node.ref : []));

const namesRhythm = (...parts: Parameters<typeof namedBuiltins>): boolean =>
  namedBuiltins(...parts).some(({ name }) => name === "rhythm");

function windowsOf(
  metrics: readonly MetricModel[],
  segmentations: readonly SegmentationModel[],
  service: ServiceModel | undefined,
): readonly { readonly name: BuiltinName; readonly within: number }[] {
  const windows = new Map<string, { readonly name: BuiltinName; readonly within: number }>();
  const add = (name: BuiltinName, within: number | null): void => {
    if (within !== null) windows.set(`${name} ${within}`, { name, within });
  };
  for (const { name, within } of namedBuiltins(metrics, segmentations, service)) add(name, within);
  for (const segmentation of segmentations) {
    if (segmentation.kind === "rfm")
      for (const name of ["frequency", "monetary"] as const) add(name, segmentation.within);
    if (segmentation.kind === "lifecycle")
      for (const within of [segmentation.loyal.within, backTestDays]) add("frequency", within);
  }
  return [...windows.values()];
}

function orderNodes(
  metrics: readonly MetricModel[],
  segmentations: readonly SegmentationModel[],
  report: (...problems: readonly Problem[]) => void,
): Model["order"] {
  const nodes = new Map<string, { readonly place: Place; readonly needs: readonly string[] }>();
  for (const metric of metrics)
    nodes.set(metric.name, { place: metric.place, needs: needsOf([metric.value]) });
  for (const s of segmentations)
    nodes.set(s.name, { place: s.place, needs: needsOf(expressionsOf(s)) });
  const result = orderOf([...nodes.keys()], (name) => nodes.get(name)?.needs ?? []);
  if (result.cycle !== undefined) {
    const places = result.cycle.slice(0, -1).flatMap((name) => nodes.get(name)?.place ?? []);
    const [first, ...related] = places;
    if (first !== undefined)
      report(problem("cycle", { path: result.cycle.join(" → ") }, first, { related }));
    return [];
  }
  const isMetric = new Set(metrics.map((m) => m.name));
  return result.order.map((name) => ({
    kind: isMetric.has(name) ? "metric" : "segmentation",
    name,
  }));
}

/** The metrics and segmentations that expressions name. */
export function needsOf(expressions: readonly Typed[]): readonly string[] {
  const needs = new Set<string>();
  for (const expression of expressions)
    for (const node of walkTyped(expression)) {
      if (node.kind !== "name") continue;
      if (node.ref.kind === "metric" || node.ref.kind === "segmentation") needs.add(node.ref.name);
      if (node.ref.kind === "segment") needs.add(node.ref.segmentation);
    }
  return [...needs];
}

/** Roles, what a later version will read as one, and `count(orders)`. */
const reservedSources = new Set([
  "customers",
  "transactions",
  "identities",
  "contacts",
  "orders",
  "calendar",
]);

function reportClashes(
  config: Config,
  file: ConfigFile<ProjectConfig>,
  margin: boolean,
  report: (...problems: readonly Problem[]) => void,
): void {
  const taken = new Map<string, { readonly place: Place; readonly kind: string }>();
  const claim = (name: string, kind: string, place: Place): void => {
    const key = foldName(name);
    const earlier = taken.get(key);
    if (
      isTaken(findBuiltin(key, margin)) ||
      key === "as_of" ||
      key === "customers" ||
      key === "contacts"
    )
      report(problem("name-clash", { name, kind: "built-in metric" }, place));
    else if (earlier !== undefined) {
      const code = earlier.kind === kind ? "duplicate-name" : "name-clash";
      report(problem(code, { name, kind: earlier.kind }, place, { related: [earlier.place] }));
    } else taken.set(key, { place, kind });
  };
  if (config.loyalty !== undefined)
    for (const name of loyaltyNames) {
      const kind = name === levelName ? "segmentation" : "metric";
      claim(name, kind, placeOfValue(config.loyalty, ["loyalty"]));
    }
  for (const [name] of namedSources(file)) {
    const place = placeOfKey(file, ["sources", name]);
    if (!Id.safeParse(name).success) report(problem("bad-id", { id: name }, place));
    else if (reservedSources.has(foldName(name)))
      report(problem("name-clash", { name, kind: "built-in source" }, place));
    else claim(name, "source", place);
  }
  for (const [name, metric] of Object.entries(file.value.metrics))
    for (const own of [name, ...companionNames(name, { model: metric.model, value: metric.value })])
      claim(own, "metric", placeOfKey(file, ["metrics", name]));
  for (const s of config.segmentations)
    claim(
      s.value.segmentation,
      "segmentation",
      placeOfValue<SegmentationConfig>(s, ["segmentation"]),
    );
}

/** Whether a name cannot be a metric's own: built-in metrics that are computed where they are named give way. */
const isTaken = (found: Builtin | undefined): boolean =>
  found !== undefined && found.onUse !== true;
