import { describe, expect, it } from "vitest";
import type { Clause } from "../../../packages/core/src/domain/explain/clause.ts";
import type { Explained } from "../../../packages/core/src/host/protocol.ts";
import { fileStart, problem } from "../../../packages/core/src/problem.ts";
import {
  customerCard,
  helpView,
  membersView,
  notFoundView,
  previewView,
  problemLine,
  runSummaryView,
  segmentsView,
  toText,
  whyView,
  type View,
} from "../../../packages/core/src/views/index.ts";
import { customer, explained } from "../../golden/examples/explained.ts";
import { preview } from "../../golden/examples/preview.ts";
import { base, projectInfo } from "../../golden/examples/project-info.ts";
import { runSummary } from "../../golden/examples/run-summary.ts";

const en = { locale: "en", today: "2026-11-20" } as const;
const zh = { locale: "zh-CN", today: "2026-11-20" } as const;
const linesOf = (view: View, options: typeof en | typeof zh = en): readonly string[] =>
  toText(view, { ...options, width: 80 }).split("\n");

describe("the customer card", () => {
  it("says who, where they stand, their rhythm, their spending and how old the data are", () => {
    expect(linesOf(customerCard(explained, projectInfo, en))).toEqual([
      "苏州丽华纺织 · 00428",
      "",
      "Save list · High value · At risk",
      "Usually buys every  21 days (last 63 days ago)",
      "Spent in 365 days   ¥96,000 (9 orders)",
      "Orders in all       12",
      "",
      "Owner Li Na · data to 18 Nov",
    ]);
  });

  it("reads in Chinese", () => {
    expect(linesOf(customerCard(explained, projectInfo, zh), zh)).toEqual([
      "苏州丽华纺织 · 00428",
      "",
      "挽留名单 · 高价值 · 有流失风险",
      "通常购买间隔   21 天（上次在 63 天前）",
      "近 365 天消费  9.6 万元（9 单）",
      "累计订单       12",
      "",
      "负责人 Li Na · 数据截至 11月18日",
    ]);
  });

  it("tells twelve segments at most, and how many there are besides", () => {
    const many = (count: number) => {
      const names = Array.from({ length: count }, (_, i) => `s${i}`);
      const segmentations = names.map((id) => ({
        id,
        title: id,
        kind: "rules" as const,
        assign: "first" as const,
        segments: [{ id: "in", title: `In ${id}` }],
      }));
      const segments = Object.fromEntries(names.map((id) => [id, ["in"]]));
      const found = { ...explained, customer: { ...explained.customer, segments } };
      return linesOf(customerCard(found, { ...projectInfo, segmentations }, en)).join(" ");
    };
    expect(many(12)).toMatch(/In s0 · .* · In s11 Usually/);
    expect(many(60)).toMatch(/In s0 · .* · In s10 \(and 49 more\)/);
  });

  it("keeps cells unformatted", () => {
    const [facts] = customerCard(explained, projectInfo, en).blocks;
    expect(facts?.kind === "facts" ? facts.facts[2]?.cells : undefined).toEqual([
      { value: 96_000, type: "money", unit: "CNY" },
    ]);
  });

  it("offers why, and the list of the first segment", () => {
    expect(customerCard(explained, projectInfo, en).actions).toEqual([
      { id: "why", args: { customer: "00428" }, label: "Why?" },
      {
        id: "list",
        args: { segmentation: "care", segment: "save_list" },
        label: "All in Save list",
      },
    ]);
  });

  it("says so where there is no order, no segment, no name and no owner", () => {
    const bare = { id: "7", label: null, owner: null, values: {}, segments: {} };
    const view = customerCard({ ...explained, customer: bare }, projectInfo, en);
    expect(linesOf(view)).toEqual(["7", "", "In no segment", "No order yet", "", "Data to 18 Nov"]);
  });

  it("counts back to the last order where the customer bought once", () => {
    const values = { recency: 63, frequency: 1, monetary: 80 };
    const view = customerCard({ ...explained, customer: { ...customer, values } }, projectInfo, en);
    expect(linesOf(view)).toContain("Last order     16 Sep (63 days ago)");
    expect(linesOf(view)).toContain("Spent in all   ¥80");
  });
});

describe("the reasons", () => {
  it("put verdict, value and cut of each clause in words", () => {
    expect(linesOf(whyView(explained, projectInfo, en)).slice(2, -2)).toEqual([
      "High value, because:",
      "Met  Spent in 365 days · ¥96,000 (cut ¥5,200)",
      "",
      "At risk, because:",
      "Recency  63 days (score 2 of 5)",
      "Orders   12 (score 4 of 5)",
      "",
      "Save list, because:",
      "Met  High value · ¥96,000 (cut ¥5,200)",
      "and either:",
      "Met  NPS · 4 (cut: 4 or lower)",
      "Met  Still active · 35 % (cut: under 40 %)",
    ]);
  });

  const because = (
    clauses: readonly Clause[],
    segment: string | null = "save_list",
  ): readonly string[] => {
    const reasons = [{ segmentation: "care", segment, clauses }];
    return linesOf(whyView({ ...explained, reasons } satisfies Explained, projectInfo, en)).slice(
      2,
      -2,
    );
  };
  const clause = {
    text: "nps > 8",
    verdict: "met",
    metric: "nps",
    value: 9,
    cut: 8,
    depth: 0,
    joined: null,
  } as const;

  it("say that any clause is enough where the rule says or", () => {
    const [first] = because([
      { ...clause, joined: "or" },
      { ...clause, joined: "or", verdict: "unknown", value: null },
    ]);
    expect(first).toBe("Save list, because of one of:");
  });

  it("show what is not known as a dash", () => {
    expect(because([{ ...clause, verdict: "unknown", value: null }])).toContain(
      "Unknown  NPS · – (cut: over 8)",
    );
  });

  it("give the rule's own words only where the value does not say it all", () => {
    const city = { ...clause, text: "city in ('苏州')", metric: "city", value: "苏州", cut: null };
    expect(because([city])).toContain("Met  City · 苏州");
    expect(because([{ ...city, verdict: "not-met", value: "无锡" }])).toContain(
      "Not met  City · 无锡 (city in ('苏州'))",
    );
    expect(because([{ ...city, text: "city = '苏州'", cut: "苏州" }])).toContain(
      "Met  City · 苏州",
    );
  });

  it("show a clause that no metric is in as it is written", () => {
    expect(because([{ ...clause, text: "a + b > c", metric: null, cut: null }])).toContain(
      "Met  a + b > c",
    );
  });

  it("say that nothing else fitted where a segment takes the rest", () => {
    expect(because([])).toEqual(["Save list, because:", "No other rule fits"]);
  });

  it("say where a customer is in none", () => {
    expect(because([], null)).toEqual(["Care lists  In no segment"]);
  });
});

