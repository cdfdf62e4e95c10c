import { appendFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout } from "node:timers/promises";
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

it("takes in new data while it runs, where neither a check nor a draft stands in the way", async () => {
  const check =
    "check: quiet\ntests:\n  - test: Lihua keeps quiet\n    expect:\n      '00428': { recency: { at_least: 1 } }\n";
  await mkdir(join(here.folder, "checks"));
  await writeFile(join(here.folder, "checks/quiet.yaml"), check);
  const data = join(here.folder, "data/transactions.csv");
  await appendFile(data, "\n00430,O9995,2026-11-17,100\n");
  const bot = await here.again({ CLIENTELE_REFRESH: "1" });
  const lines = (event: string) => bot.stderr().split(`"event":"${event}"`).length - 1;
  const published = () => readFile(join(here.folder, ".clientele/published.json"), "utf8");
  const before = await published();
  await appendFile(data, "00428,O9996,2026-11-17,100\n");
  await expect.poll(() => lines("refreshed"), { timeout: 20_000 }).toBe(1);
  const after = await published();
  expect(after).not.toBe(before);
  expect(wordsOf(await ask("00428"))).not.toMatch(/63/);
  await appendFile(data, "00428,O9997,2026-11-18,100\n");
  await expect.poll(() => lines("refresh-refused"), { timeout: 20_000 }).toBe(1);
  expect(bot.stderr()).toMatch(/fails: .* is 0/);
  // What was tried for these files is not tried again.
  await setTimeout(2500);
  expect([lines("refreshed"), lines("refresh-refused")]).toEqual([1, 1]);
  await appendFile(join(here.folder, "segmentations/care.yaml"), "# a draft\n");
  await expect.poll(() => lines("refresh-refused"), { timeout: 20_000 }).toBe(2);
  expect(bot.stderr()).toMatch(/edited since: nothing was run/);
  expect(await published()).toBe(after);
  await bot.stop();
});

it("takes in what another program writes to a SQLite database, its log included", async () => {
  await rm(join(here.folder, "checks"), { recursive: true });
  const config = join(here.folder, "clientele.yaml");
  const table = "from: { sqlite: data/crm.db, table: sales }";
  await writeFile(
    config,
    (await readFile(config, "utf8")).replace("from: data/transactions.csv", table),
  );
  const database = new DatabaseSync(join(here.folder, "data/crm.db"));
  database.exec(
    "pragma journal_mode = wal; create table sales (customer text, order_no text, paid_at text, amount integer); insert into sales values ('00428', 'O1', '2026-11-01', 5000)",
  );
  const bot = await here.again({ CLIENTELE_REFRESH: "1" });
  const lines = () => bot.stderr().split(`"event":"refreshed"`).length - 1;
  expect(lines()).toBe(0);
  database.exec("insert into sales values ('00430', 'O2', '2026-11-17', 700)");
  await expect.poll(lines, { timeout: 20_000 }).toBe(1);
  await expect.poll(async () => wordsOf(await ask("00430"))).toMatch(/700/);
  await setTimeout(2500);
  expect(lines()).toBe(1);
  database.close();
  await bot.stop();
});
