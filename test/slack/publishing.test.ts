import { appendFile } from "node:fs/promises";
import { join } from "node:path";
import { connectHost } from "@clientele/core/host";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { startBotInSlack, type BotInSlack } from "./bot-in-slack.ts";
import { startBotProcess } from "./bot-process.ts";
import { wordsOf } from "./reading.ts";

// A bot and its engine start within the hooks, on a machine that may do other things.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let here: BotInSlack;
beforeAll(async () => {
  here = await startBotInSlack();
});
afterAll(() => here?.close());

const ask = (text: string) =>
  here.answerTo(() => here.driver.command({ user: here.mia.id, channel: here.sales }, text));

it("answers from what another process publishes while it runs", async () => {
  expect(wordsOf(await ask("list watch"))).toMatch(/No segment/);
  await appendFile(
    join(here.folder, "segmentations/care.yaml"),
    "  - id: watch\n    title: Watch list\n    when: recency = 12\n",
  );
  const host = connectHost();
  await host.call("open", { project: here.folder, allowRead: [] });
  const state = { running: true };
  const during = (async () => {
    const said: string[] = [];
    while (state.running) said.push(wordsOf(await ask("00429")));
    return said;
  })();
  const ran = await host.call("run", { publish: { by: "test", why: "a new list" } });
  await host.close();
  state.running = false;
  expect(ran.ok).toBe(true);
  // Whatever is asked while the snapshot is replaced has an answer, of one run or the other.
  for (const said of await during) expect(said).toMatch(/Lihua Trading/);
  await ask("00429");
  await expect.poll(async () => wordsOf(await ask("list watch"))).toMatch(/Lihua Trading/);
  expect(wordsOf(await ask("00429"))).toMatch(/Watch list/);
});

it("runs again when a source has changed since, and not otherwise", async () => {
  const start = async () => {
    const bot = startBotProcess(["--port", "0", "--project", here.folder]);
    await bot.printed(/Local workspace/);
    expect(await bot.stop()).toBe(0);
    return bot.stderr();
  };
  expect(await start()).toBe("");
  await appendFile(join(here.folder, "data/transactions.csv"), "\n00430,O9999,2026-11-18,100\n");
  expect(await start()).toMatch(/Writing the snapshot/);
});

it("leaves nothing that stands in the way when it is ended while it runs", async () => {
  await appendFile(join(here.folder, "data/transactions.csv"), "00430,O9998,2026-11-18,100\n");
  const ended = startBotProcess(["--port", "0", "--project", here.folder]);
  await vi.waitUntil(() => /Reading transactions/.test(ended.stderr()), { timeout: 30_000 });
  expect(await ended.stop()).toBe(0);
  const again = startBotProcess(["--port", "0", "--project", here.folder]);
  await again.printed(/Local workspace/);
  expect(await again.stop()).toBe(0);
});
