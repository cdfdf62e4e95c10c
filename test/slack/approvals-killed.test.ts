/** Publish requests through kills of the real process: nothing is lost, nothing is done twice. */
import { existsSync, readdirSync } from "node:fs";
import { appendFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Person } from "@clientele/slack-bot/workspace";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { today } from "../seed-of-the-day.ts";
import { startApproving, type Approving } from "./approving.ts";
import { wordsOf } from "./reading.ts";

/** With `CLIENTELE_KILLS=all` the bot is killed behind each step, some minutes long; else behind some, others each day. */
const everyOther = process.env["CLIENTELE_KILLS"] === "all" ? 1 : 6;
/** How long a request may take through all kills on a machine that may do other things, in milliseconds. */
const patience = everyOther === 1 ? 280_000 : 80_000;
vi.setConfig({ testTimeout: patience + 10_000, hookTimeout: 60_000 });

let here: Approving;
let mia: Person;
let zhao: Person;
let chen: Person;
beforeAll(async () => {
  here = await startApproving();
  ({ mia, zhao, chen } = here.people);
});
afterAll(() => here?.close());

/** How far a request is, as far as it is written down: its stage, its messages, what is released and what is live. */
async function stepOf(id: number): Promise<string> {
  const request = await here.state.requests.get(id);
  const posts = await here.state.requests.posts.of(id);
  const releases = join(here.folder, ".clientele/releases");
  const { configHash } = await here.published();
  return JSON.stringify([
    request?.stage,
    request?.run === null,
    posts.map(({ recipient, kind, stage, shown }) => [recipient, kind, stage, shown]),
    existsSync(releases) ? readdirSync(releases) : [],
    configHash === request?.configHash,
  ]);
}

async function approve(id: number): Promise<void> {
  const at = new Date().toISOString();
  const decision = { kind: "approved", by: `slack:${mia.id}`, at, why: "" } as const;
  const { outcome } = await here.state.requests.decide(id, 1, decision);
  if (outcome !== "done") throw new Error(`it is ${outcome}`);
}

const readWords = (person: Person, title: string): readonly string[] =>
  here.readBy(person, title).map((message) => wordsOf(message));

describe("a bot that is killed", () => {
  it("while it counts, and behind any step, ends what was begun, once", async () => {
    const title = "Whatever happens";
    const lock = join(here.folder, ".clientele/run.lock");
    const { id, configHash } = await here.ask(title, 11);
    await vi.waitUntil(() => existsSync(lock), { timeout: 20_000, interval: 1 });
    await here.kill();
    expect(await here.state.requests.get(id)).toMatchObject({ stage: "new", run: null });
    await here.start();
    const seen = new Set<string>();
    let decided = false;
    const ended = async () => {
      const posts = await here.state.requests.posts.of(id);
      return posts.some(({ kind, stage }) => kind === "told:live" && stage === "posted");
    };
    const started = Date.now();
    while (!(await ended())) {
      if (Date.now() - started > patience) throw new Error(`it stays at ${await stepOf(id)}`);
      const step = await stepOf(id);
      const posts = await here.state.requests.posts.of(id);
      if (!decided && posts.length === 3 && posts.every(({ stage }) => stage === "posted")) {
        await approve(id);
        decided = true;
      } else if (seen.has(step)) await sleep(2);
      else {
        seen.add(step);
        if ((seen.size + today) % everyOther === 0) {
          await here.kill();
          await here.start();
        }
      }
    }
    await expect
      .poll(() => readWords(mia, title))
      .toEqual([expect.stringMatching(/Approved by Mia Clarke · live since/)]);
    expect(here.readBy(chen, title)).toHaveLength(1);
    expect(here.readBy(zhao, title).map((m) => m.text)).toEqual([
      expect.stringMatching(/waits for/),
      expect.stringMatching(/It is live/),
    ]);
    const log = await here.state.audited({ limit: 50 });
    const deeds = log.filter(({ asked }) => asked.includes(title)).map(({ action }) => action);
    expect(deeds).toEqual(["publish", "approve", "request"]);
    expect(await here.published()).toMatchObject({ approval: { id }, configHash });
    expect(existsSync(lock)).toBe(false);
  });

  it("goes on where it was: asked while it was down, posting, approved, and telling", async () => {
    const title = "Through it all";
    const slow = { kind: "delay", milliseconds: 1000 } as const;
    const kindsAt = async (id: number, stage: string): Promise<readonly string[]> =>
      (await here.state.requests.posts.of(id)).filter((p) => p.stage === stage).map((p) => p.kind);
    const killedWhile = async (id: number, kind: string): Promise<void> => {
      const posting = () => kindsAt(id, "posting");
      await expect.poll(posting, { timeout: 40_000, interval: 20 }).toContain(kind);
      await sleep(300); // the call that waits is on its way
      await here.kill();
      await sleep(1000); // and comes in all the same
    };
    await here.kill();
    const before = await here.published();
    await appendFile(join(here.folder, "data/transactions.csv"), "\n00432,O9002,2026-11-17,5\n");
    const { id, configHash } = await here.ask(title, 25);
    here.slack.proxy.inject("chat.postMessage", slow);
    await here.start();
    // New data: what was approved publishes itself, not the draft that is in the folder by now.
    const refreshed = await here.published();
    const { approval } = before;
    expect(refreshed).toMatchObject({ approval, configHash: before["configHash"] });
    expect(refreshed["run"]).not.toBe(before["run"]);
    await killedWhile(id, "card");
    await here.start();
    await here.reached(id, "waiting");
    await expect.poll(() => kindsAt(id, "posted"), { timeout: 40_000 }).toHaveLength(3);
    await here.kill();
    const at = new Date().toISOString();
    const decision = { kind: "approved", by: `slack:${mia.id}`, at, why: "" } as const;
    expect((await here.state.requests.decide(id, 1, decision)).outcome).toBe("done");
    await here.start();
    await vi.waitUntil(async () => (await here.published())["configHash"] === configHash, {
      timeout: 40_000,
      interval: 5,
    });
    await here.kill(); // between the release and what is said of it, or soon after
    await here.start();
    await here.reached(id, "live");
    await expect.poll(() => kindsAt(id, "posted"), { timeout: 40_000 }).toContain("told:live");
    await expect
      .poll(() => readWords(mia, title), { timeout: 40_000 })
      .toEqual([expect.stringMatching(/Approved by Mia Clarke · live since/)]);
    expect(here.readBy(chen, title)).toHaveLength(1);
    expect(here.readBy(zhao, title).map((m) => m.text)).toEqual([
      expect.stringMatching(/waits for/),
      expect.stringMatching(/It is live/),
    ]);
    const log = (await here.state.audited({ limit: 50 })).filter(({ asked }) =>
      asked.includes(title),
    );
    expect(log.map(({ action }) => action)).toEqual(["publish", "approve", "request"]);
    expect(await here.published()).toMatchObject({ approval: { id }, configHash });
  });
});
