/** The language server as a program: `--stdio` (the default) or `--node-ipc`. */
import { realpathSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { startLanguageServer } from "./lsp/server.ts";

/**
 * Serves the editor that started this process.
 *
 * @param reads folders outside the projects that may be read, where the server reads data by an engine of its own;
 *   `undefined` where it reads texts alone
 */
export function serve(reads?: readonly string[]): void {
  const transports = ["--stdio", "--node-ipc", "--socket", "--pipe"];
  // The library reads the transport from the arguments, and keeps `console` away from stdout where that is the transport.
  if (!process.argv.some((word) => transports.some((t) => word === t || word.startsWith(`${t}=`))))
    process.argv.push("--stdio");
  startLanguageServer(createConnection(ProposedFeatures.all), process.env, reads);
}

const program = process.argv[1];
if (program !== undefined && realpathSync(program) === realpathSync(fileURLToPath(import.meta.url)))
  serve();
