/** Where snapshots live: `.clientele/runs/<id>/`, written aside and renamed when whole, so a killed run leaves nothing visible. */
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { basename, join } from "node:path";
import { nearest } from "../../language/config/nearest.ts";
import type { SegmentationModel } from "../../language/model/model.ts";
import { fileStart, problem, type Problem } from "../../problem.ts";
import { err, ok, type Result } from "../../result.ts";
import { stateFolder, type Project } from "../project/project.ts";
import { removeLeft } from "../project/remove-left.ts";
import { manifestFormat, type Manifest, type Published, type SavedModel } from "./manifest.ts";

const runsFolder = (project: Project): string => join(stateFolder(project), "runs");
export const runFolder = (project: Project, id: string): string => join(runsFolder(project), id);

/** The database of a snapshot: the one that its description names. */
export function snapshotFile(project: Project, id: string): string {
  const path = join(runFolder(project, id), "manifest.json");
  const parsed = existsSync(path) ? parseJson(readFileSync(path, "utf8")) : undefined;
  const named = typeof parsed === "object" && parsed !== null && "snapshot" in parsed;
  return join(runFolder(project, id), named ? basename(String(parsed.snapshot)) : firstSnapshot);
}

const firstSnapshot = "snapshot.duckdb";

const asidePrefix = ".run-";
const publishedAside = /^\.published-(\d+)\.json$/;

/** A folder for a snapshot that is being written. What killed runs left behind is removed; the caller holds the run lock. */
export function startSnapshot(project: Project, id: string): string {
  const runs = runsFolder(project);
  mkdirSync(runs, { recursive: true });
  removeLeft(stateFolder(project), publishedAside);
  for (const name of readdirSync(runs))
    if (name.startsWith(asidePrefix)) rmSync(join(runs, name), { recursive: true, force: true });
  const aside = join(runs, `${asidePrefix}${id}`);
  mkdirSync(aside);
  return aside;
}

/** Writes the descriptions beside the database, syncs everything to the disk and gives the snapshot its name. */
export function finishSnapshot(
  project: Project,
  aside: string,
  manifest: Manifest,
  saved: SavedModel,
  texts: Readonly<Record<string, string>>,
): void {
  writeFileSync(join(aside, "model.json"), JSON.stringify(saved));
  writeFileSync(join(aside, "config.json"), JSON.stringify(texts));
  writeFileSync(join(aside, "manifest.json"), JSON.stringify(manifest, null, 2));
  for (const name of readdirSync(aside)) sync(join(aside, name));
  sync(aside);
  renameSync(aside, runFolder(project, manifest.id));
  sync(runsFolder(project));
}

/** Writes the bytes of a file to the disk; of a folder, its names. */
export function sync(path: string): void {
  const handle = openSync(path, "r");
  fsyncSync(handle);
  closeSync(handle);
}

/** Ids of all whole snapshots, the newest first. */
export const listRuns = (project: Project): readonly string[] =>
  wholeRuns(project).filter((id) => !isHidden(project, id));

/** Those of configurations that nobody has approved yet: nothing is answered from them but what is asked about the request. */
export const listHidden = (project: Project): readonly string[] =>
  wholeRuns(project).filter((id) => isHidden(project, id));

function wholeRuns(project: Project): readonly string[] {
  const runs = runsFolder(project);
  if (!existsSync(runs)) return [];
  return readdirSync(runs)
    .filter((name) => !name.startsWith(".") && existsSync(join(runs, name, "manifest.json")))
    .toSorted()
    .toReversed();
}

const hiddenMark = "hidden";
const isHidden = (project: Project, id: string): boolean =>
  existsSync(join(runFolder(project, id), hiddenMark));

/** Hides a snapshot from the moment on at which it gets its name. @param aside where it is being written */
export const hide = (aside: string): void => writeFileSync(join(aside, hiddenMark), "");

/** Shows a snapshot that was hidden. */
export function unhide(project: Project, id: string): void {
  rmSync(join(runFolder(project, id), hiddenMark), { force: true });
  sync(runFolder(project, id));
}

/** Removes a hidden snapshot; any other stays. */
export function removeHidden(project: Project, id: string): void {
  if (!isHidden(project, id)) return;
  const gone = join(runsFolder(project), `${asidePrefix}gone-${id}`);
  renameSync(runFolder(project, id), gone);
  rmSync(gone, { recursive: true, force: true });
}

/** Who would move by a request, beside the hidden snapshot that it was counted on. */
export const movesFile = (project: Project, id: string): string =>
  join(runFolder(project, id), "moves.duckdb");

export function removeMoves(project: Project, id: string): void {
  for (const end of ["", ".wal"]) rmSync(movesFile(project, id) + end, { force: true });
}

const atProject = { file: ".clientele", range: fileStart };

