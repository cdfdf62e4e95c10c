import { afterAll, beforeAll, expect, it } from "vitest";
import { startBotInSlack, type BotInSlack } from "./bot-in-slack.ts";

let here: BotInSlack;
beforeAll(async () => {
  here = await startBotInSlack();
}, 60_000);
afterAll(() => here?.close());

it.each([
  ["another secret", { secret: "not the secret" }],
  ["a time stamp six minutes old", { age: 360 }],
  ["no signature", { unsigned: true }],
])("refuses a request with %s", async (_, forgery) => {
  const before = here.slack.proxy.calls.length;
  const actor = { user: here.mia.id, channel: here.sales };
  expect((await here.driver.command(actor, "acme", forgery)).status).toBe(401);
  expect(here.slack.proxy.calls.length).toBe(before);
});
