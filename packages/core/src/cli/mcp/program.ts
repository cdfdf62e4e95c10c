/** `clientele mcp` as a file of its own, for editors: `node mcp.cjs FOLDER LOCALE`. The engine is the program beside it. */
import { fileURLToPath } from "node:url";
import { connectHost } from "../../host/client.ts";
import { actorOf } from "../context.ts";
import { serveProject } from "./serve-project.ts";

const [folder = ".", locale = "en"] = process.argv.slice(2);
const host = connectHost({
  entry: fileURLToPath(new URL("./host.cjs", import.meta.url)),
  execPath: process.execPath,
  execArgv: [],
  log: (line) => console.error(line),
});
void host
  .call("open", { project: folder, allowRead: [] })
  .then(() =>
    serveProject({
      folder,
      locale,
      actor: actorOf(),
      askWith: (signal) => async (method, params) => host.call(method, params, { signal }),
    }),
  )
  .finally(() => host.close());
