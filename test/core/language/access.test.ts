import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { completionsAt } from "../../../packages/core/src/language/authoring/completion.ts";
import { hoverAt } from "../../../packages/core/src/language/authoring/hover.ts";
import { readWorkspace } from "../../../packages/core/src/language/authoring/workspace.ts";
import { readConfig } from "../../../packages/core/src/language/config/read-config.ts";
import { filesOf } from "../../../packages/core/src/language/files.ts";
import { accessModel } from "../../../packages/core/src/language/model/access-models.ts";
import { catalogOf } from "./project.ts";

const golden = readFileSync(new URL("../../golden/config/access.yaml", import.meta.url), "utf8");

const project = {
  "clientele.yaml": `clientele: 1
name: Bank
sources:
  customers:
    from: customers.csv
    key: id
    label: name
    owner: manager
    columns:
      age: { sensitive: true }
      phone: { pii: phone }
  transactions: { from: sales.csv, customer: customer, time: day, amount: total }
metrics:
  margin_rate: { value: sum(total) / count(transactions) }
`,
  "segmentations/value.yaml": `segmentation: value
kind: tiers
by: monetary
within: 365 days
tiers:
  - { id: high, top: 20% of customers }
  - { id: rest, rest: true }
`,
};
const catalog = catalogOf({
  customers: {
    id: "text",
    name: "text",
    manager: "text",
    class: "text",
    region: "text",
    age: "number",
    phone: "text",
  },
  transactions: { customer: "text", day: "date", total: "number" },
});

const workspaceWith = (access: string) =>
  readWorkspace(filesOf({ ...project, "access.yaml": access }), catalog, {});
const said = (access: string): readonly string[] =>
  workspaceWith(access).problems.map((p) => {
    const text = access.split("\n")[p.range.start.line] ?? "";
    return `${p.code} ${text.slice(p.range.start.character, p.range.end.character)}`;
  });
const rep = (rows: string): string => `roles:\n  rep:\n    groups: [sales]\n    rows: ${rows}\n`;

describe("access.yaml", () => {
  it("of the golden file has no problems", () => {
    expect(said(golden)).toEqual([]);
  });

  it("is who may see what, with addresses in small letters", () => {
    const { access } = readConfig(
      filesOf({ "access.yaml": golden.replace("li.na@example.com: {", "Li.Na@Example.com: {") }),
    );
    if (access === undefined) throw new Error("not read");
    const { roles, people, teams, deputies, keepDays, everybody, contact } = accessModel(
      access,
      null,
      () => {},
    );
    expect({ everybody, contact, keepDays }).toEqual({
      everybody: "staff",
      contact: "chen.wei@example.com",
      keepDays: 730,
    });
    expect(roles.map((r) => r.name)).toEqual(["lead", "rep", "area", "room", "staff"]);
    expect(roles[1]).toMatchObject({
      rows: [{ kind: "own" }, { kind: "rule", text: "class = 'pool'" }],
      masks: { email: "domain", id_number: "last_4" },
      hidden: ["margin_rate"],
      shown: null,
    });
    expect(roles[3]?.rows).toEqual([
      { kind: "match", pairs: [{ column: "region", attribute: "area" }] },
    ]);
    expect(people[0]).toEqual({
      keys: ["li.na@example.com", "U0EAST0001"],
      owner: ["E1043", "李娜"],
      attributes: {},
    });
    expect(teams[1]).toMatchObject({ lead: "wang.lei@example.com", reportsTo: "china" });
    expect(deputies).toEqual([
      {
        for: "li.na@example.com",
        by: "zhou.min@example.com",
        from: "2026-11-01",
        until: "2026-11-20",
      },
    ]);
  });

  it.each([
    ["a role without rows", "roles:\n  rep:\n    groups: [sales]\n", ["missing-key rep"]],
    ["a rule that is no yes or no", rep("age + 1"), ["not-boolean age + 1"]],
    ["a rule that names what is not there", rep("agee > 1"), ["unknown-name agee"]],
    ["a rule with an aggregate", rep("count(transactions) > 1"), ["aggregate-not-allowed count"]],
    [
      "a rule that names a metric and a segmentation",
      rep("value = 'high' and margin_rate > 1"),
      [],
    ],
    [
      "a column that is not there",
      `${rep("all")}    columns: { hide: [agee] }\n`,
      ["unknown-name agee"],
    ],
    [
      "a column that is matched and not there",
      `${rep("{ match: { regoin: r } }")}people:\n  a@b.c: { attributes: { r: x } }\n`,
      ["unknown-name regoin"],
    ],
    ["a window of a metric that no run has", rep("monetary_30 > 1"), ["unknown-name monetary_30"]],
    [
      "teams that report to each other",
      `${rep("team")}teams:\n  a: { reports_to: b }\n  b: { reports_to: a }\n`,
      ["cycle b"],
    ],
    [
      "names that differ by their case",
      "roles:\n  rep: { groups: [a], rows: all }\n  Rep: { groups: [b], rows: all }\n",
      ["duplicate-name Rep"],
    ],
    [
      "somebody who is neither an id nor an address",
      "roles:\n  rep: { users: [li.na], rows: all }\n",
      ["bad-value li.na"],
    ],
    [
      "a channel by its name",
      "roles:\n  rep: { channels: [sales], rows: all }\n",
      ["bad-value sales"],
    ],
    [
      "personal data beside ids alone",
      `${rep("all")}    identify: id_only\n    pii: [phone]\n`,
      ["bad-value [phone]"],
    ],
    [
      "names beside masked names",
      `${rep("all")}    identify: masked\n    pii: [name]\n`,
      ["bad-value [name]"],
    ],
    [
      "a deputy whose last day is before the first",
      `${rep("own")}deputies:\n  - { for: a@b.c, by: d@e.f, from: 2026-11-20, until: 2026-11-01 }\n`,
      ["bad-value 2026-11-01"],
    ],
    [
      "a deputy of themselves",
      `${rep("own")}deputies:\n  - { for: a@b.c, by: A@b.c }\n`,
      ["bad-value A@b.c"],
    ],
  ])("says what is wrong: %s", (_, access, problems) => {
    expect(said(access)).toEqual(problems);
  });

  it("is let through where only the file is judged: a service answers from another run than the files are of", () => {
    const { access } = readConfig(filesOf({ "access.yaml": rep("planet = 'Earth'") }));
    const problems: unknown[] = [];
    if (access !== undefined) accessModel(access, null, (...found) => problems.push(...found));
    expect(problems).toEqual([]);
  });
});

