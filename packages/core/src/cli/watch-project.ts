/** Calls back when a project's files change, until it is told to stop. */
import { watch } from "node:fs";
import type { Project } from "../compute/project/project.ts";

/** Changes within this many milliseconds are one: editors write a file in several steps. */
const quiet = 150;

/**
 * Waits for changes of the project's files; its own folder does not count.
 *
 * @param onChange called at once, and again after each change; never twice at a time
 * @returns when `signal` is aborted
 */
export async function watchProject(
  project: Project,
  signal: AbortSignal,
  onChange: () => Promise<void>,
): Promise<void> {
  let wake: (() => void) | undefined;
  let changed = true;
  const touch = (): void => {
    changed = true;
    wake?.();
  };
  const watcher = watch(project.folder, { recursive: true, signal }, (_, name) => {
    if (name === null || !/^\.clientele(?:[\\/]|$)/.test(name)) touch();
  });
  watcher.on("error", touch);
  signal.addEventListener("abort", touch, { once: true });
  while (!signal.aborted) {
    if (!changed) await new Promise<void>((resolve) => (wake = resolve));
    if (signal.aborted) break;
    await new Promise((resolve) => setTimeout(resolve, quiet));
    changed = false;
    await onChange();
  }
}
