import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { openState, statePath } from "@clientele/core";
import type { Person, TimelineMessage } from "@clientele/slack-bot/workspace";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { startBotInSlack, type BotInSlack } from "./bot-in-slack.ts";
import { buttonIn, elementsOf, labelOf, wordsOf } from "./reading.ts";
import { saveStrategy } from "./strategy-file.ts";

// A bot and its engine start within the hooks, on a machine that may do other things.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 90_000 });

/** Of the team: Mia leads, Li Na and Wang Lei sell, Chen Wei has an area, Sam is a guest, Zhao Min is nobody. */
const access = (room: string): string => `contact: mia.clarke@example.com
roles:
  lead:
    users: [mia.clarke@example.com]
    rows: team
    pii: [name]
    may: [look_up, contact]
  rep:
    groups: [sales-east]
    rows: own
    pii: [name]
  area:
    users: [chen.wei@example.com]
    rows: { match: [city] }
    identify: id_only
  room:
    channels: [${room}]
    rows: value = 'high'
    identify: masked
people:
  chen.wei@example.com: { attributes: { city: Suzhou } }
  wang.lei@example.com: { owner: E77 }
teams:
  sales: { lead: mia.clarke@example.com }
  east: { members: [li.na@example.com, wang.lei@example.com], reports_to: sales }
`;
const owners = { "00428": "wang.lei@example.com", "00429": "E77", "00430": "gone@example.com" };

let here: BotInSlack;
let people: Readonly<Record<"mia" | "lina" | "wang" | "zhao" | "chen" | "sam", Person>>;
beforeAll(async () => {
  here = await startBotInSlack({ owners, access: access("C0NOBODY1") });
  const [mia, lina, wang, zhao, chen, sam] = here.slack.people;
  if (!mia || !lina || !wang || !zhao || !chen || !sam) throw new Error("no team");
  people = { mia, lina, wang, zhao, chen, sam };
});
afterAll(() => here?.close());

/** `/segment …`, which its asker reads alone. */
const ask = (person: Person, text: string): Promise<TimelineMessage> =>
  here.answerTo(() => here.driver.command({ user: person.id, channel: person.direct }, text));

/** The option of a card's menu that watches the customer. */
const watchOf = (card: TimelineMessage) =>
  elementsOf(card, "overflow")
    .flatMap(({ options }) => (Array.isArray(options) ? options : []))
    .find((option) => JSON.stringify(option).includes('"Watch"')) ?? null;

/** Without what was asked, and what tells one message from another. */
const bytes = (message: TimelineMessage, asked: string): string =>
  JSON.stringify([message.text, message.blocks]).replaceAll(asked, "ASKED");

describe("what people see by their roles", () => {
  it.each([
    ["a member of a user group their own, by address", "wang", "00428", true],
    ["… and by what the file says the owner column calls them", "wang", "00429", true],
    ["… and nobody else's", "wang", "G1", false],
    ["a lead those of the teams that report to theirs", "mia", "00428", true],
    ["… and not those of people in no team", "mia", "00430", false],
    ["somebody with an area those of the area", "chen", "00430", true],
  ] as const)("%s", async (_, who, customer, sees) => {
    const answer = wordsOf(await ask(people[who], customer));
    const shown = /Garden|Acme|High value|高价值|Low value|低价值/.test(answer);
    expect(shown).toBe(sees);
  });

  it("reads the same for a customer of another's and for none, letter for letter", async () => {
    for (const asked of ["G1", "Garden 1", "00430"]) {
      const forbidden = bytes(await ask(people.wang, asked), asked);
      expect(forbidden).toBe(bytes(await ask(people.wang, "Zzyzx"), "Zzyzx"));
      expect(forbidden).toMatch(/Mia Clarke/);
    }
  });

  it("counts only their own: hits, lists and segments", async () => {
    expect(wordsOf(await ask(people.wang, "list value.high"))).toMatch(/2/);
    const hits = await ask(people.wang, "nursery");
    expect(bytes(hits, "nursery")).toBe(bytes(await ask(people.wang, "Zzyzx"), "Zzyzx"));
    const all = wordsOf(await ask(people.wang, "list"));
    expect(all).toMatch(/\b2\b/);
    expect(all).not.toMatch(/\b132\b/);
  });

  it("finds names by pinyin among their own alone", async () => {
    expect(wordsOf(await ask(people.wang, "lihua"))).toMatch(/苏州丽华纺织|Lihua Trading/);
    const others = await ask(people.lina, "lihua");
    expect(wordsOf(others)).not.toMatch(/丽华|Lihua Trading/);
  });

  it("shows ids alone where names may not pass through Slack", async () => {
    const card = await ask(people.chen, "00428");
    expect(JSON.stringify(card)).not.toMatch(/丽华/);
    expect(wordsOf(card)).toMatch(/00428/);
  });

  it("says where an owner's address is nobody's in this Slack", async () => {
    expect(wordsOf(await ask(people.chen, "00430"))).toMatch(/gone@example\.com/);
    expect(wordsOf(await ask(people.chen, "G1"))).not.toMatch(/li\.na@example\.com.*无人|无人使用/);
  });

  it("tells whoever has no role the same, whatever they ask, and whom to ask for access", async () => {
    const [one, none] = [await ask(people.zhao, "00428"), await ask(people.zhao, "Zzyzx")];
    expect(bytes(one, "00428")).toBe(bytes(none, "Zzyzx"));
    expect(wordsOf(one)).toBe("You have no access to customers here. Ask Mia Clarke.");
  });

  it("gives a guest nothing", async () => {
    expect(wordsOf(await ask(people.sam, "00428"))).toMatch(/^You have no access/);
  });

  it("offers in a select only what the asker may see", async () => {
    const where = { user: people.wang.id, channel: people.wang.direct };
    const offered = async (typed: string) =>
      JSON.stringify(await here.driver.suggest(where, "search", "b", typed));
    expect(await offered("lihua")).toMatch(/00428/);
    expect(await offered("garden")).not.toMatch(/G1/);
  });
});

