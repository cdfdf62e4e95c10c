/** What staff have to know of a project: the words that its segments, metrics and strategies use. */
import type { Config } from "../../language/config/read-config.ts";
import { scalarAt } from "../../language/config/yaml-source.ts";
import type { Localised } from "../../language/config/text.ts";
import { findBuiltin } from "../../language/model/builtins.ts";

export type GlossaryEntry = {
  readonly kind: "segment" | "metric";
  /** `segmentation.segment`, or the metric's name. */
  readonly id: string;
  readonly title: Localised;
  /** In words; `null` where only the rule tells. */
  readonly means: Localised | null;
  /** The rule or formula as it stands in the file; `null` where there is none. */
  readonly rule: string | null;
};

/**
 * Segments with their rules, and metrics with their formulas: of the project, and those built in that every customer has.
 *
 * @param config as its files say now
 */
export function glossaryOf(
  config: Pick<Config, "project" | "segmentations">,
): readonly GlossaryEntry[] {
  const oneLine = (text: string): string => text.replaceAll(/\s+/g, " ").trim();
  const segments = config.segmentations.flatMap(({ source, value }): readonly GlossaryEntry[] => {
    const { segmentation } = value;
    const list = "segments" in value ? (value.segments ?? []) : "tiers" in value ? value.tiers : [];
    const key = "tiers" in value ? "tiers" : "segments";
    return list.map((segment, i) => {
      const ruleOf = (name: string): string | undefined =>
        scalarAt(source, [key, i, name])?.text ?? undefined;
      const rule = ruleOf("when") ?? ruleOf("top") ?? ruleOf("at_least");
      return {
        kind: "segment",
        id: `${segmentation}.${segment.id}`,
        title: segment.title ?? segment.id,
        means: null,
        rule: rule === undefined ? null : oneLine(rule),
      };
    });
  });
  const metrics = Object.entries(config.project?.value.metrics ?? {}).map(
    ([name, metric]): GlossaryEntry => ({
      kind: "metric",
      id: name,
      title: metric.title ?? name,
      means: null,
      rule:
        metric.model === undefined
          ? metric.value === undefined
            ? null
            : oneLine(metric.value)
          : `${metric.model}: ${metric.value ?? name}`,
    }),
  );
  const own = new Set(metrics.map((m) => m.id));
  const builtin = usual.flatMap((name): readonly GlossaryEntry[] => {
    const found = findBuiltin(name);
    if (found === undefined || own.has(name)) return [];
    return [{ kind: "metric", id: name, title: found.title, means: found.definition, rule: null }];
  });
  return [...segments, ...metrics, ...builtin];
}

/** What everybody speaks of. */
const usual = ["recency", "frequency", "monetary", "tenure", "inter_purchase_time"] as const;
