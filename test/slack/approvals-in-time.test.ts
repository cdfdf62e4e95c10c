/** Publish requests and time: they expire, and what they would change is counted again, on the real process. */
import { appendFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { statePath } from "@clientele/core";
import type { Person } from "@clientele/slack-bot/workspace";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { access, actorOf, startApproving, type Approving } from "./approving.ts";
import { buttonIn, elementsOf } from "./reading.ts";

// Bots start and are killed on a machine that may do other things.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 60_000 });

let here: Approving;
let mia: Person;
let zhao: Person;
beforeAll(async () => {
  here = await startApproving();
  ({ mia, zhao } = here.people);
});
afterAll(() => here?.close());

const inAMonth = (): string => new Date(Date.now() + 30 * 86_400_000).toISOString();

/** As if its time had come. */
function expireNow(id: number): void {
  const database = new DatabaseSync(statePath(here.folder), { timeout: 5000 });
  const past = new Date(Date.now() - 1000).toISOString();
  database
    .prepare("update publish_request set expires = ?, look = ? where id = ?")
    .run(past, past, id);
  database.close();
}

describe("a publish request", () => {
  it("that expires publishes nothing, and can be asked again by its author", async () => {
    const before = await here.published();
    const { id } = await here.ask("Late", 30);
    await here.reached(id, "waiting");
    const decision = { kind: "approved", by: `slack:${mia.id}`, at: inAMonth(), why: "" } as const;
    expect((await here.state.requests.decide(id, 1, decision)).outcome).toBe("expired");
    expireNow(id);
    await here.reached(id, "expired");
    const card = await here.cardOf(mia, "Late", /Request expired; nothing was published\./);
    expect(elementsOf(card, "button")).toHaveLength(1);
    const told = () => here.readBy(zhao, "Request expired")[0];
    await expect.poll(told, { timeout: 20_000 }).toBeDefined();
    const own = told();
    if (own === undefined) throw new Error("unreachable: it was there");
    const message = { ts: own.ts, ephemeral: false };
    await here.slack
      .driver(here.address())
      .press(actorOf(zhao), buttonIn(own, /ask again/i), { message });
    const again = async () => (await here.state.requests.list({ open: true }))[0];
    await expect.poll(async () => (await again())?.title, { timeout: 20_000 }).toBe("Late");
    expect((await again())?.id).toBeGreaterThan(id);
    await here.state.requests.withdraw((await again())?.id ?? 0, "cli:zm", new Date());
    expect(await here.published()).toEqual(before);
  });

  it("is asked again where newer data move a tenth more, or something else went live", async () => {
    const other = await here.ask("Overtaken", 40);
    await here.reached(other.id, "waiting");
    const { id } = await here.ask("Newer data", 65);
    const card = await here.cardOf(mia, "Newer data", /customers moves?/);
    await appendFile(join(here.folder, "data/transactions.csv"), "\n00428,O9001,2026-11-17,5\n");
    const form = await here.press(mia, card, /review/i, /"Approve"/);
    await here.submit(mia, form, "");
    await here.cardOf(mia, "Newer data", /Counted again with newer data/);
    await here.reached(id, "waiting");
    expect(await here.state.requests.get(id)).toMatchObject({
      stage: "waiting",
      round: 2,
      decision: null,
    });
    await expect.poll(() => here.readBy(mia, "asked again with new figures").length).toBe(1);
    expect((await here.submit(mia, form, "")).body).toMatch(/figures have changed since/);
    const again = await here.press(
      mia,
      await here.cardOf(mia, "Newer data", /Counted again/),
      /review/i,
      /"Approve"/,
    );
    await here.submit(mia, again, "");
    await here.reached(id, "live");
    await here.cardOf(mia, "Overtaken", /Counted again: something else was published meanwhile/);
    await here.reached(other.id, "waiting");
    expect((await here.state.requests.get(other.id))?.round).toBe(2);
    await here.state.requests.withdraw(other.id, "cli:zm", new Date());
  });
});

describe("somebody who is removed in the middle", () => {
  /** Wang Lei stands in for Mia. */
  const standing = `${access}deputies:\n  - { for: mia.clarke@example.com, by: wang.lei@example.com }\n`;
  const both = "mia.clarke@example.com, chen.wei@example.com";
  const rights = (text: string): Promise<void> => writeFile(join(here.folder, "access.yaml"), text);

  it("decides nothing any more, though their card and form are open; who is left decides", async () => {
    const { chen } = here.people;
    const [, , wang] = here.slack.people;
    if (wang === undefined) throw new Error("no team");
    await rights(standing);
    const { id } = await here.ask("Four eyes", 31);
    const forms = new Map<Person, Awaited<ReturnType<typeof here.press>>>();
    for (const person of [mia, wang]) {
      const card = await here.cardOf(person, "Four eyes", /customers moves?/);
      forms.set(person, await here.press(person, card, /review/i, /"Approve"/));
    }
    // Between the click and the submission, and without Slack telling of it.
    for (const [person, form] of forms) {
      here.slack.remove(person.id);
      expect((await here.submit(person, form, "")).body).toMatch(/You may not decide/);
    }
    const card = await here.cardOf(mia, "Four eyes", /customers moves?/);
    await here.press(mia, card, /reject/i, /You may not decide/);
    expect(await here.state.requests.get(id)).toMatchObject({ stage: "waiting", decision: null });
    const own = await here.cardOf(chen, "Four eyes", /转移/);
    const form = await here.press(chen, own, /审阅/, /"批准"/);
    expect((await here.submit(chen, form, "")).body).toMatch(/已批准/);
    // What was decided while they were here stands.
    here.slack.remove(chen.id);
    await here.reached(id, "live");
    expect(await here.published()).toMatchObject({
      approval: { id, approver: `slack:${chen.id}` },
    });
    const told = () => here.readBy(zhao, "Four eyes").map(({ text }) => text);
    await expect
      .poll(told, { timeout: 20_000 })
      .toContainEqual(expect.stringMatching(/陈伟 approved/));
    const log = (await here.state.audited({ limit: 50 })).filter((e) =>
      e.asked.includes("Four eyes"),
    );
    expect(log.map(({ action, actor }) => [action, actor])).toEqual([
      ["publish", `slack:${chen.id}`],
      ["approve", `slack:${chen.id}`],
      ["request", "cli:zm"],
    ]);
  });

  it("leaves a request to whoever may approve by then, and its author is told where nobody does", async () => {
    const [, lina, , , , sam] = here.slack.people;
    if (lina === undefined || sam === undefined) throw new Error("no team");
    await rights(access.replace(both, lina.email));
    const { id } = await here.ask("Nobody left", 32);
    await here.cardOf(lina, "Nobody left", /转移/);
    here.slack.remove(lina.id);
    await here.slack
      .driver(here.address())
      .event({ type: "user_change", user: { id: lina.id }, event_ts: "1.1" });
    const told = () => here.readBy(zhao, "Nobody left").map(({ text }) => text);
    await expect
      .poll(told, { timeout: 20_000 })
      .toContainEqual(expect.stringMatching(/^Nobody is left who may approve/));
    expect(await here.state.requests.get(id)).toMatchObject({ stage: "waiting" });
    await rights(access.replace(both, sam.email));
    await here.cardOf(sam, "Nobody left", /customers moves?/);
    await here.state.requests.withdraw(id, "cli:zm", new Date());
    await rights(access);
  });
});

it("keeps what was published where an approved configuration fails a check on new data", async () => {
  const before = await here.published();
  await here.bot().stop();
  await appendFile(join(here.folder, "data/transactions.csv"), "G1,O9003,2026-11-18,5\n");
  await here.start();
  expect(here.bot().stderr()).toMatch(/Check “Garden 1 keeps quiet” fails: .* is 0/);
  expect(here.bot().stderr()).toMatch(/not published: a check fails/);
  expect(await here.published()).toEqual(before);
});
