import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Kysely } from "kysely";
import type { Migration } from "kysely/migration";
import { fileStart, problem, type Problem } from "../../problem.ts";
import { err, ok, type Result } from "../../result.ts";
import {
  audited,
  recordAudit,
  type AuditEntry,
  type AuditQuery,
  type AuditRecord,
} from "./audit.ts";
import { contacted, recordContact, type ContactEntry, type ContactRecord } from "./contacts.ts";
import { digestSlots, type DigestSlots } from "./digest-slots.ts";
import { digestSubscriptions, type DigestSubscriptions } from "./digest-subscriptions.ts";
import { installations, type Installations } from "./installations.ts";
import { welcomeIn, type Welcome } from "./welcomes.ts";
import { disputeLog, type Disputes } from "./disputes.ts";
import { eraseTraces, tracesIn, type Identity, type Traces } from "./forget.ts";
import { migrate } from "./migrate.ts";
import { noticeBox, type Notices } from "./notices.ts";
import type { PublishRequests } from "./publish-request.ts";
import { publishRequests } from "./publish-requests.ts";
import { migrations as allMigrations } from "./migrations/index.ts";
import {
  isPostgresAddress,
  postgresDialect,
  postgresStateProblem,
  tellable,
} from "./postgres-state.ts";
import { pruneAudit, type Pruning } from "./prune-audit.ts";
import { nodeSqliteDialect } from "./sqlite-dialect.ts";
import { stateProblem } from "./state-problem.ts";
import type { Tables } from "./tables.ts";
import { takeEvent } from "./seen.ts";
import { watchList, type Watches } from "./watches.ts";

/** What outlives an answer: who looked at what, and which events were handled. Shared by every process of a project. */
export type State = {
  /** Writes down a look-up. Once this resolves, the entry survives a crash. */
  readonly audit: (entry: AuditEntry) => Promise<void>;
  /** Look-ups, newest first. */
  readonly audited: (query?: AuditQuery) => Promise<readonly AuditRecord[]>;
  /** Deletes look-ups that a policy does not keep, and writes down that it did. @returns how many */
  readonly pruneAudit: (pruning: Pruning) => Promise<number>;
  /**
   * Writes down that somebody contacted a customer. Once this resolves, it survives a crash. `once` names the form that it was
   * written on: the same form counts once, however often it is sent.
   */
  readonly contact: (entry: ContactEntry, once?: string) => Promise<void>;
  /** Contacts, the oldest first; of these customers, or of all. */
  readonly contacts: (customers?: readonly string[]) => Promise<readonly ContactRecord[]>;
  /** Customers whom somebody holds to be in a wrong segment. */
  readonly disputes: Disputes;
  /** Customers and segments that people watch. */
  readonly watches: Watches;
  /** What people are to be told. */
  readonly notices: Notices;
  /** How much there is of a customer. */
  readonly traces: (identity: Identity) => Promise<Traces>;
  /** Erases a customer; then `compactState` takes what was deleted out of the file. */
  readonly forget: (identity: Identity) => Promise<void>;
  /** True for one caller only, over all processes: the one that is to handle the event. Remembered for seven days. */
  readonly firstSeen: (eventId: string) => Promise<boolean>;
  /** Digests that are due, and how far each was sent. */
  readonly slots: DigestSlots;
  /** Digests that people asked for in Slack. */
  readonly subscriptions: DigestSubscriptions;
  /** What people ask to have published. */
  readonly requests: PublishRequests;
  /** Whether somebody is to be told now what there is for them: once for each, ever. */
  readonly welcome: Welcome;
  /** Where the bot is installed, sealed by it. */
  readonly installations: Installations;
  readonly close: () => Promise<void>;
};

export type StateOptions = {
  readonly now?: () => Date;
  readonly migrations?: Readonly<Record<string, Migration>>;
};

/** Long enough for another process's write, short enough for an answer that is due in three seconds. */
const busyMilliseconds = 2000;

/** Where a project keeps its state by default. @example statePath("shop") // => "shop/.clientele/state.sqlite" */
export const statePath = (folder: string): string => join(folder, ".clientele", "state.sqlite");

/**
 * Where a project keeps its state: `CLIENTELE_STATE`, a file or the address of a PostgreSQL server, or else its own file.
 * Every process of a project must be told the same.
 *
 * @example statePlace("shop", { CLIENTELE_STATE: "postgres://bot@db/clientele" }) // => "postgres://bot@db/clientele"
 */
export const statePlace = (
  folder: string,
  environment: Readonly<Record<string, string | undefined>>,
): string => environment["CLIENTELE_STATE"] || statePath(folder);

/**
 * Opens a state, making its file and folder or its tables where they are missing, and brings it to the current format.
 *
 * @param place a file, or the address of a PostgreSQL server; problems name a file as given, a server without its password
 * @returns the open state, or why not: `future-format`, `file-unreadable`, `disk-full`, `database-unreachable`, …
 * @example const state = await openState(statePlace(folder, process.env));
 */
export async function openState(
  place: string,
  { now = () => new Date(), migrations = allMigrations }: StateOptions = {},
): Promise<Result<State, Problem>> {
  let close = async (): Promise<void> => {};
  try {
    const db = isPostgresAddress(place)
      ? new Kysely<Tables>({ dialect: postgresDialect(place) })
      : new Kysely<Tables>({ dialect: nodeSqliteDialect(await openFile(place)) });
    close = () => db.destroy();
    const { found, supported } = await migrate(db, migrations);
    if (found > supported) {
      await close();
      const path = tellable(place);
      const at = { file: path, range: fileStart };
      return err(problem("future-format", { path, format: found, supported }, at));
    }
    return ok({
      audit: (entry) => recordAudit(db, entry),
      audited: (query = {}) => audited(db, query),
      pruneAudit: (pruning) => pruneAudit(db, pruning),
      contact: (entry, once) => recordContact(db, entry, once),
      contacts: (customers) => contacted(db, customers),
      disputes: disputeLog(db),
      watches: watchList(db),
      notices: noticeBox(db),
      traces: (identity) => tracesIn(db, identity),
      forget: (identity) => eraseTraces(db, identity),
      firstSeen: (eventId) => takeEvent(db, eventId, now()),
      slots: digestSlots(db),
      subscriptions: digestSubscriptions(db),
      requests: publishRequests(db),
      welcome: welcomeIn(db),
      installations: installations(db),
      close,
    });
  } catch (error) {
    await close();
    return err(
      isPostgresAddress(place) ? postgresStateProblem(place, error) : stateProblem(place, error),
    );
  }
}

async function openFile(path: string): Promise<DatabaseSync> {
  await mkdir(dirname(path), { recursive: true });
  return new DatabaseSync(path, { timeout: busyMilliseconds });
}