describe("lists of customers", () => {
  const second = {
    ...customer,
    id: "00429",
    label: "丽华百货",
    owner: null,
    values: { city: "无锡" },
  };
  const members = { base, total: 3, rows: [customer, second] };

  it("show what tells customers of one name apart", () => {
    expect(linesOf(membersView(members, projectInfo, { ...en, match: "丽华" }))).toEqual([
      '3 customers match "丽华":',
      "",
      "Customer      City  Owner  ID",
      "苏州丽华纺织  苏州  Li Na  00428",
      "丽华百货      无锡  –      00429",
      "… 2 / 3",
      "",
      "Data to 18 Nov",
    ]);
  });

  it("leave out columns that nobody has", () => {
    const bare = { id: "12346", label: null, owner: null, values: {}, segments: {} };
    const [table] = membersView({ base, total: 1, rows: [bare] }, projectInfo, en).blocks;
    expect(table?.kind === "table" ? table.columns.map((c) => c.label) : []).toEqual(["ID"]);
  });

  it("are named after their segment, with the metrics that were asked for", () => {
    const segment = { segmentation: "care", segment: "save_list" };
    const view = membersView(members, projectInfo, { ...zh, segment, metrics: ["monetary_365"] });
    expect(view.title).toBe("挽留名单 · 3 位客户");
    expect(linesOf(view, zh)).toContain("苏州丽华纺织  苏州  Li Na   00428          96,000 元");
  });
});

describe("counts", () => {
  it("list segments with customers, share and revenue", () => {
    const [table] = segmentsView(preview, en).blocks;
    expect(table?.kind === "table" ? table.rows[0]?.map((cell) => cell.value) : []).toEqual([
      "Save list",
      1_240,
      0.0257,
      9_700_000,
    ]);
  });

  it("show the change against the base and who would move", () => {
    const lines = linesOf(previewView(preview, en)).join("\n");
    expect(lines).toMatch(/Save list +1,240 +2\.6 % +\+398/);
    expect(lines).toMatch(/Standard +Save list +371 +¥3,100,000/);
    expect(lines).toContain("38 ms · data to 18 Nov · vs published");
  });

  it("say so where nobody moves", () => {
    const segmentations = preview.segmentations.map((s) => ({ ...s, moves: [] }));
    expect(linesOf(previewView({ ...preview, segmentations }, en))).toContain("Nobody moves.");
  });

  it("do not pretend a change where there is no base", () => {
    const lines = linesOf(previewView({ ...preview, base: null }, en)).join("\n");
    expect(lines).not.toMatch(/[+−]\d/);
    expect(lines).toContain("run the project once");
  });
});

describe("the summary of a run", () => {
  const lines = linesOf(runSummaryView(runSummary, projectInfo, en));

  it("says what to look at, from the numbers", () => {
    expect(lines.slice(lines.indexOf("What to look at"))).toEqual([
      "What to look at",
      "High value: 20 % of customers bring 80 % of revenue.",
      "At risk: 4,821 customers (10 %) who spent ¥970,000 so far.",
      "Nobody is in: Champions.",
      "",
      "Run 20261118-0700-a41c · 3.2 s",
    ]);
  });

  it("has nothing to say about nobody", () => {
    const none = { ...runSummary, customers: 0, revenue: 0, segmentations: {} };
    expect(linesOf(runSummaryView(none, projectInfo, en))).not.toContain("What to look at");
  });
});

describe("answers without customers", () => {
  it("are the same for what is absent and what is forbidden", () => {
    expect(toText(notFoundView("acme", { ...en, ask: "Chen Wei" }), en)).toBe(
      'No "acme" among customers you can see. Try an ID, or ask Chen Wei.',
    );
    expect(toText(notFoundView("acme", { ...zh, ask: "陈伟" }), zh)).toBe(
      "可见客户中没有“acme”。可用编号再试，或询问陈伟。",
    );
  });

  it("help with examples", () => {
    expect(toText(helpView(en), en)).toMatch(/^\/segment help +This list$/m);
  });
});

it("problems print with a one-based place", () => {
  const place = {
    file: "clientele.yaml",
    range: { ...fileStart, start: { line: 6, character: 4 } },
  };
  expect(problemLine(problem("missing-key", { key: "from" }, place), "en")).toBe(
    'clientele.yaml:7:5: error missing-key: "from" is missing; add it',
  );
});
