/** The bot in Slack's agent view: suggested questions, streamed answers, whether they were right. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { startBotInSlack, type BotInSlack } from "../bot-in-slack.ts";
import { elementsOf, wordsOf } from "../reading.ts";

// A bot and its engine start within the hooks, on a machine that may do other things.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 });

let here: BotInSlack;
beforeAll(async () => {
  here = await startBotInSlack();
});
afterAll(() => here?.close());

const calls = (method: string) => here.slack.proxy.calls.filter((call) => call.method === method);

/** A message in a thread of the direct messages, as the agent view has them. */
async function ask(text: string, thread: string) {
  const ts = await here.slack.say(here.mia.id, here.mia.direct, text, thread);
  const event = {
    type: "message",
    channel_type: "im",
    user: here.mia.id,
    channel: here.mia.direct,
    text,
    ts,
    thread_ts: thread,
    event_ts: ts,
  };
  return here.answerTo(() => here.driver.event(event));
}

const opened = (tab: string) =>
  here.driver.event({
    type: "app_home_opened",
    user: here.mia.id,
    channel: here.mia.direct,
    tab,
    event_ts: "1",
  });

describe("the agent view", () => {
  it("suggests questions that it can answer when its messages are opened", async () => {
    await opened("messages");
    await expect
      .poll(() => calls("assistant.threads.setSuggestedPrompts").at(-1)?.args["prompts"])
      .toMatch(/^\[\{"title":"how many save list","message":"how many save list"\}/);
    const { args } = calls("assistant.threads.setSuggestedPrompts")[0] ?? { args: {} };
    expect("thread_ts" in args).toBe(false);
  });

  it("streams an answer, and asks whether it was right", async () => {
    const root = await here.slack.say(here.mia.id, here.mia.direct, "hi");
    const answer = await ask("how many save list", root);
    expect(wordsOf(answer)).toMatch(/^Save list\n\d+ customers?/);
    expect(elementsOf(answer, "feedback_buttons")).toHaveLength(1);
    await expect.poll(() => calls("chat.stopStream").length).toBe(1);
    // A thread is a conversation of its own.
    expect(wordsOf(await ask("who are they?", root))).toMatch(/苏州丽华纺织/);
  });

  it("answers with a plain message where streams are refused, once for all", async () => {
    here.slack.proxy.inject("chat.startStream", { kind: "refusal", error: "missing_scope" });
    const root = await here.slack.say(here.mia.id, here.mia.direct, "hi again");
    const before = calls("chat.stopStream").length;
    const answer = await ask("how many save list", root);
    expect(wordsOf(answer)).toMatch(/^Save list/);
    expect(elementsOf(answer, "feedback_buttons")).toHaveLength(1);
    await ask("who are they?", root);
    expect(calls("chat.stopStream")).toHaveLength(before);
    expect(
      calls("chat.startStream").filter(({ answeredBy }) => answeredBy === "fault"),
    ).toHaveLength(1);
  });
});

describe("beside a channel", () => {
  const suggested = () =>
    JSON.stringify(calls("assistant.threads.setSuggestedPrompts").at(-1)?.args["prompts"] ?? "");
  const mia = () => ({ user: here.mia.id, channel: here.mia.direct });
  const mention = (text: string) =>
    here.answerTo(() =>
      here.driver.event({
        type: "app_mention",
        user: here.mia.id,
        channel: here.sales,
        text: `<@${here.slack.app.botUser}> ${text}`,
        ts: "5.1",
        event_ts: "5.1",
      }),
    );
  const direct = (text: string, person = here.mia) =>
    here.answerTo(() =>
      here.driver.event({
        type: "message",
        channel_type: "im",
        user: person.id,
        channel: person.direct,
        text,
        ts: "6.1",
        event_ts: "6.1",
      }),
    );

  it("begins with the customer that the channel last read of, and goes on with where somebody looks", async () => {
    await here.driver.agent(mia(), here.sales);
    await expect.poll(suggested).not.toMatch(/Acme/);
    expect(wordsOf(await mention("00430"))).toMatch(/^Acme/);
    await here.driver.agent(mia(), here.sales);
    await expect
      .poll(suggested)
      .toMatch(/^"\[\{\\"title\\":\\"Why Acme\?\\",\\"message\\":\\"why 00430\\"/);
    expect(wordsOf(await direct("why?"))).toMatch(/Acme/);
    const [, other] = here.slack.channels;
    await here.driver.look(mia(), other?.id);
    await expect.poll(suggested).not.toMatch(/Acme/);
    await here.driver.look(mia());
    await here.driver.look(mia(), here.sales);
    await expect.poll(suggested).toMatch(/Acme/);
  });

  it("means it in Chinese as well, and nobody where nothing is beside", async () => {
    await here.driver.agent({ user: here.lina.id, channel: here.lina.direct }, here.sales);
    await expect.poll(suggested).toMatch(/Acme为什么在这个客群？|Acme 为什么在这个客群？/);
    expect(wordsOf(await direct("为什么？", here.lina))).toMatch(/Acme/);
    await here.driver.look({ user: here.lina.id, channel: here.lina.direct });
    const [, , wang] = here.slack.people;
    if (wang === undefined) throw new Error("no team");
    expect(wordsOf(await direct("why?", wang))).not.toMatch(/Acme/);
  });

  it("says nothing of a customer whom somebody may not see, and gives the role of the channel to its members", async () => {
    const [, , wang] = here.slack.people;
    if (wang === undefined) throw new Error("no team");
    const role = (name: string, who: string, rows: string) =>
      `  ${name}: { ${who}, rows: ${rows}, pii: [name], may: [look_up] }\n`;
    writeFileSync(
      join(here.folder, "access.yaml"),
      `roles:\n${role("all", `users: [${here.mia.id}]`, "all")}${role("few", `users: [${wang.id}]`, "id = 'G1'")}${role("room", `channels: [${here.sales}]`, "all")}`,
    );
    expect(wordsOf(await direct("00430"))).toMatch(/Acme/);
    await here.driver.agent({ user: wang.id, channel: wang.direct }, here.sales);
    await expect.poll(suggested).not.toMatch(/Acme|00430/);
    expect(wordsOf(await direct("why?", wang))).not.toMatch(/Acme|00430/);
    // Li Na has a role in the channel alone: beside it she has it too, for she is in it.
    expect(wordsOf(await direct("00430", here.lina))).not.toMatch(/Acme/);
    await here.driver.look({ user: here.lina.id, channel: here.lina.direct }, here.sales);
    expect(wordsOf(await direct("00430", here.lina))).toMatch(/Acme/);
  });
});
