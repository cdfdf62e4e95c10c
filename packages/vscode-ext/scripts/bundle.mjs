// Bundles the extension: one file a process, in out/. `node scripts/bundle.mjs [--production]`
import { build } from "esbuild";
import { cpSync, mkdirSync, rmSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { installedBindings } from "./bindings.mjs";

const here = join(dirname(fileURLToPath(import.meta.url)), "..");
const core = join(here, "../core");
const out = join(here, "out");
/** The example that the walkthrough opens. */
const sample = join(here, "../../examples/retail");
const production = process.argv.includes("--production");

/** Native: loaded from out/node_modules, which platform packages carry and the universal one does not. */
const native = "@duckdb/node-bindings-*";

/** Core's modules only define: what a bundle does not use of them is left out, which halves the extension's start. */
const pureCore = {
  name: "pure-core",
  setup({ onResolve, resolve }) {
    onResolve({ filter: /^(@clientele\/core|\.)/ }, async ({ path, ...from }) => {
      const isCores = path.startsWith("@clientele") || from.importer.startsWith(join(core, "src"));
      if (!isCores || from.pluginData === pureCore) return undefined;
      const found = await resolve(path, { ...from, pluginData: pureCore });
      return { ...found, pluginData: undefined, sideEffects: false };
    });
  },
};

const shared = {
  bundle: true,
  plugins: [pureCore],
  minify: production,
  sourcemap: !production,
  legalComments: "none",
  logLevel: "warning",
  absWorkingDir: here,
};
const onNode = {
  ...shared,
  platform: "node",
  format: "cjs",
  target: "node22",
  conditions: ["source"],
  // ESM first: the UMD builds that some packages name as `main` hide their requires from the bundler.
  mainFields: ["module", "main"],
  external: ["vscode", native],
  alias: { "node:sqlite": join(here, "scripts/node-sqlite.mjs") },
  // Core's programs find files beside them; in a bundle that is the bundle.
  define: { "import.meta.url": "bundleUrl" },
  banner: { js: 'const bundleUrl = require("node:url").pathToFileURL(__filename).href;' },
};

rmSync(out, { recursive: true, force: true });
await Promise.all([
  build({
    ...onNode,
    entryPoints: [join(here, "src/client/extension.ts")],
    outfile: join(out, "extension.cjs"),
  }),
  // What is loaded when it is first used.
  ...["language", "library"].map((name) =>
    build({
      ...onNode,
      entryPoints: [join(here, `src/late/${name}.ts`)],
      outfile: join(out, `${name}.cjs`),
    }),
  ),
  build({
    ...onNode,
    entryPoints: [join(core, "src/cli/lsp.ts")],
    outfile: join(out, "server.cjs"),
  }),
  build({
    ...onNode,
    entryPoints: [join(core, "src/host/child.ts")],
    outfile: join(out, "host.cjs"),
  }),
  build({
    ...onNode,
    entryPoints: [join(core, "src/cli/mcp/program.ts")],
    outfile: join(out, "mcp.cjs"),
  }),
  // The thread of a long fit: host.cjs starts the file of this name beside it.
  build({
    ...onNode,
    entryPoints: [join(core, "src/compute/run/learn-worker.ts")],
    outfile: join(out, "learn-worker.cjs"),
  }),
  // What makes the data of the sample project.
  build({
    ...shared,
    platform: "node",
    format: "esm",
    target: "node22",
    entryPoints: [join(sample, "generate.ts")],
    outfile: join(out, "sample-data.mjs"),
  }),
  build({
    ...shared,
    platform: "browser",
    format: "iife",
    target: "es2022",
    jsx: "automatic",
    jsxImportSource: "preact",
    conditions: ["source"],
    entryPoints: [
      { in: join(here, "src/preview/main.tsx"), out: "preview" },
      { in: join(here, "src/preview/preview.css"), out: "preview" },
    ],
    outdir: out,
  }),
]);

for (const name of ["clientele.yaml", "segmentations", "strategies", "checks", "plans"])
  cpSync(join(sample, name), join(out, "sample", name), { recursive: true });

// For the extension run from this folder; package.mjs puts a copy of its own platform's in their place.
for (const { name, folder } of installedBindings(core)) {
  const link = join(out, "node_modules", name);
  mkdirSync(dirname(link), { recursive: true });
  symlinkSync(folder, link, "junction");
}
