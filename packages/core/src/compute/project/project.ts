/** A project on disk: where it is, its files as they are now, and what it may read. */
import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { dirname, join, resolve, sep } from "node:path";
import type { Files } from "../../language/files.ts";
import { configFiles, configFolders } from "../../language/config/read-config.ts";
import { filesOf, overlay } from "../../language/files.ts";

export type Project = {
  /** Absolute. */
  readonly folder: string;
  readonly files: Files;
  /** Folders outside the project that the user, not the project, allows to read. Absolute. */
  readonly allowRead: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
};

export type ProjectOptions = {
  readonly allowRead?: readonly string[];
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Texts that win over the files on disk, by path relative to the project. */
  readonly texts?: Readonly<Record<string, string>>;
  /** In place of the files on disk. */
  readonly files?: Files;
};

/** Opens the project in a folder. Reads no data. */
export function openProject(folder: string, options: ProjectOptions = {}): Project {
  const absolute = resolve(folder);
  const allowRead = (options.allowRead ?? []).map((path) => resolve(path));
  const saved = options.files ?? diskFiles(absolute, allowRead);
  return {
    folder: absolute,
    files: options.texts === undefined ? saved : overlay(saved, filesOf(options.texts)),
    allowRead,
    environment: options.environment ?? {},
  };
}

/** The nearest folder upwards that holds `clientele.yaml`; `undefined` where there is none. */
export function findProject(from: string): string | undefined {
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    if (existsSync(join(folder, "clientele.yaml"))) return folder;
    if (dirname(folder) === folder) return undefined;
  }
}

/** The YAML files of a project, read when asked for. */
export function diskFiles(folder: string, allowRead: readonly string[]): Files {
  const list = (): readonly string[] => {
    const nested = configFolders.flatMap((name) => {
      const path = join(folder, name);
      if (!existsSync(path) || !statSync(path).isDirectory()) return [];
      return readdirSync(path)
        .filter((file) => /\.ya?ml$/.test(file) && !file.startsWith("."))
        .map((file) => `${name}/${file}`);
    });
    const own = configFiles.filter((file) => existsSync(join(folder, file)));
    return [...own, ...nested].toSorted();
  };
  return {
    list,
    read: (path) => {
      const absolute = join(folder, path);
      if (!existsSync(absolute)) return undefined;
      // A link that leads out of the project shows nothing of what is there.
      if (!isInside(absolute, [folder, ...allowRead]))
        return { text: "", version: "outside", outside: true };
      const { mtimeMs, size } = statSync(absolute);
      return { text: readFileSync(absolute, "utf8"), version: `${mtimeMs}:${size}` };
    },
  };
}

/** Whether a file, its links resolved, lies in one of the folders. */
function isInside(path: string, folders: readonly string[]): boolean {
  const real = realpathSync.native(path);
  return folders
    .filter((folder) => existsSync(folder))
    .some((folder) => real.startsWith(realpathSync.native(folder) + sep));
}

/** Where a project keeps what it computes. */
export const stateFolder = (project: Project): string => join(project.folder, ".clientele");
