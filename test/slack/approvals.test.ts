/** Publish requests, from the upload to what is live, on the real process. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Person } from "@clientele/slack-bot/workspace";
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { access, actorOf, check, startApproving, type Approving } from "./approving.ts";
import { elementsOf, wordsOf } from "./reading.ts";

// Bots start and are killed on a machine that may do other things.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 60_000 });

let here: Approving;
let mia: Person;
let zhao: Person;
let chen: Person;
beforeAll(async () => {
  here = await startApproving();
  ({ mia, zhao, chen } = here.people);
});
afterAll(() => here?.close());

describe("a publish request", () => {
  it("is counted by the bot, approved by one of two who press, and released as it was", async () => {
    const { id, configHash } = await here.ask("Widen save list", 11);
    const card = await here.cardOf(mia, "Widen save list", /customers move/);
    const words = wordsOf(card);
    expect(words).toMatch(/1 of 132 customers moves \(0\.8 %\)/);
    expect(words).toMatch(/Into Save list\s+\*1\*/);
    expect(words).toMatch(/They spent ¥40,000 in 365 days|They spent ¥40K in 365 days/);
    expect(words).toMatch(/Cost: ¥40 and 0\.5 service hours more/);
    expect(words).toMatch(/Checks 2\/2/);
    expect(words).toMatch(/- +when: value = 'high' and recency &gt; 60/);
    expect(words).toMatch(/\+ +when: value = 'high' and recency &gt; 11/);
    expect(words).toMatch(new RegExp(`By Zhao Min · ${configHash.slice(0, 4)} · until <!date`));
    expect(card.text).toBe("Approve “Widen save list”?");
    expect(wordsOf(await here.cardOf(chen, "Widen save list", /转移/))).toMatch(
      /成本增加 40 元、服务 0.5 小时/,
    );
    await expect.poll(() => here.readBy(zhao, "waits for").length).toBe(1);
    // The draft goes on being edited: what was asked for stays what is released.
    await writeFile(join(here.folder, "segmentations/care.yaml"), `${here.care}# edited since\n`);
    const moves = await here.press(mia, card, /who moves/i, /Lihua Trading/);
    expect(JSON.stringify(moves)).toMatch(/Into Save list/);
    const [first, second] = [
      await here.press(mia, card, /review/i, /"Approve"/),
      await here.press(chen, await here.cardOf(chen, "Widen save list", /转移/), /审阅/, /"批准"/),
    ];
    expect(JSON.stringify(first["blocks"])).toMatch(/recency &gt; 60/);
    const answers = await Promise.all([
      here.submit(mia, first, "agreed"),
      here.submit(chen, second, ""),
    ]);
    const told = answers.map(({ body }) => body).join("\n");
    expect(told).toMatch(/Approved\. It is counted once more|已批准。/);
    expect(told).toMatch(/Somebody was quicker: Approved by|已有人先行处理/);
    await here.reached(id, "live");
    const done = await here.cardOf(mia, "Widen save list", /live since/);
    expect(elementsOf(done, "button")).toEqual([]);
    expect(wordsOf(done)).toMatch(/Approved by (Mia Clarke|陈伟) · live since/);
    await expect.poll(() => here.readBy(zhao, "It is live").length).toBe(1);
    const live = await here.published();
    expect(live).toMatchObject({
      configHash,
      by: zhao.email,
      why: "Widen save list",
      approval: { id, approver: expect.stringMatching(/^slack:U/) },
    });
    const kept = join(here.folder, ".clientele/releases", configHash, "segmentations/care.yaml");
    expect(await readFile(kept, "utf8")).toBe(here.care.replace("recency > 60", "recency > 11"));
    const log = await here.state.audited({ limit: 20 });
    const deeds = log.filter(({ asked }) => asked.includes("Widen save list"));
    expect(deeds.map(({ action }) => action)).toEqual(["publish", "approve", "request"]);
    expect(log.some((e) => e.action === "list" && e.customers.includes("00429"))).toBe(true);
  });

  it("is decided by nobody but the named approvers, and never by its author", async () => {
    const { id } = await here.ask("Own request", 15, chen.email);
    const card = await here.cardOf(mia, "Own request", /customers move|None of/);
    expect(here.readBy(chen, "Own request").filter((m) => m.text.startsWith("批准"))).toEqual([]);
    const refused = JSON.stringify(await here.press(zhao, card, /review/i, /You may not decide/));
    expect(refused).not.toMatch(/Approve"/);
    await here.press(chen, card, /review/i, /无权处理此申请/);
    const form = await here.press(mia, card, /reject/i, /Reason/);
    expect((await here.submit(chen, form, "no")).body).toMatch(/无权处理此申请/);
    expect((await here.submit(mia, form, "")).body).toMatch(/"response_action":"errors"/);
    expect((await here.submit(mia, form, "Too many calls <!here>")).body).toMatch(/Rejected/);
    await here.reached(id, "rejected");
    await here.cardOf(mia, "Own request", /Rejected by Mia Clarke: Too many calls/);
    const [told] = await vi.waitUntil(() => {
      const found = here.readBy(chen, "Own request").filter((m) => m.text.includes("驳回"));
      return found.length === 0 ? null : found;
    });
    expect(told === undefined ? "" : wordsOf(told)).toMatch(/Too many calls &lt;!here&gt;/);
  });

  it("that fails a check is told to its author, and shown to nobody else", async () => {
    const { id } = await here.ask("Everybody", -1);
    await writeFile(
      join(here.folder, "checks/lists.yaml"),
      check.replace("at_most: 100", "at_most: 2"),
    );
    onTestFinished(() => writeFile(join(here.folder, "checks/lists.yaml"), check));
    const strict = await here.ask("Everybody strictly", -1);
    await here.reached(strict.id, "blocked");
    const failed = () => here.readBy(zhao, "Everybody strictly").map(wordsOf).join();
    await expect
      .poll(failed)
      .toMatch(/Check “The list stays short” fails: .* should be at most 2, is/);
    expect(here.readBy(mia, "Everybody strictly")).toEqual([]);
    await here.state.requests.withdraw(id, "cli:zm", new Date());
    await here.reached(id, "withdrawn");
  });

  it("stands in the channel that is named, on the home of who may decide, and on its author's", async () => {
    await writeFile(
      join(here.folder, "access.yaml"),
      `${access}approvals: { channel: "#east-china" }\n`,
    );
    onTestFinished(() => writeFile(join(here.folder, "access.yaml"), access));
    const { id } = await here.ask("On the home", 20);
    await here.reached(id, "waiting");
    const inChannel = () =>
      here.slack.timeline
        .messages()
        .filter((m) => m.text.includes("On the home") && m.thread === null);
    await expect.poll(inChannel, { timeout: 20_000 }).toHaveLength(2);
    const card = inChannel().find((m) => m.channel === here.slack.channels[1]?.id);
    expect(card === undefined ? "" : wordsOf(card)).toMatch(
      new RegExp(`<@${mia.id}>.*<@${chen.id}>|<@${chen.id}>.*<@${mia.id}>`),
    );
    const homeOf = async (person: Person, text: RegExp): Promise<void> => {
      await here.slack.driver(here.address()).home(actorOf(person));
      const home = () => JSON.stringify(here.slack.timeline.homeOf(person.id) ?? "");
      await expect.poll(home, { timeout: 20_000 }).toMatch(text);
    };
    await homeOf(mia, /Approvals.*On the home.*By Zhao Min.*Review.*Live: Widen save list · since/);
    await homeOf(zhao, /Approvals.*\*On the home\* · until/);
    await here.state.requests.withdraw(id, "cli:zm", new Date());
  });
});
