/** Two instances of the bot on one PostgreSQL: what Slack tells both is handled by one, and both know what either wrote. */
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { openState } from "@clientele/core";
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
      CLIENTELE_DIGEST_LEASE: "1",
      PORT: "0",
    });
    return { bot, address: await bot.printed(/HTTP at (http:\S+\/slack\/events)/) };
  };

  beforeAll(async () => {
    server = await startPostgres(postgresFolder ?? "");
    slack = await startLocalSlack();
    const digest = "digest: weekly\nreport: [care.save_list]\n";
    shop = await writeShop({ files: { "digests/weekly.yaml": digest } });
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

  it("send each digest once that is due, though both see it", async () => {
    const state = await openState(server.address());
    if (!state.ok) throw new Error("no state");
    const [ids, cron, timezone] = [["a", "b", "c"], "0 9 * * 1", "Asia/Shanghai"];
    const before = posts();
    for (const id of ids) {
      // As if somebody had subscribed long ago: the last Monday is due at once.
      const since = new Date("2026-11-01T00:00:00Z");
      await state.value.slots.watched(`subscription:${id}`, `${cron} ${timezone}`, since);
      const channel = slack.channels[0]?.id ?? "";
      const at = since.toISOString();
      const whom = {
        channel,
        actor: "slack:U1",
        place: slack.app.team,
        paused: false,
        quiet: false,
      };
      await state.value.subscriptions.subscribe({
        ...whom,
        id,
        digest: "weekly",
        cron,
        timezone,
        locale: "en",
        at,
      });
    }
    const ended = async () => {
      const slots = await Promise.all(
        ids.map((id) => state.value.slots.list(`subscription:${id}`, 10)),
      );
      return slots.flat().map(({ stage }) => stage);
    };
    await vi.waitFor(async () => expect(await ended()).toEqual(["sent", "sent", "sent"]), {
      timeout: 40_000,
    });
    await new Promise((resolve) => setTimeout(resolve, 500));
    // The first screen of each, and what is in its thread.
    expect(posts() - before).toBe(6);
    for (const id of ids) await state.value.subscriptions.stop(id);
    await state.value.close();
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
