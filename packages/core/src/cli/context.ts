/** What a command works with: the options, where it prints, and the project. */
import { userInfo } from "node:os";
import { delimiter, resolve } from "node:path";
import { dayIn } from "../compute/project/today.ts";
import { findProject, openProject, type Project } from "../compute/project/project.ts";
import { fileStart, problem, type Problem } from "../problem.ts";
import { err, ok, type Result } from "../result.ts";
import { ownerOf, type Viewer } from "../viewer.ts";
import { openState, statePlace, type AuditEntry } from "../people/index.ts";
import type { Options } from "./arguments.ts";

export type Terminal = {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
  readonly width: number;
  readonly colour: boolean;
  /** Progress is drawn on a terminal and left out of a pipe. */
  readonly progress: (line: string) => void;
};

export type Context = {
  readonly options: Options;
  readonly operands: readonly string[];
  readonly terminal: Terminal;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly locale: string;
  readonly now: () => Date;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
};

/** How views are told and set for this terminal. */
export const styleOf = (context: Context) => {
  const { locale, terminal } = context;
  const today = dayIn(context.now(), Intl.DateTimeFormat().resolvedOptions().timeZone);
  return { locale, today, width: terminal.width, colour: terminal.colour };
};

/** What a command ends with. `json` is printed with `--json`, `text` without. */
export type CommandResult = {
  readonly json: Readonly<Record<string, unknown>>;
  readonly text: string;
  readonly problems: readonly Problem[];
  /** A check that the command makes failed, without an error among the problems. */
  readonly failed?: boolean;
};

export type Command = (context: Context) => Promise<Result<CommandResult, Problem>>;

/** The folders that the user allows: options first, then `CLIENTELE_ALLOW_READ`. */
function allowedFolders(context: Context): readonly string[] {
  const listed = context.environment["CLIENTELE_ALLOW_READ"] ?? "";
  return [
    ...context.options.allowRead,
    ...listed.split(delimiter).filter((part) => part !== ""),
  ].map((folder) => resolve(context.cwd, folder));
}

/** The project that the command is about: its operand or `--project`, else the nearest one upwards. */
export function projectOf(context: Context, operand?: string): Result<Project, Problem> {
  const given = operand ?? context.options.project;
  const from = resolve(context.cwd, given ?? ".");
  const folder =
    given === undefined ? findProject(from) : findProject(from) === from ? from : undefined;
  if (folder === undefined)
    return err(
      problem("no-project", { path: given ?? "." }, { file: given ?? ".", range: fileStart }),
    );
  return ok(
    openProject(folder, { allowRead: allowedFolders(context), environment: context.environment }),
  );
}

/** Writes a look-up to the audit log. Without it there is no answer. */
export async function audit(
  context: Context,
  project: Project,
  entry: Pick<AuditEntry, "action" | "asked" | "customers" | "run">,
): Promise<Result<null, Problem>> {
  const state = await openState(statePlace(project.folder, process.env));
  if (!state.ok) return state;
  try {
    await state.value.audit({
      at: context.now().toISOString(),
      actor: actorOf(),
      surface: "cli",
      channel: null,
      ...entry,
    });
    return ok(null);
  } finally {
    await state.value.close();
  }
}

/** Who is at the keyboard. @example actorOf() // => "cli:li.na" */
export const actorOf = (): string => `cli:${userInfo().username}`;

/** What they may see: who can read the folder can read all that is in it. */
export const viewerHere = (): Viewer => ownerOf(actorOf());
