import { describe, expect, it } from "vitest";
import { compliance } from "../../../packages/core/src/domain/compliance/compliance.ts";
import { isAbroad } from "../../../packages/core/src/domain/compliance/abroad-lint.ts";
import { smallSegments } from "../../../packages/core/src/domain/compliance/identity-lint.ts";
import { readConfig } from "../../../packages/core/src/language/config/read-config.ts";
import { filesOf } from "../../../packages/core/src/language/files.ts";
import { buildModel } from "../../../packages/core/src/language/model/build-model.ts";
import type { Catalog } from "../../../packages/core/src/language/model/catalog.ts";
import { messageOf } from "../../../packages/core/src/messages/index.ts";

const project = `clientele: 1
name: Law
sources:
  customers:
    from: c.csv
    key: id
    label: name
    consent: { personalised: id is not null }
    columns: { age: { type: number, sensitive: true }, phone: { pii: phone }, guardian_ok: {}, city: {} }
  transactions: { from: t.csv, customer: c, time: t, amount: a }
metrics:
  band: { value: "case when age < 30 then 'young' else 'other' end" }
`;

type Files = Readonly<Record<string, string>>;

function lint(files: Files, catalog?: Catalog) {
  const config = readConfig(filesOf({ "clientele.yaml": project, ...files }));
  const { model, problems } = buildModel(config, undefined, {});
  if (model === undefined) throw new Error(problems.map((p) => messageOf(p, "en")).join("\n"));
  return compliance({ config, model, catalog });
}

const codes = (files: Files, catalog?: Catalog) => lint(files, catalog).problems.map((p) => p.code);

const rules = (...segments: readonly string[]): Files => ({
  "segmentations/s.yaml": `segmentation: s\nkind: rules\nassign: all\nsegments:\n${segments.map((when, i) => `  - { id: s${i}, when: "${when}" }\n`).join("")}`,
});

const strategy = (more: string, of = "s.s0"): Files => ({
  "strategies/x.yaml": `strategy: x\nfor: ${of}\nobjective: grow\nowners: { lead: sales }\n${more}`,
});

const ages = (minimum: number): Catalog => ({
  sources: [
    {
      name: "customers",
      files: [],
      rows: 2,
      columns: [
        {
          name: "age",
          type: "number",
          nativeType: "BIGINT",
          nullShare: 0,
          distinct: 2,
          minimum: String(minimum),
          maximum: "70",
          top: [],
          complete: false,
        },
      ],
    },
  ],
});

describe("prices by sensitive traits", () => {
  it("are found through metrics and segmentations, with the way to the column", () => {
    const files = {
      ...rules("band = 'young'"),
      "segmentations/r.yaml":
        "segmentation: r\nkind: rules\nsegments: [{ id: near, when: s.s0 and recency < 9 }]\n",
      ...strategy("price: less\npromotion: points\n", "r.near"),
    };
    const found = lint(files, ages(20)).problems;
    expect(found.map((p) => p.code)).toEqual(["price-by-sensitive", "price-by-sensitive"]);
    expect(found[0]?.values).toEqual({
      strategy: "x",
      key: "price",
      column: "age",
      way: "r.near → s.s0 → band → age",
    });
    expect(messageOf(found[0]!, "en")).toContain("PIPL Art. 24 and 28");
    expect(messageOf(found[0]!, "zh-CN")).toContain("第 24、28 条");
  });

  it("are found where only an action asks for the trait", () => {
    const action = "actions:\n  - { id: a, do: Call, when: age > 60 }\n";
    expect(
      codes({ ...rules("recency < 9"), ...strategy(`price: less\n${action}`) }, ages(20)),
    ).toEqual(["price-by-sensitive"]);
  });

  it("are not found where the trait only says how to serve, nor where the price is for what people do", () => {
    const young = rules("age between 20 and 30");
    expect(codes({ ...young, ...strategy("product: app\n") })).toEqual([]);
    expect(codes({ ...rules("recency < 9"), ...strategy("price: less\n") })).toEqual([]);
  });
});

describe("minors", () => {
  it.each([
    ["age < 25", undefined, "error"],
    ["age between 14 and 25", undefined, "warning"],
    ["age >= 18 and recency < 9", undefined, undefined],
    ["not (age < 18)", undefined, undefined],
    ["age < 25 and guardian_ok = 'yes'", undefined, undefined],
    ["age < 25", 18, undefined],
    ["recency < 9", 9, "error"],
    ["recency < 9", undefined, undefined],
  ] as const)("%s, youngest %s: %s", (when, youngest, severity) => {
    const catalog = youngest === undefined ? undefined : ages(youngest);
    const found = lint({ ...rules(when), ...strategy("product: app\n") }, catalog).problems;
    expect(found.find((p) => p.code === "minors-reached")?.severity).toBe(severity);
    expect(found).toHaveLength(severity === undefined ? 0 : 1);
  });

  it("are not reached by who is left over when a rule before took them", () => {
    const first = `segmentation: s\nkind: rules\nsegments:\n  - { id: minors, when: age < 18 }\n  - { id: s0, else: true }\n`;
    expect(
      codes({ "segmentations/s.yaml": first, ...strategy("product: app\n") }, ages(3)),
    ).toEqual([]);
  });

  it("are left out by the fix", () => {
    const files = { ...rules("age < 25 or recency < 9"), ...strategy("product: app\n") };
    const fix = lint(files).problems[0]?.fixes[0];
    expect(fix?.title).toBe("age >= 14");
    expect(fix?.edits.map((e) => e.newText)).toEqual(["(", ") and age >= 14"]);
    const fixed = rules("(age < 25 or recency < 9) and age >= 14");
    expect(lint({ ...files, ...fixed }).problems.map((p) => p.severity)).toEqual(["warning"]);
  });
});

