/**
 * Reads on where a file's only mistakes are keys that the schema does not know, so that the editor shows what else is
 * wrong in the same moment. Never for a run: the problems stay, and a project with problems has no model.
 */
import type * as z from "zod";
import { knownKeys } from "../config/check-shape.ts";
import { nearest } from "../config/nearest.ts";
import { kindOfFile, type Config } from "../config/read-config.ts";
import {
  ProjectSchema,
  SegmentationSchema,
  type ProjectConfig,
  type SegmentationConfig,
} from "../config/schema.ts";
import type { YamlSource } from "../config/yaml-source.ts";

/** The configuration with the files that can be read when unknown keys are taken for the nearest known ones. */
export function mended(config: Config): Config {
  let { project } = config;
  const segmentations = [...config.segmentations];
  for (const [path, { source, value, problems }] of config.cache) {
    if (value !== undefined || problems.length === 0) continue;
    if (problems.some((p) => p.code !== "unknown-key" && p.code !== "missing-key")) continue;
    if (kindOfFile(path) === "project") {
      const found: ProjectConfig | undefined = readOn(source, ProjectSchema);
      if (found !== undefined) project = { source, value: found };
    } else if (kindOfFile(path) === "segmentation") {
      const found: SegmentationConfig | undefined = readOn(source, SegmentationSchema);
      if (found !== undefined) segmentations.push({ source, value: found });
    }
  }
  const order = [...config.cache.keys()];
  segmentations.sort((a, b) => order.indexOf(a.source.path) - order.indexOf(b.source.path));
  return { ...config, project, segmentations };
}

function readOn<T>(source: YamlSource, schema: z.ZodType<T>): T | undefined {
  // `checkShape` has unfolded the aliases of this file before it looked at keys.
  const data: unknown = source.document.toJS({ maxAliasCount: 100 });
  const first = schema.safeParse(data);
  if (first.success) return first.data;
  for (const issue of first.error.issues) {
    if (issue.code !== "unrecognized_keys") continue;
    const path = issue.path.filter((part) => typeof part !== "symbol");
    const map = path.reduce<unknown>((at, part) => (isMap(at) ? at[part] : undefined), data);
    if (!isMap(map)) return undefined;
    const known = knownKeys(schema, path, data);
    for (const key of issue.keys) {
      const near = nearest(key, known);
      if (near !== "" && !(near in map)) map[near] = map[key];
      delete map[key];
    }
  }
  return schema.safeParse(data).data;
}

const isMap = (value: unknown): value is Record<string | number, unknown> =>
  typeof value === "object" && value !== null;
