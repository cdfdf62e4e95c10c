import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { startBotInSlack, type BotInSlack } from "./bot-in-slack.ts";
import { buttonIn, wordsOf } from "./reading.ts";

// A bot and its engine start within the hooks, on a machine that may do other things.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 });

let here: BotInSlack;
beforeAll(async () => {
  here = await startBotInSlack();
});
afterAll(() => here?.close());

/** A person writes it, and the bot is told. */
async function mention(text: string, id?: string) {
  const said = `<@${here.slack.app.botUser}> ${text}`;
  const ts = await here.slack.say(here.mia.id, here.sales, said);
  const event = {
    type: "app_mention",
    user: here.mia.id,
    channel: here.sales,
    text: said,
    ts,
    event_ts: ts,
  };
  return {
    ts,
    deliver: (retry?: { number: number; reason: string }) =>
      here.driver.event(event, {
        ...(id === undefined ? {} : { id }),
        ...(retry === undefined ? {} : { retry }),
      }),
  };
}

const posts = () => here.slack.proxy.calls.filter((call) => call.method === "chat.postMessage");

describe("a mention", () => {
  it("is answered in its thread, for all to see", async () => {
    const { ts, deliver } = await mention("00428");
    const card = await here.answerTo(() => deliver());
    expect(card).toMatchObject({ thread: ts, visibleTo: null });
    expect(wordsOf(card)).toMatch(/苏州丽华纺织/);
  });

  it("is handled once however often Slack tells of it", async () => {
    const before = posts().length;
    const { deliver } = await mention("00430", "EvTOLDTWICE");
    await here.answerTo(() => deliver());
    expect((await deliver({ number: 1, reason: "http_timeout" })).status).toBe(200);
    expect((await deliver({ number: 2, reason: "http_error" })).status).toBe(200);
    // An answer to something else shows that the redeliveries have passed.
    const { deliver: another } = await mention("00429");
    await here.answerTo(() => another());
    expect(posts().length - before).toBe(2);
  });

  it("answers a press to the presser alone, so that the message stays as it is", async () => {
    const { deliver } = await mention("00428");
    const card = await here.answerTo(() => deliver());
    const why = await here.answerTo(() =>
      here.driver.press({ user: here.lina.id, channel: here.sales }, buttonIn(card, /why/i), {
        message: {
          ts: card.ts,
          ephemeral: false,
          ...(card.thread === null ? {} : { thread: card.thread }),
        },
      }),
    );
    expect(why.ts).not.toBe(card.ts);
    expect(why).toMatchObject({ visibleTo: here.lina.id, thread: card.thread });
  });
});

describe("a direct message", () => {
  const told = (event: object) =>
    here.driver.event({
      type: "message",
      channel_type: "im",
      channel: here.lina.direct,
      user: here.lina.id,
      ts: "1.1",
      event_ts: "1.1",
      ...event,
    });

  it("is answered where it was written, in the person's language", async () => {
    const card = await here.answerTo(() => told({ text: "丽华" }));
    expect(card).toMatchObject({ channel: here.lina.direct, thread: null });
    expect(wordsOf(card)).toMatch(/高价值/);
  });

  it("is not answered when it is the bot's own, or an edit", async () => {
    const before = posts().length;
    await told({ text: "00428", bot_id: "B1", user: here.slack.app.botUser });
    await told({ subtype: "message_changed", message: { text: "00428" } });
    await here.answerTo(() => told({ text: "00428" }));
    expect(posts().length - before).toBe(1);
  });
});
