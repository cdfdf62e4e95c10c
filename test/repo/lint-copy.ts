import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const root = join(import.meta.dirname, "../..");

/** File by file, the rules that it breaks, e.g. `boundaries(dependencies)`. */
export type Findings = ReadonlyMap<string, readonly string[]>;

/**
 * Lints a copy of the packages with some files added, so that the working tree stays as it is.
 *
 * @param added path from the repository's root to text
 * @returns what lint finds in the added files; those that break no rule have an empty list
 */
export async function lintWith(added: Readonly<Record<string, string>>): Promise<Findings> {
  const copy = await mkdtemp(join(tmpdir(), "clientele-lint-"));
  try {
    await copyPackages(copy);
    for (const [path, text] of Object.entries(added)) {
      await mkdir(dirname(join(copy, path)), { recursive: true });
      await writeFile(join(copy, path), text);
    }
    const diagnostics = await oxlint(copy, Object.keys(added));
    return new Map(
      Object.keys(added).map((path) => [
        path,
        diagnostics.filter(({ filename }) => filename === path).map(({ code }) => code),
      ]),
    );
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}

async function copyPackages(copy: string): Promise<void> {
  await cp(join(root, ".oxlintrc.json"), join(copy, ".oxlintrc.json"));
  await symlink(join(root, "node_modules"), join(copy, "node_modules"));
  for (const name of ["core", "slack-bot", "vscode-ext"]) {
    const target = join(copy, "packages", name);
    for (const part of ["package.json", "src"])
      await cp(join(root, "packages", name, part), join(target, part), { recursive: true });
    if (name === "core") continue;
    // The doors must lead into the copy.
    await mkdir(join(target, "node_modules/@clientele"), { recursive: true });
    await symlink(join(copy, "packages/core"), join(target, "node_modules/@clientele/core"));
  }
}

type Diagnostic = { readonly code: string; readonly filename: string };

function oxlint(cwd: string, files: readonly string[]): Promise<readonly Diagnostic[]> {
  const program = join(root, "node_modules/.bin/oxlint");
  const options = { cwd, maxBuffer: 64_000_000 };
  return new Promise((resolve, reject) => {
    // oxlint ends with 1 when it finds something: what it printed is the answer.
    execFile(program, ["-f", "json", ...files], options, (error, stdout, stderr) => {
      try {
        const report = JSON.parse(stdout) as { diagnostics: readonly Diagnostic[] }; // oxlint's format
        resolve(report.diagnostics);
      } catch (cause) {
        reject(
          new Error(`oxlint printed no report: ${stdout}${stderr}`, { cause: error ?? cause }),
        );
      }
    });
  });
}
