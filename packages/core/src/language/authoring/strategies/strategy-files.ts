/** Ready-made strategies for a segment, or one for each segment of a segmentation. */
import { foldName } from "../../model/fold-name.ts";
import type { Model, SegmentationModel } from "../../model/model.ts";
import { playbooks } from "./playbooks.ts";
import { rfmStrategies } from "./rfm-strategies.ts";
import { stageStrategies } from "./stage-strategies.ts";
import { strategyText, type StrategyTemplate } from "./strategy-template.ts";
import { tierStrategies } from "./tier-strategies.ts";

/** What fits every segment, by name. */
export const playbookNames: readonly string[] = playbooks.map((p) => p.id);

/** Titles of the playbooks, for lists. */
export const playbookTitles = playbooks.map(({ id, title: [en, zh] }) => ({
  id,
  title: { en, "zh-CN": zh },
}));

export type StrategyFiles = {
  /** By path, relative to the project. */
  readonly files: Readonly<Record<string, string>>;
  /** Segments for which there is no template. */
  readonly uncovered: readonly string[];
  /** The metric that effects raise; `null` where the project has none and effects are left out. */
  readonly alive: string | null;
};

/**
 * A playbook for a segment, or for everybody in a segmentation.
 *
 * @param segment `null` is everybody
 * @returns `undefined` where there is no playbook of this name
 */
export function playbookFile(
  model: Pick<Model, "metrics">,
  playbook: string,
  { name: segmentation }: Pick<SegmentationModel, "name">,
  segment: string | null,
): StrategyFiles | undefined {
  const template = playbooks.find((p) => p.id === playbook);
  if (template === undefined) return undefined;
  const alive = aliveMetric(model);
  const name = `${template.id}_${segment ?? segmentation}`;
  const audience = segment === null ? segmentation : `${segmentation}.${segment}`;
  const text = strategyText(template, { name, audience, alive });
  return { files: { [`strategies/${name}.yaml`]: text }, uncovered: [], alive };
}

/** A strategy for each segment of an `rfm`, of tiers or of a lifecycle; of other kinds no segment has one. */
export function strategyFilesFor(
  model: Pick<Model, "metrics">,
  segmentation: SegmentationModel,
): StrategyFiles {
  const alive = aliveMetric(model);
  const files: Record<string, string> = {};
  const uncovered: string[] = [];
  const others = segmentation.kind === "rfm" ? (segmentation.others?.id ?? []) : [];
  const ids = [...segmentation.segments.map((s) => s.id), ...[others].flat()];
  for (const [index, id] of ids.entries()) {
    const template = templateOf(segmentation, id, index);
    if (template === undefined) {
      uncovered.push(id);
      continue;
    }
    const name = `${segmentation.name}_${id}`;
    const audience = `${segmentation.name}.${id}`;
    files[`strategies/${name}.yaml`] = strategyText(template, { name, audience, alive });
  }
  return { files, uncovered, alive };
}

/** What is meant for a segment: by the name of its place on the map, its rank among tiers, its stage. */
function templateOf(
  segmentation: SegmentationModel,
  id: string,
  index: number,
): StrategyTemplate | undefined {
  const named = (all: readonly StrategyTemplate[], name: string | undefined) =>
    all.find((t) => name !== undefined && foldName(t.id) === foldName(name));
  switch (segmentation.kind) {
    case "rfm":
      return named(rfmStrategies, segmentation.others?.id === id ? "no_order" : id);
    case "tiers": {
      const last = segmentation.segments.length - 1;
      return named(tierStrategies, index === 0 ? "high" : index === last ? "low" : "mid");
    }
    case "lifecycle":
      return named(stageStrategies, segmentation.segments.find((s) => s.id === id)?.stages[0]);
    case "rules":
    case "kmeans":
    case "matrix":
    case "score":
      return undefined;
  }
}

/** The first metric that a model gives as P(alive). */
const aliveMetric = ({ metrics }: Pick<Model, "metrics">): string | null =>
  metrics.find((m) => m.fit?.output.kind === "p_alive")?.name ?? null;
