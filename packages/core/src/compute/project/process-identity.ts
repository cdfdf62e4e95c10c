/** Which process wrote a lock, and whether it is still there. */
import { existsSync, readFileSync } from "node:fs";

/**
 * When a process started, in ticks since the machine did. Two processes of one number differ in it: containers give every
 * process of an image the same number.
 *
 * @returns `null` where the system does not tell
 */
export function startOf(pid: number): string | null {
  const path = `/proc/${pid}/stat`;
  if (!existsSync(path)) return null;
  try {
    const behindName = readFileSync(path, "utf8").split(") ").at(-1) ?? "";
    return behindName.split(" ")[startField] ?? null;
  } catch (error) {
    if (error instanceof Error && "code" in error) return null; // it ended just now
    throw error;
  }
}

/** `starttime` is field 22 of proc(5); those before the end of the name are cut off. */
const startField = 19;

/**
 * Whether a process is alive.
 *
 * @param start what `startOf` said when it wrote its number down; `null` where that is not known
 */
export function isAlive(pid: number, start: string | null = null): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EPERM")) return false;
  }
  return start === null || startOf(pid) === null || startOf(pid) === start;
}
