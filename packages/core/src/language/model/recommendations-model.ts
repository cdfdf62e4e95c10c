/** What customers might buy next: which rows say what was bought or looked at, and how that counts. */
import type { Place } from "../../problem.ts";
import { nearest } from "../config/nearest.ts";
import type { ConfigFile } from "../config/read-config.ts";
import { problem } from "../../problem.ts";
import { daysOf, type ProjectConfig } from "../config/schema.ts";
import type { YamlPath } from "../config/yaml-source.ts";
import type { OtherSourceModel } from "./model.ts";
import type { AggregateSource, Scope } from "./scope.ts";
import { placeOfValue, typeAt, wantBoolean, type Report } from "./table-parts.ts";
import type { Typed } from "./typed.ts";

export type RecommendationsModel = {
  /** Of a row of transactions. */
  readonly item: Typed;
  readonly label: Typed | null;
  /** Rows that count; `null` all. */
  readonly where: Typed | null;
  /** Days that purchases and looks count; `null` for all time. */
  readonly within: number | null;
  /** How many are recommended. */
  readonly show: number;
  /** Whether what was bought may be recommended again. */
  readonly repeat: boolean;
  /** Customers of a pair, orders of a bundle. */
  readonly minSupport: number;
  /** A lift of n customers counts n / (n + shrinkage). */
  readonly shrinkage: number;
  /** Days of the holdout. */
  readonly holdout: number;
  /** What was looked at; `null` where nothing is said of it. `weight` is in (0, 1]. */
  readonly browsing: {
    readonly source: string;
    readonly item: Typed;
    readonly where: Typed | null;
    readonly weight: number;
  } | null;
  readonly place: Place;
};

/** The sources that recommendations can name, with what names mean in their rows. */
export type RecommendationSources = {
  readonly transactions: AggregateSource;
  readonly others: readonly { readonly model: OtherSourceModel; readonly rows: AggregateSource }[];
};

/** The model; `undefined` where the project recommends nothing, or what it says of it has problems. */
export function recommendationsModel(
  file: ConfigFile<ProjectConfig>,
  sources: RecommendationSources,
  report: Report,
): RecommendationsModel | undefined {
  const config = file.value.recommendations;
  if (config === undefined) return undefined;
  const base = ["recommendations"];
  const at = typedIn(file, base, sources.transactions.inside, report);
  const item = at("item");
  const browsing = browsingModel(file, sources, report);
  if (item === undefined || browsing === undefined) return undefined;
  return {
    item,
    label: at("label") ?? null,
    where: condition(file, [...base, "where"], sources.transactions.inside, report),
    within: config.within === undefined ? null : daysOf(config.within),
    show: config.show,
    repeat: config.repeat,
    minSupport: config.min_support,
    shrinkage: config.shrinkage,
    holdout: daysOf(config.holdout),
    browsing,
    place: placeOfValue(file, [...base, "item"]),
  };
}

const typedIn =
  (file: ConfigFile<ProjectConfig>, base: YamlPath, scope: Scope, report: Report) =>
  (key: string): Typed | undefined =>
    typeAt(file, [...base, key], scope, report);

function condition(
  file: ConfigFile<ProjectConfig>,
  path: YamlPath,
  scope: Scope,
  report: Report,
): Typed | null {
  const typed = typeAt(file, path, scope, report);
  wantBoolean(typed, placeOfValue(file, path), report);
  return typed ?? null;
}

/** `null` where nothing is said of browsing, `undefined` where what is said has problems. */
function browsingModel(
  file: ConfigFile<ProjectConfig>,
  { others }: RecommendationSources,
  report: Report,
): RecommendationsModel["browsing"] | undefined {
  const config = file.value.recommendations?.browsing;
  if (config === undefined) return null;
  const base = ["recommendations", "browsing"];
  const events = others.filter(({ model }) => model.kind === "events");
  const found = events.find(({ model }) => model.name === config.source);
  if (found === undefined) {
    const near = nearest(
      config.source,
      events.map(({ model }) => model.name),
    );
    const place = placeOfValue(file, [...base, "source"]);
    report(problem("unknown-name", { name: config.source, nearest: near }, place));
    return undefined;
  }
  const item = typedIn(file, base, found.rows.inside, report)("item");
  if (item === undefined) return undefined;
  const where = condition(file, [...base, "where"], found.rows.inside, report);
  return { source: config.source, item, where, weight: config.weight };
}
