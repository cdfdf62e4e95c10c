/** Writes a digest to a file: aside, then renamed, so that nobody reads half of it. */
import { existsSync, renameSync, writeFileSync } from "node:fs";
import { dirname, extname, resolve } from "node:path";
import { drawPicture } from "../compute/picture/draw-picture.ts";
import { fileStart, problem, type Problem } from "../problem.ts";
import { err, ok, type Result } from "../result.ts";
import type { View } from "../views/index.ts";
import { digestSvg } from "../views/digest-svg.ts";
import type { Context } from "./context.ts";

export type DigestParts = {
  readonly main: View;
  readonly detail: View;
  readonly text: string;
  readonly style: { readonly locale: string; readonly today: string };
};

/** @param out ends in .png, .svg or .txt */
export async function writeDigest(
  context: Pick<Context, "cwd">,
  out: string,
  { main, detail, text, style }: DigestParts,
): Promise<Result<null, Problem>> {
  const path = resolve(context.cwd, out);
  if (!existsSync(dirname(path)))
    return err(problem("file-missing", { path: dirname(out) }, { file: out, range: fileStart }));
  const kind = extname(out);
  const svg = (): string => digestSvg(main, detail, style);
  const content = kind === ".txt" ? text : kind === ".svg" ? svg() : await drawPicture(svg());
  const aside = `${path}.${process.pid}.part`;
  writeFileSync(aside, content);
  renameSync(aside, path);
  return ok(null);
}
