/** Asks for what a project says now to be published: the way in for the command line and for editors. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { dayIn } from "../compute/project/today.ts";
import type { Project } from "../compute/project/project.ts";
import { configHash, configTexts } from "../compute/release/config-texts.ts";
import { readPublished } from "../compute/snapshot/store.ts";
import { deadlineOf } from "../domain/release/deadline.ts";
import { readAccess, readConfig } from "../language/config/read-config.ts";
import { accessModel } from "../language/model/access-models.ts";
import { buildModel } from "../language/model/build-model.ts";
import { leavesApprover, openState, statePlace, type PublishRequest } from "../people/index.ts";
import { fileStart, hasErrors, problem, type Problem } from "../problem.ts";
import { err, ok, type Result } from "../result.ts";

export type Asked = {
  /** `cli:<user of the system>`. */
  readonly actor: string;
  /** A Slack id or an e-mail address; default the address that git has for the project's folder. */
  readonly author?: string;
  readonly title?: string;
  readonly why?: string;
  /** As `deadlineOf` reads it; default the end of the third working day. */
  readonly until?: string;
  readonly now: Date;
  /** Reads the calendar's closed days, which are no working days; by default there are none. */
  readonly closed?: () => Promise<Result<readonly string[], Problem>>;
};

const atProject = { file: "clientele.yaml", range: fileStart };

/**
 * Keeps the configuration as it is now, with its hash, for the service to count and for approvers to decide on.
 *
 * @returns the request; problems of the files, `request-unchanged`, `author-unknown`, `no-approver`, or why the state cannot be
 *   opened
 */
export async function requestPublish(
  project: Project,
  asked: Asked,
): Promise<Result<PublishRequest, Problem>> {
  const { actor, now, why = "" } = asked;
  const config = readConfig(project.files);
  const { problems } = buildModel(config, undefined, project.environment);
  const errors = problems.filter((p) => p.severity === "error");
  if (config.project === undefined || errors.length > 0) return err(...errors);
  const files = configTexts(project.files);
  const hash = configHash(files);
  const published = readPublished(project);
  if (!published.ok) return published;
  if (published.value?.configHash === hash) return err(problem("request-unchanged", {}, atProject));
  const author = authorOf(asked.author) ?? (await gitAddress(project.folder));
  if (author === undefined) return err(problem("author-unknown", {}, atProject));
  const timezone = config.project.value.timezone ?? "UTC";
  const closed = (await asked.closed?.()) ?? ok([]);
  if (!closed.ok) return closed;
  const expires = deadlineOf(asked.until, now, timezone, closed.value);
  if (expires === undefined) {
    const reason = `--until takes a time to come such as "Fri 18:00", "2 days" or 2026-11-27, got "${asked.until ?? ""}"`;
    return err(problem("wrong-use", { reason }, { file: "clientele", range: fileStart }));
  }
  const access = readAccess(project.files);
  const found: Problem[] = [...(access?.problems ?? [])];
  const model =
    access?.file === undefined ? null : accessModel(access.file, null, (...p) => found.push(...p));
  if (hasErrors(found)) return err(...found);
  if (model === null || !leavesApprover(model, author, dayIn(now, timezone)))
    return err(problem("no-approver", {}, { file: "access.yaml", range: fileStart }));
  const state = await openState(statePlace(project.folder, project.environment));
  if (!state.ok) return state;
  try {
    const base = published.value?.run ?? null;
    const title = asked.title?.trim() || why.trim() || "…";
    const at = now.toISOString();
    const entry = { at, actor, author, title, why, base, files, configHash: hash };
    return ok(await state.value.requests.add({ ...entry, expires: expires.toISOString() }));
  } finally {
    await state.value.close();
  }
}

/** @returns `undefined` where it is neither an id nor an address */
export function authorOf(given: string | undefined): string | undefined {
  const name = given?.normalize("NFC").trim() ?? "";
  if (/^[UW][A-Z0-9]{2,}$/.test(name)) return name;
  return /^[^\s@<>]+@[^\s@<>]+$/.test(name) ? name.toLowerCase() : undefined;
}

const run = promisify(execFile);

/** The address with which git signs what is changed here. */
async function gitAddress(folder: string): Promise<string | undefined> {
  try {
    const { stdout } = await run("git", ["config", "--get", "user.email"], { cwd: folder });
    return authorOf(stdout);
  } catch (error) {
    // Neither git nor an address in it: then somebody has to say.
    if (error instanceof Error && "code" in error) return undefined;
    throw error;
  }
}
