import { describe, expect, it } from "vitest";
import {
  askReader,
  buildLexicon,
  consentAsked,
  ruleOf,
  withoutMine,
  type AskCatalog,
} from "@clientele/core";
import { atomsOf } from "../../../packages/core/src/people/ask/atoms.ts";
import { numberAt } from "../../../packages/core/src/people/ask/numbers.ts";
import { stem } from "../../../packages/core/src/people/ask/stem.ts";

const money = { kind: "metric", type: "number", unit: "money" } as const;
/** A project that is nothing like the examples. */
const catalog: AskCatalog = {
  asOf: "2026-03-31",
  segmentations: [
    {
      id: "tier",
      title: { en: "Tier", "zh-CN": "层级" },
      assign: "first",
      segments: [
        { id: "a", title: { en: "Anchor", "zh-CN": "锚定客户" } },
        { id: "b", title: { en: "Drifters", "zh-CN": "漂移客户" } },
      ],
    },
  ],
  values: [
    { id: "monetary", ...money, title: { en: "Monetary value", zh: "消费金额" } },
    { id: "monetary_90", ...money, title: "Monetary value, 90 days" },
    { id: "recency", ...money, unit: "days", title: { en: "Recency", zh: "最近购买天数" } },
    { id: "frequency", ...money, unit: "orders", title: { en: "Frequency", zh: "购买次数" } },
    { id: "floor space", kind: "attribute", type: "number", unit: null, title: "Floor space" },
    { id: "行业", kind: "attribute", type: "text", unit: null, title: "行业" },
    { id: "opened", kind: "attribute", type: "date", unit: null, title: "Opened" },
  ],
  known: { 行业: ["制造业", "酒店", "O'Neill"] },
};
const read = askReader(buildLexicon(catalog));
const rule = (text: string): string | undefined => {
  const question = read(text);
  return "set" in question ? ruleOf(question.set, catalog) : question.kind;
};

describe("the rule that a question picks customers by", () => {
  it.each([
    ["anchor customers", "tier = 'a'"],
    ["锚定客户有多少", "tier = 'a'"],
    [
      "hotels that spent more than 20k in the last 90 days",
      "(\"行业\" = '酒店') and monetary_90 > 20000",
    ],
    ["酒店和制造业的漂移客户", "行业 in ('酒店', '制造业') and tier = 'b'"],
    ["floor space between 100 and 250", '"floor space" between 100 and 250'],
    ["drifters not in manufacturing", "tier = 'b' and 行业 <> '制造业'"],
    ["opened in 2025", "opened between date '2025-01-01' and date '2025-12-31'"],
    ["两年没下单的", "recency > 730"],
    ["消费不超过一千五的客户", "monetary <= 1500"],
  ])("%s", (text, expected) => {
    expect(rule(text)?.replaceAll(/[()"]/g, "")).toBe(expected.replaceAll(/[()"]/g, ""));
  });

  it("keeps a quote in a value inside its text", () => {
    expect(rule("O'Neill")).toBe("行业 = 'O''Neill'");
  });

  it("is the person's own where they write the rule language", () => {
    expect(read("find recency > 30 and tier = 'a'")).toEqual({
      kind: "list",
      set: [{ kind: "rule", text: "recency > 30 and tier = 'a'" }],
    });
  });

  it("is not guessed where a window is asked for that nothing computes", () => {
    expect(read("customers who spent more than 5000 in the last 30 days").kind).toBe("unknown");
  });
});

describe("one's own customers", () => {
  it.each([
    ["my customers", "customers"],
    ["which of my customers are anchor", "which customers are anchor"],
    ["who of mine is drifting", "who is drifting"],
    ["我的客户有多少", "客户有多少"],
    ["我名下的漂移客户", "漂移客户"],
    ["名下客户", "客户"],
  ])("are asked of in %s", (text, left) => {
    expect(withoutMine(text)).toEqual({ text: left, mine: true });
  });
  it.each(["our customers", "show me customers", "给我看客户", "我们的客户", "Mynamar Foods"])(
    "are not asked of in %s",
    (text) => expect(withoutMine(text)).toEqual({ text, mine: false }),
  );
});

describe("consent", () => {
  it.each([
    ["may we call Lihua Trading?", "phone", "Lihua Trading"],
    ["can I still email acme", "email", "acme"],
    ["is it ok to contact 00428", null, "00428"],
    ["has Acme agreed to text messages", "sms", "Acme"],
    ["能不能给丽华打电话", "phone", "丽华"],
    ["可以联系丽华吗", null, "丽华"],
    ["丽华同意收短信吗", "sms", "丽华"],
  ])("is asked for in %s", (text, channel, who) => {
    expect(consentAsked(text)).toEqual({ kind: "may", channel, who });
  });
  it.each(["不能联系的客户", "who must not be contacted", "do-not-contact list", "拒绝联系的有谁"])(
    "refused is asked for in %s",
    (text) => expect(consentAsked(text)).toEqual({ kind: "refused" }),
  );
  it.each(["can you list champions", "多久没联系了", "why acme", "多少客户可以召回"])(
    "is not asked for in %s",
    (text) => expect(consentAsked(text)).toBeNull(),
  );
});

describe("numbers in words", () => {
  it.each([
    ["一千二", 1200],
    ["两万五", 25_000],
    ["二十二", 22],
    ["1.5万", 15_000],
    ["3 million", 3_000_000],
    ["two hundred fifty", 250],
    ["12,500", 12_500],
    ["20k", 20_000],
    ["零", 0],
  ])("%s", (text, value) => {
    expect(numberAt(atomsOf(text), 0)).toEqual({ value, end: atomsOf(text).length });
  });
});

it("takes the ending from a word, whatever it is", () => {
  expect(["businesses", "cities", "orders", "status", "less", "is", "boxes"].map(stem)).toEqual([
    "business",
    "city",
    "order",
    "status",
    "less",
    "is",
    "box",
  ]);
});