/** The description of a run; a problem where it is missing, damaged or newer than we understand. */
export function readManifest(project: Project, id: string): Result<Manifest, Problem> {
  const path = join(runFolder(project, id), "manifest.json");
  if (!existsSync(path)) {
    const near = nearest(id, listRuns(project));
    return err(problem("unknown-run", { run: id, nearest: near }, atProject));
  }
  const place = { file: `.clientele/runs/${id}/manifest.json`, range: fileStart };
  const parsed = parseJson(readFileSync(path, "utf8"));
  if (typeof parsed !== "object" || parsed === null || !("format" in parsed))
    return err(
      problem("snapshot-damaged", { run: id, reason: "manifest.json is not whole" }, place),
    );
  const format = Number(parsed.format);
  if (format > manifestFormat)
    return err(problem("snapshot-newer", { run: id, format, supported: manifestFormat }, place));
  if (!existsSync(snapshotFile(project, id)))
    return err(
      problem("snapshot-damaged", { run: id, reason: "snapshot.duckdb is missing" }, place),
    );
  return ok(parsed as Manifest); // written by us, of a format that we know
}

const flat = { parent: null, groups: [] };
const everybody = { unit: null, among: null };
const together = { ...everybody, withinEach: null };
const atOnce = { ...together, hold: null };

/** A model of before customers had units, and segmentations said who takes part: each alone, and everybody did. */
const whole = (saved: SavedModel): SavedModel => ({
  ...saved,
  model: {
    ...saved.model,
    customers: saved.model.customers === null ? null : { ...flat, ...saved.model.customers },
    segmentations: saved.model.segmentations.map((s): SegmentationModel => {
      switch (s.kind) {
        case "rules":
        case "kmeans":
          return { ...everybody, ...s };
        case "rfm":
        case "lifecycle":
        case "matrix":
        case "score":
          return { ...together, ...s };
        case "tiers":
          return { ...atOnce, ...s };
      }
    }),
  },
});

/** The model that a run computed. */
export function readSavedModel(project: Project, id: string): Result<SavedModel, Problem> {
  const path = join(runFolder(project, id), "model.json");
  const parsed = existsSync(path) ? parseJson(readFileSync(path, "utf8")) : undefined;
  if (typeof parsed === "object" && parsed !== null && "model" in parsed)
    return ok(withOthers(whole(parsed as SavedModel))); // ours
  const place = { file: `.clientele/runs/${id}/model.json`, range: fileStart };
  return err(problem("snapshot-damaged", { run: id, reason: "model.json is not whole" }, place));
}

/** The texts of a run's configuration by path; none where they are gone. */
export function readTexts(project: Project, id: string): Readonly<Record<string, string>> {
  const path = join(runFolder(project, id), "config.json");
  const parsed = existsSync(path) ? parseJson(readFileSync(path, "utf8")) : undefined;
  // Written by us as a map of texts.
  return typeof parsed === "object" && parsed !== null ? (parsed as Record<string, string>) : {};
}

/** Models of before there were other sources and calendars say nothing of them. */
const neither: Pick<SavedModel["model"], "others" | "calendar"> = { others: [], calendar: null };
const withOthers = (saved: SavedModel): SavedModel => ({
  ...saved,
  model: { ...neither, ...saved.model, ...withBases(saved.model.service) },
});

/** Effects of before there was anything but P(alive) to raise. */
function withBases(service: SavedModel["model"]["service"]): Pick<SavedModel["model"], "service"> {
  if (service === undefined) return {};
  const alive = { kind: "chance", clv: service.worth } as const;
  const strategies = service.strategies.map((strategy) => ({
    ...strategy,
    actions: strategy.actions.map((action) => ({
      ...action,
      effect: action.effect === null ? null : Object.assign({ basis: alive }, action.effect),
    })),
  }));
  return { service: { ...service, strategies } };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

const publishedFile = (project: Project): string => join(stateFolder(project), "published.json");

/** Which run is live; `undefined` where none is. */
export function readPublished(project: Project): Result<Published | undefined, Problem> {
  const path = publishedFile(project);
  if (!existsSync(path)) return ok(undefined);
  const place = { file: ".clientele/published.json", range: fileStart };
  const parsed = parseJson(readFileSync(path, "utf8"));
  if (typeof parsed !== "object" || parsed === null || !("run" in parsed) || !("format" in parsed))
    return err(
      problem(
        "snapshot-damaged",
        { run: "published", reason: "published.json is not whole" },
        place,
      ),
    );
  const format = Number(parsed.format);
  if (format > manifestFormat)
    return err(
      problem(
        "snapshot-newer",
        { run: String(parsed.run), format, supported: manifestFormat },
        place,
      ),
    );
  return ok(parsed as Published); // written by us, of a format that we know
}

/** Makes a run live. The file is replaced atomically: a reader sees the old or the new one. */
export function writePublished(project: Project, published: Published): void {
  const state = stateFolder(project);
  removeLeft(state, publishedAside);
  const aside = join(state, `.published-${process.pid}.json`);
  try {
    writeFileSync(aside, JSON.stringify(published, null, 2));
    sync(aside);
    renameSync(aside, publishedFile(project));
  } finally {
    rmSync(aside, { force: true });
  }
  sync(state);
}
