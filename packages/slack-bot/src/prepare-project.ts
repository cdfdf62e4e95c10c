import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { Host, ProjectInfo } from "@clientele/core/host";
import type { Serving } from "./serve.ts";

/** The example that is served when no project is named. */
const example = fileURLToPath(new URL("../../../examples/retail", import.meta.url));

/** @example projectFolder("crm") // the absolute path of ./crm */
export const projectFolder = (given: string | null): string =>
  given === null ? example : resolve(given);

/** Where the state is unless the settings say otherwise. */
export const stateFile = (folder: string): string => join(folder, ".clientele", "state.sqlite");

/**
 * Opens the project in the engine; where nothing is published yet it is run and published first.
 *
 * @returns the project as it is published, `null` when it has problems, which have been told
 */
export async function prepareProject(
  { settings, signal, tell }: Serving,
  host: Host,
  folder: string,
): Promise<ProjectInfo | null> {
  if (folder === example && !existsSync(join(folder, "data"))) tell("data missing");
  const params = { project: folder, allowRead: settings.allowRead };
  const opened = await host.call("open", params, { signal });
  if (!opened.ok) {
    tell(JSON.stringify(opened.error));
    return null;
  }
  return opened.value;
}
