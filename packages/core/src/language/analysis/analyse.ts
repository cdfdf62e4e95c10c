/** Looks at rules that are well formed: what they can and cannot say, by proof, and what the data say to them. */
import type { Place, Problem } from "../../problem.ts";
import type { ConfigFile } from "../config/read-config.ts";
import type { ProjectConfig, SegmentationConfig } from "../config/schema.ts";
import type { StrategyConfig } from "../config/strategy-schema.ts";
import {
  rangeOfKey,
  rangeOfValue,
  scalarAt,
  type YamlPath,
  type YamlSource,
} from "../config/yaml-source.ts";
import type { Catalog } from "../model/catalog.ts";
import type {
  CustomersModel,
  MetricModel,
  RulesModel,
  SegmentationModel,
  TransactionsModel,
} from "../model/model.ts";
import type { ServiceModel } from "../model/strategy-model.ts";
import { walkTyped } from "../model/typed-walk.ts";
import type { AggregateModel, Typed } from "../model/typed.ts";
import { addsNothing } from "./adds-nothing.ts";
import { analyseActions } from "./analyse-actions.ts";
import { analyseAmong } from "./analyse-among.ts";
import { autoThresholds } from "./auto-threshold.ts";
import { bandsOutsideData } from "./bands-outside-data.ts";
import type { Facts } from "./domain.ts";
import { knownOf, type KnownValues } from "./known.ts";
import { lifecycleOutsideData } from "./lifecycle-outside-data.ts";
import { lifetimeTiers } from "./lifetime-tiers.ts";
import { neverReached, type Step } from "./never-reached.ts";
import { neverTrue } from "./never-true.ts";
import { outsideData } from "./outside-data.ts";
import { ruleOf, type Rule } from "./rule.ts";
import { sameRule } from "./same-rule.ts";
import { termKey } from "./term-key.ts";
import { createVariables, type Variables } from "./variables.ts";

/** The typed parts of a project, with the files that they come from. */
export type Analysed = {
  readonly project: ConfigFile<ProjectConfig>;
  readonly customers: CustomersModel | null;
  readonly transactions: TransactionsModel;
  readonly metrics: readonly MetricModel[];
  readonly aggregates: readonly AggregateModel[];
  /** In the order of `segmentations`. */
  readonly files: readonly ConfigFile<SegmentationConfig>[];
  readonly segmentations: readonly SegmentationModel[];
  /** How customers are served, and the files that say so. */
  readonly service: ServiceModel | undefined;
  readonly strategies: readonly ConfigFile<StrategyConfig>[];
  /** What was found so far: rules with an error are not looked at, nor how the rules of their file stand to each other. */
  readonly problems: readonly Problem[];
};

/**
 * The findings on all rules, segmentation by segmentation, then those on metrics and tables.
 *
 * @param catalog what the data hold; where it has not been profiled, nothing is said about values
 */
export function analyse(parts: Analysed, catalog: Catalog | undefined): readonly Problem[] {
  const { metrics, aggregates, segmentations } = parts;
  const known = knownOf(catalog);
  const ids = new Map(
    segmentations.map((s) => {
      const others = s.kind === "rfm" && s.others !== null ? [s.others.id] : [];
      return [s.name, [...s.segments.map((x) => x.id), ...others]] as const;
    }),
  );
  const metricValues = new Map(metrics.map((m) => [m.name, m.value]));
  const kept = new Map(aggregates.map((a) => [a.id, a]));
  const facts: Facts = {
    metric: (name) => metricValues.get(name),
    aggregate: (id) => kept.get(id),
    segmentsOf: (name) => ids.get(name),
  };
  const surroundings = JSON.stringify([
    [...metricValues].map(([name, value]) => [name, value.type, termKey(value)]),
    aggregates.map((a) => [a.id, a.function, a.within]),
    [...ids],
    parts.customers?.attributes.map((a) => [a.name, a.type, a.unit]),
  ]);
  const errors = parts.problems.filter((p) => p.severity === "error");
  const found = segmentations.flatMap((model, i): readonly Problem[] => {
    const file = parts.files[i];
    if (file === undefined) return [];
    const whole = !errors.some((e) => e.file === file.source.path);
    if (model.kind !== "rules") {
      if (!whole) return [];
      const { transactions, project } = parts;
      const { as_of } = project.value;
      const asOf = as_of === "latest" ? null : as_of;
      const bands = [
        ...bandsOutsideData(model, file, known),
        ...lifecycleOutsideData(model, file, transactions, asOf, known),
      ];
      if (model.kind !== "tiers") return bands;
      const by = { file: file.source.path, range: rangeOfValue(file.source, ["by"]) };
      return [...lifetimeTiers(model, by, metrics, aggregates), ...bands];
    }
    const sound = model.segments.map((s) => isSound(s.when, s.whenPlace, errors));
    const key = surroundings + JSON.stringify([whole, contentOf(model, sound)]);
    return remembered(file.source, key, catalog, () => {
      const {
        steps,
        variables,
        problems: own,
      } = analyseRules(model, file.source, sound, facts, known);
      const problems = [...own, ...autoRules(steps, metrics)];
      if (!whole) return problems;
      const between = model.assign === "first" ? neverReached : sameRule;
      return [...problems, ...between(steps, variables)];
    });
  });
  const among = segmentations.flatMap((model, i): readonly Problem[] => {
    const file = parts.files[i];
    if (file === undefined || model.among === null) return [];
    const place = { file: file.source.path, range: rangeOfValue(file.source, ["among"]) };
    if (!isSound(model.among.rule, place, errors)) return [];
    return analyseAmong(model, file.source, facts, known);
  });
  const actions = analyseActions(parts.service, parts.strategies, facts, known, errors);
  return [...found, ...among, ...actions, ...analyseTables(parts, known)];
}

