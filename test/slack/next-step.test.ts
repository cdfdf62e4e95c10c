import { DatabaseSync } from "node:sqlite";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { openState, statePath } from "@clientele/core";
import type { LocalSlack } from "@clientele/slack-bot/workspace";
import { startBotInSlack, type BotInSlack } from "./bot-in-slack.ts";
import { buttonIn, textIn, wordsOf } from "./reading.ts";
import { saveStrategy } from "./strategy-file.ts";

vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 });

type View = NonNullable<ReturnType<LocalSlack["timeline"]["modalOf"]>>;

let here: BotInSlack;
beforeAll(async () => {
  here = await startBotInSlack({ files: { "strategies/save.yaml": saveStrategy } });
});
afterAll(async () => {
  await here?.close();
});

const actor = () => ({ user: here.mia.id, channel: here.sales });
const card = (id = "00428") => here.answerTo(() => here.driver.command(actor(), id));
/** The modal once it is what it is to become. */
const modalWith = async (text: RegExp): Promise<View> => {
  const modal = () => here.slack.timeline.modalOf(here.mia.id);
  await expect.poll(() => JSON.stringify(modal() ?? ""), { timeout: 10_000 }).toMatch(text);
  return modal() ?? {};
};
async function openForm(id?: string, button = /next step/i): Promise<View> {
  here.slack.timeline.clear(here.mia.id);
  const shown = await card(id);
  await here.driver.press(actor(), buttonIn(shown, button), {
    message: { ts: shown.ts, ephemeral: true },
  });
  return modalWith(/do_not_contact/);
}
const filled = (view: View, result: string | null, note: string): View => ({
  ...view,
  state: {
    values: {
      result: {
        result: {
          type: "radio_buttons",
          selected_option:
            result === null ? null : { text: { type: "plain_text", text: result }, value: result },
        },
      },
      note: { note: { type: "plain_text_input", value: note } },
    },
  },
});
async function contacts() {
  const state = await openState(statePath(here.folder));
  if (!state.ok) throw new Error("no state");
  const found = await state.value.contacts(["00428", "00431"]);
  await state.value.close();
  return found;
}

it("opens at once, then tells what to do, by when, what it takes and what to say", async () => {
  const opened = here.slack.proxy.calls.filter(({ method }) => method === "views.open").length;
  const view = await openForm();
  const told = JSON.stringify(view["blocks"]);
  expect(told).toMatch(/Call: ask what went wrong/);
  expect(told).toMatch(/Fri 20 Nov.* · 30 min · ¥40/);
  expect(told).toMatch(/What should we do better\?/);
  const first = here.slack.proxy.calls.filter(({ method }) => method === "views.open")[opened];
  expect(JSON.stringify(first?.args)).toMatch(/Opening/);
});

it("asks for the result, and logs the contact once however often the form is sent", async () => {
  const view = await openForm();
  const missing = await here.driver.submit(actor(), filled(view, null, ""));
  expect(missing.body).toMatch(/"response_action":"errors".*"result"/);
  const sent = filled(view, "no_answer", "Will call again");
  const renewed = await here.answerTo(() => here.driver.submit(actor(), sent));
  await here.answerTo(() => here.driver.submit(actor(), sent));
  const logged = await contacts();
  expect(logged).toMatchObject([
    { customer: "00428", strategy: "save", action: "call", outcome: "no_answer", channel: "phone" },
  ]);
  expect(logged[0]?.note).toBe("Will call again");
  // The rule of the action looks at the last contact: the card proposes nothing any more.
  expect(wordsOf(renewed)).toMatch(/苏州丽华纺织/);
  expect(wordsOf(renewed)).not.toMatch(/Ask what went wrong/);
});

it("keeps the note where it cannot be written down, and saves it when sent again", async () => {
  const view = await openForm("00431");
  const sent = filled(view, "won", "Two orders by May");
  const lock = new DatabaseSync(join(here.folder, ".clientele/state.sqlite"));
  lock.exec("begin immediate");
  const refused = await here.driver.submit(actor(), sent);
  lock.exec("rollback");
  lock.close();
  expect(refused.body).toMatch(/Not saved/);
  expect(refused.body).toMatch(/Two orders by May/);
  const kept = JSON.parse(refused.body) as { view: View };
  expect(JSON.stringify(kept.view["submit"])).toMatch(/Retry/);
  await here.answerTo(() =>
    here.driver.submit(actor(), filled(kept.view, "won", "Two orders by May")),
  );
  expect((await contacts()).filter(({ customer }) => customer === "00431")).toMatchObject([
    { outcome: "won", note: "Two orders by May" },
  ]);
});

it("takes a refusal at once: nothing is proposed any more", async () => {
  const view = await openForm();
  const renewed = await here.answerTo(() =>
    here.driver.submit(actor(), filled(view, "do_not_contact", "")),
  );
  expect(wordsOf(renewed)).toMatch(/Does not want to be contacted/);
  const asked = async (text: string) => wordsOf(await card(text));
  expect(await asked("may we call 00428?")).toMatch(
    /^No\. 苏州丽华纺织 · 00428 wants no contact at all/,
  );
  expect(await asked("能不能给 00429 打电话")).toMatch(/keeps no consents.*has not refused/);
  expect(await asked("who must not be contacted")).toMatch(/no contact: 1\*\n苏州丽华纺织/);
});

it("asks of one's own customers, and tells history in words", async () => {
  const lina = { user: here.lina.id, channel: here.lina.direct };
  const asked = async (text: string) =>
    wordsOf(await here.answerTo(() => here.driver.command(lina, text)));
  // Of Mia's there are none; all 132 but nobody's are Li Na's.
  expect(await asked("我名下有多少客户")).toMatch(/132/);
  expect(await asked("how many of my customers are on the save list")).toMatch(/\b2\b/);
  expect(wordsOf(await card("how many customers are mine"))).toMatch(/\b0\b/);
  expect(await asked("history of 00429")).toMatch(/运行|客群|2026|11月18日/);
});

it("says that Slack was too slow, with a way to try again", async () => {
  const shown = await card("00429");
  here.slack.proxy.inject("views.open", { kind: "refusal", error: "expired_trigger_id" });
  const told = await here.answerTo(() =>
    here.driver.press(actor(), buttonIn(shown, /next step/i), {
      message: { ts: shown.ts, ephemeral: true },
    }),
  );
  expect(wordsOf(told)).toMatch(/did not open the form in time/);
  expect(JSON.stringify(buttonIn(told, /retry/i))).toMatch(/00429/);
});

it("calls a card of an older run outdated, and shows it anew", async () => {
  const shown = await card();
  const button = buttonIn(shown, /next step/i);
  const old = {
    ...button,
    value: textIn(button, "value").replace(/"run":"[^"]*"/, '"run":"older"'),
  };
  const told = await here.answerTo(() =>
    here.driver.press(actor(), old, { message: { ts: shown.ts, ephemeral: true } }),
  );
  expect(wordsOf(told)).toMatch(/This card is outdated/);
  const again = await here.answerTo(() =>
    here.driver.press(actor(), buttonIn(told, /refresh/i), {
      message: { ts: told.ts, ephemeral: true },
    }),
  );
  expect(wordsOf(again)).toMatch(/Spent in 365 days/);
});
