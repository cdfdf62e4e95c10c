/** What benches measure of this process and of the child that runs the engine. */
import { readFileSync } from "node:fs";
import type { Host } from "../../packages/core/src/host/client.ts";

export type Took = { readonly wall: number; readonly cpu: number };

/** In words. */
export const said = ({ wall, cpu }: Took): string =>
  `${wall.toFixed(2)} s, ${cpu.toFixed(2)} s of processor`;

/** @param processor seconds of processor that were used so far */
export async function timed(processor: () => number, work: () => Promise<unknown>): Promise<Took> {
  const [started, before] = [performance.now(), processor()];
  await work();
  return { wall: (performance.now() - started) / 1000, cpu: processor() - before };
}

/** Seconds of processor of this process. */
export const ours = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

/** Of a child on Linux, in hundredths of a second there; 0 elsewhere. */
export function ofChild(host: Host): number {
  const pid = host.pid();
  if (pid === undefined || process.platform !== "linux") return 0;
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** The most memory that the child ever had, in GB. */
export function peakOf(host: Host): string {
  const pid = host.pid();
  if (pid === undefined || process.platform !== "linux") return "unknown";
  const kilobytes = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return `${((Number(kilobytes) * 1024) / 1e9).toFixed(2)} GB`;
}
