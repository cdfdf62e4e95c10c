import { describe, expect, it } from "vitest";
import { readActionValue } from "../../packages/slack-bot/src/ask/action-value.ts";
import { readQuestion } from "../../packages/slack-bot/src/ask/question.ts";
import { readSettings } from "../../packages/slack-bot/src/env.ts";
import { withoutMentions } from "../../packages/slack-bot/src/listeners/events/mentions.ts";

describe("what a text asks", () => {
  it.each([
    ["", { kind: "help" }],
    ["help", { kind: "help" }],
    ["帮助", { kind: "help" }],
    ["00428", { kind: "find", text: "00428", then: "card" }],
    ["  苏州  丽华 ", { kind: "find", text: "苏州 丽华", then: "card" }],
    ["why Acme & Sons", { kind: "find", text: "Acme & Sons", then: "why" }],
    ["为什么 丽华", { kind: "find", text: "丽华", then: "why" }],
    ["list", { kind: "segments" }],
    ["list save_list", { kind: "find-segment", text: "save_list" }],
    ["“list”", { kind: "find", text: "list", then: "card" }],
    ["constructor", { kind: "find", text: "constructor", then: "card" }],
  ])("%j", (text, question) => {
    expect(readQuestion(text)).toEqual(question);
  });

  it("reads a mention's text as the person wrote it", () => {
    expect(withoutMentions("<@U1> why <https://acme.example|acme.example> R&amp;D")).toBe(
      "why acme.example R&D",
    );
  });
});

describe("a button's value", () => {
  it.each([undefined, "", "not json", '{"kind":"delete"}', '{"kind":"card","customer":""}'])(
    "%j is refused",
    (value) => {
      expect(readActionValue(value)).toBeNull();
    },
  );
});

describe("the environment", () => {
  it.each([
    [{ SLACK_BOT_TOKEN: "xoxp-1", SLACK_SIGNING_SECRET: "s" }, "SLACK_BOT_TOKEN"],
    [{ SLACK_APP_TOKEN: "xapp-1" }, "SLACK_BOT_TOKEN"],
    [{ SLACK_BOT_TOKEN: "xoxb-1" }, "SLACK_BOT_TOKEN"],
    [{ PORT: "http" }, "PORT"],
    [{ SLACK_API_URL: "nowhere" }, "SLACK_API_URL"],
  ])("%j names the variable that is wrong", (env, name) => {
    const read = readSettings(env);
    expect(read.ok ? [] : read.messages.map((message) => message.split(" ")[0])).toEqual([name]);
  });

  it("without tokens is the local workspace alone", () => {
    expect(readSettings({ SLACK_BOT_TOKEN: "" })).toMatchObject({
      ok: true,
      settings: { slack: null },
    });
  });
});
