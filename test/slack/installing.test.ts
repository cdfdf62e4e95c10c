/** A bot that is installed by OAuth: what Slack gives it is kept sealed, renewed, and removed when it is taken back. */
import { randomBytes } from "node:crypto";
import { createServer } from "node:net";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { openState, statePath } from "@clientele/core";
import { startLocalSlack, type LocalSlack } from "@clientele/slack-bot/workspace";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { installationStore } from "../../packages/slack-bot/src/install/installation-store.ts";
import { startBotProcess, type BotProcess } from "./bot-process.ts";
import { writeShop } from "./project.ts";
import { wordsOf } from "./reading.ts";

vi.setConfig({ testTimeout: 90_000, hookTimeout: 60_000 });

let slack: LocalSlack;
let shop: Awaited<ReturnType<typeof writeShop>>;
beforeAll(async () => {
  slack = await startLocalSlack({ rotation: true });
  shop = await writeShop();
});
afterAll(async () => {
  await slack?.close();
  await shop?.remove();
});

const newKey = () => randomBytes(32).toString("base64");
const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" ? (address?.port ?? 0) : 0));
    });
  });

let port = 0;
const start = (env: Readonly<Record<string, string>>): BotProcess =>
  startBotProcess(["--no-workspace", "--project", shop.folder], {
    SLACK_CLIENT_ID: "local",
    SLACK_CLIENT_SECRET: "local",
    SLACK_STATE_SECRET: "a secret of the state",
    SLACK_SIGNING_SECRET: slack.signingSecret,
    SLACK_API_URL: slack.apiUrl,
    SLACK_REDIRECT_URI: `http://127.0.0.1:${port}/slack/oauth_redirect`,
    CLIENTELE_WORKSPACES: slack.app.team,
    PORT: String(port),
    ...env,
  });

/** All that is on the disk of the state. */
async function bytesOfState(): Promise<string> {
  const folder = join(shop.folder, ".clientele");
  const names = (await readdir(folder)).filter((name) => name.startsWith("state.sqlite"));
  const files = await Promise.all(names.map((name) => readFile(join(folder, name), "latin1")));
  return files.join("");
}

/** What is said to a mention, as the workspace's own bot. */
async function answers(): Promise<string> {
  const driver = slack.driver(`http://127.0.0.1:${port}/slack/events`);
  const [mia] = slack.people;
  const [sales] = slack.channels;
  const [user, channel] = [mia?.id ?? "", sales?.id ?? ""];
  const text = `<@${slack.app.botUser}> 00428`;
  const ts = await slack.say(user, channel, text);
  await driver.event({ type: "app_mention", user, channel, text, ts, event_ts: ts });
  const said = () => slack.timeline.messages().find((m) => m.thread === ts);
  await expect.poll(said, { timeout: 15_000 }).toBeDefined();
  const message = said();
  return message === undefined ? "" : wordsOf(message);
}

it("keeps what Slack gives it sealed, whatever becomes of the key, until it is taken back", async () => {
  port = await freePort();
  const [first, second] = [newKey(), newKey()];
  const bot = start({ CLIENTELE_TOKEN_KEY: first });
  await bot.printed(/Install it in a workspace at/);
  const page = await fetch(`http://127.0.0.1:${port}/slack/install`);
  const [, asked = ""] = /href="(https:[^"]+)"/.exec(await page.text()) ?? [];
  const cookie = (page.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
  const back = await slack.agree(slack.people[0]?.id ?? "", asked.replaceAll("&amp;", "&"));
  // Without the browser's own cookie somebody else's agreement is not taken.
  expect((await fetch(back)).status).not.toBe(200);
  expect(slack.issued).toEqual([]);
  expect((await fetch(back, { headers: { cookie } })).status).toBe(200);
  expect(slack.issued.length).toBe(1);

  expect(await answers()).toMatch(/苏州丽华纺织/);
  // The token ends soon, so it was renewed, and what took its place is sealed too.
  expect(slack.issued.length).toBeGreaterThan(1);
  const bytes = await bytesOfState();
  expect(bytes).toMatch(/v1\.[0-9a-f]{8}\./);
  for (const token of slack.issued) expect(bytes).not.toContain(token);
  expect(bytes).not.toMatch(/xox[a-z]|refreshToken/);
  expect(bot.stderr()).not.toMatch(/xox[a-z]/);
  await bot.stop();

  const stranger = start({ CLIENTELE_TOKEN_KEY: second });
  expect(await stranger.ended).toBe(1);
  expect(stranger.stderr()).toMatch(/CLIENTELE_TOKEN_KEY does not open what is kept of T/);
  const renewed = start({ CLIENTELE_TOKEN_KEY: second, CLIENTELE_TOKEN_KEY_OLD: first });
  await renewed.printed(/Install it in a workspace at/);
  expect(await answers()).toMatch(/苏州丽华纺织/);
  const state = await openState(statePath(shop.folder));
  if (!state.ok) throw new Error("no state");
  const ours = {
    teamId: slack.app.team,
    enterpriseId: undefined,
    isEnterpriseInstall: false as const,
  };
  const opensBy = (key: string) => {
    const keys = { now: Buffer.from(key, "base64"), old: null };
    const store = installationStore(state.value, keys, [slack.app.team]);
    return store.fetchInstallation(ours).then(
      () => true,
      () => false,
    );
  };
  expect([await opensBy(first), await opensBy(second)]).toEqual([false, true]);

  const driver = slack.driver(`http://127.0.0.1:${port}/slack/events`);
  await driver.event({ type: "app_uninstalled" });
  await expect.poll(() => renewed.stderr(), { timeout: 10_000 }).toMatch(/"uninstalled"/);
  expect(await state.value.installations.all()).toEqual([]);

  // Whoever else finds the page gets in only where the workspace is named.
  const keys = { now: randomBytes(32), old: null };
  const store = installationStore(state.value, keys, ["T0OURS"]);
  const installation = {
    team: { id: "T0THEIRS" },
    enterprise: undefined,
    user: { id: "U1", token: undefined, scopes: undefined },
    bot: { id: "B1", token: "xoxb-1", userId: "U2", scopes: [] },
    isEnterpriseInstall: false as const,
    authVersion: "v2" as const,
  };
  await expect(store.storeInstallation(installation)).rejects.toThrow(/CLIENTELE_WORKSPACES/);
  // What is kept of one workspace does not open as another's.
  await store.storeInstallation({ ...installation, team: { id: "T0OURS" } });
  const [kept] = await state.value.installations.all();
  await state.value.installations.keep(
    { place: "T0MOVED", sealed: kept?.sealed ?? "" },
    new Date(),
  );
  const moved = installationStore(state.value, keys, ["T0MOVED"]);
  const query = { ...ours, teamId: "T0MOVED" };
  await expect(moved.fetchInstallation(query)).rejects.toThrow(/not installed/);
  await state.value.close();
  await renewed.stop();
});
