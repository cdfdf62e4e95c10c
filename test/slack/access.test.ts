import { openState, statePath } from "@clientele/core";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { startBotInSlack, type BotInSlack } from "./bot-in-slack.ts";
import { buttonIn, elementsOf, wordsOf } from "./reading.ts";

// A bot and its engine start within the hooks, on a machine that may do other things.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 });

let here: BotInSlack;
beforeAll(async () => {
  here = await startBotInSlack({ privateNames: true });
});
afterAll(() => here?.close());

const ask = (text: string) =>
  here.answerTo(() => here.driver.command({ user: here.mia.id, channel: here.sales }, text));

it.each(["00428", "why 00428", "ac", "garden", "list save_list"])(
  "shows nobody's name where names are personal data, asked %j",
  async (text) => {
    const answer = await ask(text);
    expect(wordsOf(answer)).toMatch(/•••/);
    expect(JSON.stringify(answer)).not.toMatch(/丽华|Acme|Garden \d/);
  },
);

it("writes down every look-up: who, where, what was asked, whom it showed", async () => {
  const hits = await ask("ac");
  await here.answerTo(() =>
    here.driver.press({ user: here.lina.id, channel: here.sales }, buttonIn(hits, /00430/), {
      message: { ts: hits.ts, ephemeral: true },
    }),
  );
  const state = await openState(statePath(here.folder));
  if (!state.ok) throw new Error("no state");
  const [pressed, asked] = await state.value.audited({ limit: 2 });
  await state.value.close();
  expect(asked).toMatchObject({
    actor: `slack:${here.mia.id}`,
    surface: "slack",
    channel: here.sales,
    action: "find",
    asked: "ac",
    customerCount: elementsOf(hits, "button").length,
  });
  expect(pressed).toMatchObject({
    actor: `slack:${here.lina.id}`,
    action: "show",
    customers: ["00430"],
  });
});
