import { execFileSync } from "node:child_process";
import { mkdtempSync, rmdirSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { startBotInSlack, type BotInSlack } from "./bot-in-slack.ts";
import { wordsOf } from "./reading.ts";

// A bot and its engine start within the hooks, on a machine that may do other things.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 });

/** A disk of a megabyte for the state; null where none can be made, which takes root on Linux. */
function smallDisk(): string | null {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return null;
  const folder = mkdtempSync(join(tmpdir(), "clientele-small-"));
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=1m", "none", folder], { stdio: "ignore" });
    return folder;
  } catch {
    rmdirSync(folder); // not in this container
    return null;
  }
}
const small = smallDisk();

let here: BotInSlack;
beforeAll(async () => {
  const state = small === null ? {} : { CLIENTELE_STATE: join(small, "state.sqlite") };
  here = await startBotInSlack({ env: { ...state, CLIENTELE_SLACK_TIMEOUT: "1" } });
});
afterAll(async () => {
  await here?.close();
  if (small !== null) execFileSync("umount", ["-l", small]);
});

const direct = (text: string) =>
  here.driver.event({
    type: "message",
    channel_type: "im",
    channel: here.mia.direct,
    user: here.mia.id,
    text,
    ts: "1.1",
    event_ts: "1.1",
  });
const command = (text: string) =>
  here.driver.command({ user: here.mia.id, channel: here.sales }, text);
const count = (method: string) =>
  here.slack.proxy.calls.filter((call) => call.method === method).length;

it.each([
  ["Slack is busy", { kind: "busy", retryAfter: 1 } as const],
  ["Slack fails", { kind: "status", status: 503 } as const],
  ["the connection is cut", { kind: "reset" } as const],
  ["Slack says nothing", { kind: "hang" } as const],
])("posts its answer in the end, once, when %s", async (_, fault) => {
  here.slack.proxy.inject("chat.postMessage", fault);
  const before = count("chat.postMessage");
  const card = await here.answerTo(() => direct("00428"));
  expect(wordsOf(card)).toMatch(/苏州丽华纺织/);
  expect(count("chat.postMessage") - before).toBe(2);
});

it.each([
  ["is busy", { kind: "busy", retryAfter: 1 } as const],
  ["cuts the connection", { kind: "reset" } as const],
  ["says nothing", { kind: "hang" } as const],
])("answers a command in the end, once, when the response address %s", async (_, fault) => {
  here.slack.proxy.inject("response_url", fault);
  const before = count("response_url");
  expect(wordsOf(await here.answerTo(() => command("00428")))).toMatch(/苏州丽华纺织/);
  expect(count("response_url") - before).toBe(2);
});

it("answers once what it acknowledged too late, so that Slack told of it again", async () => {
  const mention = {
    type: "app_mention",
    user: here.mia.id,
    channel: here.sales,
    text: `<@${here.slack.app.botUser}> 00428`,
    ts: "7.1",
    event_ts: "7.1",
  };
  const told = () => here.slack.timeline.messages().filter(({ thread }) => thread === "7.1");
  const pid = here.bot.child.pid ?? 0;
  process.kill(pid, "SIGSTOP");
  const deliveries = [
    here.driver.event(mention, { id: "EvLATE" }),
    here.driver.event(mention, {
      id: "EvLATE",
      retry: { number: 1, reason: "http_timeout" },
    }),
  ];
  // Slack waits for three seconds before it tells again; what counts is that both are there.
  await sleep(500);
  process.kill(pid, "SIGCONT");
  await Promise.all(deliveries);
  await expect.poll(told, { timeout: 10_000 }).toHaveLength(1);
  expect(wordsOf(await here.answerTo(() => direct("00430")))).toMatch(/Acme/);
  expect(told()).toHaveLength(1);
});

it("answers in the project's language when Slack does not say the person's", async () => {
  here.slack.proxy.inject("users.info", { kind: "refusal", error: "internal_error" });
  const said = await here.answerTo(() =>
    here.driver.command({ user: here.lina.id, channel: here.sales }, "00428"),
  );
  expect(wordsOf(said)).toMatch(/High value/);
});

it("acknowledges at once however long the answer takes", async () => {
  here.slack.proxy.inject("response_url", { kind: "delay", milliseconds: 1500 });
  expect((await command("00428")).status).toBe(200);
});

it("goes on after a post that Slack refuses", async () => {
  here.slack.proxy.inject("chat.postMessage", { kind: "refusal", error: "channel_not_found" });
  await direct("00428");
  await expect.poll(() => here.bot.stderr()).toMatch(/listener-failed/);
  expect(wordsOf(await here.answerTo(() => direct("00430")))).toMatch(/Acme/);
});

it.skipIf(small === null)(
  `shows nothing that it cannot write down: says so while its disk is full${small === null ? " (SKIPPED: needs root on Linux)" : ""}`,
  async () => {
    const filler = join(small ?? "", "filler");
    execFileSync("sh", ["-c", `cat /dev/zero > '${filler}' || true`], { stdio: "ignore" });
    const refused = /Something went wrong here, and nothing was changed/;
    expect(wordsOf(await here.answerTo(() => command("00428")))).toMatch(refused);
    expect(wordsOf(await here.answerTo(() => direct("00428")))).toMatch(refused);
    await rm(filler);
    expect(wordsOf(await here.answerTo(() => command("00428")))).toMatch(/苏州丽华纺织/);
    expect(wordsOf(await here.answerTo(() => direct("00428")))).toMatch(/苏州丽华纺织/);
  },
);

it("goes on after its token was refused", async () => {
  here.slack.proxy.inject("chat.postMessage", { kind: "refusal", error: "token_revoked" });
  await direct("00428");
  await expect
    .poll(() => here.slack.proxy.calls.filter((call) => call.answeredBy === "fault").length)
    .toBeGreaterThan(0);
  expect(wordsOf(await here.answerTo(() => direct("00430")))).toMatch(/Acme/);
});

it("answers again after its engine was killed", async () => {
  const pid = here.bot.child.pid ?? 0;
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, "utf8");
  for (const engine of children.trim().split(" ")) process.kill(Number(engine), "SIGKILL");
  await expect
    .poll(async () => wordsOf(await here.answerTo(() => command("00428"))), { timeout: 20_000 })
    .toMatch(/苏州丽华纺织/);
});
