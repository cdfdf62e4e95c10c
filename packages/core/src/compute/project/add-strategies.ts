/** Writes ready-made strategies into a project. */
import {
  playbookFile,
  playbookNames,
  strategyFilesFor,
  type StrategyFiles,
} from "../../language/authoring/strategies/strategy-files.ts";
import { nearest } from "../../language/config/nearest.ts";
import { readConfig } from "../../language/config/read-config.ts";
import { buildModel } from "../../language/model/build-model.ts";
import { foldName } from "../../language/model/fold-name.ts";
import { fileStart, problem, type Problem } from "../../problem.ts";
import { err, ok, type Result } from "../../result.ts";
import type { Project } from "./project.ts";
import { writeNewFiles } from "./write-new-files.ts";

const place = { file: "strategies", range: fileStart };

/**
 * @param playbook its name; `null`: a strategy for each segment of the segmentation
 * @param audience a segmentation, or one of its segments
 */
export function addStrategies(
  project: Project,
  playbook: string | null,
  audience: string,
): Result<StrategyFiles, Problem> {
  const config = readConfig(project.files);
  const { model, problems } = buildModel(config, undefined, project.environment);
  if (model === undefined) return err(...problems.filter((p) => p.severity === "error"));
  const [name = "", ...rest] = audience.split(".");
  const id = rest.length === 0 ? null : rest.join(".");
  const segmentation = model.segmentations.find((s) => foldName(s.name) === foldName(name));
  const known = segmentation?.segments.map((s) => s.id) ?? [];
  const segment = id === null ? null : known.find((k) => foldName(k) === foldName(id));
  if (segmentation === undefined || segment === undefined) {
    const all = model.segmentations.flatMap((s) => [
      s.name,
      ...s.segments.map((x) => `${s.name}.${x.id}`),
    ]);
    const values = { segment: audience, segmentation: "", nearest: nearest(audience, all) };
    return err(problem("unknown-segment", values, place));
  }
  const made =
    playbook === null
      ? strategyFilesFor(model, segmentation)
      : playbookFile(model, playbook, segmentation, segment);
  if (made === undefined) {
    const near = nearest(playbook ?? "", playbookNames);
    const values = { preset: playbook ?? "", nearest: near, allowed: playbookNames.join(", ") };
    return err(problem("unknown-preset", values, place));
  }
  const written = writeNewFiles(project, made.files);
  return written.ok ? ok(made) : written;
}
