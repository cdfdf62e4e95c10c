import type { Engine } from "../compute/engine/engine.ts";
import { segmentsOf } from "../compute/preview/preview.ts";
import type { Project } from "../compute/project/project.ts";
import { prepare, type PrepareCache } from "../compute/run/prepare.ts";
import type { Base } from "../compute/snapshot/open-base.ts";
import { strategyInfo } from "../domain/strategy/strategy-info.ts";
import { valuesOf } from "../domain/values.ts";
import { readConfig } from "../language/config/read-config.ts";
import type { Model } from "../language/model/model.ts";
import type { Problem } from "../problem.ts";
import type { Result } from "../result.ts";
import type { ProjectInfo } from "./protocol.ts";
import { infoOf } from "./session-context.ts";

/** What a project is: as the snapshot says that answers, or else as its texts do. */
export async function projectInfo(
  engine: Engine,
  project: Project,
  base: Result<Base | null, Problem>,
  cache: PrepareCache,
): Promise<ProjectInfo> {
  const opened = base.ok ? base.value : null;
  const config = readConfig(project.files, cache.config);
  const current: Model | undefined =
    opened?.model ?? (await prepare(engine, project, { cache })).model;
  const value = config.project?.value;
  const strategies = (current?.service?.strategies ?? []).map(strategyInfo);
  return {
    name: value?.name ?? "",
    locale: value?.locale ?? "en",
    currency: current?.currency ?? value?.currency ?? "USD",
    timezone: current?.timezone ?? value?.timezone ?? "UTC",
    base: opened === null ? null : infoOf(opened),
    segmentations: (current?.segmentations ?? []).map((s) => ({
      id: s.name,
      title: s.title,
      kind: s.kind,
      assign: s.assign,
      segments: segmentsOf(s),
    })),
    metrics:
      current === undefined ? [] : valuesOf(current).map(({ column: _, ...value_ }) => value_),
    ...(strategies.length === 0 ? {} : { strategies }),
    problems: base.ok ? [] : base.errors,
  };
}