/** What the findings of a file rest on besides its text. */
const contentOf = (model: RulesModel, sound: readonly boolean[]): unknown => [
  model.assign,
  sound,
  model.segments.map((s) => (s.when === null ? "" : termKey(s.when))),
];

type Memory = {
  readonly key: string;
  readonly catalog: Catalog | undefined;
  readonly problems: readonly Problem[];
};

/** A file that is read again but has not changed is the same source; where its names mean the same, so are its findings. */
const memories = new WeakMap<YamlSource, Memory>();

function remembered(
  source: YamlSource,
  key: string,
  catalog: Catalog | undefined,
  look: () => readonly Problem[],
): readonly Problem[] {
  const memory = memories.get(source);
  if (memory?.key === key && memory.catalog === catalog) return memory.problems;
  const problems = look();
  memories.set(source, { key, catalog, problems });
  return problems;
}

function isSound(when: Typed | null, place: Place, errors: readonly Problem[]): boolean {
  if (when === null) return true;
  // What could not be resolved has become a NULL of no type.
  for (const node of walkTyped(when))
    if (node.kind === "null" && node.type === "unknown") return false;
  return !errors.some((e) => e.file === place.file && touches(e, place));
}

function touches(a: Place, b: Place): boolean {
  const before = (x: Place["range"]["end"], y: Place["range"]["start"]): boolean =>
    x.line < y.line || (x.line === y.line && x.character < y.character);
  return !before(a.range.end, b.range.start) && !before(b.range.end, a.range.start);
}

function analyseRules(
  model: RulesModel,
  source: YamlSource,
  sound: readonly boolean[],
  facts: Facts,
  known: KnownValues,
): {
  readonly steps: readonly Step[];
  readonly variables: Variables;
  readonly problems: readonly Problem[];
} {
  const variables = createVariables(facts);
  const steps = model.segments.map((segment, i): Step => {
    const path = ["segments", i];
    const { id, when } = segment;
    if (when === null)
      return {
        id,
        place: { file: source.path, range: rangeOfKey(source, [...path, "else"]) },
        rule: null,
      };
    const text = sound[i] === true ? scalarAt(source, [...path, "when"]) : undefined;
    const rule = text && ruleOf(id, when, text, source.path, variables);
    return { id, place: segment.whenPlace, rule };
  });
  const rules = steps.flatMap(({ rule }): readonly Rule[] => (rule ? [rule] : []));
  const problems = rules.flatMap((rule) => [
    ...neverTrue(rule),
    ...addsNothing(rule),
    ...outsideData({ ...rule, typed: rule.when }, known),
  ]);
  return { steps, variables, problems };
}

const autoRules = (steps: readonly Step[], metrics: readonly MetricModel[]): readonly Problem[] =>
  steps.flatMap(({ rule }) => (rule ? autoThresholds(rule.when, metrics, rule.placeOf) : []));

/** Conditions outside segmentations, against the data alone: rows that are kept, refunds, filters of aggregates. */
function analyseTables(parts: Analysed, known: KnownValues): readonly Problem[] {
  const { project, customers, transactions, metrics, aggregates } = parts;
  if (known.size === 0) return [];
  const at = (typed: Typed | null | undefined, ...path: YamlPath): readonly Problem[] => {
    const text = typed ? scalarAt(project.source, path) : undefined;
    if (!typed || text === undefined) return [];
    const placeOf: Rule["placeOf"] = (span) => ({
      file: project.source.path,
      range: text.rangeOf(span),
    });
    return outsideData({ typed, text: text.text, placeOf }, known);
  };
  const filters = (value: Typed): readonly Typed[] =>
    [...walkTyped(value)].flatMap((node) => {
      const ref = node.kind === "name" ? node.ref : undefined;
      if (ref?.kind !== "aggregate") return [];
      return aggregates.find((a) => a.id === ref.id)?.filter ?? [];
    });
  return [
    ...at(customers?.where, "sources", "customers", "where"),
    ...at(transactions.where, "sources", "transactions", "where"),
    ...at(transactions.refund?.when, "sources", "transactions", "refund", "when"),
    ...metrics.flatMap((m) =>
      [m.value, ...filters(m.value)].flatMap((typed) => at(typed, "metrics", m.name, "value")),
    ),
  ];
}
