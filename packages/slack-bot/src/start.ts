/** What `npm start` runs: reads the settings, serves, and ends cleanly. */
import { readSettings } from "./env.ts";
import { createLog } from "./log.ts";
import { readOptions, usage } from "./options.ts";
import { serve } from "./serve.ts";

const read = readOptions(process.argv.slice(2));
const settings = readSettings(process.env);
const log = createLog(
  (line) => process.stderr.write(line),
  () => new Date().toISOString(),
);

if (!read.ok) fail(`${read.message}\n${usage}`);
else if (!settings.ok) fail(settings.messages.join("\n"));
else {
  const stopping = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stopping.abort());
  const print = (text: string) => process.stdout.write(`${text}\n`);
  const tell = (line: string) => process.stderr.write(`${line}\n`);
  try {
    process.exitCode = await serve({
      options: read.options,
      settings: settings.settings,
      signal: stopping.signal,
      locale: terminalLocale(process.env),
      log,
      print,
      tell,
    });
  } catch (error) {
    log.error("start-failed", error);
    tell(`Could not start: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  }
  // Sockets that others hold open must not hold the process.
  process.exit();
}

/** The language of the terminal, as POSIX tells it. */
function terminalLocale(env: NodeJS.ProcessEnv): string {
  const told = env["LC_ALL"] || env["LC_MESSAGES"] || env["LANG"] || "";
  return told.startsWith("zh") ? "zh-CN" : "en";
}

function fail(message: string): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = 2;
}
