/** What was delivered when: a line each time, without a customer. */
import { appendFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { stateFolder, type Project } from "../project/project.ts";

export type DeliveryNote = {
  /** ISO. */
  readonly at: string;
  readonly by: string;
  readonly run: string;
  readonly host: string;
  /** Customers that were told of. */
  readonly events: number;
  /** Batches that were taken. */
  readonly batches: number;
  /** Batches that wait. */
  readonly waiting: number;
  /** Why sending stopped; `null` where all was taken. */
  readonly failed: string | null;
};

const recordFile = (project: Project): string =>
  join(stateFolder(project), "deliveries", "record.jsonl");

export function noteDelivery(project: Project, note: DeliveryNote): void {
  const path = recordFile(project);
  mkdirSync(dirname(path), { recursive: true });
  appendFileSync(path, `${JSON.stringify(note)}\n`);
}

/** The last that is written down; a line that a killed process left half is passed over. */
export function lastDelivery(project: Project): DeliveryNote | null {
  const path = recordFile(project);
  if (!existsSync(path)) return null;
  const whole = readFileSync(path, "utf8").split("\n").slice(0, -1);
  const last = whole.findLast((line) => line.startsWith("{") && line.endsWith("}"));
  return last === undefined ? null : (JSON.parse(last) as DeliveryNote); // ours
}
