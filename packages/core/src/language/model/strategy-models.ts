/** The models of strategies: segments, metrics and channels that they name are there, and their rules are rules. */
import { problem } from "../../problem.ts";
import type { Config, ConfigFile } from "../config/read-config.ts";
import { nearest } from "../config/nearest.ts";
import { daysOf, type CustomersConfig, type ProjectConfig } from "../config/schema.ts";
import { contactCap, hoursOf, objectives, type StrategyConfig } from "../config/strategy-schema.ts";
import { scalarAt } from "../config/yaml-source.ts";
import { effectModel } from "./effect-model.ts";
import { foldName } from "./fold-name.ts";
import type { MetricModel } from "./model.ts";
import type { CustomerNames } from "./scopes.ts";
import type { Scope } from "./scope.ts";
import {
  precedenceOf,
  type ActionModel,
  type ServiceModel,
  type StrategyModel,
} from "./strategy-model.ts";
import { strategyScope } from "./strategy-scope.ts";
import { placeOfValue, typeAt, wantBoolean, type Report } from "./table-parts.ts";
import { titleOf } from "./title-of.ts";
import { customerUnit, unitNames } from "./unit-models.ts";

type Known = {
  readonly names: Pick<CustomerNames, "segmentations" | "broken">;
  readonly metrics: readonly MetricModel[];
  /** Names of a customer, without aggregates: what strategies name is in the snapshot. */
  readonly scope: Scope;
  /** Whether transactions have a margin. */
  readonly margin: boolean;
};

/** How customers are served; `undefined` where the project has no strategies and says nothing of them. */
export function serviceModel(
  config: Config,
  project: ConfigFile<ProjectConfig>,
  known: Known,
  report: Report,
): ServiceModel | undefined {
  const precedence = precedenceModel(project, known, report);
  const cap = capModel(project, project.value.sources.customers, report);
  const strategies = config.strategies.flatMap((file) => strategyModel(file, known, report) ?? []);
  reportRepeated(config.strategies, report);
  if (strategies.length === 0 && precedence.length === 0 && cap === null) return undefined;
  const worth = known.metrics.find(
    ({ fit }) => fit?.output.kind === "clv" && fit.output.bound === "mean",
  );
  const rank = (s: StrategyModel): number => precedenceOf({ precedence }, s);
  return {
    strategies: strategies.toSorted(
      (a, b) =>
        rank(a) - rank(b) ||
        objectives.indexOf(a.objective) - objectives.indexOf(b.objective) ||
        (a.name < b.name ? -1 : 1),
    ),
    precedence,
    cap,
    worth: worth?.name ?? null,
  };
}

function precedenceModel(
  project: ConfigFile<ProjectConfig>,
  { names: { segmentations, broken } }: Known,
  report: Report,
): readonly string[] {
  return (project.value.precedence ?? []).flatMap((name, i, all) => {
    const place = placeOfValue(project, ["precedence", i]);
    const found = segmentations.get(foldName(name));
    if (found === undefined) {
      if (broken.has(foldName(name))) return [];
      const near = nearest(
        name,
        [...segmentations.values()].map((s) => s.name),
      );
      report(problem("unknown-name", { name, nearest: near }, place));
      return [];
    }
    if (all.findIndex((other) => foldName(other) === foldName(name)) < i)
      report(problem("duplicate-name", { name, kind: "segmentation" }, place));
    return found.name;
  });
}

function capModel(
  project: ConfigFile<ProjectConfig>,
  customers: CustomersConfig | undefined,
  report: Report,
): ServiceModel["cap"] {
  const { contact } = project.value;
  if (contact === undefined) return null;
  const known = [customerUnit, ...unitNames(customers)];
  const unit = known.find((name) => foldName(name) === foldName(contact.unit));
  if (unit === undefined) {
    const near = nearest(contact.unit, known);
    const values = { unit: contact.unit, nearest: near, known: known.join(", ") };
    report(problem("unknown-unit", values, placeOfValue(project, ["contact", "unit"])));
  }
  const of = unit === undefined || unit === customerUnit ? null : unit;
  return { ...contactCap(contact.at_most), unit: of };
}

