/** Projects to start from: the examples that come with the product. */
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { fileStart, problem, type Problem } from "../../problem.ts";
import { err, ok, type Result } from "../../result.ts";

/** Beside the package when it is installed, at the top of the repository otherwise. */
function templatesFolder(): string {
  const packed = fileURLToPath(new URL("../../../templates", import.meta.url));
  return existsSync(packed)
    ? packed
    : fileURLToPath(new URL("../../../../../examples", import.meta.url));
}

/** Examples that bring their own data: those with a generator. */
export function listTemplates(): readonly string[] {
  const root = templatesFolder();
  if (!existsSync(root)) return [];
  return readdirSync(root)
    .filter((name) => existsSync(join(root, name, "generate.ts")))
    .toSorted();
}

type Generator = {
  readonly files: readonly string[];
  readonly generate: (folder: string) => Promise<unknown>;
};

/** Of an example, what its user does not need: what made the data, and what runs leave. */
const kept = (name: string): boolean =>
  !name.startsWith(".") &&
  !name.endsWith(".ts") &&
  !["data", "generator", "node_modules"].includes(name);

/** Makes an example's data where they are missing. @returns whether they were made */
export async function generateData(project: string, template = "retail"): Promise<boolean> {
  const source = join(templatesFolder(), template, "generate.ts");
  if (!existsSync(source)) return false;
  const { files, generate } = (await import(pathToFileURL(source).href)) as Generator; // every template's generator has this shape
  const data = join(project, "data");
  if (files.every((file) => existsSync(join(data, file)))) return false;
  await generate(data);
  return true;
}

/**
 * Copies a template's configuration into a folder and makes its data.
 *
 * @returns problems: the folder holds something, or there is no such template
 */
export async function createFromTemplate(
  folder: string,
  template: string,
): Promise<Result<{ readonly template: string; readonly files: readonly string[] }, Problem>> {
  const place = { file: folder, range: fileStart };
  const known = listTemplates();
  if (!known.includes(template))
    return err(problem("unknown-template", { template, allowed: known.join(", ") }, place));
  if (existsSync(folder) && readdirSync(folder).length > 0)
    return err(problem("folder-not-empty", { path: folder }, place));
  const existed = existsSync(folder);
  mkdirSync(folder, { recursive: true });
  try {
    const source = join(templatesFolder(), template);
    for (const name of readdirSync(source))
      if (kept(name)) cpSync(join(source, name), join(folder, name), { recursive: true });
    await generateData(folder, template);
  } catch (error) {
    for (const name of readdirSync(folder))
      rmSync(join(folder, name), { recursive: true, force: true });
    if (!existed) rmSync(folder, { recursive: true, force: true });
    throw error;
  }
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).toSorted();
  return ok({ template, files });
}
