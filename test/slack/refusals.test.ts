import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { startBotInSlack, type BotInSlack } from "./bot-in-slack.ts";

// A bot and its engine start within the hooks, on a machine that may do other things.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 });

let here: BotInSlack;
beforeAll(async () => {
  here = await startBotInSlack();
});
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
