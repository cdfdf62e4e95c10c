/** What a lint of the law looks at, and what it reports. */
import type { Config, ConfigFile } from "../../language/config/read-config.ts";
import type { StrategyConfig } from "../../language/config/strategy-schema.ts";
import type { Catalog } from "../../language/model/catalog.ts";
import type { Model } from "../../language/model/model.ts";
import type { StrategyModel } from "../../language/model/strategy-model.ts";
import type { Problem } from "../../problem.ts";
import type { Typed } from "../../language/model/typed.ts";
import { audienceOf } from "./traits.ts";

export type Linted = {
  readonly config: Config;
  readonly model: Model;
  /** Without it nothing is said of values. */
  readonly catalog: Catalog | undefined;
};

export type Lint = (linted: Linted) => readonly Problem[];

/** The codes that a comment may allow. */
export const complianceCodes = [
  "price-by-sensitive",
  "minors-reached",
  "personalised-without-consent",
  "channel-without-consent",
  "rule-identifies",
  "segment-small",
  "pii-in-metric",
  "pii-undeclared",
  "machine-alone",
  "data-abroad",
  "pii-to-role",
  "sensitive-to-role",
  "export-to-everybody",
  "names-abroad",
] as const satisfies readonly Problem["code"][];

export type ComplianceCode = (typeof complianceCodes)[number];

export const isCompliance = (code: string): code is ComplianceCode =>
  complianceCodes.some((known) => known === code);

/** The strategies of a model with the files that they stand in. */
export const strategiesOf = ({
  config,
  model,
}: Linted): readonly {
  readonly strategy: StrategyModel;
  readonly file: ConfigFile<StrategyConfig>;
}[] =>
  (model.service?.strategies ?? []).flatMap((strategy) => {
    const file = config.strategies.find((f) => f.source.path === strategy.place.file);
    return file === undefined ? [] : [{ strategy, file }];
  });

/** The expressions that decide whom a strategy is for; rules of its actions not included. */
export function audienceOfStrategy(model: Model, { for: of }: StrategyModel): readonly Typed[] {
  const segmentation = model.segmentations.find((s) => s.name === of.segmentation);
  return segmentation === undefined ? [] : audienceOf(segmentation, of.segment);
}

/** A trait as a reader follows it. @example wayTo("care.young", { name: "age", through: ["band"] }) // => "care.young → band → age" */
export const wayTo = (
  from: string,
  { name, through }: { readonly name: string; readonly through: readonly string[] },
): string => [from, ...through, name].join(" → ");

/** Whom a strategy is for, as files name it. */
export const targetOf = ({ for: { segmentation, segment } }: StrategyModel): string =>
  segment === null ? segmentation : `${segmentation}.${segment}`;