describe("access.yaml in the editor", () => {
  const at = (text: string, mark = "|") => {
    const offset = text.indexOf(mark);
    const before = text.slice(0, offset).split("\n");
    return {
      text: text.replace(mark, ""),
      position: { line: before.length - 1, character: before.at(-1)?.length ?? 0 },
    };
  };
  const offered = (marked: string): readonly string[] => {
    const { text, position } = at(marked);
    return completionsAt(workspaceWith(text), "access.yaml", position).map((c) => c.label);
  };

  it.each([
    ["keys of a role", "roles:\n  rep:\n    |\n", ["rows", "identify", "may", "columns"]],
    [
      "words and names of rows",
      "roles:\n  rep:\n    rows: |\n",
      ["own", "team", "all", "value", "region"],
    ],
    ["values of a segmentation in a rule", "roles:\n  rep:\n    rows: value = |\n", ["'high'"]],
    ["how customers are named", "roles:\n  rep:\n    identify: |\n", ["full", "masked", "id_only"]],
    ["roles for everybody", "everybody: |\nroles:\n  rep: { rows: all }\n", ["rep"]],
    ["teams that one reports to", "teams:\n  east: {}\n  west:\n    reports_to: |\n", ["east"]],
    ["classes of personal data", "roles:\n  rep:\n    pii: [|]\n", ["name", "phone", "email"]],
    [
      "columns to hide",
      "roles:\n  rep:\n    columns:\n      hide: [|]\n",
      ["margin_rate", "region", "value", "monetary"],
    ],
  ])("offers %s", (_, text, labels) => {
    expect(offered(text)).toEqual(expect.arrayContaining([...labels]));
  });

  it("tells what a key is for, in the reader's language", () => {
    const text = "roles:\n  rep:\n    rows: own\n";
    const hover = (locale: string) =>
      hoverAt(workspaceWith(text), "access.yaml", { line: 2, character: 5 }, locale)?.markdown;
    expect(hover("en")).toMatch(/Which customers/);
    expect(hover("zh-CN")).toMatch(/可见哪些客户/);
  });
});
