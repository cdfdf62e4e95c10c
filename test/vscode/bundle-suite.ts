import { build } from "esbuild";
import { join } from "node:path";
import { here, outFolder } from "./rig.ts";

/** The Mocha suite as one file, as an extension host loads it. @returns its path */
export async function bundleSuite(): Promise<string> {
  const outfile = join(outFolder, "suite.cjs");
  await build({
    entryPoints: [join(here, "suite/index.ts")],
    outfile,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node22",
    sourcemap: "inline",
    external: ["vscode", "mocha"],
    logLevel: "warning",
  });
  return outfile;
}
