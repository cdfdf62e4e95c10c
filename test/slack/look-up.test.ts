import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { startBotInSlack, type BotInSlack } from "./bot-in-slack.ts";
import { buttonIn, elementsOf, labelOf, optionIn, textIn, wordsOf } from "./reading.ts";

// A bot and its engine start within the hooks, on a machine that may do other things.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 });

let here: BotInSlack;
beforeAll(async () => {
  here = await startBotInSlack();
});
afterAll(() => here?.close());

const ask = (text: string, person = here.mia) =>
  here.answerTo(() => here.driver.command({ user: person.id, channel: here.sales }, text));

const press = (button: object, ts: string, person = here.mia) =>
  here.answerTo(() =>
    here.driver.press(
      { user: person.id, channel: here.sales },
      { ...button },
      {
        message: { ts, ephemeral: true },
      },
    ),
  );

describe("/segment", () => {
  it.each(["00428", "苏州丽华纺织", "丽华"])(
    "answers %s with the card, to the asker alone",
    async (text) => {
      const card = await ask(text);
      expect(card.visibleTo).toBe(here.mia.id);
      expect(wordsOf(card)).toMatch(/苏州丽华纺织/);
      expect(wordsOf(card)).toMatch(/00428/);
      expect(wordsOf(card)).toMatch(/High value/);
      expect(wordsOf(card)).toMatch(/Save list/);
    },
  );

  it.each([
    ["pinyin", "lihuafangzhi", "苏州丽华纺织"],
    ["initials", "lhfz", "苏州丽华纺织"],
    ["a wrong character", "苏州利华", "苏州丽华纺织"],
    ["a slip", "lihau tradign", "Lihua Trading"],
  ])("finds a customer by %s", async (_, text, name) => {
    expect(wordsOf(await ask(text))).toContain(name);
  });

  it("asks which one is meant, the closer name first", async () => {
    const labels = elementsOf(await ask("lihua"), "button").map(labelOf);
    expect(labels.map((label) => label.split(" · ")[0])).toEqual(["Lihua Trading", "苏州丽华纺织"]);
  });

  it("shows no figures in the notification", async () => {
    expect((await ask("00428")).text).not.toMatch(/96,?000|63/);
  });

  it("explains, and goes back to the card", async () => {
    const card = await ask("00428");
    const why = await press(buttonIn(card, /why/i), card.ts);
    expect(why.ts).toBe(card.ts);
    expect(wordsOf(why)).toMatch(/recency/i);
    const again = await press(buttonIn(why, /card|back/i), why.ts);
    expect(again.ts).toBe(card.ts);
    expect(again.blocks).toEqual(card.blocks);
  });

  it("explains at once when asked why", async () => {
    expect(wordsOf(await ask("why 00428"))).toMatch(/recency/i);
  });

  it("says that nobody is called so", async () => {
    const absent = await ask("nobody");
    expect(wordsOf(absent)).toContain("nobody");
    expect(elementsOf(absent, "button")).toEqual([]);
  });

  it("names each of a few customers on a button, which opens the card", async () => {
    const hits = await ask("ac");
    const labels = elementsOf(hits, "button").map(labelOf);
    expect(labels.some((label) => label.startsWith("Acme"))).toBe(true);
    const card = await press(buttonIn(hits, /^Acme/), hits.ts);
    expect(wordsOf(card)).toMatch(/00430/);
  });

  it("offers a select where there are more than five", async () => {
    const [select] = elementsOf(await ask("garden"), "static_select");
    expect(select?.["options"]).toHaveLength(7);
  });

  it("searches while typing where there are more than a select holds", async () => {
    const hits = await ask("nursery");
    const [select] = elementsOf(hits, "external_select");
    const actor = { user: here.mia.id, channel: here.sales };
    const action = textIn(select ?? {}, "action_id");
    const { status, body } = await here.driver.suggest(actor, action, "choose", "nursery 11");
    expect(status).toBe(200);
    const { options } = JSON.parse(body);
    expect(options.map(labelOf)).toContainEqual(expect.stringMatching(/^Nursery 11/));
  });

  it("lists the segments, and a page of one of them", async () => {
    const segments = await ask("list");
    expect(wordsOf(segments)).toMatch(/High value/);
    const first = await press(optionIn(segments, /^Low value/), segments.ts);
    expect(wordsOf(first)).toMatch(/1–10 of 12\d/);
    const second = await press(buttonIn(first, /Next/), first.ts);
    expect(wordsOf(second)).toMatch(/11–20 of 12\d/);
  });

  it("finds a segment by its title, and offers all where there is none of that name", async () => {
    expect(wordsOf(await ask("list save list"))).toMatch(/苏州丽华纺织/);
    const unknown = await ask("list platinum");
    expect(optionIn(unknown, /^Save list/)).toBeDefined();
  });

  it.each(["", "help"])("helps when asked %j", async (text) => {
    expect(wordsOf(await ask(text))).toMatch(/\/segment/);
  });

  it("answers in Chinese where the person's Slack is", async () => {
    expect(wordsOf(await ask("00428", here.lina))).toMatch(/高价值/);
    expect(wordsOf(await ask("garden", here.lina))).toMatch(/匹配 7 位客户/);
  });

  it("lets nothing in a customer's name act", async () => {
    const card = await ask("00431");
    for (const text of elementsOf(card, "mrkdwn").map((object) => textIn(object)))
      expect(text).not.toMatch(/<!|<http|@channel/);
    expect(card.text).not.toMatch(/<!|<http/);
  });

  it("says that a button of an older version is outdated", async () => {
    const outdated = await press({ type: "button", action_id: "ask:card:0", value: "v0" }, "1.0");
    expect(wordsOf(outdated)).toMatch(/outdated/);
  });
});

it("keeps the shortcut's modal until it shows the card", async () => {
  const actor = { user: here.mia.id, channel: here.sales };
  const shown = new Promise<string>((resolve) => {
    const end = here.slack.timeline.subscribe((change) => {
      if (change.kind !== "modal" || change.view === null) return;
      const text = JSON.stringify(change.view["blocks"]);
      if (!text.includes("00428")) return;
      end();
      resolve(text);
    });
  });
  await here.driver.shortcut(actor, "look_up");
  await expect
    .poll(() => here.slack.timeline.modalOf(here.mia.id)?.["callback_id"])
    .toBe("look-up");
  const view = here.slack.timeline.modalOf(here.mia.id) ?? {};
  const values = { customer: { customer: { type: "plain_text_input", value: "00428" } } };
  await here.driver.submit(actor, { ...view, state: { values } });
  expect(await shown).toMatch(/苏州丽华纺织/);
});

it("has sent nothing that Slack would refuse, and logged no customer", () => {
  expect(here.slack.proxy.calls.filter((call) => call.problems.length > 0)).toEqual([]);
  expect(here.bot.stderr()).not.toMatch(/丽华|Acme|00428/);
});
