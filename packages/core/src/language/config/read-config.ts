/** Reads a project's files into a Config: shapes checked, defaults filled in, every place kept. */
import type * as z from "zod";
import { fileStart, problem, type Problem } from "../../problem.ts";
import { maximumSize } from "./maximum-size.ts";
import { AccessSchema, type AccessConfig } from "./access-schema.ts";
import type { Files, FileText } from "../files.ts";
import { CheckSchema, type CheckConfig } from "./check-schema.ts";
import { checkShape } from "./check-shape.ts";
import {
  ProjectSchema,
  SegmentationSchema,
  type ProjectConfig,
  type SegmentationConfig,
} from "./schema.ts";
import { DigestSchema, type DigestConfig } from "./digest-schema.ts";
import { PlanSchema, type PlanConfig } from "./plan-schema.ts";
import { loyaltyNames, LoyaltySchema, type LoyaltyConfig } from "./loyalty-schema.ts";
import { StrategySchema, type StrategyConfig } from "./strategy-schema.ts";
import { parseYaml, type YamlSource } from "./yaml-source.ts";

/** A file whose shape is right, with its source for places. */
export type ConfigFile<T> = { readonly source: YamlSource; readonly value: T };

export type Config = {
  readonly project: ConfigFile<ProjectConfig> | undefined;
  readonly segmentations: readonly ConfigFile<SegmentationConfig>[];
  readonly checks: readonly ConfigFile<CheckConfig>[];
  readonly strategies: readonly ConfigFile<StrategyConfig>[];
  readonly plans: readonly ConfigFile<PlanConfig>[];
  readonly digests: readonly ConfigFile<DigestConfig>[];
  readonly loyalty: ConfigFile<LoyaltyConfig> | undefined;
  readonly access: ConfigFile<AccessConfig> | undefined;
  /** Segmentations whose files have problems: known by name, so that those who mention them are not blamed. */
  readonly broken: readonly string[];
  /** Every file that was read, with or without problems. */
  readonly sources: readonly YamlSource[];
  readonly problems: readonly Problem[];
  /** What was read by path, so that the next reading parses only what changed. */
  readonly cache: ConfigCache;
};

type ReadFile = {
  readonly version: string;
  readonly source: YamlSource;
  readonly value: unknown;
  readonly problems: readonly Problem[];
};
export type ConfigCache = ReadonlyMap<string, ReadFile>;

export type FileKind =
  | "project"
  | "segmentation"
  | "strategy"
  | "plan"
  | "digest"
  | "loyalty"
  | "access"
  | "check";

/** The schema of each kind of file. */
export const schemas = {
  project: ProjectSchema,
  segmentation: SegmentationSchema,
  strategy: StrategySchema,
  plan: PlanSchema,
  digest: DigestSchema,
  loyalty: LoyaltySchema,
  access: AccessSchema,
  check: CheckSchema,
} as const satisfies Readonly<Record<FileKind, z.ZodType>>;

const kindsByFolder: ReadonlyMap<string, FileKind> = new Map([
  ["segmentations", "segmentation"],
  ["strategies", "strategy"],
  ["plans", "plan"],
  ["digests", "digest"],
  ["checks", "check"],
]);

/** Files beside those folders, by path. */
const kindsByFile: ReadonlyMap<string, FileKind> = new Map([
  ["clientele.yaml", "project"],
  ["loyalty.yaml", "loyalty"],
  ["access.yaml", "access"],
]);

/** The files of a project that hold configuration, beside its folders. */
export const configFiles: readonly string[] = [...kindsByFile.keys()];

/** The folders of a project that hold configuration. */
export const configFolders: readonly string[] = [...kindsByFolder.keys()];

/** What kind of configuration a path holds; `undefined` for files that are not ours. */
export function kindOfFile(path: string): FileKind | undefined {
  const single = kindsByFile.get(path);
  if (single !== undefined) return single;
  const folder = /^([a-z]+)\/[^/]+\.ya?ml$/.exec(path)?.[1];
  return folder === undefined ? undefined : kindsByFolder.get(folder);
}

