/** The bot in Slack's agent view: suggested questions, streamed answers, whether they were right. */
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
