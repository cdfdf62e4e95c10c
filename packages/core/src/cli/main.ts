#!/usr/bin/env node
/** The `clientele` command. Exit code 0 well, 1 problems in the input or a failed check, 2 wrong use. */
import { hasErrors, type Problem } from "../problem.ts";
import { readArguments, wrongUse, type CommandName } from "./arguments.ts";
import type { Command, Context, Terminal } from "./context.ts";
import { helpText } from "./help.ts";
import { problemJson, printProblems } from "./report.ts";
import { isMemorySize } from "../compute/engine/memory-limit.ts";
import { codeVersion } from "../compute/run/version.ts";

const loaders: Readonly<Record<Exclude<CommandName, "lsp">, () => Promise<Command>>> = {
  init: async () => (await import("./commands/init.ts")).init,
  add: async () => (await import("./commands/add.ts")).add,
  check: async () => (await import("./commands/check.ts")).check,
  profile: async () => (await import("./commands/profile.ts")).profile,
  run: async () => (await import("./commands/run.ts")).run,
  runs: async () => (await import("./commands/runs.ts")).runs,
  publish: async () => (await import("./commands/publish.ts")).publish,
  requests: async () => (await import("./commands/requests.ts")).requests,
  show: async () => (await import("./commands/show.ts")).show,
  explain: async () => (await import("./commands/explain.ts")).explain,
  contact: async () => (await import("./commands/contact.ts")).contact,
  history: async () => (await import("./commands/history.ts")).history,
  disputes: async () => (await import("./commands/disputes.ts")).disputes,
  find: async () => (await import("./commands/find.ts")).find,
  segment: async () => (await import("./commands/segment.ts")).segment,
  strategies: async () => (await import("./commands/strategies.ts")).strategies,
  plan: async () => (await import("./commands/plan.ts")).plan,
  recommend: async () => (await import("./commands/recommend.ts")).recommend,
  loyalty: async () => (await import("./commands/loyalty.ts")).loyalty,
  digest: async () => (await import("./commands/digest.ts")).digest,
  diff: async () => (await import("./commands/diff.ts")).diff,
  evaluate: async () => (await import("./commands/evaluate.ts")).evaluate,
  model: async () => (await import("./commands/model.ts")).model,
  export: async () => (await import("./commands/export.ts")).exportTo,
  audit: async () => (await import("./commands/audit.ts")).audit,
  access: async () => (await import("./commands/access.ts")).access,
  forget: async () => (await import("./commands/forget.ts")).forget,
  deliver: async () => (await import("./commands/deliver.ts")).deliver,
  schema: async () => (await import("./commands/schema.ts")).schema,
  migrate: async () => (await import("./commands/migrate.ts")).migrate,
  mcp: async () => (await import("./commands/mcp.ts")).mcp,
};

/**
 * Runs one command.
 *
 * @param words what stands behind `clientele`
 * @returns the exit code
 */
export async function main(words: readonly string[], signal: AbortSignal): Promise<number> {
  const terminal = terminalOf();
  const read = readArguments(words);
  const locale = (read.ok ? read.value.options.locale : localeIn(words)) ?? systemLocale();
  if (!read.ok)
    return fail(read.errors, "clientele", words.includes("--json"), terminal, locale, 2);
  const { command, operands, options } = read.value;
  if (options.version) return say(terminal, `clientele ${codeVersion}`);
  if (command === undefined || options.help) {
    terminal.out(helpText(command, locale));
    return command === undefined && !options.help ? 2 : 0;
  }
  if (command === "lsp") {
    (await import("./lsp.ts")).serve(options.data ? options.allowRead : undefined);
    return new Promise(() => {}); // the connection ends the process
  }
  const context: Context = {
    options,
    operands,
    terminal,
    environment: process.env,
    cwd: process.env["INIT_CWD"] ?? process.cwd(),
    locale,
    now: () => new Date(),
    signal,
  };
  const memory = context.environment["CLIENTELE_MEMORY"] ?? "";
  if (!isMemorySize(memory)) {
    const reason = `CLIENTELE_MEMORY must be a size such as 4GB, got "${memory}"`;
    return fail([wrongUse(reason)], command, options.json, terminal, locale, 2);
  }
  const run = await loaders[command]();
  const result = await run(context);
  if (!result.ok) {
    const code = result.errors.some((p) => p.code === "wrong-use") ? 2 : 1;
    return fail(result.errors, command, options.json, terminal, locale, code);
  }
  const { json, text, problems, failed } = result.value;
  if (options.json) printJson(terminal, command, problems, json, locale);
  else {
    printProblems(problems, terminal, locale);
    if (text !== "") terminal.out(text);
  }
  return failed === true || hasErrors(problems) ? 1 : 0;
}

function fail(
  problems: readonly Problem[],
  command: string,
  json: boolean,
  terminal: Terminal,
  locale: string,
  code: number,
): number {
  if (json) printJson(terminal, command, problems, {}, locale);
  else printProblems(problems, terminal, locale);
  return code;
}

function printJson(
  terminal: Terminal,
  command: string,
  problems: readonly Problem[],
  json: Readonly<Record<string, unknown>>,
  locale: string,
): void {
  const shown = problems.map((p) => problemJson(p, locale));
  terminal.out(JSON.stringify({ clientele: 1, command, problems: shown, ...json }, null, 2));
}

function say(terminal: Terminal, text: string): number {
  terminal.out(text);
  return 0;
}

/** The locale among words that cannot be read as a whole. */
const localeIn = (words: readonly string[]): string | undefined => {
  const at = words.findIndex((word) => word === "--locale" || word.startsWith("--locale="));
  return at === -1 ? undefined : (words[at]?.split("=")[1] ?? words[at + 1]);
};

function systemLocale(): string {
  const named = process.env["LC_ALL"] ?? process.env["LC_MESSAGES"] ?? process.env["LANG"] ?? "";
  return named.startsWith("zh") ? "zh-CN" : "en";
}

function terminalOf(): Terminal {
  const colour = process.stderr.isTTY && process.env["NO_COLOR"] === undefined;
  let drawn = false;
  return {
    out: (text) => process.stdout.write(`${text}\n`),
    error: (text) => process.stderr.write(`${text}\n`),
    width: Math.max(40, Math.min(process.stdout.columns ?? 100, 120)),
    colour,
    progress: (line) => {
      if (!process.stderr.isTTY) return;
      if (line === "" && !drawn) return;
      process.stderr.write(`\r\u001B[K${line}`);
      drawn = line !== "";
    },
  };
}

/** What is ours to mend: said in one line, with the trace where it was asked for. */
function crash(error: unknown): number {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`clientele: something went wrong that is not your fault: ${message}\n`);
  if (process.env["CLIENTELE_DEBUG"] !== undefined && error instanceof Error)
    process.stderr.write(`${error.stack ?? ""}\n`);
  return 70;
}

const interrupted = new AbortController();
process.once("SIGINT", () => interrupted.abort());
process.once("SIGTERM", () => interrupted.abort());
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0); // a reader such as `head` has seen enough
  throw error;
});
process.exitCode = await main(process.argv.slice(2), interrupted.signal).catch((error: unknown) =>
  interrupted.signal.aborted ? 130 : crash(error),
);