/**
 * Reads the project in `files`.
 *
 * @param previous an earlier reading; files of the same version are not parsed again
 * @returns all that could be read, and every problem, in file order
 */
export function readConfig(files: Files, previous?: Config): Config {
  const cache = new Map<string, ReadFile>();
  const problems: Problem[] = [];
  let project: ConfigFile<ProjectConfig> | undefined;
  const segmentations: ConfigFile<SegmentationConfig>[] = [];
  const checks: ConfigFile<CheckConfig>[] = [];
  const strategies: ConfigFile<StrategyConfig>[] = [];
  const plans: ConfigFile<PlanConfig>[] = [];
  const digests: ConfigFile<DigestConfig>[] = [];
  let loyalty: ConfigFile<LoyaltyConfig> | undefined;
  let access: ConfigFile<AccessConfig> | undefined;
  const broken: string[] = [];
  for (const path of files.list()) {
    const kind = kindOfFile(path);
    const file = kind === undefined ? undefined : files.read(path);
    if (kind === undefined || file === undefined) continue;
    const known = previous?.cache.get(path);
    const read = known?.version === file.version ? known : readFile(path, file, schemas[kind]);
    cache.set(path, read);
    problems.push(...read.problems);
    if (read.value === undefined) {
      const name: unknown = read.source.document.get("segmentation");
      if (kind === "segmentation" && typeof name === "string") broken.push(name);
      if (kind === "loyalty") broken.push(...loyaltyNames);
      continue;
    }
    // The file's kind chose the schema that made the value.
    const { source } = read;
    switch (kind) {
      case "project":
        project = { source, value: read.value as ProjectConfig };
        break;
      case "segmentation":
        segmentations.push({ source, value: read.value as SegmentationConfig });
        break;
      case "strategy":
        strategies.push({ source, value: read.value as StrategyConfig });
        break;
      case "plan":
        plans.push({ source, value: read.value as PlanConfig });
        break;
      case "digest":
        digests.push({ source, value: read.value as DigestConfig });
        break;
      case "loyalty":
        loyalty = { source, value: read.value as LoyaltyConfig };
        break;
      case "access":
        access = { source, value: read.value as AccessConfig };
        break;
      case "check":
        checks.push({ source, value: read.value as CheckConfig });
        break;
    }
  }
  if (!cache.has("clientele.yaml"))
    problems.push(
      problem(
        "no-project",
        { path: "clientele.yaml" },
        { file: "clientele.yaml", range: fileStart },
      ),
    );
  const sources = [...cache.values()].map((read) => read.source);
  const byKind = { project, segmentations, strategies, plans, digests, loyalty, access, checks };
  return { ...byKind, broken, sources, problems, cache };
}

/**
 * `access.yaml` alone: who may see what holds from the moment at which it is saved.
 *
 * @returns `undefined` where there is no such file; without `file` where its shape is wrong
 */
export function readAccess(
  files: Files,
): { readonly file?: ConfigFile<AccessConfig>; readonly problems: readonly Problem[] } | undefined {
  const path = "access.yaml";
  const text = files.read(path);
  if (text === undefined) return undefined;
  const { source, value, problems } = readFile(path, text, AccessSchema);
  // The schema made the value.
  return value === undefined
    ? { problems }
    : { file: { source, value: value as AccessConfig }, problems };
}

function readFile(path: string, { text, version, outside }: FileText, schema: z.ZodType): ReadFile {
  const place = { file: path, range: fileStart };
  const refused = (found: Problem): ReadFile => ({
    version,
    source: parseYaml(path, ""),
    value: undefined,
    problems: [found],
  });
  if (outside === true) return refused(problem("linked-outside", { path }, place));
  if (text.length > maximumSize)
    return refused(problem("file-too-large", { path, limit: "5 MB" }, place));
  // Editors do not count a byte order mark as a character either.
  const source = parseYaml(path, text.startsWith("\uFEFF") ? text.slice(1) : text);
  const { value, problems } = checkShape(source, schema);
  return { version, source, value, problems };
}
