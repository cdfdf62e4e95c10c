import type { Migration } from "kysely/migration";
import * as auditAndSeen from "./0001-audit-and-seen.ts";

/** Every migration by its file's name, in order. Never changed once released; a later one mends an earlier one. */
export const migrations: Readonly<Record<string, Migration>> = {
  "0001-audit-and-seen": auditAndSeen,
};
