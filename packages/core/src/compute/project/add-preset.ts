/** Writes a ready-made segmentation into a project. */
import {
  presetFile,
  presets,
  type PresetFile,
} from "../../language/authoring/presets/preset-file.ts";
import { nearest } from "../../language/config/nearest.ts";
import { readConfig } from "../../language/config/read-config.ts";
import { Id } from "../../language/config/schema.ts";
import { textFor } from "../../language/config/text.ts";
import { foldName } from "../../language/model/fold-name.ts";
import { tablesOf } from "../../language/model/source-models.ts";
import { fileStart, hasErrors, problem, type Problem } from "../../problem.ts";
import { err, ok, type Result } from "../../result.ts";
import { profileCatalog } from "../ingest/profile.ts";
import { readCatalog } from "../ingest/read-catalog.ts";
import { openProjectEngine } from "./open-project-engine.ts";
import type { Project } from "./project.ts";
import { writeNewFiles } from "./write-new-files.ts";

export type AddOptions = {
  /** The segmentation's name; default the preset's. */
  readonly name?: string;
  /** Columns or metrics by what the preset needs, such as `{ age: "alter" }`. */
  readonly chosen?: Readonly<Record<string, string>>;
  /** Of messages that a problem carries. */
  readonly locale: string;
  readonly signal?: AbortSignal;
};

/**
 * Adapts a preset to the project's data and writes its files. Nothing is overwritten, and nothing written where a column that
 * it needs is not found.
 *
 * @returns the files that were written, which columns they use, and what was not found
 */
export async function addPreset(
  project: Project,
  id: string,
  options: AddOptions,
): Promise<Result<PresetFile, Problem>> {
  const place = { file: "clientele.yaml", range: fileStart };
  const preset = presets.find((p) => p.id === id);
  if (preset === undefined) {
    const known = presets.map((p) => p.id);
    const values = { preset: id, nearest: nearest(id, known), allowed: known.join(", ") };
    return err(problem("unknown-preset", values, place));
  }
  const name = options.name ?? preset.id;
  if (!Id.safeParse(name).success) return err(problem("bad-id", { id: name }, place));
  const config = readConfig(project.files);
  if (config.project === undefined)
    return err(...config.problems.filter((p) => p.severity === "error"));
  const taken = [
    ...config.segmentations.map((s) => s.value.segmentation),
    ...config.broken,
    ...Object.keys(config.project.value.metrics),
  ];
  if (taken.some((t) => foldName(t) === foldName(name)))
    return err(problem("duplicate-name", { name, kind: "segmentation" }, place));
  const catalog =
    preset.slots.length === 0 ? ok({ sources: [] }) : await profiled(project, options);
  if (!catalog.ok) return catalog;
  const { chosen } = options;
  const file = presetFile(preset, {
    config,
    catalog: catalog.value,
    name,
    ...(chosen === undefined ? {} : { chosen }),
  });
  const lacking = file.missing.filter((slot) => slot.needed);
  if (lacking.length > 0)
    return err(
      ...lacking.map((slot) => {
        const { locale } = options;
        const what = textFor(slot.title, locale);
        const values = { preset: id, slot: slot.id, what, advice: textFor(slot.advice, locale) };
        return problem("preset-needs", values, place);
      }),
    );
  const written = writeNewFiles(project, file.files);
  if (!written.ok) return written;
  return ok(file);
}

/** What the data of a project hold, values of columns included. */
async function profiled(
  project: Project,
  options: Pick<AddOptions, "signal">,
): Promise<Result<Parameters<typeof presetFile>[1]["catalog"], Problem>> {
  const config = readConfig(project.files);
  if (config.project === undefined) return err(...config.problems);
  const query = options.signal === undefined ? {} : { signal: options.signal };
  const engine = await openProjectEngine(project);
  try {
    const tables = tablesOf(config.project, project.environment).filter(
      (t) => t.name === "customers",
    );
    const read = await readCatalog(engine, project, tables, query);
    if (hasErrors(read.problems)) return err(...read.problems);
    const { catalog } = await profileCatalog(engine, project, read, tables, query);
    return ok(catalog);
  } finally {
    await engine.close();
  }
}
