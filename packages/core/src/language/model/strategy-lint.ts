/** What strategies say about each other: opposite wishes, nobody who answers for them, segments that nobody serves. */
import { problem } from "../../problem.ts";
import { foldName } from "./fold-name.ts";
import type { SegmentationModel } from "./model.ts";
import { precedenceOf, type ServiceModel, type StrategyModel } from "./strategy-model.ts";
import type { Report } from "./table-parts.ts";

/** Reports conflicts, strategies without an owner, and segments without a strategy beside others that have one. */
export function lintStrategies(
  service: ServiceModel,
  segmentations: readonly SegmentationModel[],
  report: Report,
): void {
  const { strategies } = service;
  for (const { name, owners, place } of strategies)
    if (owners === null)
      report(problem("strategy-without-owner", { strategy: name }, place, { severity: "warning" }));
  strategies.forEach((first, i) => {
    for (const second of strategies.slice(i + 1)) {
      if (precedenceOf(service, first) !== precedenceOf(service, second)) continue;
      if (!mayOverlap(first, second, segmentations)) continue;
      for (const [one, other] of [
        [first, second],
        [second, first],
      ] as const) {
        const channel = one.channel.prefer.find((c) => names(other.channel.avoid, c));
        if (channel === undefined) continue;
        const values = { first: one.name, second: other.name, channel };
        const options = { severity: "warning", related: [other.place] } as const;
        report(problem("strategy-conflict", values, one.place, options));
      }
    }
  });
  for (const segmentation of segmentations) {
    const own = strategies.filter((s) => s.for.segmentation === segmentation.name);
    const served = new Set(own.map((s) => s.for.segment));
    if (own.length === 0 || served.has(null)) continue;
    const left = segmentation.segments.filter((s) => !served.has(s.id));
    const [first] = left;
    if (first === undefined) continue;
    const segments = left.map((s) => s.id).join(", ");
    const values = { segments, segmentation: segmentation.name, count: left.length };
    report(problem("segment-without-strategy", values, first.place, { severity: "info" }));
  }
}

const names = (channels: readonly string[], channel: string): boolean =>
  channels.some((c) => foldName(c) === foldName(channel));

/** Whether a customer can be served by both. Segments of which each customer has one do not overlap. */
function mayOverlap(
  first: StrategyModel,
  second: StrategyModel,
  segmentations: readonly Pick<SegmentationModel, "name" | "assign">[],
): boolean {
  if (first.for.segmentation !== second.for.segmentation) return true;
  const { segment: one } = first.for;
  const { segment: other } = second.for;
  if (one === null || other === null || one === other) return true;
  return segmentations.find((s) => s.name === first.for.segmentation)?.assign === "all";
}
