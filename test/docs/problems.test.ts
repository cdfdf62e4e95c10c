import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { openProjectEngine } from "../../packages/core/src/compute/project/open-project-engine.ts";
import { profileCatalog } from "../../packages/core/src/compute/ingest/profile.ts";
import { readCatalog } from "../../packages/core/src/compute/ingest/read-catalog.ts";
import { openProject } from "../../packages/core/src/compute/project/project.ts";
import { checkModels } from "../../packages/core/src/domain/checks/check-model.ts";
import { compliance } from "../../packages/core/src/domain/compliance/compliance.ts";
import { openSession } from "../../packages/core/src/host/session.ts";
import {
  readWorkspace,
  type Workspace,
} from "../../packages/core/src/language/authoring/workspace.ts";
import { readConfig } from "../../packages/core/src/language/config/read-config.ts";
import { filesOf } from "../../packages/core/src/language/files.ts";
import { tablesOf } from "../../packages/core/src/language/model/source-models.ts";
import { en } from "../../packages/core/src/messages/en.ts";
import type { Place, Problem } from "../../packages/core/src/problem.ts";
import { examplesOf, page, type Files } from "./problem-examples.ts";

const examples = examplesOf();
const notShown = /^Not shown by a file:\n\n((?:- .*\n)+)/m.exec(page)?.[1] ?? "";

/** What Clientele says of a project's texts, without its data. */
function saidOf(files: Files): readonly Problem[] {
  const { problems, model, config } = readWorkspace(filesOf(files), undefined, {});
  const checks = model && checkModels(config.checks, model, { sources: [] });
  const law = model && compliance({ config, model, catalog: undefined });
  return [...problems, ...(checks?.problems ?? []), ...(law?.problems ?? [])];
}

/** What it says of its run, or, where that is well, of its texts beside the profile of its data. */
async function foundIn(files: Files): Promise<readonly Problem[]> {
  const folder = mkdtempSync(join(tmpdir(), "clientele-problems-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const project = openProject(folder);
  const { signal } = new AbortController();
  const session = await openSession({ project: folder, allowRead: [] }, () => new Date());
  try {
    const ran = await session.run({}, { signal, progress: () => {} });
    if (!ran.ok) return ran.errors;
    if (ran.value.problems.length > 0) return ran.value.problems;
  } finally {
    await session.close();
  }
  const engine = await openProjectEngine(project);
  try {
    const tables = tablesOf(projectOf(project.files), {});
    const read = await readCatalog(engine, project, tables, { signal });
    const { catalog } = await profileCatalog(engine, project, read, tables, { signal });
    return readWorkspace(project.files, catalog, {}).problems;
  } finally {
    await engine.close();
  }
}

function projectOf(files: Workspace["files"]) {
  const { project } = readConfig(files);
  if (project === undefined) throw new Error("unreachable: the run was well");
  return project;
}

function textAt(files: Files, { file, range: { start, end } }: Place): string {
  const lines = (files[file] ?? "").split("\n");
  const last = (lines[end.line] ?? "").slice(0, end.character);
  if (start.line === end.line) return last.slice(start.character);
  const between = lines.slice(start.line + 1, end.line);
  return [(lines[start.line] ?? "").slice(start.character), ...between, last].join("\n");
}

describe("docs/problems.md", () => {
  it("shows every code by an example, or says that no file can", () => {
    const listed = [...notShown.matchAll(/`([a-z-]+)`/g)].map(([, code]) => code ?? "");
    const shown = examples.map(({ code }) => code);
    expect([...shown, ...listed].toSorted()).toEqual(Object.keys(en).toSorted());
  });

  it.each(examples)(
    "$code: the wrong files have it, and no other",
    async ({ code, wrong, marked }) => {
      const said = saidOf(wrong);
      const problems = said.length > 0 ? said : await foundIn(wrong);
      expect(problems.map((p) => p.code)).toEqual([code]);
      const [problem] = problems;
      if (problem === undefined || marked === undefined) return;
      const { file, range } = problem;
      expect({ file, line: range.start.line, text: textAt(wrong, problem) }).toEqual(marked);
    },
  );

  it.each(examples)("$code: the right files have no problem", async ({ wrong, right }) => {
    const said = saidOf(right);
    // Where the data show it, they must be well too.
    const all = said.length > 0 || saidOf(wrong).length > 0 ? said : await foundIn(right);
    expect(all.map((p) => p.code)).toEqual([]);
  });
});