describe("consent", () => {
  it("is asked for by channels that come to the customer, and not by those that the customer comes to", () => {
    const files = {
      ...rules("recency < 9"),
      ...strategy("channel: { prefer: [app, sms, counter, 电话] }\n"),
    };
    const found = lint(files).problems;
    expect(found.map((p) => p.values)).toEqual([
      { strategy: "x", channel: "sms" },
      { strategy: "x", channel: "电话" },
    ]);
  });

  it("to be profiled is asked for once, however many strategies there are", () => {
    const bare = project.replace(/ {4}consent.*\n/, "");
    const files = { "clientele.yaml": bare, ...rules("recency < 9"), ...strategy("product: a\n") };
    const second = {
      "strategies/y.yaml": "strategy: y\nfor: s\nobjective: grow\nowners: { lead: a }\n",
    };
    expect(codes({ ...files, ...second })).toEqual(["personalised-without-consent"]);
  });
});

describe("rules about persons", () => {
  it.each([
    ["phone = '1'", ["rule-identifies"]],
    ["name like 'Li%'", ["rule-identifies"]],
    ["phone is not null", []],
    ["city = 'Suzhou'", []],
  ])("%s: %s", (when, expected) => {
    expect(codes(rules(when))).toEqual(expected);
  });

  it("finds segments of fewer than five among fifty or more", () => {
    const config = readConfig(
      filesOf({ "clientele.yaml": project, ...rules("recency < 9", "recency > 9") }),
    );
    const { model } = buildModel(config, undefined, {});
    if (model === undefined) throw new Error("sound");
    const small = (a: number, b: number, all: number) =>
      smallSegments(model, { s: { s0: a, s1: b } }, all).map((p) => p.values);
    expect(small(4, 5, 50)).toEqual([{ segment: "s.s0", count: 4, fewest: 5 }]);
    expect(small(0, 5, 50)).toEqual([]);
    expect(small(4, 4, 49)).toEqual([]);
  });
});

it("asks for a person behind a price, a tier and thrift", () => {
  const of = (more: string, owners: string) =>
    codes({
      ...rules("recency < 9"),
      "strategies/x.yaml": `strategy: x\nfor: s.s0\nobjective: grow\n${owners}${more}`,
    });
  expect(of("price: a\n", "owners: { lead: system }\n")).toEqual(["machine-alone"]);
  expect(of("service: { tier: low }\n", "")).toEqual(["machine-alone"]);
  expect(of("product: a\n", "owners: { lead: 系统 }\n")).toEqual([]);
  expect(of("price: a\n", "owners: { lead: sales }\n")).toEqual([]);
});

it.each([
  ["crm.eu-west-1.rds.amazonaws.com", true],
  ["db.firm.de", true],
  ["db.cn-north-1.rds.amazonaws.com.cn", false],
  ["crm.firm.cn", false],
  ["db.internal", false],
  ["10.0.0.7", false],
])("%s is abroad: %s", (host, abroad) => {
  expect(isAbroad(host)).toBe(abroad);
});

describe("suppressions", () => {
  const found = (comment: string, before = "") => {
    const files = {
      "segmentations/s.yaml": `${before}segmentation: s\nkind: rules\nassign: all\nsegments:\n${comment}  - { id: s0, when: "phone = '1'" }\n  - { id: s1, when: "phone = '2'" }\n`,
    };
    const { problems, allowed } = lint(files);
    return { codes: problems.map((p) => p.code), reasons: allowed.map((a) => a.by.reason) };
  };

  it("allow the finding of the next line, with their reason", () => {
    const allow =
      "  # clientele: allow rule-identifies because the pilot's twelve users agreed in writing\n";
    expect(found(allow)).toEqual({
      codes: ["rule-identifies"],
      reasons: ["the pilot's twelve users agreed in writing"],
    });
    expect(found("", allow.trimStart())).toEqual({
      codes: [],
      reasons: Array.from({ length: 2 }, () => "the pilot's twelve users agreed in writing"),
    });
  });

  it("allow nothing without a reason, of another code, or inside a text", () => {
    expect(found("  # clientele: allow rule-identifies\n").codes).toEqual([
      "rule-identifies",
      "rule-identifies",
      "suppression-without-reason",
    ]);
    expect(found("  # clientele: allow rule-identifies because …\n").codes).toContain(
      "suppression-without-reason",
    );
    expect(found("  # clientele: allow machine-alone because a person looks\n").codes).toEqual([
      "rule-identifies",
      "rule-identifies",
      "suppression-unused",
    ]);
    expect(found("  # clientele: allow rule-names because of it\n").codes).toContain(
      "suppression-unknown",
    );
    const text = 'title: "# clientele: allow rule-identifies because it is a text"\n';
    expect(found("", text).codes).toEqual(["rule-identifies", "rule-identifies"]);
  });

  it("are written by a fix that still lacks its reason", () => {
    const files = rules("phone = '1'");
    const [finding] = lint(files).problems;
    const edit = finding?.fixes.at(-1)?.edits[0];
    expect(edit?.newText).toBe("  # clientele: allow rule-identifies because \n");
    const lines = (files["segmentations/s.yaml"] ?? "").split("\n");
    lines.splice(edit?.range.start.line ?? 0, 0, edit?.newText.trimEnd() ?? "");
    const mended = { "segmentations/s.yaml": lines.join("\n") };
    expect(codes(mended)).toEqual(["rule-identifies", "suppression-without-reason"]);
  });
});
