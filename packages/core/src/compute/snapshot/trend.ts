import type { TrendPoint } from "../../host/answers/asking.ts";
import type { Project } from "../project/project.ts";
import type { Base } from "./open-base.ts";
import { listRuns, readManifest } from "./store.ts";

/** So many days are told: what a chart holds. */
const mostPoints = 20;

/**
 * Sizes at the runs that are kept, by their summaries: of each day the newest run, the oldest day first.
 *
 * @param seen what the viewer sees; summaries count all customers, so whoever sees some of them is told nothing
 * @param segment of it; all customers without one
 */
export function trendOf(
  project: Project,
  seen: Base,
  segment?: { readonly segmentation: string; readonly segment: string },
): readonly TrendPoint[] {
  const hidden = segment !== undefined && seen.sight?.segmentations.has(segment.segmentation);
  if (seen.sight?.partial === true || hidden === true) return [];
  const byDay = new Map<string, TrendPoint>();
  for (const id of listRuns(project).toSorted()) {
    const manifest = readManifest(project, id);
    if (!manifest.ok || manifest.value.asOf > seen.manifest.asOf) continue;
    const { asOf, summary } = manifest.value;
    const of =
      segment === undefined
        ? summary
        : summary.segmentations[segment.segmentation]?.segments[segment.segment];
    if (of === undefined) continue;
    byDay.set(asOf, { run: id, asOf, customers: of.customers, revenue: of.revenue });
  }
  return [...byDay.values()].toSorted((a, b) => (a.asOf < b.asOf ? -1 : 1)).slice(-mostPoints);
}