/** Whom a strategy is for; `undefined` where there are no such customers, or their segmentation has problems of its own. */
function audienceOf(
  file: ConfigFile<StrategyConfig>,
  { names: { segmentations, broken } }: Known,
  report: Report,
): StrategyModel["for"] | undefined {
  const written = file.value.for;
  const [name = "", ...rest] = written.split(".");
  const id = rest.length === 0 ? null : rest.join(".");
  if (broken.has(foldName(name))) return undefined;
  const found = segmentations.get(foldName(name));
  const segment =
    id === null ? null : found?.segments.find((known) => foldName(known) === foldName(id));
  if (found !== undefined && segment !== undefined) return { segmentation: found.name, segment };
  const all = [...segmentations.values()].flatMap((s) => [
    s.name,
    ...s.segments.map((known) => `${s.name}.${known}`),
  ]);
  const near = nearest(written, all);
  const place = placeOfValue(file, ["for"]);
  const fixes = near === "" ? [] : [{ title: near, edits: [{ ...place, newText: near }] }];
  const values = { segment: written, segmentation: "", nearest: near };
  report(problem("unknown-segment", values, place, { fixes }));
  return undefined;
}

function strategyModel(
  file: ConfigFile<StrategyConfig>,
  known: Known,
  report: Report,
): StrategyModel | undefined {
  const { value } = file;
  const audience = audienceOf(file, known, report);
  const actions = (value.actions ?? []).map((_, i) => actionModel(file, i, known, report));
  const { product, price, promotion, positioning } = value;
  const avoid = value.channel?.avoid ?? [];
  for (const [i, channel] of (value.channel?.prefer ?? []).entries())
    if (avoid.some((other) => foldName(other) === foldName(channel))) {
      const values = { key: "prefer", expected: "a channel that is not avoided", got: channel };
      report(problem("bad-value", values, placeOfValue(file, ["channel", "prefer", i])));
    }
  if (audience === undefined) return undefined;
  return {
    name: value.strategy,
    title: titleOf(value.strategy, value.title),
    for: audience,
    objective: value.objective,
    owners:
      value.owners === undefined
        ? null
        : { lead: value.owners.lead, with: value.owners.with ?? [] },
    offer: {
      ...(product === undefined ? {} : { product }),
      ...(price === undefined ? {} : { price }),
      ...(promotion === undefined ? {} : { promotion }),
      ...(positioning === undefined ? {} : { positioning }),
    },
    channel: { prefer: value.channel?.prefer ?? [], avoid },
    service: {
      tier: value.service?.tier ?? null,
      firstResponseHours:
        value.service?.first_response === undefined ? null : hoursOf(value.service.first_response),
    },
    contactEvery:
      value.relationship === undefined ? null : daysOf(value.relationship.contact_every),
    actions,
    place: placeOfValue(file, ["strategy"]),
  };
}

function actionModel(
  file: ConfigFile<StrategyConfig>,
  index: number,
  known: Known,
  report: Report,
): ActionModel {
  const action = file.value.actions?.[index];
  if (action === undefined) throw new RangeError(`no action ${index}`);
  const path = ["actions", index];
  const textAt = (key: string): string => scalarAt(file.source, [...path, key])?.text ?? "";
  const place = placeOfValue(file, [...path, "id"]);
  const first = file.value.actions?.findIndex((a) => foldName(a.id) === foldName(action.id));
  if (first !== undefined && first < index) {
    const related = [placeOfValue(file, ["actions", first, "id"])];
    report(problem("duplicate-name", { name: action.id, kind: "action" }, place, { related }));
  }
  const inside = strategyScope(known.scope);
  const when = typeAt(file, [...path, "when"], inside, report);
  wantBoolean(when, placeOfValue(file, [...path, "when"]), report);
  const kpi = typeAt(file, [...path, "kpi"], inside, report);
  const { cost, due } = action;
  return {
    id: action.id,
    do: action.do,
    talkTrack: action.talk_track ?? null,
    when: when === undefined ? null : { rule: when, text: textAt("when") },
    cost: { money: cost?.money ?? 0, hours: cost?.hours ?? {} },
    effect: effectModel(file, index, known, report),
    dueHours: due === undefined ? null : hoursOf(due),
    kpi: kpi === undefined ? null : { value: kpi, text: textAt("kpi") },
    place,
  };
}

function reportRepeated(files: readonly ConfigFile<StrategyConfig>[], report: Report): void {
  const first = new Map<string, ConfigFile<StrategyConfig>>();
  for (const file of files) {
    const name = file.value.strategy;
    const earlier = first.get(foldName(name));
    if (earlier === undefined) first.set(foldName(name), file);
    else {
      const related = [placeOfValue(earlier, ["strategy"])];
      const place = placeOfValue(file, ["strategy"]);
      report(problem("duplicate-name", { name, kind: "strategy" }, place, { related }));
    }
  }
}
