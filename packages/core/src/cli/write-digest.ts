/** Writes a digest to a file: aside, then renamed, so that nobody reads half of it. */
import { existsSync, renameSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileStart, problem, type Problem } from "../problem.ts";
import { err, ok, type Result } from "../result.ts";
import type { Context } from "./context.ts";

/** @param out ends in .txt */
export async function writeDigest(
  { cwd }: Pick<Context, "cwd">,
  out: string,
  text: string,
): Promise<Result<null, Problem>> {
  const path = resolve(cwd, out);
  if (!existsSync(dirname(path)))
    return err(problem("file-missing", { path: dirname(out) }, { file: out, range: fileStart }));
  const aside = `${path}.${process.pid}.part`;
  writeFileSync(aside, text);
  renameSync(aside, path);
  return ok(null);
}
