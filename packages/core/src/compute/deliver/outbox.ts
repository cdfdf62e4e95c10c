/**
 * What is to be sent, on the disk before the first byte leaves: batches with their keys, and what the receiver knows once all
 * are taken. Whatever ends this process, the next one sends the same batches under the same keys.
 */
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { stateFolder, type Project } from "../project/project.ts";
import { removeLeft } from "../project/remove-left.ts";
import { sync } from "../snapshot/store.ts";
import type { CustomerEvent } from "./events.ts";

/** Digests of what was told, by customer. */
export type Known = Readonly<Record<string, string>>;

export type Batch = {
  /** The idempotency key: the same for each attempt. */
  readonly id: string;
  /** What is sent, byte by byte. */
  readonly body: string;
};

const deliveriesFolder = (project: Project): string => join(stateFolder(project), "deliveries");
const pendingFolder = (project: Project): string => join(deliveriesFolder(project), "pending");
const knownFile = (project: Project): string => join(deliveriesFolder(project), "known.json");

/** What the receiver knows. */
export function readKnown(project: Project): Known {
  const path = knownFile(project);
  if (!existsSync(path)) return {};
  return JSON.parse(readFileSync(path, "utf8")) as Known; // ours, replaced atomically
}

/** Whether there are batches that were not all taken. */
export const isPending = (project: Project): boolean => existsSync(pendingFolder(project));

/** Batches that are still to be sent, in their order. */
export function pendingBatches(project: Project): readonly Batch[] {
  const folder = pendingFolder(project);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => /^\d+\.json$/.test(name))
    .toSorted()
    .map((name) => JSON.parse(readFileSync(join(folder, name), "utf8")) as Batch); // ours
}

const fileOf = (index: number): string => `${String(index).padStart(6, "0")}.json`;

/** Writes a delivery down, whole or not at all. @param id names it, for the keys of its batches */
export function writePending(
  project: Project,
  id: string,
  bodies: readonly string[],
  known: Known,
): void {
  const root = deliveriesFolder(project);
  mkdirSync(root, { recursive: true });
  removeLeft(root, /^\.pending-(\d+)$/);
  const aside = join(root, `.pending-${process.pid}`);
  mkdirSync(aside);
  for (const [i, body] of bodies.entries()) {
    const batch: Batch = { id: `msg_${id}_${i + 1}`, body };
    writeFileSync(join(aside, fileOf(i + 1)), JSON.stringify(batch));
  }
  writeFileSync(join(aside, "known.json"), JSON.stringify(known));
  for (const name of readdirSync(aside)) sync(join(aside, name));
  renameSync(aside, pendingFolder(project));
  sync(root);
}

/** The receiver has taken a batch. */
export function settle(project: Project, { id }: Batch): void {
  const index = Number(/_(\d+)$/.exec(id)?.[1]);
  rmSync(join(pendingFolder(project), fileOf(index)), { force: true });
}

/** All were taken: what the receiver knows now is known here too. */
export function finishPending(project: Project): void {
  const folder = pendingFolder(project);
  const known = join(folder, "known.json");
  // A process that was killed here has moved it already.
  if (existsSync(known)) renameSync(known, knownFile(project));
  rmSync(folder, { recursive: true, force: true });
  sync(deliveriesFolder(project));
}

/** Takes customers out of what is known and what is still to be sent. */
export function dropFromDeliveries(project: Project, ids: readonly string[]): void {
  const own = new Set(ids);
  const folders = [deliveriesFolder(project), pendingFolder(project)];
  for (const folder of folders) {
    if (!existsSync(folder)) continue;
    for (const name of readdirSync(folder)) {
      const path = join(folder, name);
      if (!name.endsWith(".json")) continue;
      const value = JSON.parse(readFileSync(path, "utf8")) as Known | Batch; // ours
      const left = "body" in value ? withoutEvents(value, own) : withoutKnown(value, own);
      const aside = join(folder, `.${name}.forget`);
      writeFileSync(aside, JSON.stringify(left));
      sync(aside);
      renameSync(aside, path);
    }
  }
}

const withoutKnown = (known: Known, own: ReadonlySet<string>): Known =>
  Object.fromEntries(Object.entries(known).filter(([id]) => !own.has(id)));

function withoutEvents(
  batch: { readonly id?: string; readonly body?: string },
  own: ReadonlySet<string>,
): unknown {
  const body = JSON.parse(batch.body ?? "{}") as {
    readonly data: { readonly events: readonly CustomerEvent[] };
  };
  const events = body.data.events.filter(({ customer }) => !own.has(customer));
  return { ...batch, body: JSON.stringify({ ...body, data: { ...body.data, events } }) };
}
