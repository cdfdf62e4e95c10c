// Packs the extension. `node scripts/package.mjs [--target linux-x64 | universal] [--out folder]`, by default for this platform.
// Prints the path of the .vsix on its last line.
import { execFileSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { binaryTarget } from "./binary-target.ts";
import { bindingsOf, bindingsVersion, installedBindings } from "./bindings.mjs";
import { thinMachO } from "./thin-mach-o.mjs";

const here = join(dirname(fileURLToPath(import.meta.url)), "..");
const core = join(here, "../core");

const limit = 30 * 1024 * 1024;

const { values } = parseArgs({
  options: {
    target: { type: "string", default: `${process.platform}-${process.arch}` },
    out: { type: "string", default: join(here, "dist/vsix") },
  },
});
const native = values.target !== "universal";
if (native && bindingsOf[values.target] === undefined)
  throw new RangeError(`no engine for ${values.target}`);

execFileSync(process.execPath, [join(here, "scripts/bundle.mjs"), "--production"], {
  stdio: "inherit",
});
const stage = mkdtempSync(join(tmpdir(), "clientele-vsix-"));
try {
  copyFiles();
  writeManifest();
  if (native) copyEngine();
  checkContents();
  const vsix = pack();
  const size = statSync(vsix).size;
  console.log(`${basename(vsix)}: ${(size / 1024 / 1024).toFixed(1)} MB`);
  if (size > limit) throw new RangeError(`${vsix} is larger than 30 MB`);
  console.log(vsix);
} finally {
  rmSync(stage, { recursive: true, force: true });
}

function copyFiles() {
  const files = [
    "README.md",
    "CHANGELOG.md",
    "language-configuration.json",
    "media",
    "syntaxes",
    "l10n",
  ];
  for (const file of [...files, "package.nls.json", "package.nls.zh-cn.json"])
    cpSync(join(here, file), join(stage, file), { recursive: true });
  rmSync(join(stage, "media/icon.svg")); // the marketplace takes no SVG for an icon; the PNG is drawn from it
  cpSync(join(here, "../../LICENSE"), join(stage, "LICENSE"));
  cpSync(join(here, "out/sample"), join(stage, "out/sample"), { recursive: true });
  for (const file of readdirSync(join(here, "out")))
    if (/\.(cjs|mjs|js|css)$/.test(file)) cpSync(join(here, "out", file), join(stage, "out", file));
}

/** What only development needs is left out: everything is in the bundles. */
function writeManifest() {
  const manifest = JSON.parse(readFileSync(join(here, "package.json"), "utf8"));
  for (const key of ["private", "scripts", "dependencies", "devDependencies"]) delete manifest[key];
  writeFileSync(join(stage, "package.json"), JSON.stringify(manifest, null, 2));
  writeFileSync(join(stage, ".vscodeignore"), ""); // the stage holds what belongs, and nothing else
}

/** The native engine of the target: the one that is installed, or one fetched for another platform. */
function copyEngine() {
  const name = bindingsOf[values.target];
  const to = join(stage, "out/node_modules", name);
  const installed = installedBindings(core).find((found) => found.name === name);
  if (installed === undefined) fetchPackage(`${name}@${bindingsVersion(core)}`, to);
  else cpSync(installed.folder, to, { recursive: true, dereference: true });
  const [platform, architecture] = values.target.split("-");
  if (platform !== "darwin") return;
  for (const file of readdirSync(to))
    if (/\.(dylib|node)$/.test(file)) thinMachO(join(to, file), architecture);
}

function fetchPackage(spec, to) {
  const flags = ["--silent", "--pack-destination", stage];
  const packed = execFileSync("npm", ["pack", spec, ...flags], {
    encoding: "utf8",
    cwd: stage,
  }).trim();
  mkdirSync(to, { recursive: true });
  execFileSync("tar", ["-xzf", join(stage, packed), "-C", to, "--strip-components=1"]);
  rmSync(join(stage, packed));
}

/** Nothing of the workspace slips in, and nothing is missing. */
function checkContents() {
  const files = readdirSync(stage, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(stage.length + 1)
        .replaceAll("\\", "/"),
    );
  const programs = [
    "extension.cjs",
    "language.cjs",
    "library.cjs",
    "server.cjs",
    "host.cjs",
    "learn-worker.cjs",
    "mcp.cjs",
    "sample-data.mjs",
    "sample/clientele.yaml",
    "preview.js",
    "preview.css",
  ];
  const wanted = [
    "LICENSE",
    "README.md",
    "media/icon.png",
    ...programs.map((file) => `out/${file}`),
  ];
  const missing = wanted.filter((file) => !files.includes(file));
  const foreign = files.filter((file) =>
    /(^|\/)(src|test|\.env|tsconfig)|\.(ts|map|csv|parquet|duckdb)$/.test(file),
  );
  const hasBinary = files.some((file) => file.endsWith("duckdb.node"));
  if (missing.length > 0) throw new Error(`missing: ${missing.join(", ")}`);
  if (foreign.length > 0) throw new Error(`do not belong: ${foreign.join(", ")}`);
  if (hasBinary !== native) throw new Error(`engine expected: ${native}, found: ${hasBinary}`);
  const binaries = files.filter((file) => /\.(node|so|dylib|dll)$/.test(file));
  const others = binaries.filter(
    (file) =>
      binaryTarget(readFileSync(join(stage, file))) !== values.target.replace("alpine", "linux"),
  );
  if (others.length > 0) throw new Error(`not for ${values.target}: ${others.join(", ")}`);
}

function pack() {
  const { version } = JSON.parse(readFileSync(join(stage, "package.json"), "utf8"));
  mkdirSync(values.out, { recursive: true });
  const vsix = join(values.out, `clientele-${values.target}-${version}.vsix`);
  const flags = ["--no-dependencies", "--allow-missing-repository", "--out", vsix];
  const vsce = join(here, "node_modules/@vscode/vsce/vsce");
  execFileSync(
    process.execPath,
    [vsce, "package", ...flags, ...(native ? ["--target", values.target] : [])],
    { cwd: stage, stdio: ["ignore", "ignore", "inherit"] },
  );
  return vsix;
}
