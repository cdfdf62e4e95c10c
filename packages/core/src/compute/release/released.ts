/** What was approved, as files: `.clientele/releases/<hash>/`, beside the working folder, whose files stay their authors' drafts. */
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { kindOfFile } from "../../language/config/read-config.ts";
import { filesOf, type Files } from "../../language/files.ts";
import { fileStart, problem, type Problem } from "../../problem.ts";
import { err, ok, type Result } from "../../result.ts";
import { diskFiles, stateFolder, type Project } from "../project/project.ts";
import { removeLeft } from "../project/remove-left.ts";
import type { Published } from "../snapshot/manifest.ts";
import { readPublished, sync } from "../snapshot/store.ts";
import { configHash, configTexts, type Texts } from "./config-texts.ts";

const releasesFolder = (project: Project): string => join(stateFolder(project), "releases");
const releaseFolder = (project: Project, hash: string): string =>
  join(releasesFolder(project), hash);

const asidePattern = /^\.release-(\d+)$/;

/**
 * Writes a configuration where the released ones lie. It appears whole or not at all; one that is there already stays.
 *
 * @throws RangeError where a path is none of a configuration
 */
export function writeRelease(project: Project, texts: Texts): void {
  const strange = Object.keys(texts).find((path) => kindOfFile(path) === undefined);
  if (strange !== undefined) throw new RangeError(`no file of a configuration: ${strange}`);
  const hash = configHash(texts);
  if (readRelease(project, hash).ok) return;
  const releases = releasesFolder(project);
  mkdirSync(releases, { recursive: true });
  removeLeft(releases, asidePattern);
  const aside = join(releases, `.release-${process.pid}`);
  rmSync(aside, { recursive: true, force: true });
  try {
    for (const [path, text] of Object.entries(texts)) {
      const file = join(aside, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
      sync(file);
    }
    sync(aside);
    const folder = releaseFolder(project, hash);
    rmSync(folder, { recursive: true, force: true }); // one that is damaged
    renameSync(aside, folder);
    sync(releases);
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}

/** The texts of a released configuration. `release-damaged` where they are not those that were approved. */
function readRelease(project: Project, hash: string): Result<Texts, Problem> {
  const folder = releaseFolder(project, hash);
  const texts = existsSync(folder) ? configTexts(diskFiles(folder, [])) : {};
  if (configHash(texts) === hash) return ok(texts);
  const place = { file: `.clientele/releases/${hash}`, range: fileStart };
  return err(problem("release-damaged", { hash: hash.slice(0, 8) }, place));
}

/** What is live, where it was approved; `null` where nothing is, or where it was published without being asked for. */
function releaseInForce(project: Project): Result<Published | null, Problem> {
  const published = readPublished(project);
  if (!published.ok) return published;
  return ok(published.value?.approval == null ? null : published.value);
}

/** The files of the release in force; `null` where there is none. */
export function releasedFiles(project: Project): Result<Files | null, Problem> {
  const inForce = releaseInForce(project);
  if (!inForce.ok) return inForce;
  if (inForce.value === null) return ok(null);
  const texts = readRelease(project, inForce.value.configHash);
  return texts.ok ? ok(filesOf(texts.value)) : texts;
}
