/** An editor for tests: starts the language server as a program and talks to it over stdio. */
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import {
  createMessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type MessageConnection,
} from "vscode-jsonrpc/node";

const main = fileURLToPath(new URL("../../../packages/core/src/cli/main.ts", import.meta.url));

export type Diagnostic = {
  readonly code: string;
  readonly message: string;
  readonly range: { readonly start: { readonly line: number; readonly character: number } };
};

export type Editor = {
  readonly connection: MessageConnection;
  /** Opens a text that need not be saved. */
  readonly open: (path: string, text: string) => Promise<void>;
  readonly change: (path: string, text: string) => Promise<void>;
  /** `line:character code` of each diagnostic. */
  readonly diagnostics: (path: string) => Promise<readonly string[]>;
  readonly pull: (path: string) => Promise<readonly Diagnostic[]>;
  /** Asks about a place: a method's name without `textDocument/`. */
  readonly ask: <T>(method: string, path: string, line: number, character: number) => Promise<T>;
  readonly uri: (path: string) => string;
  /** Settles when the server asks to look at diagnostics again. */
  readonly refreshed: () => Promise<void>;
  /** Settles with what the server next says about a file, unasked. */
  readonly told: (path: string) => Promise<readonly Diagnostic[]>;
  /** What the server logged as a mistake of its own. */
  readonly mistakes: readonly string[];
  readonly folder: string;
  /** Everything that the server has sent or printed, as it came. */
  readonly everything: () => string;
  /** What the server has written into the project. */
  readonly written: () => readonly string[];
  readonly close: () => Promise<void>;
};

export type EditorOptions = {
  readonly locale?: string;
  /** Whether this editor asks for diagnostics; one that does not waits to be told. */
  readonly pulls?: boolean;
  /** Behind `clientele lsp`. */
  readonly words?: readonly string[];
  readonly initializationOptions?: unknown;
  /** Variables beside those of the tests. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Called with the new folder before the server starts, such as to put links there. */
  readonly furnish?: (folder: string) => void;
};

/**
 * Starts a server on a new folder.
 *
 * @param files saved files, by path in the folder
 */
export async function startEditor(
  files: Readonly<Record<string, string>>,
  {
    locale = "en",
    pulls = true,
    words = [],
    initializationOptions,
    environment = {},
    furnish,
  }: EditorOptions = {},
): Promise<Editor> {
  const folder = mkdtempSync(join(tmpdir(), "clientele-lsp-"));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  furnish?.(folder);
  const server = spawn(
    process.execPath,
    ["--conditions=source", main, "lsp", "--stdio", ...words],
    { stdio: ["pipe", "pipe", "pipe"], env: { ...process.env, ...environment } },
  );
  const heard: Buffer[] = [];
  server.stdout.on("data", (bytes: Buffer) => heard.push(bytes));
  server.stderr.on("data", (bytes: Buffer) => {
    heard.push(bytes);
    process.stderr.write(bytes);
  });
  const connection = createMessageConnection(
    new StreamMessageReader(server.stdout),
    new StreamMessageWriter(server.stdin),
  );
  let waiting: (() => void)[] = [];
  connection.onRequest("workspace/diagnostic/refresh", () => {
    for (const tell of waiting) tell();
    waiting = [];
    return null;
  });
  const mistakes: string[] = [];
  connection.onNotification(
    "window/logMessage",
    ({ type, message }: { type: number; message: string }) => {
      if (type === 1) mistakes.push(message);
    },
  );
  connection.listen();
  const uri = (path: string): string => pathToFileURL(join(folder, path)).toString();
  await connection.sendRequest("initialize", {
    processId: process.pid,
    rootUri: uri(""),
    locale,
    initializationOptions,
    capabilities: pulls
      ? { textDocument: { diagnostic: {} }, workspace: { diagnostics: { refreshSupport: true } } }
      : {},
  });
  await connection.sendNotification("initialized", {});
  let version = 0;
  const pull = async (path: string): Promise<readonly Diagnostic[]> => {
    const report = await connection.sendRequest<{ readonly items: readonly Diagnostic[] }>(
      "textDocument/diagnostic",
      { textDocument: { uri: uri(path) } },
    );
    return report.items;
  };
  return {
    connection,
    uri,
    pull,
    mistakes,
    folder,
    everything: () => Buffer.concat(heard).toString("utf8"),
    told: (path) =>
      new Promise((resolve) => {
        const listener = connection.onNotification(
          "textDocument/publishDiagnostics",
          (said: { readonly uri: string; readonly diagnostics: readonly Diagnostic[] }) => {
            if (said.uri !== uri(path)) return;
            listener.dispose();
            resolve(said.diagnostics);
          },
        );
      }),
    ask: (method, path, line, character) =>
      connection.sendRequest(`textDocument/${method}`, {
        textDocument: { uri: uri(path) },
        position: { line, character },
      }),
    open: (path, text) =>
      connection.sendNotification("textDocument/didOpen", {
        textDocument: { uri: uri(path), languageId: "clientele", version: (version += 1), text },
      }),
    change: (path, text) =>
      connection.sendNotification("textDocument/didChange", {
        textDocument: { uri: uri(path), version: (version += 1) },
        contentChanges: [{ text }],
      }),
    diagnostics: async (path) =>
      (await pull(path)).map(
        ({ code, range: { start } }) => `${start.line}:${start.character} ${code}`,
      ),
    written: () =>
      readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
        (name) => !(name in files) && name.startsWith("."),
      ),
    refreshed: () => new Promise((resolve) => waiting.push(resolve)),
    close: async () => {
      await connection.sendRequest("shutdown");
      const ended = new Promise((resolve) => server.once("exit", resolve));
      await connection.sendNotification("exit");
      await ended;
      connection.dispose();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
