/** An example of the repository with its data, computed and published once; then its checks answer in milliseconds. */
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  checkProject,
  emptyCheckCache,
  type Checked,
} from "../../../packages/core/src/compute/check/check-project.ts";
import { openProject, type Project } from "../../../packages/core/src/compute/project/project.ts";
import { openProjectEngine } from "../../../packages/core/src/compute/project/open-project-engine.ts";
import { generateData } from "../../../packages/core/src/compute/project/templates.ts";
import { clientele } from "../../cli/clientele.ts";
import type { Texts } from "../language/project.ts";

const examples = fileURLToPath(new URL("../../../examples", import.meta.url));
/** The public data sets, which are not in the repository. */
export const publicData =
  process.env["CLIENTELE_DATA"] ??
  fileURLToPath(new URL("../../../../shared/data", import.meta.url));

/** Every example whose data are at hand. */
export const exampleNames = (): readonly string[] =>
  readdirSync(examples)
    .filter((name) => existsSync(join(examples, name, "clientele.yaml")))
    .filter((name) => existsSync(join(examples, name, "generate.ts")) || existsSync(publicData))
    .toSorted();

export type PreparedExample = {
  readonly folder: string;
  readonly project: Project;
  /** The texts of its files. */
  readonly texts: Texts;
  /** Checks the project as if these files said something else. */
  readonly check: (texts?: Texts) => Promise<Checked>;
  readonly close: () => Promise<void>;
};

/** @param adapt changes the copy before it is computed */
export async function prepareExample(
  name: string,
  adapt: (folder: string) => Promise<void> = async () => {},
): Promise<PreparedExample> {
  const made = mkdtempSync(join(tmpdir(), "clientele-example-"));
  const folder = join(made, name);
  cpSync(join(examples, name), folder, {
    recursive: true,
    filter: (path) => !/\.clientele|[\\/]data$/.test(path),
  });
  if (existsSync(join(examples, name, "generate.ts"))) await generateData(folder, name);
  await adapt(folder);
  const environment = { CLIENTELE_DATA: publicData };
  const options = { allowRead: [publicData], environment };
  const project = openProject(folder, options);
  const texts = Object.fromEntries(
    project.files.list().map((path) => [path, project.files.read(path)?.text ?? ""]),
  );
  // Only drift asks what was before.
  if (Object.values(texts).some((text) => text.includes("drift:"))) {
    const words = ["run", folder, "--publish", "--allow-read", publicData];
    const ran = await clientele(words, { environment });
    if (ran.code !== 0) throw new Error(`${name} does not run: ${ran.error}`);
  }
  const engine = await openProjectEngine(project);
  const cache = emptyCheckCache();
  const now = new Date();
  return {
    folder,
    project,
    texts,
    check: (edited = {}) =>
      checkProject(engine, openProject(folder, { ...options, texts: edited }), { now, cache }),
    close: async () => {
      await engine.close();
      rmSync(made, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}
