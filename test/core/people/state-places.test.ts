/** What holds wherever the state is: in a file, and on a PostgreSQL server that several instances share. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  compactState,
  openState,
  statePath,
  type State,
} from "../../../packages/core/src/people/index.ts";
import { postgresFolder, startPostgres, type PostgresServer } from "../imported/postgres-server.ts";
import { lookUp, opened, startProcess } from "./opened-state.ts";
import { temporaryFolder } from "./temporary-folder.ts";

if (postgresFolder === undefined)
  console.error("SKIPPED: there is no PostgreSQL. To run its tests: apt-get install postgresql");

let server: PostgresServer | undefined;
let databases = 0;
const places = {
  "in a file": () => statePath(temporaryFolder()),
  "on a PostgreSQL server": () => {
    if (server === undefined) throw new Error("the server is not up");
    databases += 1;
    server.sql(`create database state${databases}`);
    return server.address().replace(/postgres$/, `state${databases}`);
  },
};

describe.each(["in a file", "on a PostgreSQL server"] as const)("the state %s", (where) => {
  const absent = where === "on a PostgreSQL server" && postgresFolder === undefined;
  const newPlace = places[where];
  if (where === "on a PostgreSQL server" && !absent) {
    beforeAll(async () => {
      server = await startPostgres(postgresFolder ?? "");
    });
    afterAll(() => server?.stop());
  }

  describe.skipIf(absent)("with its audit log", () => {
    it("gives back what was written, also after a restart, newest first", async () => {
      const path = newPlace();
      const first = await opened(path);
      await first.audit(lookUp);
      await first.audit({ ...lookUp, channel: null, run: null, customers: [], action: "list" });
      await first.close();
      const [second, entry] = await (await opened(path)).audited();
      expect(second).toMatchObject({
        id: 2,
        action: "list",
        channel: null,
        run: null,
        customers: [],
      });
      expect(entry).toEqual({ ...lookUp, id: 1, customerCount: 2 });
    });

    it("answers who looked at a customer, by whom, what and when", async () => {
      const state = await opened(newPlace());
      await state.audit(lookUp);
      await state.audit({
        ...lookUp,
        at: "2026-11-19T17:00:00+08:00",
        actor: "cli:mia",
        action: "find",
      });
      await state.audit({ ...lookUp, at: "2026-11-20T09:00:00Z", customers: ["7"] });
      const ids = async (query: Parameters<State["audited"]>[0]) =>
        (await state.audited(query)).map((entry) => entry.id);
      expect(await ids({ customer: "00417" })).toEqual([2, 1]);
      expect(await ids({ customer: "00417", actor: "cli:mia" })).toEqual([2]);
      expect(await ids({ action: "show" })).toEqual([3, 1]);
      expect(await ids({ since: "2026-11-19T09:00:00Z", until: "2026-11-20T09:00:00Z" })).toEqual([
        2,
      ]);
      expect(await ids({ limit: 2 })).toEqual([3, 2]);
      expect(await ids({ limit: 2, before: 2 })).toEqual([1]);
    });

    it("bounds what it keeps and counts all that was shown", async () => {
      const state = await opened(newPlace());
      const customers = Array.from({ length: 5000 }, (_, index) => String(index));
      await state.audit({ ...lookUp, customers, asked: `${"a".repeat(499)}🧵🧵` });
      const [entry] = await state.audited();
      expect(entry?.customerCount).toBe(5000);
      expect(entry?.customers).toEqual(customers.slice(0, 200));
      expect(entry?.asked).toBe(`${"a".repeat(499)}\uFFFD`);
    });

    it("keeps text that looks like SQL as text", async () => {
      const state = await opened(newPlace());
      const asked = "'); drop table audit; --";
      await state.audit({ ...lookUp, asked });
      expect((await state.audited())[0]?.asked).toBe(asked);
    });

    it("takes entries at once without losing one", async () => {
      const state = await opened(newPlace());
      await Promise.all(Array.from({ length: 50 }, () => state.audit(lookUp)));
      const entries = await state.audited();
      expect(entries.map((entry) => entry.customers.length)).toEqual(Array(50).fill(2));
    });
  });

  describe.skipIf(absent)("with events that", () => {
    it("are first seen once, also after a restart", async () => {
      const path = newPlace();
      const state = await opened(path);
      expect(await state.firstSeen("Ev1")).toBe(true);
      expect(await state.firstSeen("Ev1")).toBe(false);
      await state.close();
      expect(await (await opened(path)).firstSeen("Ev1")).toBe(false);
    });

    it("are taken by one of three processes that open a new file at once", async () => {
      const path = newPlace();
      const taken = await Promise.all([
        startProcess("take-events", path),
        startProcess("take-events", path),
        startProcess("take-events", path),
      ]);
      const events = taken.flatMap(({ stdout }) => JSON.parse(stdout) as string[]);
      expect(events).toHaveLength(200);
      expect(new Set(events).size).toBe(200);
    });

    it("are forgotten after seven days", async () => {
      let now = new Date("2026-11-01T00:00:00Z");
      const state = await opened(newPlace(), { now: () => now });
      await state.firstSeen("Ev1");
      now = new Date("2026-11-08T00:00:00Z");
      expect(await state.firstSeen("Ev1")).toBe(false);
      now = new Date("2026-11-08T00:00:00.001Z");
      expect(await state.firstSeen("Ev1")).toBe(true);
    });
  });

  it.skipIf(absent)("has an empty log at first", async () => {
    expect(await (await opened(newPlace())).audited()).toEqual([]);
  });

  it.skipIf(absent)("takes in a migration whose number is before one that it has", async () => {
    const { migrations } =
      await import("../../../packages/core/src/people/state/migrations/index.ts");
    // The second changes the table of the first.
    const { "0006-publish-requests": later, "0008-request-places": onTop, ...first } = migrations;
    expect(later).toBeDefined();
    expect(onTop).toBeDefined();
    const place = newPlace();
    await (await opened(place, { migrations: first })).close();
    const state = await opened(place);
    await state.audit(lookUp);
    expect(await state.requests.list()).toEqual([]);
  });

  describe.skipIf(absent)("with digests and watches", () => {
    it("writes down who subscribed and watched, once for each", async () => {
      const state = await opened(newPlace());
      const now = new Date(lookUp.at);
      const subscription = {
        id: "s1",
        digest: "weekly",
        channel: "C1",
        cron: "0 9 * * 1",
        timezone: "UTC",
        locale: "en",
        actor: lookUp.actor,
        at: lookUp.at,
        paused: false,
        place: "T1",
        quiet: true,
      };
      const entry = { ...lookUp, action: "subscribe", asked: "weekly", customers: [] } as const;
      await state.subscriptions.subscribe(subscription, entry);
      await state.subscriptions.subscribe({ ...subscription, cron: "0 8 * * 1" }, entry);
      expect(await state.subscriptions.all()).toEqual([subscription]);
      await state.subscriptions.change("s1", { cron: "0 7 * * 1", quiet: null }, entry);
      await state.subscriptions.change("s2", { cron: "0 6 * * 1" }, entry);
      expect(await state.subscriptions.all()).toEqual([
        { ...subscription, cron: "0 7 * * 1", quiet: null },
      ]);
      await state.subscriptions.stop("s1", { ...entry, asked: "stop weekly" });
      await state.subscriptions.stop("s1", entry);
      const who = { actor: lookUp.actor, place: "T1" };
      for (const target of ["00428", "00428"])
        await state.watches.add(who, { kind: "customer", target }, "r", now);
      await state.watches.stop(who.actor, "T1", 1, now);
      await state.watches.stop(who.actor, "T1", 1, now);
      const told = (await state.audited()).map(({ action, asked }) => `${action} ${asked}`);
      expect(told.toReversed()).toEqual([
        "subscribe weekly",
        "subscribe weekly",
        "subscribe stop weekly",
        "watch customer",
        "watch stop customer",
      ]);
      expect(await state.welcome(who.actor, "T1", now)).toBe(true);
      expect(await state.welcome(who.actor, "T1", now)).toBe(false);
      expect(await state.welcome(who.actor, "T2", now)).toBe(true);
    });
  });

  describe.skipIf(absent)("with contacts", () => {
    it("gives them back oldest first, of those asked for", async () => {
      const state = await opened(newPlace());
      const contact = {
        actor: "slack:U1",
        channel: "phone",
        strategy: "save",
        action: "call",
        outcome: "no_answer",
        note: "not in\u0000 today",
      } as const;
      await state.contact({ ...contact, at: "2026-11-19T09:00:00Z", customer: "7" });
      await state.contact({ ...contact, at: "2026-11-18T18:00:00+08:00", customer: "00428" });
      const all = await state.contacts();
      expect(all.map(({ id, at, customer }) => [id, at, customer])).toEqual([
        [2, "2026-11-18T10:00:00.000Z", "00428"],
        [1, "2026-11-19T09:00:00.000Z", "7"],
      ]);
      expect(all[0]).toMatchObject({ ...contact, note: "not in\uFFFD today" });
      expect((await state.contacts(["7"])).map(({ customer }) => customer)).toEqual(["7"]);
    });

    it("keeps a publish request with its texts, and lets one caller take and decide it", async () => {
      const state = await opened(newPlace());
      const { requests } = state;
      const entry = {
        at: lookUp.at,
        actor: "cli:zm",
        author: "zhao.min@example.com",
        title: "Widen",
        why: "Ask \0 丽华",
        base: null,
        configHash: "a41c",
        files: { "clientele.yaml": "clientele: 1 # \0 丽华 🧵\r\n" },
        expires: "2026-11-20T10:00:00Z",
      };
      const { id } = await requests.add(entry);
      expect((await requests.add({ ...entry, title: "The same once more" })).id).toBe(id);
      expect(await requests.files(id)).toEqual(entry.files);
      const now = new Date("2026-11-18T09:00:01Z");
      const takers = await Promise.all([1, 2, 3].map(() => requests.take(now, 1000)));
      const [taken] = takers.filter((request) => request !== null);
      if (taken === undefined || taken === null) throw new Error("nobody took it");
      expect(takers.filter((request) => request === null)).toHaveLength(2);
      const posts = [{ recipient: "U1", kind: "card" }];
      const waiting = await requests.step(taken, { stage: "waiting", run: "r", posts }, now);
      // Whoever read it before changes nothing.
      expect(await requests.step(taken, { stage: "blocked" }, now)).toBeUndefined();
      expect(await requests.posts.of(id)).toMatchObject([{ kind: "card", stage: "due", shown: 0 }]);
      const by = (user: string, kind: "approved" | "rejected") =>
        requests.decide(id, 1, { kind, by: user, at: now.toISOString(), why: "because" });
      const decided = await Promise.all([by("slack:U1", "approved"), by("slack:U2", "rejected")]);
      expect(decided.map(({ outcome }) => outcome).toSorted()).toEqual(["decided", "done"]);
      expect(
        (await requests.decide(id, 2, { kind: "approved", by: "x", at: lookUp.at, why: "" }))
          .outcome,
      ).toBe("decided");
      expect(waiting).toMatchObject({ stage: "waiting", version: 2, run: "r" });
      expect(await requests.withdraw(id, "cli:zm", now)).toBeUndefined();
      // Changed since it was taken: it is looked at again as soon as it is given back.
      await requests.giveBack(taken, null, now);
      expect((await requests.take(now, 1000))?.id).toBe(id);
      const log = await state.audited();
      expect(log.map(({ action }) => action)).toEqual([
        expect.stringMatching(/^(approve|reject)$/),
        "request",
      ]);
      const identity = { ids: ["00428"], scrub: (text: string) => text.replaceAll("丽华", "•••") };
      expect((await state.traces(identity)).mentions).toBe(1);
      await state.forget(identity);
      expect(Object.values(await requests.files(id))).toEqual(["clientele: 1 # \0 ••• 🧵\r\n"]);
      expect((await requests.get(id))?.why).toBe("Ask \uFFFD •••");
    });

    it("forgets one customer and nobody else", async () => {
      const place = newPlace();
      const state = await opened(place);
      await state.audit({ ...lookUp, asked: "丽华, please" });
      const dispute = {
        at: lookUp.at,
        actor: lookUp.actor,
        place: null,
        segmentation: "care",
        segment: null,
        wanted: "save_list",
        run: "r",
        rule: "recency > 60",
      };
      await state.disputes.add({ ...dispute, customer: "00428", why: "quiet" });
      const other = { ...dispute, place: "T1", customer: "00417", why: "as quiet as 丽华" };
      await state.disputes.add(other);
      const resolved = { at: lookUp.at, by: "cli:zhao", note: "like 丽华" };
      expect(await state.disputes.resolve(2, resolved)).toMatchObject({ customer: "00417" });
      const scrub = (text: string): string => text.replaceAll("丽华", "•••");
      const identity = { ids: ["00428"], scrub };
      expect(await state.traces(identity)).toEqual({ lookUps: 2, contacts: 0, mentions: 5 });
      await state.forget(identity);
      await state.close();
      await compactState(place);
      const after = await opened(place);
      expect(await after.traces(identity)).toEqual({ lookUps: 0, contacts: 0, mentions: 0 });
      expect(await after.audited()).toMatchObject([
        { action: "dispute", asked: "resolve 2", actor: "cli:zhao", customers: ["00417"] },
        { action: "dispute", asked: "care: – → save_list", customers: ["00417"] },
        { action: "dispute", customers: [] },
        { action: "show", asked: "•••, please", customers: ["00417"] },
      ]);
      // What waits to be told names nobody who was forgotten since.
      const waiting = await after.notices.take("T1", new Date(), new Date());
      expect(waiting).toMatchObject([{ about: { dispute: 2, note: "like •••" } }]);
      expect(await after.disputes.list()).toMatchObject([
        { customer: "00417", why: "as quiet as •••" },
      ]);
    });
  });
});

describe.skipIf(postgresFolder === undefined)("a PostgreSQL server", () => {
  let own: PostgresServer;
  beforeAll(async () => {
    own = await startPostgres(postgresFolder ?? "");
  });
  afterAll(() => own.stop());

  it("is made ready by one of three instances that start at once", async () => {
    const states = await Promise.all([1, 2, 3].map(() => openState(own.address())));
    expect(states.map(({ ok }) => ok)).toEqual([true, true, true]);
    for (const state of states) if (state.ok) await state.value.close();
  });

  it("of a newer version is refused, by a name without its password", async () => {
    own.sql("create database later");
    const place = own.address().replace(/postgres$/, "later");
    const { migrations } =
      await import("../../../packages/core/src/people/state/migrations/index.ts");
    const later = { ...migrations, "0999-later": { up: async () => {} } };
    await (await opened(place, { migrations: later })).close();
    const path = `127.0.0.1:${own.port}/later`;
    expect(await openState(place)).toMatchObject({
      ok: false,
      errors: [{ code: "future-format", file: path, values: { path, format: 999 } }],
    });
  });

  it("that refuses or is not there is told without the password", async () => {
    const refused = await openState(own.address("admin", "wr0ng-secret"));
    expect(refused).toMatchObject({
      ok: false,
      errors: [{ code: "database-refused", values: { user: "admin" } }],
    });
    const gone = await openState("postgres://bot:wr0ng-secret@127.0.0.1:1/clientele");
    expect(gone).toMatchObject({
      ok: false,
      errors: [{ code: "database-unreachable", values: { server: "127.0.0.1:1/clientele" } }],
    });
    expect(JSON.stringify([refused, gone])).not.toContain("wr0ng-secret");
  });

  it("that ends its connections is asked again", async () => {
    const state = await opened(own.address());
    await state.audit(lookUp);
    own.sql(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'clientele'",
    );
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect((await state.audited()).length).toBeGreaterThan(0);
  });
});
