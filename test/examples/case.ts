/** What every example with a generator promises. */
import { mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Generate } from "../../examples/seeded/tables.ts";
import { checkProject, type Checked } from "../../packages/core/src/compute/check/check-project.ts";
import { openProjectEngine } from "../../packages/core/src/compute/project/open-project-engine.ts";
import { openProject } from "../../packages/core/src/compute/project/project.ts";
import { createFromTemplate } from "../../packages/core/src/compute/project/templates.ts";

type Generator = { readonly files: readonly string[]; readonly generate: Generate };

/**
 * The tests of one example: a project of it can be made and checked at once, and the checks in `checks/pattern.yaml` hold
 * for its data and none of them for shuffled ones.
 */
export function describeCase(name: string): void {
  describe(`the template ${name}`, () => {
    let project = "";
    let generator: Generator | undefined;
    const bytes = () =>
      generator?.files.map((file) => readFileSync(join(project, "data", file), "utf8"));

    beforeAll(async () => {
      const folder = mkdtempSync(join(realpathSync(tmpdir()), "clientele-case-"));
      project = join(folder, name);
      const module = join(import.meta.dirname, "../../examples", name, "generate.ts");
      generator = (await import(pathToFileURL(module).href)) as Generator; // every generator has this shape
      const made = await createFromTemplate(project, name);
      expect(made.ok).toBe(true);
    });
    afterAll(() => rmSync(join(project, ".."), { recursive: true, force: true, maxRetries: 3 }));

    it("makes a project whose every check holds", async () => {
      const { problems, outcomes } = await check(project);
      expect(problems.filter(({ severity }) => severity !== "info")).toEqual([]);
      // Drift is skipped: nothing is published yet.
      expect(outcomes.filter(({ status }) => status === "failed")).toEqual([]);
      expect(patternOf(outcomes).length).toBeGreaterThanOrEqual(4);
    });

    it("makes the same bytes every time", async () => {
      const first = bytes();
      await generator?.generate(join(project, "data"));
      expect(bytes()).toEqual(first);
    });

    it("fails each check of the pattern where who has which value is drawn by lot", async () => {
      await generator?.generate(join(project, "data"), { shuffled: true });
      const { problems, outcomes } = await check(project);
      expect(problems.filter(({ severity }) => severity === "error")).toEqual([]);
      const held = patternOf(outcomes).filter(({ status }) => status !== "failed");
      expect(held.map((outcome) => outcome.name)).toEqual([]);
    });
  });
}

const patternOf = (outcomes: Checked["outcomes"]): Checked["outcomes"] =>
  outcomes.filter(({ file }) => file === "checks/pattern.yaml");

async function check(folder: string): Promise<Checked> {
  const project = openProject(folder);
  const engine = await openProjectEngine(project);
  try {
    return await checkProject(engine, project, { now: new Date("2026-11-20T00:00:00Z") });
  } finally {
    await engine.close();
  }
}
