import { existsSync } from "node:fs";
import { cp, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** What the bundle of an example's generator exports. */
type Generator = { readonly generate: (folder: string) => Promise<unknown> };

/**
 * Writes the sample project and makes its data.
 *
 * @param programs the folder of the bundles
 * @param folder is made; a project that is there already is left as it is
 */
export async function makeSample(programs: string, folder: string): Promise<void> {
  if (existsSync(join(folder, "clientele.yaml"))) return;
  await mkdir(folder, { recursive: true });
  await cp(join(programs, "sample"), folder, { recursive: true });
  const bundle = pathToFileURL(join(programs, "sample-data.mjs")).href;
  const { generate } = (await import(bundle)) as Generator; // our own bundle, made by scripts/bundle.mjs
  await generate(join(folder, "data"));
}