describe("in a channel", () => {
  const mention = async (person: Person, text: string) => {
    const { timeline, app } = here.slack;
    const before = new Set(timeline.messages().map((m) => m.ts));
    const ts = await here.slack.say(person.id, here.sales, `<@${app.botUser}> ${text}`);
    const first = await here.answerTo(() =>
      here.driver.event({
        type: "app_mention",
        user: person.id,
        channel: here.sales,
        text: `<@${app.botUser}> ${text}`,
        ts,
        event_ts: ts,
      }),
    );
    const own = timeline.messages().filter((m) => !before.has(m.ts) && m.user === app.botUser);
    return {
      first,
      open: own.filter((m) => m.visibleTo === null),
      alone: own.filter((m) => m.visibleTo !== null),
    };
  };

  it("a guest reads along, so nothing is said: in the same words for what is there and what is not", async () => {
    const there = await mention(people.wang, "00428");
    const none = await mention(people.wang, "Zzyzx");
    expect(wordsOf(there.first)).toBe(
      "I can't answer that in this channel.\nAnswer only to me\nAccess: Mia Clarke",
    );
    expect(bytes(there.first, "00428")).toBe(bytes(none.first, "Zzyzx"));
    expect(there.first.visibleTo).toBe(null);
  });

  it("answers the presser alone, by what they may see, and keeps it in their direct messages", async () => {
    const { first } = await mention(people.wang, "00428");
    const press = (person: Person, message: TimelineMessage, label: RegExp) =>
      here.answerTo(() =>
        here.driver.press({ user: person.id, channel: here.sales }, buttonIn(message, label), {
          message: { ts: message.ts, ephemeral: message.visibleTo !== null },
        }),
      );
    const own = await press(people.wang, first, /only to me/);
    expect(own.visibleTo).toBe(people.wang.id);
    expect(wordsOf(own)).toMatch(/苏州丽华纺织/);
    expect(wordsOf(await press(people.zhao, first, /only to me/))).toMatch(/^You have no access/);
    const kept = await press(people.wang, own, /Keep in DM/);
    expect(kept.channel).toBe(people.wang.direct);
    expect(wordsOf(kept)).toMatch(/苏州丽华纺织/);
    expect(elementsOf(kept, "button").map(labelOf)).not.toContain("Keep in DM");
    await vi.waitFor(() =>
      expect(here.slack.timeline.find(here.sales, own.ts)?.text).toMatch(/^Kept in your direct/),
    );
  });
});

