/** What the editor's features look at: a project as it stands in the editor at this moment. */
import type { Problem } from "../../problem.ts";
import { readConfig, type Config } from "../config/read-config.ts";
import type { Files } from "../files.ts";
import { mended } from "./mend.ts";
import { buildModel } from "../model/build-model.ts";
import type { Catalog } from "../model/catalog.ts";
import type { Model } from "../model/model.ts";

type Environment = Readonly<Record<string, string | undefined>>;

export type Workspace = {
  readonly files: Files;
  readonly config: Config;
  /** What the data hold; `undefined` before anybody has read them. */
  readonly catalog: Catalog | undefined;
  readonly environment: Environment;
  /** `undefined` while the project has errors. */
  readonly model: Model | undefined;
  readonly problems: readonly Problem[];
};

/**
 * Reads a project for the editor.
 *
 * @param previous the workspace before the change: files of the same version are not parsed again, and where nothing
 *   has changed it is returned itself
 */
export function readWorkspace(
  files: Files,
  catalog: Catalog | undefined,
  environment: Environment,
  previous?: Workspace,
): Workspace {
  const config = readConfig(files, previous?.config);
  if (previous !== undefined && previous.catalog === catalog && sameFiles(previous.config, config))
    return previous;
  return {
    files,
    config,
    catalog,
    environment,
    ...buildModel(mended(config), catalog, environment),
  };
}

const sameFiles = (a: Config, b: Config): boolean =>
  a.cache.size === b.cache.size && [...b.cache].every(([path, read]) => a.cache.get(path) === read);
