import { fileStart, problem, type Problem } from "../../problem.ts";

/** SQLite's result code for a full disk. */
const full = 13;
/** SQLite's result code for a statement that is wrong: our mistake, never the file's. */
const wrongStatement = 1;

/**
 * Why a state file cannot be opened, from what Node or SQLite threw.
 *
 * @throws what is not about the file
 */
export function stateProblem(path: string, error: unknown): Problem {
  if (!(error instanceof Error)) throw error;
  const place = { file: path, range: fileStart };
  if ("errcode" in error && typeof error.errcode === "number") {
    // Extended codes carry the primary one in their low byte.
    const code = error.errcode & 0xff;
    if (code === wrongStatement) throw error;
    if (code === full) return problem("disk-full", { path }, place);
    return problem("file-unreadable", { path, reason: error.message }, place);
  }
  if ("syscall" in error && "code" in error) {
    if (error.code === "ENOSPC") return problem("disk-full", { path }, place);
    return problem("file-unreadable", { path, reason: String(error.code) }, place);
  }
  throw error;
}
