import { EngineError } from "./engine-error.ts";

/** The engine's share of the machine's memory where nobody says otherwise; what it learns from stands beside it. */
const share = 0.5;
/** More is asked for: ten million customers need no more, and with what we learn from beside it stay under 6 GB. In bytes. */
const most = 3.2e9;

/** Whether a text is a size, or says nothing. @example isMemorySize("1.5 GiB") // => true */
export const isMemorySize = (asked: string): boolean =>
  asked.trim() === "" || /^\s*\d+(\.\d+)?\s*[MGT](i?B)?\s*$/i.test(asked);

const powers = new Map([
  ["m", 2],
  ["g", 3],
  ["t", 4],
]);

/** A size as `isMemorySize` knows it, in bytes. @example bytesOf("1.5 GiB") // => 1610612736 */
export function bytesOf(size: string): number {
  const [, number = "0", unit = "", binary] = /([\d.]+)\s*([mgt])(i?)/i.exec(size) ?? [];
  return Number(number) * (binary === "" ? 1000 : 1024) ** (powers.get(unit.toLowerCase()) ?? 0);
}

/**
 * How much memory the engine may take; what exceeds it goes to its temporary folder.
 *
 * @param asked what the user says (`CLIENTELE_MEMORY`), such as `8GB`
 * @param machine bytes of the machine, or of the container
 * @returns as DuckDB reads it
 * @throws EngineError where `asked` is no size
 * @example memoryLimit(undefined, 6e9) // => "3000MB"
 */
export function memoryLimit(asked: string | undefined, machine: number): string {
  if (asked === undefined || asked.trim() === "")
    return `${Math.floor(Math.min(machine * share, most) / 1e6)}MB`;
  if (isMemorySize(asked)) return asked.trim();
  throw new EngineError("other", `CLIENTELE_MEMORY must be a size such as 4GB, got "${asked}"`);
}
