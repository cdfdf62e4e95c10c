import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { clientele, problemsOf } from "./clientele.ts";
import { config, customers, temporaryProject } from "./temporary-project.ts";

const consents = "    consent: { sms: sms_ok, personalised: profiling = 'all' }\n    columns:";
const agreed = ["sms_ok,profiling", "true,all", "false,all", ",none", "true,"];
const files = {
  "clientele.yaml": config
    .replace("    columns:", consents)
    .replace(
      "metrics:",
      "  identities: { from: data/merged.csv, alias: old, customer: now }\nmetrics:",
    ),
  "data/customers.csv": customers
    .trim()
    .split("\n")
    .map((line, i) => `${line},${agreed[i] ?? ""}`)
    .join("\n"),
  "data/merged.csv": "old,now\n00003,00002\n",
};

describe("consent", () => {
  it("is shown, and exported for those who agreed only; unknown means no", async () => {
    const folder = temporaryProject(files);
    await clientele(["run", folder]);
    const shown = await clientele(["show", "00428", "--json", "--project", folder]);
    expect(shown.json).toMatchObject({ customer: { consent: { sms: true, personalised: true } } });
    const unsaid = await clientele(["show", "00004", "--json", "--project", folder]);
    expect(unsaid.json).toMatchObject({
      customer: { consent: { sms: true, personalised: false } },
    });
    const to = join(folder, "out.csv");
    const all = await clientele(["export", folder, "--to", to]);
    expect(all.code).toBe(0);
    const [names = "", ...rows] = readFileSync(to, "utf8").trim().split("\n");
    expect(names).toContain("consent_sms,consent_personalised,segment_");
    expect(rows.map((row) => row.slice(0, 5))).toEqual(["00002", "00004", "00428"]);
    await clientele(["export", folder, "--to", to, "--consent", "sms"]);
    const texted = readFileSync(to, "utf8").trim().split("\n").slice(1);
    expect(texted.map((row) => row.slice(0, 5))).toEqual(["00004", "00428"]);
    await clientele(["contact", "00428", "--outcome", "do_not_contact", "--project", folder]);
    await clientele(["export", folder, "--to", to, "--consent", "sms"]);
    const left = readFileSync(to, "utf8").trim().split("\n").slice(1);
    expect(left.map((row) => row.slice(0, 5))).toEqual(["00004"]);
  });

  it("that the project does not name is refused", async () => {
    const folder = temporaryProject(files);
    await clientele(["run", folder]);
    const to = join(folder, "out.csv");
    const ended = await clientele(["export", folder, "--to", to, "--consent", "smss", "--json"]);
    expect(problemsOf(ended)).toMatchObject([
      { code: "unknown-consent", message: 'no consent "smss"; did you mean "sms"?' },
    ]);
  });

  it("must be true or false, and named once", async () => {
    const folder = temporaryProject({
      ...files,
      "clientele.yaml": config.replace(
        "    columns:",
        "    consent: { sms: profiling, SMS: sms_ok }\n    columns:",
      ),
    });
    const ended = await clientele(["check", folder, "--json"]);
    expect(problemsOf(ended).map((p) => [p.code, p.range.start.line])).toEqual([
      ["not-boolean", 11],
      ["duplicate-name", 11],
    ]);
  });
});

describe("show", () => {
  it("answers for an old id, and says into whom it was merged", async () => {
    const folder = temporaryProject(files);
    await clientele(["run", folder]);
    const json = await clientele(["show", "00003", "--json", "--project", folder]);
    expect(json.json).toMatchObject({
      merged_from: "00003",
      customer: { id: "00002", metrics: { monetary: 32.6 } },
    });
    const text = await clientele(["show", "00003", "--project", folder]);
    expect(text.out).toContain("00003 was merged into this customer");
    const own = await clientele(["show", "00002", "--json", "--project", folder]);
    expect(own.json).not.toHaveProperty("merged_from");
  });
});
