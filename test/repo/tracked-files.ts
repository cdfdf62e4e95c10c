import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "../..");

export type TextFile = { readonly path: string; readonly text: string };

/** Every text file that git tracks, those deleted in the working tree left out. */
export function trackedFiles(): readonly TextFile[] {
  const git = (...args: string[]) =>
    execFileSync("git", [...args, "-z"], { cwd: root, encoding: "utf8", maxBuffer: 64_000_000 })
      .split("\0")
      .filter((path) => path !== "");
  const deleted = new Set(git("ls-files", "--deleted"));
  return git("ls-files")
    .filter((path) => !deleted.has(path))
    .map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }))
    .filter(({ text }) => !text.includes("\0"));
}
