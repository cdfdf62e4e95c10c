/** What `npm start` runs: reads the settings, serves, and ends cleanly whenever it is asked to. */
const stopping = new AbortController();
let serving = false;
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.on(signal, () => {
    stopping.abort();
    if (!serving) process.exit(0);
  });

// Only now what takes its time to load, so that Ctrl-C works from the first moment.
const { readSettings } = await import("./env.ts");
const { createLog } = await import("./log.ts");
const { readOptions, usage } = await import("./options.ts");
const { serve } = await import("./serve.ts");

const print = (text: string) => process.stdout.write(`${text}\n`);
const tell = (line: string) => process.stderr.write(`${line}\n`);
const log = createLog(
  (line) => process.stderr.write(line),
  () => new Date().toISOString(),
);

// Whoever read what it printed may go; the bot stays.
process.stdout.on("error", (error) => log.error("stdout", error));

// A request that the framework cannot read must not end the bot for everybody; the request itself goes unanswered.
process.on("unhandledRejection", (error) => log.error("unhandled", error));

process.exitCode = await start();
// Sockets that others hold open must not hold the process.
process.exit();

/** @returns the exit code: 2 where the command or the environment is wrong */
async function start(): Promise<number> {
  const read = readOptions(process.argv.slice(2));
  if (!read.ok) {
    tell(`${read.message}\n${usage}`);
    return 2;
  }
  const found = readSettings(process.env);
  if (!found.ok) {
    for (const message of found.messages) tell(message);
    return 2;
  }
  const { options } = read;
  const { settings } = found;
  const locale = terminalLocale(process.env);
  serving = true;
  try {
    return await serve({ options, settings, signal: stopping.signal, locale, log, print, tell });
  } catch (error) {
    log.error("start-failed", error);
    tell(`Could not start: ${error instanceof Error ? error.message : String(error)}`);
    return 1;
  }
}

/** The language of the terminal, as POSIX tells it. */
function terminalLocale(env: NodeJS.ProcessEnv): string {
  const told = env["LC_ALL"] || env["LC_MESSAGES"] || env["LANG"] || "";
  return told.startsWith("zh") ? "zh-CN" : "en";
}