describe("when rights change", () => {
  const save = (text: string) => writeFileSync(join(here.folder, "access.yaml"), text);

  it("they hold with the next question: a channel's role there, and the file's own problems for all", async () => {
    expect(wordsOf(await ask(people.zhao, "00428"))).toMatch(/^You have no access/);
    save(access(here.sales));
    const inRoom = await here.answerTo(() =>
      here.driver.command({ user: people.zhao.id, channel: here.sales }, "00428"),
    );
    expect(wordsOf(inRoom)).toMatch(/苏•••/);
    expect(wordsOf(inRoom)).not.toMatch(/丽华/);
    save("roles:\n  lead: { rows: 1 + }\n    x");
    expect(wordsOf(await ask(people.mia, "00428"))).toMatch(/access\.yaml has a problem/);
    save(access("C0NOBODY1"));
    expect(wordsOf(await ask(people.mia, "00428"))).toMatch(/苏州丽华纺织/);
  });

  it("what is hidden is named nowhere: in lists, choices and the home", async () => {
    const hiding = (hide: string): string =>
      `roles:\n  lead: { users: [mia.clarke@example.com], rows: all, may: [look_up, watch], columns: { hide: [${hide}] } }\n`;
    const home = async () => {
      const seen = here.slack.proxy.calls.filter(({ method }) => method === "views.publish").length;
      await here.driver.home({ user: people.mia.id, channel: people.mia.direct });
      const shown = () =>
        here.slack.proxy.calls.filter(({ method }) => method === "views.publish").slice(seen);
      await expect.poll(shown, { timeout: 10_000 }).toHaveLength(1);
      return JSON.stringify(shown());
    };
    save(hiding("monetary"));
    expect(JSON.stringify(await ask(people.mia, "list"))).toMatch(/Save list/);
    expect(await home()).toMatch(/Save list/);
    save(hiding("care"));
    expect(JSON.stringify(await ask(people.mia, "list"))).not.toMatch(/Save list|save_list/);
    expect(JSON.stringify(await ask(people.mia, "list care.save_list"))).not.toMatch(/Save list/);
    expect(await home()).not.toMatch(/Save list|save_list/);
    // What is shown first must not be asked of what is hidden.
    save(hiding("care, monetary, monetary_365"));
    expect(wordsOf(await ask(people.mia, "list value.low"))).toMatch(/Low value · \d+ customers/);
    save(access("C0NOBODY1"));
  });

  it("a deputy sees whom they stand in for, on these days only", async () => {
    const standing = (from: string, until: string): string =>
      `${access("C0NOBODY1").replace("rep:\n", "rep:\n    users: [wang.lei@example.com]\n")}deputies:\n  - { for: wang.lei@example.com, by: zhao.min@example.com, from: ${from}, until: ${until} }\n`;
    save(standing("2020-01-01", "2020-01-02"));
    expect(wordsOf(await ask(people.zhao, "00428"))).toMatch(/^You have no access/);
    save(standing("2020-01-01", "2999-01-01"));
    expect(wordsOf(await ask(people.zhao, "00428"))).toMatch(/苏州丽华纺织/);
    expect(wordsOf(await ask(people.zhao, "G1"))).toMatch(/No "?“?G1/);
    save(access("C0NOBODY1"));
  });

  it("who is removed in the middle of something sees and does nothing from then on", async () => {
    const other = await startBotInSlack({
      access: `roles:\n  rep: { users: [wang.lei@example.com], rows: all, pii: [name], may: [look_up, contact, watch, dispute, digest] }\n`,
      files: {
        "strategies/save.yaml": saveStrategy,
        "digests/weekly.yaml": "digest: weekly\nreport: [care.save_list]\n",
      },
    });
    try {
      const [, , wang] = other.slack.people;
      if (wang === undefined) throw new Error("no team");
      const actor = { user: wang.id, channel: wang.direct };
      const say = (text: string) => other.answerTo(() => other.driver.command(actor, text));
      const modalWith = async (shown: RegExp) => {
        const modal = () => other.slack.timeline.modalOf(wang.id) ?? {};
        await expect.poll(() => JSON.stringify(modal()), { timeout: 10_000 }).toMatch(shown);
        return modal();
      };
      const press = (message: TimelineMessage, label: RegExp) =>
        other.driver.press(actor, buttonIn(message, label), {
          message: { ts: message.ts, ephemeral: true },
        });
      const card = await say("00428");
      await press(card, /next step/i);
      const step = await modalWith(/do_not_contact/);
      other.slack.timeline.clear(wang.id);
      await press(await say("digests"), /Add a digest/);
      const digest = await modalWith(/digest-every/);
      other.slack.timeline.clear(wang.id);

      other.slack.remove(wang.id);
      await other.driver.event({ type: "user_change", user: { id: wang.id }, event_ts: "1.1" });
      const chosen = (value: string) => ({ selected_option: { value } });
      const sent = (view: typeof step, values: object) => ({
        ...view,
        state: JSON.parse(JSON.stringify({ values })) as typeof step,
      });
      const logged = await other.driver.submit(
        actor,
        sent(step, { result: { result: chosen("won") }, note: { note: { value: "by phone" } } }),
      );
      expect(logged.body).toMatch(/errors/);
      await other.driver.submit(
        actor,
        sent(digest, {
          "digest-name": { "digest-name": chosen("weekly") },
          "digest-every": { "digest-every": chosen("weekday") },
          "digest-time": { "digest-time": { selected_time: "09:00" } },
        }),
      );
      expect(wordsOf(await say("00428"))).toMatch(/^You have no access/);
      expect(wordsOf(await other.answerTo(() => press(card, /why/i)))).toMatch(
        /^You have no access/,
      );
      await other.driver.press(
        actor,
        {
          type: "overflow",
          action_id: "deed:more",
          block_id: "card",
          selected_option: watchOf(card),
        },
        { message: { ts: card.ts, ephemeral: true } },
      );
      const state = await openState(statePath(other.folder));
      if (!state.ok) throw new Error("no state");
      expect(await state.value.contacts(["00428"])).toEqual([]);
      expect(await state.value.watches.of(`slack:${wang.id}`, other.slack.app.team)).toEqual([]);
      expect(await state.value.subscriptions.all()).toEqual([]);
      await state.value.close();
    } finally {
      await other.close();
    }
  });

  it("writes down who was refused what, and who was shown whom", async () => {
    const state = await openState(statePath(here.folder));
    if (!state.ok) throw new Error("no state");
    const entries = await state.value.audited({ actor: `slack:${people.wang.id}`, limit: 1000 });
    await state.value.close();
    expect(entries.some((e) => e.asked === "G1" && e.customers.length === 0)).toBe(true);
    expect(entries.every((e) => e.customers.every((id) => ["00428", "00429"].includes(id)))).toBe(
      true,
    );
  });
});

describe("what Slack is asked", () => {
  const asked = (method: string): number =>
    here.slack.proxy.calls.filter((call) => call.method === method).length;

  it("is who somebody is, once for many questions", async () => {
    await ask(people.lina, "G1");
    const before = ["users.info", "usergroups.list", "usergroups.users.list"].map(asked);
    for (const text of ["G2", "G3", "list"]) await ask(people.lina, text);
    const after = ["users.info", "usergroups.list", "usergroups.users.list"].map(asked);
    // The language is asked for apart, once an hour.
    expect(after).toEqual(before);
  });

  it("is nothing of members and groups where there is no access.yaml", async () => {
    const other = await startBotInSlack();
    try {
      const { app, proxy } = other.slack;
      const text = `<@${app.botUser}> 00428`;
      const ts = await other.slack.say(other.mia.id, other.sales, text);
      const event = {
        type: "app_mention",
        user: other.mia.id,
        channel: other.sales,
        text,
        ts,
        event_ts: ts,
      };
      const answer = await other.answerTo(() => other.driver.event(event));
      expect(wordsOf(answer)).toMatch(/苏州丽华纺织/);
      expect(answer.visibleTo).toBe(null);
      const methods = proxy.calls.map((call) => call.method);
      for (const method of ["conversations.members", "usergroups.list", "users.lookupByEmail"])
        expect(methods).not.toContain(method);
    } finally {
      await other.close();
    }
  });

  it("is asked again where it was too busy, and nothing is shown meanwhile", async () => {
    const other = await startBotInSlack({ owners, access: access("C0NOBODY1") });
    try {
      const [, , wang] = other.slack.people;
      if (wang === undefined) throw new Error("no team");
      other.slack.proxy.inject("usergroups.list", { kind: "refusal", error: "internal_error" });
      const question = () =>
        other.answerTo(() =>
          other.driver.command({ user: wang.id, channel: wang.direct }, "00428"),
        );
      expect(wordsOf(await question())).toMatch(/Slack does not say who you are/);
      expect(wordsOf(await question())).toMatch(/苏州丽华纺织/);
    } finally {
      await other.close();
    }
  });
});
