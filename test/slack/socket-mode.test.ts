import { afterAll, beforeAll, expect, it, vi } from "vitest";
import {
  openSlackSocket,
  startLocalSlack,
  type LocalSlack,
  type SlackSocket,
} from "@clientele/slack-bot/workspace";
import { startBotProcess, type BotProcess } from "./bot-process.ts";
import { writeShop } from "./project.ts";

// A bot and its engine start within the hooks, on a machine that may do other things.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 });

let socket: SlackSocket;
let slack: LocalSlack;
let bot: BotProcess;
let address: string;
let shop: Awaited<ReturnType<typeof writeShop>>;
beforeAll(async () => {
  shop = await writeShop();
  socket = await openSlackSocket();
  slack = await startLocalSlack({ socketUrl: () => socket.url });
  bot = startBotProcess(["--no-workspace", "--project", shop.folder], {
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: "xapp-local",
    SLACK_SIGNING_SECRET: slack.signingSecret,
    SLACK_API_URL: slack.apiUrl,
    PORT: "0",
  });
  address = await bot.printed(/Socket Mode and HTTP at (http:\S+\/slack\/events)/);
});
afterAll(async () => {
  await bot?.stop();
  await socket?.close();
  await slack?.close();
  await shop?.remove();
});

it.each([
  ["over the socket", () => slack.driverOver(socket.transport)],
  ["over HTTP beside it", () => slack.driver(address)],
])("answers a command %s, and acknowledges it first", async (_, driver) => {
  await socket.connected();
  const [mia] = slack.people;
  const [sales] = slack.channels;
  const said = new Promise<string>((resolve) => {
    slack.timeline.subscribe((change) => {
      if (change.kind === "message") resolve(JSON.stringify(change.message.blocks));
    });
  });
  const actor = { user: mia?.id ?? "", channel: sales?.id ?? "" };
  const acknowledged = await driver().command(actor, "00428");
  expect(acknowledged.status).toBe(200);
  expect(await said).toMatch(/苏州丽华纺织/);
});

it("ends on Ctrl-C while it is connected", async () => {
  expect(await bot.stop()).toBe(0);
});

it("does without HTTP", async () => {
  const alone = startBotProcess(["--no-workspace", "--project", shop.folder], {
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: "xapp-local",
    SLACK_API_URL: slack.apiUrl,
  });
  await alone.printed(/Connected to Slack: Socket Mode\./);
  expect(await alone.stop()).toBe(0);
});
