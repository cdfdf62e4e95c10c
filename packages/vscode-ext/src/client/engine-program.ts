import { execFile } from "node:child_process";
import { isBuiltin } from "node:module";
import { promisify } from "node:util";

const run = promisify(execFile);

/** What loads where the engine finds all that it needs. */
const needed = 'require("node:sqlite")';

/** How long another Node may take to say so, in milliseconds. */
const patience = 3000;

/**
 * The program that the engine runs on: the editor's own; where that was built without SQLite, which holds what people said, a
 * plain Node that has it, if there is one.
 *
 * @param own the editor's own program
 * @param isWhole whether that one has SQLite
 * @param other the name of a plain Node
 */
export async function engineProgram(
  own = process.execPath,
  isWhole = isBuiltin("node:sqlite"),
  other = "node",
): Promise<string> {
  if (isWhole) return own;
  return run(other, ["-e", needed], { timeout: patience }).then(
    () => other,
    () => own, // it counts all the same
  );
}
