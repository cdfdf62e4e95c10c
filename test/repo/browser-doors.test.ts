import { join } from "node:path";
import { build } from "esbuild";
import { describe, expect, it } from "vitest";

const core = join(import.meta.dirname, "../../packages/core");

/** What the browser's bundle of a module would need from Node, and what could not be bundled. */
async function nodeModulesIn(module: string): Promise<readonly string[]> {
  const result = await build({
    stdin: { contents: `export * from ${JSON.stringify(module)};`, resolveDir: core },
    bundle: true,
    write: false,
    metafile: true,
    platform: "browser",
    format: "esm",
    conditions: ["source"],
    mainFields: ["browser", "module", "main"],
    logLevel: "silent",
    plugins: [
      {
        name: "node-modules-stay-outside",
        setup: (bundle) => {
          bundle.onResolve({ filter: /^node:|^@duckdb\// }, ({ path }) => ({
            path,
            external: true,
          }));
        },
      },
    ],
  });
  return Object.values(result.metafile.inputs)
    .flatMap((input) => input.imports)
    .filter((imported) => imported.external === true)
    .map((imported) => imported.path);
}

describe("the browser's doors of core", () => {
  it.each(["@clientele/core/language", "@clientele/core/views"])(
    "%s needs nothing of Node",
    async (door) => {
      expect(await nodeModulesIn(door)).toEqual([]);
    },
  );

  it("would show what a door needs of Node", async () => {
    expect(await nodeModulesIn("@clientele/core/host")).toContain("node:child_process");
  });
});
