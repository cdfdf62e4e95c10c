import fc from "fast-check";
import type { ActionsBlock } from "@slack/types";
import { describe, expect, it } from "vitest";
import type { View } from "@clientele/core/views";
import { checkBlocks, checkView } from "../../packages/slack-bot/src/blocks/check-payload.ts";
import { customerChoice } from "../../packages/slack-bot/src/blocks/customer-choice.ts";
import { fitToLimits } from "../../packages/slack-bot/src/blocks/fit-to-limits.ts";
import { toJson } from "../../packages/slack-bot/src/blocks/json.ts";
import { seal } from "../../packages/slack-bot/src/blocks/message.ts";
import { renderView } from "../../packages/slack-bot/src/blocks/render-view.ts";
import { escapeMrkdwn, oneLine, truncate } from "../../packages/slack-bot/src/blocks/text.ts";
import { createLog } from "../../packages/slack-bot/src/log.ts";
import { messagesFor } from "../../packages/slack-bot/src/messages/index.ts";

const plain = (text: string) => ({ type: "plain_text", text }) as const;

describe("the check of payloads", () => {
  it.each([
    ["a block that does not exist", [{ type: "sectoin" }], "/blocks/0"],
    ["a field that does not exist", [{ type: "divider", colour: "red" }], "/blocks/0"],
    [
      "a header in mrkdwn",
      [{ type: "header", text: { type: "mrkdwn", text: "x" } }],
      "/blocks/0/text/type",
    ],
    ["an empty text", [{ type: "header", text: plain("") }], "/blocks/0/text/text"],
    ["a header of 151", [{ type: "header", text: plain("x".repeat(151)) }], "/blocks/0/text/text"],
    ["51 blocks", Array.from({ length: 51 }, () => ({ type: "divider" })), "/blocks"],
    [
      "a button text of 76",
      [
        {
          type: "actions",
          elements: [{ type: "button", action_id: "a", text: plain("x".repeat(76)) }],
        },
      ],
      "/blocks/0/elements/0/text/text",
    ],
    [
      "a chart with seven segments",
      [
        {
          type: "data_visualization",
          title: "Share",
          chart: {
            type: "pie",
            segments: Array.from({ length: 7 }, (_, i) => ({ label: `${i}`, value: 1 })),
          },
        },
      ],
      "/blocks/0/chart/segments",
    ],
  ])("refuses %s", (_, blocks, pointer) => {
    expect(checkBlocks(toJson(blocks)).map((problem) => problem.pointer)).toContain(pointer);
  });

  it.each([
    [{ type: "divider" }],
    [{ type: "image", image_url: "https://example.com/a.png", alt_text: "a" }],
    [{ type: "table", rows: [[{ type: "raw_text", text: "a" }]] }],
    [{ type: "rich_text", elements: [] }],
  ])("takes %j", (block) => {
    expect(checkBlocks(toJson([block]))).toEqual([]);
  });

  it("refuses a modal whose title is longer than 24", () => {
    const view = { type: "modal", title: plain("x".repeat(25)), blocks: [{ type: "divider" }] };
    expect(checkView(toJson(view))).toEqual([
      { pointer: "/view/title/text", message: "25 characters, at most 24" },
    ]);
  });
});

const cell = fc.record({
  value: fc.string({ maxLength: 400, unit: "grapheme" }),
  type: fc.constant("text" as const),
});
const view: fc.Arbitrary<View> = fc.record({
  id: fc.constant("any"),
  title: fc.string({ maxLength: 400, unit: "grapheme" }),
  run: fc.constant(null),
  actions: fc.constant([]),
  blocks: fc.array(
    fc.oneof(
      fc.record({
        kind: fc.constant("facts" as const),
        facts: fc.array(
          fc.record({ label: fc.string(), cells: fc.array(cell, { maxLength: 4 }) }),
          {
            maxLength: 40,
          },
        ),
      }),
      fc.record({
        kind: fc.constant("table" as const),
        columns: fc.constant([]),
        rows: fc.array(fc.array(cell, { maxLength: 5 }), { maxLength: 60 }),
      }),
      fc.record({
        kind: fc.constant("note" as const),
        tone: fc.constantFrom("plain" as const, "hint" as const, "warning" as const),
        text: fc.string({ maxLength: 5000 }),
      }),
    ),
    { maxLength: 70 },
  ),
});

describe("a view as a message", () => {
  it("is always one that Slack takes", () => {
    const silent = createLog(
      (line) => {
        throw new Error(line);
      },
      () => "",
    );
    fc.assert(
      fc.property(view, (any) => {
        const message = seal(
          any.title,
          renderView(any, (c) => String(c.value)),
          silent,
        );
        expect(checkBlocks(toJson(message.blocks))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it("keeps what can be pressed where there are more blocks than fit", () => {
    const open = { type: "button", action_id: "a", text: plain("Open"), value: "v" } as const;
    const select = { type: "actions", elements: [open] } satisfies ActionsBlock;
    const fitted = fitToLimits([
      ...Array.from({ length: 80 }, () => ({ type: "divider" }) as const),
      select,
    ]);
    expect(fitted).toHaveLength(50);
    expect(fitted.at(-1)).toMatchObject({ type: "actions" });
    expect(fitted.at(-2)).toMatchObject({ type: "context" });
  });

  it("drops a button whose value would be cut, because half a value means something else", () => {
    const element = {
      type: "button",
      action_id: "a",
      text: plain("Why?"),
      value: "x".repeat(2001),
    } as const;
    expect(fitToLimits([{ type: "actions", elements: [element] }])).toEqual([]);
  });
});

describe("a choice of customers", () => {
  const customers = (count: number) =>
    Array.from({ length: count }, (_, i) => ({ id: String(i), label: `Lihua ${i}` }));
  const typesFor = (count: number) =>
    customerChoice(customers(Math.min(count, 100)), count, messagesFor("en"))[0]?.elements.map(
      (element) => element.type,
    );

  it.each([
    [2, ["button", "button"]],
    [6, ["static_select"]],
    [100, ["static_select"]],
    [101, ["external_select"]],
  ])("among %i is %j", (count, types) => {
    expect(typesFor(count)).toEqual(types);
  });
});

describe("a name from the data", () => {
  it.each([
    ["<!here>", "&lt;!here&gt;"],
    ["<http://evil.example|Acme>", "&lt;http://evil.example|Acme&gt;"],
    ["R&D", "R&amp;D"],
    ["@channel", "@\u2060channel"],
    ["Acme\nNPS 10", "Acme NPS 10"],
    ["\u202Eemca", "emca"],
  ])("%j is only text", (name, safe) => {
    expect(escapeMrkdwn(name)).toBe(safe);
  });

  it("is cut between characters and never inside an entity", () => {
    expect(truncate("👩‍👩‍👧‍👦👩‍👩‍👧‍👦", 12)).toBe("👩‍👩‍👧‍👦…");
    expect(truncate("Rock &amp; Roll", 8)).toBe("Rock…");
  });

  it("keeps within its length", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.integer({ min: 1, max: 80 }), (text, max) => {
        expect(truncate(oneLine(text), max).length).toBeLessThanOrEqual(max);
      }),
    );
  });
});
