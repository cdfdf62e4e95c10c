import { readFileSync, readdirSync } from "node:fs";

/** The processes that this one has started. */
export function programs(): readonly { readonly pid: number; readonly command: string }[] {
  const all = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return all.flatMap((pid) => {
    const parent = /^ \w (\d+)/.exec(read(`/proc/${pid}/stat`).replace(/^.*\)/, ""))?.[1];
    return parent === String(process.pid)
      ? [{ pid: Number(pid), command: read(`/proc/${pid}/cmdline`).replaceAll("\0", " ") }]
      : [];
  });
}

/** The engines that this window has started. */
export const engines = (): readonly number[] =>
  programs()
    .filter(({ command }) => command.includes("host.cjs"))
    .map(({ pid }) => pid);

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error) return ""; // a process that has ended meanwhile
    throw error;
  }
}
