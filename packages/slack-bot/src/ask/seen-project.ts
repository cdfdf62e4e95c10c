/** The project as somebody sees it. */
import type { Viewer } from "@clientele/core";
import type { ProjectInfo } from "@clientele/core/host";
import type { Services } from "../services.ts";

/**
 * The project without the segmentations and metrics that are not there for a viewer: their names are as unknown as their numbers.
 * Where the engine does not say, there are none.
 */
export async function seenProject(services: Services, viewer: Viewer): Promise<ProjectInfo> {
  const project = services.project();
  const { shown, hidden, sensitive } = viewer.columns;
  const all = shown === null && hidden.length === 0;
  if (all && (sensitive || !project.metrics.some((metric) => metric.sensitive))) return project;
  const reader = await services.asking.readerFor(viewer, project.base?.run ?? null);
  const segmentations = new Set(reader?.catalog.segmentations.map(({ id }) => id));
  const values = new Set(reader?.catalog.values.map(({ id }) => id));
  return {
    ...project,
    segmentations: project.segmentations.filter(({ id }) => segmentations.has(id)),
    metrics: project.metrics.filter(({ id, pii }) => pii !== null || values.has(id)),
  };
}
