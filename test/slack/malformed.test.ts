/** Requests that are signed as they should be and hold what Slack never sends: the bot refuses or ignores each, and goes on. */
import { createHmac } from "node:crypto";
import { request } from "node:http";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { startBotInSlack, type BotInSlack } from "./bot-in-slack.ts";
import { wordsOf } from "./reading.ts";

// A bot and its engine start within the hooks, on a machine that may do other things.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 });

let here: BotInSlack;
beforeAll(async () => {
  here = await startBotInSlack();
});
afterAll(() => here?.close());

/** The status, or `cut`: what cannot be read is not always answered. Each on a connection of its own. */
function send(body: string, type: string): Promise<number | "cut"> {
  const time = Math.floor(Date.now() / 1000);
  const digest = createHmac("sha256", here.slack.signingSecret)
    .update(`v0:${time}:${body}`)
    .digest("hex");
  const headers = {
    "content-type": type,
    "x-slack-request-timestamp": String(time),
    "x-slack-signature": `v0=${digest}`,
  };
  return new Promise((resolve) => {
    request(here.address, { method: "POST", headers, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on("error", () => resolve("cut"))
      .end(body);
  });
}

const form = "application/x-www-form-urlencoded";
const json = "application/json";
const payload = (value: unknown): string =>
  new URLSearchParams({ payload: JSON.stringify(value) }).toString();
const event = (inner: unknown): string =>
  JSON.stringify({
    type: "event_callback",
    team_id: "T",
    event_id: `Ev${Math.random()}`,
    event: inner,
  });

it.each([
  ["no body", "", json],
  ["half of a JSON text", '{"type":"event_call', json],
  ["JSON of another kind", "[1,2]", json],
  ["nothing but null", "null", json],
  ["an event without an event", event(undefined), json],
  [
    "an event of numbers",
    event({ type: "app_mention", user: 1, channel: 2, text: 3, ts: 4 }),
    json,
  ],
  [
    "a mention without a text",
    event({ type: "app_mention", user: "U1", channel: "C1", ts: "1.1" }),
    json,
  ],
  [
    "a message without a user",
    event({ type: "message", channel_type: "im", channel: "D1", text: "00428", ts: "1.2" }),
    json,
  ],
  ["a command without a user", "command=%2Fsegment&text=00428", form],
  ["a form without a payload", "x=1", form],
  ["a payload that is no JSON", "payload=%7B%22type%22", form],
  ["a press without actions", payload({ type: "block_actions", user: { id: "U1" } }), form],
  [
    "a press of nothing we know",
    payload({
      type: "block_actions",
      user: { id: "U1" },
      actions: [{ type: "button", action_id: "x", value: "{" }],
    }),
    form,
  ],
  [
    "a modal without a state",
    payload({
      type: "view_submission",
      user: { id: "U1" },
      view: { callback_id: "look_up", id: "V1" },
    }),
    form,
  ],
  [
    "a modal with another's notes",
    payload({
      type: "view_submission",
      user: { id: "U1" },
      view: { callback_id: "contact", id: "V1", private_metadata: "{]", state: { values: {} } },
    }),
    form,
  ],
  [
    "a search without words",
    payload({ type: "block_suggestion", user: { id: "U1" }, action_id: "search", block_id: "b" }),
    form,
  ],
  ["five megabytes", event({ type: "app_mention", text: "a".repeat(5_000_000) }), json],
])("goes on after %s", async (_, body, type) => {
  // Bolt answers 404 after three seconds what no listener takes.
  expect([200, 400, 401, 404, 413, 500, "cut"]).toContain(await send(body, type));
  const answer = await here.answerTo(() =>
    here.driver.command({ user: here.mia.id, channel: here.sales }, "00428"),
  );
  expect(wordsOf(answer)).toMatch(/苏州丽华纺织/);
});

it("says nothing of what it was sent in its log", () => {
  expect(here.bot.stderr()).not.toMatch(/aaaaaaaaaa|00428/);
});
