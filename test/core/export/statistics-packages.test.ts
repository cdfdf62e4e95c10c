import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exportFor } from "../../../packages/core/src/compute/snapshot/export-for.ts";
import {
  cutText,
  packageNames,
} from "../../../packages/core/src/domain/statistics-package/variable.ts";
import { openFiles } from "../tables/run-project.ts";

const pspp = "/usr/bin/pspp";
if (!existsSync(pspp))
  console.error("SKIPPED: there is no PSPP. To run its test: apt-get install pspp");

const files = {
  "clientele.yaml": `clientele: 1
name: X
sources:
  customers: { from: c.csv, key: id, columns: { 年龄: { title: { en: Age, zh-CN: 年龄 } }, phone: { pii: phone } } }
  transactions: { from: t.csv, customer: c, time: d, amount: a }
metrics: { 客单价: { title: { en: Basket, zh-CN: 客单价 }, value: monetary_mean } }
`,
  "segmentations/value.yaml": `segmentation: value
title: { en: Value, zh-CN: 价值 }
kind: tiers
by: monetary
tiers: [{ id: high, title: { en: "High: it's 'top'", zh-CN: 高价值 }, at_least: 50 }, { id: low, rest: true }]
`,
  "segmentations/care.yaml": `segmentation: care
kind: rules
assign: all
segments: [{ id: vip, when: vip }, { id: old, when: 年龄 > 60 }]
`,
  "c.csv": `id,年龄,city,vip,joined,note,phone
00042,34,苏州,true,2025-03-04,"say ""hi"", twice",13800001000
7,70,,false,,"two
lines",13800001001
8,,无锡🎈,true,2024-01-31,,13800001002
`,
  "t.csv": "c,d,a\n00042,2026-01-10,100.5\n7,2026-01-11,20\n00042,2026-02-10,50\n",
} as const;

async function exported(target: "spss" | "sas", locale: string) {
  const project = await openFiles(files);
  const { base } = await project.run();
  const to = join(project.project.folder, "out.csv");
  const { rows, script } = await exportFor(project.engine, base, target, locale, {
    to,
    personal: false,
  });
  return {
    rows,
    csv: readFileSync(to, "utf8"),
    script: readFileSync(script, "utf8"),
    folder: project.project.folder,
  };
}

describe("export for statistics packages", () => {
  it("writes types, labels and meanings for SPSS, in the reader's language", async () => {
    const { rows, csv, script } = await exported("spss", "zh-CN");
    expect(rows).toBe(3);
    expect(csv.split("\n")[0]).toBe(
      "id,recency,frequency,monetary,monetary_mean,tenure,inter_purchase_time,first_order,last_order,v10,id_2,v12,city,vip,joined,note,care_vip,care_old,segment_value",
    );
    expect(csv).toContain(",two lines,0,1,low");
    expect(script.split("\n")[0]).toBe("* Encoding: UTF-8.");
    for (const line of [
      "    id A5",
      "    v12 F20.0",
      "    city A10",
      "    joined SDATE10",
      "    vip F1.0",
      "  v12 '年龄'",
      "    'high' '高价值'",
    ])
      expect(script.split("\n").map((l) => l.replace(/\.$/, ""))).toContain(line);
    expect(script).not.toContain("phone");
  });

  it("writes a program for SAS whose texts cannot end it", async () => {
    const { script } = await exported("sas", "en");
    expect(script).toContain("'high' = 'High: it''s ''top'''");
    expect(script).toContain("  informat first_order last_order joined yymmdd10.;");
    expect(script).toContain("  format segment_value $seg1f.;");
    expect(script).toContain("    v12 = 'Age'");
    expect(script.match(/;$/gm)?.length).toBeGreaterThan(8);
  });

  it.skipIf(!existsSync(pspp))(
    "is read by PSPP: the same rows, sums, dates and segments",
    async () => {
      const { folder } = await exported("spss", "en");
      const said = spawnSync(pspp, ["-O", "format=csv", "-"], {
        cwd: folder,
        encoding: "utf8",
        env: { ...process.env, LC_ALL: "C.UTF-8" }, // as SPSS in its Unicode mode
        input: `INCLUDE 'out.sps'.\nLIST id v12 city joined note segment_value care_vip monetary.\nDESCRIPTIVES monetary vip v12 /STATISTICS=SUM.\nFREQUENCIES segment_value.\n`,
      });
      expect([said.status, said.stderr]).toEqual([0, ""]);
      const lines = said.stdout.split("\n");
      expect(lines).toContain(`00042,34,苏州,2025/03/04,"say ""hi"", twice",high,1,150.5000`);
      expect(lines).toContain("7,70,,.,two lines,low,0,20.0000");
      expect(lines).toContain("8,.,无锡🎈,2024/01/31,,low,1,.0000");
      expect(lines.join("\n")).toMatch(/Monetary value,3,170\.50\n/);
      expect(lines.join("\n")).toMatch(/High: it's 'top',1,33\.3%/);
    },
  );
});

describe("names of variables", () => {
  it.each([
    [
      ["care.save_list", "年龄", "Total"],
      ["care_save_list", "v2", "Total"],
    ],
    [
      ["a", "A", "a"],
      ["a", "A_2", "a_3"],
    ],
    [
      ["2nd", "_x_", "all", "é"],
      ["v2nd", "x", "all_2", "e"],
    ],
    [
      [`${"x".repeat(40)}1`, `${"x".repeat(40)}2`],
      ["x".repeat(32), `${"x".repeat(30)}_2`],
    ],
  ])("%j become %j", (names, expected) => {
    expect(packageNames(names)).toEqual(expected);
  });

  it("are valid and unique in both packages, whatever columns are called", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "grapheme" })), (names) => {
        const made = packageNames(names);
        expect(made.every((name) => /^[A-Za-z][A-Za-z0-9_]{0,31}$/.test(name))).toBe(true);
        expect(new Set(made.map((name) => name.toLowerCase())).size).toBe(names.length);
      }),
    );
  });

  it("labels are cut between letters, in bytes", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.nat(40), (text, bytes) => {
        const cut = cutText(text, bytes);
        expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(bytes);
        expect(cut.isWellFormed()).toBe(true);
      }),
    );
  });
});
