import { describe, expect, it } from "vitest";
import { completionsAt } from "../../../packages/core/src/language/authoring/completion.ts";
import { declarationsOf } from "../../../packages/core/src/language/authoring/declarations.ts";
import { hoverAt } from "../../../packages/core/src/language/authoring/hover.ts";
import { mentionsIn } from "../../../packages/core/src/language/authoring/mentions.ts";
import { cursorIn } from "./cursor.ts";

const project = (metrics: string): string =>
  `clientele: 1\nname: Test\nsources:\n  transactions: { from: t.csv, customer: c, time: t, amount: a }\nmetrics:\n${metrics}`;

function labels(marked: string): readonly string[] {
  const cursor = cursorIn("clientele.yaml", project(marked));
  return completionsAt(cursor.workspace, cursor.path, cursor.position).map((c) => c.label);
}

describe("metrics of models while they are written", () => {
  it("offer the models, what can be asked of them, and how far they look", () => {
    expect(labels("  m:\n    model: |\n")).toEqual([
      "auto",
      "pareto_nbd",
      "bg_nbd",
      "mbg_nbd",
      "shifted_beta_geometric",
    ]);
    expect(labels("  m:\n    model: bg_nbd\n    value: |\n")).toEqual([
      "p_alive",
      "expected_transactions",
      "clv",
    ]);
    expect(labels("  m:\n    model: bg_nbd\n    horizon: |\n")).toContain("90 days");
    expect(labels("  m:\n    value: rec|\n")).toContain("recency");
  });

  it("offer what a model of contracts can be asked, and the sources of spans", () => {
    const of = (key: string): readonly string[] =>
      labels(`  m:\n    model: shifted_beta_geometric\n    ${key}: |\n`);
    expect(of("value")).toEqual(["renewal", "survival", "remaining", "clv"]);
    expect(of("period")).toContain("1 month");
    const cursor = cursorIn(
      "clientele.yaml",
      project("  m:\n    model: shifted_beta_geometric\n    source: |\n").replace(
        "metrics:",
        "  visits: { from: v.csv, customer: c, time: t }\n  policies: { kind: spans, from: p.csv, customer: c, start: s, end: e }\nmetrics:",
      ),
    );
    const found = completionsAt(cursor.workspace, cursor.path, cursor.position);
    expect(found.map((c) => c.label)).toEqual(["policies"]);
  });

  it("tell in a hover what is asked of which model", () => {
    const cursor = cursorIn(
      "clientele.yaml",
      project("  c|lv: { model: bg_nbd, horizon: 90 days }\n"),
    );
    const text = hoverAt(cursor.workspace, cursor.path, cursor.position, "en")?.markdown;
    expect(text).toMatch(/model: bg_nbd\nhorizon: 90 days/);
  });

  it("do not take what is asked for the name of a metric", () => {
    const cursor = cursorIn(
      "clientele.yaml",
      project("  clv: { value: recency }\n  worth: { model: bg_nbd, value: clv }|\n"),
    );
    const text = cursor.workspace.files.read(cursor.path)?.text ?? "";
    const declarations = declarationsOf(cursor.workspace.files);
    const names = mentionsIn(cursor.path, text, declarations).filter(
      ({ target }) => target.kind === "metric" && target.name === "clv",
    );
    expect(names.map((m) => m.as)).toEqual(["declaration"]);
  });
});
