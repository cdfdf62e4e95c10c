/** Two instances of the bot on one PostgreSQL: what Slack tells both is handled by one, and both know what either wrote. */
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { startLocalSlack, type LocalSlack } from "@clientele/slack-bot/workspace";
import {
  postgresFolder,
  startPostgres,
  type PostgresServer,
} from "../core/imported/postgres-server.ts";
import { startBotProcess, type BotProcess } from "./bot-process.ts";
import { writeShop } from "./project.ts";

// Two bots and a server start within the hooks, on a machine that may do other things.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

if (postgresFolder === undefined)
  console.error("SKIPPED: there is no PostgreSQL. To run its tests: apt-get install postgresql");

type Instance = { readonly bot: BotProcess; readonly address: string };

describe.skipIf(postgresFolder === undefined)("two instances", () => {
  let server: PostgresServer;
  let slack: LocalSlack;
  let shop: Awaited<ReturnType<typeof writeShop>>;
  let instances: readonly Instance[] = [];

  const start = async (): Promise<Instance> => {
    const bot = startBotProcess(["--no-workspace", "--project", shop.folder], {
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_SIGNING_SECRET: slack.signingSecret,
      SLACK_API_URL: slack.apiUrl,
      CLIENTELE_STATE: server.address(),
      PORT: "0",
    });
    return { bot, address: await bot.printed(/HTTP at (http:\S+\/slack\/events)/) };
  };

  beforeAll(async () => {
    server = await startPostgres(postgresFolder ?? "");
    slack = await startLocalSlack();
    shop = await writeShop();
    // The first makes the run; the second finds it.
    instances = [await start(), await start()];
  });
  afterAll(async () => {
    for (const { bot } of instances) await bot.stop();
    await slack?.close();
    await shop?.remove();
    server?.stop();
  });

  const posts = () => slack.proxy.calls.filter((call) => call.method === "chat.postMessage").length;

  it("answer each mention once, whoever of them is told first, or both at once", async () => {
    const [mia] = slack.people;
    const [sales] = slack.channels;
    const [user, channel] = [mia?.id ?? "", sales?.id ?? ""];
    const rounds = 12;
    for (let round = 0; round < rounds; round += 1) {
      const text = `<@${slack.app.botUser}> 00428`;
      const ts = await slack.say(user, channel, text);
      const event = { type: "app_mention", user, channel, text, ts, event_ts: ts };
      const told = instances.map(({ address }) =>
        slack.driver(address).event(event, { id: `EvBoth${round}` }),
      );
      expect((await Promise.all(told)).map(({ status }) => status)).toEqual([200, 200]);
    }
    await vi.waitFor(() => expect(posts()).toBe(rounds), { timeout: 30_000 });
    // Whatever was sent twice would have been sent by now.
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(posts()).toBe(rounds);
  });

  const health = async (instance: Instance | undefined) => {
    const answer = await fetch(new URL("/healthz", instance?.address));
    return {
      status: answer.status,
      body: (await answer.json()) as Readonly<Record<string, unknown>>,
    }; // docs/install.md has its keys
  };

  it("tell what does not answer, and recover by themselves", async () => {
    const [first] = instances;
    expect(await health(first)).toMatchObject({
      status: 200,
      body: { status: "ok", engine: "ok", state: "ok", data_to: "2026-11-18" },
    });
    server.stopServer();
    expect(await health(first)).toMatchObject({
      status: 503,
      body: { status: "failing", engine: "ok", state: "failing" },
    });
    server.startServer();
    await vi.waitFor(async () => expect((await health(first)).status).toBe(200), {
      timeout: 20_000,
    });
  });
});
