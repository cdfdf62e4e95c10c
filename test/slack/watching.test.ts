import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import type { TimelineMessage } from "@clientele/slack-bot/workspace";
import { startBotInSlack, type BotInSlack } from "./bot-in-slack.ts";
import { buttonIn, elementsOf, wordsOf } from "./reading.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const main = fileURLToPath(new URL("../../packages/core/src/cli/main.ts", import.meta.url));
// Meanwhile the test goes on reading: a connection that the bot closes is not used again.
const clientele = async (...words: readonly string[]): Promise<string> => {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--conditions=source", "--disable-warning=ExperimentalWarning", main, ...words],
    { cwd: here.folder, encoding: "utf8", env: { ...process.env, INIT_CWD: here.folder } },
  );
  return stdout;
};

let here: BotInSlack;
beforeAll(async () => {
  here = await startBotInSlack();
});
afterAll(async () => {
  await here?.close();
});

const actor = () => ({ user: here.mia.id, channel: here.sales });
const more = (card: TimelineMessage, option: RegExp) => {
  const [overflow] = elementsOf(card, "overflow");
  const options = (overflow?.["options"] ?? []) as { text: { text: string }; value: string }[];
  const selected_option = options.find(({ text }) => option.test(text.text)) ?? null;
  return { type: "overflow", action_id: "deed:more", block_id: "card", selected_option };
};
async function choose(option: RegExp) {
  const card = await here.answerTo(() => here.driver.command(actor(), "00428"));
  return () =>
    here.driver.press(actor(), more(card, option), { message: { ts: card.ts, ephemeral: true } });
}
const modal = () => JSON.stringify(here.slack.timeline.modalOf(here.mia.id) ?? "");
const direct = () =>
  here.slack.timeline
    .messages()
    .filter(({ channel, user }) => channel === here.mia.direct && user === here.slack.app.botUser);

it("tells whoever watches that a customer changed segment, once, and whoever reported that it is fixed", async () => {
  const watching = await here.answerTo(await choose(/^Watch$/));
  expect(wordsOf(watching)).toMatch(/You watch 苏州丽华纺织/);

  here.slack.timeline.clear(here.mia.id);
  await (
    await choose(/Wrong segment/)
  )();
  await expect.poll(modal, { timeout: 10_000 }).toMatch(/Which one is wrong/);
  const form = here.slack.timeline.modalOf(here.mia.id) ?? {};
  const at = (segmentation: string, segment: string | null) => ({
    selected_option: { value: JSON.stringify({ segmentation, segment }) },
  });
  const sent = (wanted: ReturnType<typeof at>) => ({
    ...form,
    state: {
      values: {
        is: { is: at("care", "save_list") },
        wanted: { wanted },
        why: { why: { value: "They ordered by phone." } },
      },
    },
  });
  const other = await here.driver.submit(actor(), sent(at("value", "low")));
  expect(other.body).toMatch(/same segmentation/);
  const reported = await here.driver.submit(actor(), sent(at("care", null)));
  expect(reported.body).toMatch(/Reported for 苏州丽华纺织/);
  const listed = JSON.parse(await clientele("disputes", "--json")) as {
    disputes: { id: number; rule: string; run: string }[];
  };
  expect(listed.disputes).toMatchObject([
    { customer: "00428", segmentation: "care", segment: "save_list", wanted: null },
  ]);
  expect(listed.disputes[0]?.rule).toMatch(/recency > 60/);
  expect(listed.disputes[0]?.run).toMatch(/^\d{8}-/);
  await clientele(
    "disputes",
    "resolve",
    String(listed.disputes[0]?.id),
    "--note",
    "Phone orders count",
  );
  await expect
    .poll(() => direct().map(wordsOf).join("\n"), { timeout: 20_000 })
    .toMatch(/fixed this for 苏州丽华纺织.*: Phone orders count/);

  // Li Na watches as well, and is removed from Slack before anything changes.
  const lina = { user: here.lina.id, channel: here.lina.direct };
  const hers = await here.answerTo(() => here.driver.command(lina, "00428"));
  await here.answerTo(() =>
    here.driver.press(lina, more(hers, /^关注$/), { message: { ts: hers.ts, ephemeral: true } }),
  );
  here.slack.remove(here.lina.id);
  await here.driver.event({ type: "user_change", user: { id: here.lina.id }, event_ts: "1.1" });

  // Twenty days earlier the customer had bought 43 days ago: no longer on the list.
  await clientele("run", "--as-of", "2026-10-29", "--publish");
  await expect
    .poll(() => direct().map(wordsOf).join("\n"), { timeout: 20_000 })
    .toMatch(/changed segment\*?\n.*− Save list/);
  // A later look finds nothing new.
  await new Promise((resolve) => setTimeout(resolve, 6000));
  expect(direct().filter((m) => /changed segment/.test(wordsOf(m)))).toHaveLength(1);
  expect(direct().filter((m) => /fixed this/.test(wordsOf(m)))).toHaveLength(1);
  const told = here.slack.timeline.messages().filter(({ channel }) => channel === here.lina.direct);
  expect(told.filter((m) => m.visibleTo === null)).toEqual([]);
});

it("tells the history with what caused each change", async () => {
  here.slack.timeline.clear(here.mia.id);
  await (
    await choose(/History/)
  )();
  await expect
    .poll(modal, { timeout: 10_000 })
    .toMatch(/Care lists: none → Save list \(what the customer did\)/);
  const told = JSON.parse(await clientele("history", "00428", "--json")) as object;
  expect(told).toMatchObject({
    customer: "00428",
    runs: [{ as_of: "2026-10-29" }, { as_of: "2026-11-18" }],
    moves: [{ segmentation: "care", from: [], to: ["save_list"], cause: "customer" }],
  });
});

it("stops watching where it is asked to", async () => {
  const watching = await here.answerTo(await choose(/^Watch$/));
  const stopped = await here.answerTo(() =>
    here.driver.press(actor(), buttonIn(watching, /stop/i), {
      message: { ts: watching.ts, ephemeral: true },
    }),
  );
  expect(wordsOf(stopped)).toMatch(/No longer watched/);
  expect(here.slack.proxy.calls.filter((call) => call.problems.length > 0)).toEqual([]);
});

it("tells once of a change though the bot is killed before and while it tells", async () => {
  await (
    await choose(/^Watch$/)
  )();
  const told = () => direct().filter((m) => /changed segment/.test(wordsOf(m))).length;
  const calls = (method: string) =>
    here.slack.proxy.calls.filter((call) => call.method === method).length;
  const before = told();
  const wait = { kind: "delay", milliseconds: 2000 } as const;
  let bot = here.bot;
  for (const [method, sent] of [
    ["conversations.open", 0],
    ["chat.postMessage", 1],
  ] as const) {
    const seen = calls(method);
    here.slack.proxy.inject(method, wait);
    if (sent === 0) await clientele("run", "--as-of", "2026-11-18", "--publish");
    await expect.poll(() => here.slack.proxy.waiting(method), { timeout: 30_000 }).toBe(true);
    await bot.kill();
    // What was on its way comes in all the same.
    await expect.poll(() => calls(method), { timeout: 10_000 }).toBeGreaterThan(seen);
    expect(told() - before).toBe(sent);
    bot = await here.again({ CLIENTELE_DIGEST_LEASE: "1" });
  }
  await expect.poll(() => calls("conversations.history"), { timeout: 20_000 }).toBeGreaterThan(0);
  await new Promise((resolve) => setTimeout(resolve, 1000));
  expect(told() - before).toBe(1);
  await bot.stop();
});
