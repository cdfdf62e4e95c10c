import { rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { openState, type SlotStage } from "@clientele/core";
import {
  startLocalSlack,
  type LocalSlack,
  type TimelineMessage,
} from "@clientele/slack-bot/workspace";
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { openSession } from "../../packages/core/src/host/session.ts";
import { shopFolder, shopOn, write } from "../core/digests/project.ts";
import { startBotProcess, type BotProcess } from "./bot-process.ts";
import { buttonIn, elementsOf, wordsOf } from "./reading.ts";

// Bots start and are killed on a machine that may do other things.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 60_000 });

const { folder, remove } = shopFolder();
let slack: LocalSlack;

/** A second before Monday, 9 o'clock in Shanghai. */
const justBefore = "2026-11-16T00:59:59Z";

beforeAll(async () => {
  write(folder, shopOn("2026-11-16"));
  const session = await openSession({ project: folder, allowRead: [] }, () => new Date());
  const call = { signal: new AbortController().signal, progress: () => {} };
  const ran = await session.run({ publish: { by: "test", why: "test" } }, call);
  await session.close();
  if (!ran.ok) throw new Error(JSON.stringify(ran.errors));
  slack = await startLocalSlack();
});
afterAll(async () => {
  await slack.close();
  remove();
});

const digestFile = (name: string, more = ""): Readonly<Record<string, string>> => ({
  [`digests/${name}.yaml`]: `digest: ${name}
title: ${name}
audience: { channel: "#sales" }
schedule: { cron: 0 9 * * 1, timezone: Asia/Shanghai }
report: [care.save_list, value.high]
${more}`,
});

/** Only these digests, and a state of their own. */
async function digests(...names: readonly string[]): Promise<string> {
  await rm(join(folder, "digests"), { recursive: true, force: true });
  for (const name of names) write(folder, digestFile(name));
  return join(folder, `.clientele/${names.join("-")}.sqlite`);
}

async function start(state: string, now: string): Promise<BotProcess> {
  const bot = startBotProcess(["--no-workspace", "--project", folder], {
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_SIGNING_SECRET: slack.signingSecret,
    SLACK_API_URL: slack.apiUrl,
    PORT: "0",
    CLIENTELE_STATE: state,
    CLIENTELE_NOW: now,
    CLIENTELE_DIGEST_LEASE: "1",
  });
  onTestFinished(async () => {
    if (bot.child.signalCode === null) await bot.stop();
  });
  await bot.printed(/HTTP at/);
  return bot;
}

/** Since when a schedule's slots count: as if a bot had run then. */
async function watchedSince(state: string, name: string, since: string): Promise<void> {
  const opened = await openState(state);
  if (!opened.ok) throw new Error("no state");
  await opened.value.slots.watched(`digest:${name}`, "0 9 * * 1 Asia/Shanghai", new Date(since));
  await opened.value.close();
}

/** How far a digest is. */
async function stageOf(state: string, name: string): Promise<SlotStage | undefined> {
  const opened = await openState(state);
  if (!opened.ok) throw new Error("no state");
  const [slot] = await opened.value.slots.list(`digest:${name}`, 1);
  await opened.value.close();
  return slot?.stage;
}

/** How often a digest was tried in vain. */
async function attemptsOf(state: string, name: string): Promise<number | undefined> {
  const opened = await openState(state);
  if (!opened.ok) throw new Error("no state");
  const [slot] = await opened.value.slots.list(`digest:${name}`, 1);
  await opened.value.close();
  return slot?.attempts;
}

/** What stands in the channel of a digest, the first screens and what is in their threads. */
function said(name: string): {
  readonly main: readonly TimelineMessage[];
  readonly below: readonly TimelineMessage[];
} {
  const all = slack.timeline.messages().filter((m) => m.text.startsWith(name));
  return {
    main: all.filter((m) => m.thread === null),
    below: all.filter((m) => m.thread !== null),
  };
}

const sent = (bot: BotProcess): Promise<unknown> =>
  expect.poll(() => bot.stderr(), { timeout: 40_000 }).toMatch(/"digest-sent"/);
const words = (message: TimelineMessage | undefined): string =>
  message === undefined ? "" : wordsOf(message);
const typesOf = (message: TimelineMessage | undefined): readonly unknown[] =>
  (message?.blocks ?? []).map((block) => (block as { type?: unknown }).type);

describe("a digest", () => {
  it("is sent once when it is due, by two bots, whatever Slack answers at first", async () => {
    const state = await digests("once");
    await watchedSince(state, "once", "2026-11-15T00:00:00Z");
    slack.proxy.inject("chat.postMessage", { kind: "busy", retryAfter: 1 });
    slack.proxy.inject("chat.postMessage", { kind: "status", status: 503 });
    slack.proxy.inject("chat.postMessage", { kind: "reset" });
    const bots = await Promise.all([start(state, justBefore), start(state, justBefore)]);
    await expect
      .poll(() => bots.map((bot) => bot.stderr()).join(""), { timeout: 40_000 })
      .toMatch(/"digest-sent"/);
    const { main, below } = said("once");
    expect([main.length, below.length, below[0]?.thread]).toEqual([1, 1, main[0]?.ts]);
    expect(main[0]?.text).toBe("once: 16 Nov");
    expect(words(main[0])).toMatch(/Save list\s+\*3\*/);
    expect(words(main[0])).not.toMatch(/Late/);
    expect(typesOf(below[0])).toContain("data_visualization");
    const again = bots.map((bot) => bot.stderr().match(/"digest-sent"/g)?.length ?? 0);
    expect(again.reduce((a, b) => a + b)).toBe(1);
  });

  it("is sent once, whole, though the bot is killed before, while and after it posts", async () => {
    const state = await digests("killed");
    await watchedSince(state, "killed", "2026-11-15T00:00:00Z");
    const wait = { kind: "delay", milliseconds: 2000 } as const;
    const now = "2026-11-16T01:00:01Z";
    const killedAt = async (stage: SlotStage): Promise<void> => {
      const bot = await start(state, now);
      await expect
        .poll(() => stageOf(state, "killed"), { timeout: 30_000, interval: 100 })
        .toBe(stage);
      await sleep(300); // the call that waits is on its way
      await bot.kill();
      await sleep(2000); // and comes in all the same
    };
    slack.proxy.inject("conversations.list", wait);
    await killedAt("due");
    expect(said("killed").main).toEqual([]);
    slack.proxy.inject("chat.postMessage", wait);
    await killedAt("posting");
    expect(said("killed").main.length).toBe(1);
    slack.proxy.inject("chat.postMessage", wait);
    await killedAt("threading");
    expect(said("killed").below.length).toBe(1);
    const fourth = await start(state, now);
    await sent(fourth);
    const { main, below } = said("killed");
    expect([main.length, below.length]).toEqual([1, 1]);
  });

  it("shows its chart as a picture, else in words, where Slack does not draw it", async () => {
    const state = await digests("drawn", "worded");
    for (const name of ["drawn", "worded"]) await watchedSince(state, name, "2026-11-15T00:00:00Z");
    const post = (fault: Parameters<LocalSlack["proxy"]["inject"]>[1]) =>
      slack.proxy.inject("chat.postMessage", fault);
    const none = { kind: "delay", milliseconds: 0 } as const;
    const invalid = { kind: "refusal", error: "invalid_blocks" } as const;
    for (const fault of [none, invalid, none, none, invalid]) post(fault);
    const bot = await start(state, justBefore);
    await expect.poll(() => said("drawn").below.length, { timeout: 30_000 }).toBe(1);
    slack.proxy.inject("files.getUploadURLExternal", { kind: "refusal", error: "missing_scope" });
    await expect.poll(() => said("worded").below.length, { timeout: 30_000 }).toBe(1);
    const [drawn] = said("drawn").below;
    const image = drawn?.blocks.find((b) => (b as { type?: unknown }).type === "image");
    expect(image).toMatchObject({ alt_text: expect.stringContaining("Save list") });
    const id = (image as unknown as { slack_file: { id: string } }).slack_file.id;
    const file = await slack.file(id);
    expect(file?.bytes.subarray(1, 4).toString("latin1")).toBe("PNG");
    const [worded] = said("worded").below;
    expect(typesOf(worded)).not.toContain("image");
    expect(words(worded)).toMatch(/Save list is the largest, with 3/);
    expect(bot.stderr()).toMatch(/"digest-part"/);
  });

  it("waits where its token was taken back, and is sent once with another", async () => {
    const state = await digests("token");
    await watchedSince(state, "token", "2026-11-15T00:00:00Z");
    slack.proxy.inject("chat.postMessage", { kind: "refusal", error: "token_revoked" });
    const bot = await start(state, justBefore);
    await expect
      .poll(() => bot.stderr(), { timeout: 20_000 })
      .toMatch(/"slack-token-refused".*token_revoked/);
    await bot.stop();
    expect(await attemptsOf(state, "token")).toBe(0);
    expect(said("token").main).toHaveLength(0);
    await sent(await start(state, "2026-11-16T01:02:00Z"));
    expect([said("token").main.length, said("token").below.length]).toEqual([1, 1]);
  });

  it("that was missed is sent once and says so; nothing is said where nothing changed", async () => {
    const state = await digests("missed");
    write(folder, digestFile("missed", "quiet: when_nothing_changed\n"));
    await watchedSince(state, "missed", "2026-10-20T00:00:00Z");
    const late = await start(state, "2026-11-18T03:00:00Z");
    await sent(late);
    const { main } = said("missed");
    expect(main.length).toBe(1); // three Mondays were missed
    expect(words(main[0])).toMatch(/Late \(due 09:00\): bot was offline\./);
    await late.stop();
    const later = await start(state, "2026-11-24T03:00:00Z");
    await expect.poll(() => later.stderr(), { timeout: 30_000 }).toMatch(/"digest-quiet"/);
    expect(said("missed").main.length).toBe(1);
  });
});

/** What a field of a form holds. */
type Field = { readonly [key: string]: string | Field };

/** Who may see what; the guest only where the file names them. */
const access = (guest: string): string => `roles:
  guest: { users: [${guest}], rows: "region = 'West'", may: [look_up, digest] }
  staff: { rows: all, pii: [name], may: [look_up, digest] }
everybody: staff
`;

describe("a subscription", () => {
  it("is made, shown for the least of its readers, sent, changed and stopped in Slack", async () => {
    const state = await digests("asked");
    write(folder, {
      "digests/asked.yaml": "digest: asked\nreport: [care.save_list, value.high]\n",
    });
    write(folder, { "access.yaml": access("nobody@partner.example") });
    onTestFinished(() => rm(join(folder, "access.yaml")));
    const bot = await start(state, "2026-11-16T00:59:46Z");
    const driver = slack.driver(await bot.printed(/HTTP at (http:\S+\/slack\/events)/));
    const [mia] = slack.people;
    const [sales] = slack.channels;
    const [user, channel] = [mia?.id ?? "", sales?.id ?? ""];
    const actor = { user, channel };
    const modal = () => slack.timeline.modalOf(user) ?? {};
    const shown = () => expect.poll(() => JSON.stringify(modal()), { timeout: 15_000 });
    // A press takes the place of the message that it is in.
    const answer = async (deed: () => Promise<unknown>, told: RegExp) => {
      const found = () =>
        slack.timeline.messages().findLast((m) => m.visibleTo === user && told.test(wordsOf(m)));
      await deed();
      await expect.poll(found, { timeout: 15_000 }).toBeDefined();
      return found() as TimelineMessage; // polled
    };
    const chosen = (value: string) => ({
      selected_option: { value, text: { type: "plain_text", text: value } },
    });
    const fill = (values: Readonly<Record<string, Field>>) => ({
      ...modal(),
      state: {
        values: Object.fromEntries(Object.entries(values).map(([k, v]) => [k, { [k]: v }])),
      },
    });

    const empty = await answer(() => driver.command(actor, "digests"), /No digest comes to you/);
    await driver.press(actor, buttonIn(empty, /Add a digest/), {
      message: { ts: empty.ts, ephemeral: true },
    });
    await shown().toMatch(/digest-every/);
    expect(JSON.stringify(modal())).toContain(`"initial_conversation":"${channel}"`);
    const every = {
      type: "static_select",
      action_id: "digest-every",
      block_id: "digest-every",
      ...chosen("cron"),
    };
    await driver.press(actor, every, { view: fill({ "digest-every": chosen("cron") }) });
    await shown().toMatch(/Minute, hour, day/);
    const wrong = await driver.submit(actor, fill({ "digest-cron": { value: "at noon" } }));
    expect(wrong.body).toMatch(/Five fields/);
    // Who reads along and may see nothing stands in its way; who may see a part makes it one of that part.
    await driver.submit(actor, fill({ "digest-cron": { value: "* * * * *" } }));
    await shown().toMatch(/Sam Ortiz reads along as a guest and may see nothing/);
    expect(modal()).toMatchObject({ submit: null });
    write(folder, { "access.yaml": access("sam.ortiz@partner.example") });
    const back = { type: "button", action_id: "digest-back", block_id: "digest-back" };
    await driver.press(actor, back, { view: modal() });
    await shown().toMatch(/Minute, hour, day/);
    await driver.submit(actor, fill({ "digest-cron": { value: "* * * * *" } }));
    await shown().toMatch(/Every minute \(UTC\), to #sales/);
    expect(JSON.stringify(modal())).toMatch(/Sam Ortiz reads along as a guest: the digest/);
    // One of the three is in the West.
    expect(JSON.stringify(modal())).toMatch(/Save list {2}\*1\*/);
    const saved = await driver.submit(actor, fill({}));
    expect(saved.body).toMatch(/Subscribed: Asked/);

    // Meanwhile: on the home, on demand, and who gets none is told once that they could.
    const home = () => JSON.stringify(slack.timeline.homeOf(user) ?? "");
    const told = () =>
      slack.timeline.messages().filter((m) => /can send you “Asked”/.test(wordsOf(m))).length;
    await driver.home(actor);
    await expect
      .poll(home, { timeout: 15_000 })
      .toMatch(/Asked.*#sales.*Every minute \(UTC\) · next/);
    await expect.poll(told, { timeout: 15_000 }).toBe(1);
    await driver.home(actor);
    const now = await answer(
      () => driver.command(actor, "digest ASKED"),
      /Save list is the largest/,
    );
    expect(wordsOf(now)).toMatch(/Save list {2}\*3\*/);
    expect(told()).toBe(1);

    await expect.poll(() => said("Asked").below.length, { timeout: 75_000 }).toBeGreaterThan(0);
    expect(words(said("Asked").main.find((m) => m.visibleTo === null))).toMatch(
      /Save list {2}\*1\*/,
    );
    const listed = await answer(() => driver.command(actor, "digests"), /This channel gets/);
    expect(words(listed)).toMatch(/Every minute \(UTC\) · next/);
    const [menu] = elementsOf(listed, "overflow");
    const options = (menu?.["options"] ?? []) as readonly Field[];
    await answer(
      () =>
        driver.press(
          actor,
          { type: "overflow", action_id: "digest:row", selected_option: options[1] ?? {} },
          { message: { ts: listed.ts, ephemeral: true } },
        ),
      /Stopped: Asked/,
    );
    const opened = await openState(state);
    if (!opened.ok) throw new Error("no state");
    expect(await opened.value.subscriptions.all()).toEqual([]);
    const audited = await opened.value.audited({ action: "subscribe" });
    expect(audited.map(({ asked }) => asked)).toEqual([
      `stop asked ${channel}`,
      `asked ${channel} * * * * * UTC`,
    ]);
    await opened.value.close();
    expect(slack.proxy.calls.filter((call) => call.problems.length > 0)).toEqual([]);
  });
});
