/**
 * Customers who were forgotten: what is kept of them is a keyed digest of the id, so that the next reading of the sources does
 * not bring them back. Who has the project's key and a list of ids can tell who was forgotten; nobody else can.
 */
import { createHmac } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  call,
  col,
  inList,
  isNull,
  not,
  or,
  select,
  star,
  text,
  type Query,
  type Scalar,
} from "../../query/index.ts";
import { contentKey } from "../../language/model/content-key.ts";
import { stateFolder, type Project } from "../project/project.ts";

export type ForgottenEntry = {
  /** HMAC-SHA256 of the id under the project's key, hexadecimal. */
  readonly digest: string;
  /** ISO instant. */
  readonly at: string;
  readonly certificate: string;
};

export type Forgotten = {
  /** The project's key, hexadecimal. */
  readonly key: string;
  readonly digests: readonly string[];
  /** Names who is forgotten: what was read before somebody was is not read again. */
  readonly version: string;
};

export const forgottenFile = (project: Project): string =>
  join(stateFolder(project), "forgotten.json");

type Stored = {
  readonly format: 1;
  readonly key: string;
  readonly entries: readonly ForgottenEntry[];
};

/** What is kept; `undefined` where nobody was ever forgotten. */
export function readForgotten(project: Project): Stored | undefined {
  const path = forgottenFile(project);
  if (!existsSync(path)) return undefined;
  return JSON.parse(readFileSync(path, "utf8")) as Stored; // ours, replaced atomically
}

/** Who is not read; `null` where nobody was forgotten. */
export function forgottenOf(project: Project): Forgotten | null {
  const stored = readForgotten(project);
  if (stored === undefined || stored.entries.length === 0) return null;
  const digests = [...new Set(stored.entries.map(({ digest }) => digest))].toSorted();
  return { key: stored.key, digests, version: contentKey(digests) };
}

/** @param key hexadecimal. @example keyedDigest("00", "C428") */
export const keyedDigest = (key: string, id: string): string =>
  createHmac("sha256", Buffer.from(key, "hex")).update(id, "utf8").digest("hex");

const blockBytes = 64;
const padded = (key: string, pad: number): string => {
  const block = Buffer.alloc(blockBytes);
  Buffer.from(key, "hex").copy(block);
  return Buffer.from(block.map((byte) => byte ^ pad)).toString("hex");
};

/** What `keyedDigest` says of a value of the engine. @param key of at most 64 bytes */
export const digestOf = (key: string, value: Scalar): Scalar =>
  call("keyed_digest", text(padded(key, 0x36)), text(padded(key, 0x5c)), value);

/** The rows whose customer was not forgotten; rows without a customer stay. @param column with the customer's id */
export function withoutForgotten(rows: Query, column: string, forgotten: Forgotten | null): Query {
  if (forgotten === null) return rows;
  const { key, digests } = forgotten;
  const known = inList(
    digestOf(key, col(column)),
    digests.map((digest) => text(digest)),
  );
  return select({ columns: [star()], from: rows, where: or(isNull(col(column)), not(known)) });
}
