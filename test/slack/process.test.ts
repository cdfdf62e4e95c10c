import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { startBotInSlack, type BotInSlack } from "./bot-in-slack.ts";
import { openState, statePath } from "@clientele/core";
import { startLocalSlack } from "@clientele/slack-bot/workspace";
import { startBotProcess } from "./bot-process.ts";
import { writeShop } from "./project.ts";

// A bot and its engine start within the hooks, on a machine that may do other things.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 });

describe("a wrong start", () => {
  it.each([
    [["--port", "http"], {}, /--port/],
    [["--nonsense"], {}, /nonsense/],
    [[], { SLACK_BOT_TOKEN: "xoxb-1" }, /SLACK_APP_TOKEN/],
    [[], { SLACK_APP_TOKEN: "xapp-1" }, /SLACK_BOT_TOKEN/],
    [
      [],
      { SLACK_CLIENT_ID: "1.2", CLIENTELE_TOKEN_KEY: "short" },
      /CLIENTELE_TOKEN_KEY must be 32/,
    ],
  ])("%j %j exits with 2 and says why", async (args, env, why) => {
    const bot = startBotProcess(args, env);
    expect(await bot.ended).toBe(2);
    expect(bot.stderr()).toMatch(why);
  });

  it("without a project exits with 1 and names the folder", async () => {
    const bot = startBotProcess(["--no-workspace", "--project", "/nowhere/at-all"]);
    expect(await bot.ended).toBe(1);
    expect(bot.stderr()).toMatch(/nowhere/);
    expect(bot.stderr()).not.toMatch(/\n\s+at /);
  });
});

it("exits with 1 and names the variable when Slack refuses the token", async () => {
  const slack = await startLocalSlack();
  const shop = await writeShop();
  const bot = startBotProcess(["--no-workspace", "--project", shop.folder], {
    SLACK_BOT_TOKEN: "xoxb-nobody's",
    SLACK_SIGNING_SECRET: "secret",
    SLACK_API_URL: slack.apiUrl,
    PORT: "0",
  });
  expect(await bot.ended).toBe(1);
  expect(bot.stderr()).toMatch(/SLACK_BOT_TOKEN/);
  await slack.close();
  await shop.remove();
});

it("ends when it is asked to while Slack does not answer", async () => {
  const shop = await writeShop();
  const bot = startBotProcess(["--no-workspace", "--project", shop.folder], {
    SLACK_BOT_TOKEN: "xoxb-1",
    SLACK_APP_TOKEN: "xapp-1",
    SLACK_API_URL: "http://127.0.0.1:9/",
  });
  await vi.waitFor(() => expect(bot.stderr()).toMatch(/Slack has not answered yet/), {
    timeout: 25_000,
  });
  expect(await bot.stop()).toBe(0);
  await shop.remove();
});

describe("a bot that runs", () => {
  let here: BotInSlack;
  beforeAll(async () => {
    here = await startBotInSlack();
  });
  afterAll(() => here?.close());

  it("tells whoever watches that it is alive", async () => {
    const { status } = await fetch(new URL("/healthz", here.address));
    expect(status).toBe(200);
  });

  it("has written down what it published when it started", async () => {
    const state = await openState(statePath(here.folder));
    if (!state.ok) throw new Error("no state");
    expect(await state.value.audited({ action: "publish" })).toMatchObject([
      { actor: "npm start", run: expect.stringMatching(/^\d{8}-/) },
    ]);
    await state.value.close();
  });

  it("ends cleanly on Ctrl-C, and its engine with it", async () => {
    const pid = here.bot.child.pid ?? 0;
    const children = await readFile(`/proc/${pid}/task/${pid}/children`, "utf8");
    const engines = children.trim().split(" ").map(Number);
    expect(engines.length).toBeGreaterThan(0);
    expect(await here.bot.stop()).toBe(0);
    for (const engine of engines) expect(() => process.kill(engine, 0)).toThrow(/ESRCH/);
  });
});
