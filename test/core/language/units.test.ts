import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { nodeKeys } from "../../../packages/core/src/language/model/keys.ts";
import { build, catalogOf } from "./project.ts";

const golden = (name: string): string =>
  readFileSync(new URL(`../../golden/config/${name}.yaml`, import.meta.url), "utf8");
const project = golden("units");
const files = (segmentation: string, own = project): Readonly<Record<string, string>> => ({
  "clientele.yaml": own,
  "segmentations/s.yaml": segmentation,
});
const rules = (unit: string, when: string, name = "s"): string =>
  `segmentation: ${name}\nkind: rules\nunit: ${unit}\nsegments:\n  - { id: a, when: ${when} }\n`;
const found = (texts: Readonly<Record<string, string>>) =>
  build(texts, undefined).problems.map(({ code, values }) => [code, values]);

describe("units in the configuration", () => {
  it("the files with every key have no problems", () => {
    const { model, problems } = build(files(golden("segments-units")), undefined);
    expect(problems).toEqual([]);
    expect(model?.segmentations[0]?.unit).toBe("household");
    expect(model?.customers?.groups.map((g) => g.name)).toEqual(["household", "branch"]);
  });

  it.each([
    ["customer", null],
    ["parent", "parent"],
    ["Root", "root"],
    ["HOUSEHOLD", "household"],
  ])("%s is a unit, whatever its case", (written, unit) => {
    const { model } = build(files(rules(written, "recency > 1")), undefined);
    expect(model?.segmentations[0]?.unit).toBe(unit);
  });

  it("a unit that is not there is told with the nearest, or with all", () => {
    const known = "customer, parent, root, household, branch";
    expect(found(files(rules("houshold", "recency > 1")))).toEqual([
      ["unknown-unit", { unit: "houshold", nearest: "household", known }],
    ]);
    const flat = project.replace(/^    parent: .*\n/m, "");
    expect(found(files(rules("root", "recency > 1"), flat))).toEqual([
      ["unknown-unit", { unit: "root", nearest: "", known: "customer, household, branch" }],
    ]);
  });

  it.each([
    ["root", "name-clash"],
    ["Customer", "name-clash"],
    ["Household", "duplicate-name"],
  ])("a group cannot be called %s", (name, code) => {
    const own = project.replace("branch: upper(branch)", `${name}: branch`);
    expect(found(files(rules("household", "recency > 1"), own))).toEqual([
      [code, { name, kind: code === "name-clash" ? "built-in unit" : "group" }],
    ]);
  });

  it("ids of accounts and groups are text, so that 007 stays 007", () => {
    const catalog = catalogOf({
      customers: { id: "number", parent_id: "number", household_id: "number", branch: "text" },
      transactions: { customer: "text", invoice: "text", paid_at: "date", amount: "number" },
    });
    const { model } = build(files(rules("root", "recency > 1")), catalog);
    expect(model?.customers?.textColumns).toEqual(["id", "parent_id", "household_id", "branch"]);
  });
});

describe("what a unit's rules may name", () => {
  const both = (unit: string, other: string, when: string, metrics = "") => ({
    ...files(rules(unit, when), project + metrics),
    "segmentations/big.yaml": rules(other, "monetary > 100", "big"),
  });

  it("a customer's rule may name the segment of the household", () => {
    expect(found(both("customer", "household", "big = 'a'"))).toEqual([]);
    expect(found(both("household", "household", "big = 'a'"))).toEqual([]);
  });

  it.each([
    ["household", "customer"],
    ["household", "root"],
    ["root", "parent"],
  ])("a rule of each %s may not name the segment of each %s", (unit, other) => {
    expect(found(both(unit, other, "big = 'a'"))).toEqual([
      ["unit-mismatch", { name: "big", of: "big", unit, other }],
    ]);
  });

  it("nor a metric that needs it, however far away", () => {
    const metrics =
      "  m: { value: case when big = 'a' then 1 else 0 end }\n  n: { value: m + 1 }\n";
    expect(found(both("household", "customer", "n > 1", metrics))).toEqual([
      ["unit-mismatch", { name: "n", of: "big", unit: "household", other: "customer" }],
    ]);
    expect(found(both("household", "household", "n > 1", metrics))).toEqual([]);
  });

  it("nor a metric of a model, which is learned from customers", () => {
    const metrics = "  p_alive: { model: pareto_nbd }\n  m: { value: p_alive * 2 }\n";
    expect(found(both("household", "household", "m > 1", metrics))).toEqual([
      ["unit-mismatch", { name: "m", of: "p_alive", unit: "household", other: "customer" }],
    ]);
    expect(found(both("customer", "household", "m > 1", metrics))).toEqual([]);
  });
});

it("the key of a segmentation follows the unit, and what makes its members", () => {
  const keyOf = (unit: string, own = project): string | undefined => {
    const { model } = build(files(rules(unit, "recency > 1"), own), undefined);
    return model === undefined ? undefined : nodeKeys(model).get("s");
  };
  const keys = [
    keyOf("customer"),
    keyOf("household"),
    keyOf("root"),
    keyOf("household", project.replace("household_id", "family_id")),
    keyOf("root", project.replace("parent_id", "above")),
  ];
  expect(new Set(keys).size).toBe(5);
  expect(keyOf("household", project.replace("parent_id", "above"))).toBe(keys[1]);
});
