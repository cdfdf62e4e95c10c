import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { chromium } from "playwright-core";
import { describe, expect, it, onTestFinished } from "vitest";
import {
  isBankCard,
  isChineseId,
  personalData,
} from "../../../packages/core/src/domain/quality/personal-data.ts";
import type { Quality } from "../../../packages/core/src/domain/quality/quality.ts";
import { openProject } from "../../../packages/core/src/compute/project/project.ts";
import { openProjectEngine } from "../../../packages/core/src/compute/project/open-project-engine.ts";
import { profileCatalog } from "../../../packages/core/src/compute/ingest/profile.ts";
import { readCatalog } from "../../../packages/core/src/compute/ingest/read-catalog.ts";
import { qualityOf } from "../../../packages/core/src/compute/quality/quality-of.ts";
import { readConfig } from "../../../packages/core/src/language/config/read-config.ts";
import { partialModel } from "../../../packages/core/src/language/model/partial-model.ts";
import { tablesOf } from "../../../packages/core/src/language/model/source-models.ts";
import { buildModel } from "../../../packages/core/src/language/model/build-model.ts";
import { qualityPage } from "../../../packages/core/src/views/quality-page.ts";
import { badData } from "./bad-data.ts";

async function judged(files: Readonly<Record<string, string>>): Promise<Quality> {
  const folder = mkdtempSync(join(tmpdir(), "clientele-quality-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const project = openProject(folder);
  const config = readConfig(project.files);
  if (config.project === undefined) throw new Error(JSON.stringify(config.problems));
  const engine = await openProjectEngine(project);
  try {
    const tables = tablesOf(config.project, {});
    const read = await readCatalog(engine, project, tables);
    const { catalog } = await profileCatalog(engine, project, read, tables);
    const model = buildModel(config, catalog, {}).model ?? partialModel(config, catalog, {});
    const now = new Date("2026-11-21T12:00:00Z");
    const input = { config, catalog, files: read.files, tables, model, now };
    const { quality, problems } = await qualityOf(engine, input);
    expect(problems).toEqual([]);
    return quality;
  } finally {
    await engine.close();
  }
}

const told = ({ findings }: Quality) =>
  findings.map(({ code, source, column, count, example, pii }) =>
    [
      code,
      column === null ? source : `${source}.${column}`,
      count,
      pii?.declare?.text ?? example,
    ].join(" "),
  );

it("calls nobody's rows neither those of customers who are left out on purpose, nor those of old ids", async () => {
  const quality = await judged({
    "clientele.yaml": `clientele: 1
name: Left out
sources:
  customers: { from: c.csv, key: id, where: not internal }
  transactions: { from: t.csv, customer: customer, time: day, amount: amount }
  identities: { from: m.csv, alias: old, customer: id }
`,
    "segmentations/s.yaml":
      "segmentation: s\nkind: rules\nsegments: [{ id: a, when: recency < 9 }]\n",
    "c.csv": "id,internal\nC1,false\nC2,true\n",
    "m.csv": "old,id\nX1,C1\n",
    "t.csv":
      "customer,day,amount\nC1,2026-01-02,5\nC2,2026-01-03,5\nX1,2026-01-04,5\nC9,2026-01-05,5\n",
  });
  expect(told(quality).filter((line) => line.startsWith("rows-without"))).toEqual([
    "rows-without-customer transactions 1 C9",
  ]);
});

it("counts who is likely the same by phone and who is by address, each customer once", async () => {
  const quality = await judged({
    "clientele.yaml": `clientele: 1
name: Twins
sources:
  customers: { from: c.csv, key: id, label: name, columns: { phone: { pii: phone, type: text }, mail: { pii: email } } }
  transactions: { from: t.csv, customer: customer, time: day, amount: amount }
`,
    // A and B by phone, B and C by address, D and E by address; F has the name of one and the phone of another.
    "c.csv": `id,name,phone,mail,born
A,Ann Lee,13800000001,,1980-01-01
B,ann lee,+86 138 0000 0001,ann@x.cn,1899-12-31
C,Ann Lee,,ANN@x.cn,1980-01-01
D,Bo Li,13800000002,bo@x.cn,1980-01-01
E,BoLi,,bo@x.cn,2031-01-01
F,Bo Li,13800000001,,1980-01-01
`,
    "t.csv": "customer,day,amount\nA,2026-01-02,5\n",
  });
  // Counting phones and addresses apart and taking the larger number gave 4; "born" was no date of birth.
  expect(told(quality)).toEqual(
    expect.arrayContaining([
      "likely-same customers.name 5 A, B",
      "impossible-ages customers.born 2 ",
    ]),
  );
});

describe("the quality of data", () => {
  it("finds one of everything that can be wrong, gravest first", async () => {
    expect(told(await judged(badData))).toEqual([
      "undeclared-pii customers.姓名 14       姓名: { pii: name }",
      "undeclared-pii customers.mobile 14       mobile: { pii: phone }",
      "undeclared-pii customers.mail 14 pii: email",
      "undeclared-pii customers.identity_no 12       identity_no: { pii: id_number }",
      "duplicate-ids customers.id 1 C00",
      "rows-without-id transactions.customer 1 ",
      "rows-without-customer transactions 1 X1",
      "future-dates transactions.paid_at 1 2031-01-01",
      "early-dates transactions.paid_at 1 1970-01-01",
      "impossible-ages customers.age 1 -3",
      "amounts-not-positive transactions.total 1 -5.0000",
      "duplicate-rows transactions 1 ",
      "likely-same customers.姓名 2 C01, C90",
      "parents-unmatched customers 1 C99",
      "factors-unmatched market.industry 1 mining",
      "gaps transactions 2 2025-04-01",
      "outliers transactions.total 1 9999999.0000",
      "mostly-missing customers.parent 13 ",
      "mostly-missing customers.note 13 ",
      "customers-without-rows customers 5 C08",
    ]);
  });

  it("shows no id where people are known by their names", async () => {
    const names = Array.from({ length: 24 }, (_, i) => `Anna ${String.fromCharCode(65 + i)}smith`);
    const quality = await judged({
      "clientele.yaml":
        "clientele: 1\nname: X\nsources:\n  customers: { from: c.csv, key: id }\n  transactions: { from: t.csv, customer: customer_id, time: d, amount: a }\n",
      "c.csv": "id\n1\n",
      "t.csv": `customer_id,d,a\n${names.map((name) => `${name},2026-01-05,10`).join("\n")}\n`,
    });
    expect(told(quality)).toContain("rows-without-customer transactions 24 ");
    expect(told(quality)).toContain("undeclared-pii transactions.customer_id 24 ");
    expect(JSON.stringify(quality)).not.toContain("Anna");
  });

  it("finds nothing in data that have nothing", async () => {
    const quality = await judged({
      "clientele.yaml":
        "clientele: 1\nname: X\nsources:\n  customers: { from: c.csv, key: id }\n  transactions: { from: t.csv, customer: c, time: d, amount: a }\n",
      "c.csv": "id,city\na,Wuxi\nb,Suzhou\n",
      "t.csv": "c,d,a\na,2026-01-05,10\nb,2026-01-12,12\na,2026-01-19,11\n",
    });
    expect(quality.findings).toEqual([]);
    expect(quality.coverage).toEqual([
      {
        source: "transactions",
        period: "week",
        periods: [
          { start: "2026-01-05", rows: 1 },
          { start: "2026-01-12", rows: 1 },
          { start: "2026-01-19", rows: 1 },
        ],
      },
    ]);
  });

  it("gives lines that declare what it found: added where it says, nothing is found again", async () => {
    const { findings } = await judged(badData);
    const lines = (badData["clientele.yaml"] ?? "").split("\n");
    const declared = findings.flatMap(({ pii }) => pii?.declare ?? []);
    for (const { line, text } of declared.toSorted((a, b) => b.line - a.line))
      if (text.startsWith(" ")) lines.splice(line, 0, text);
      else lines[line - 1] = (lines[line - 1] ?? "").replace("}", `, ${text} }`);
    const again = await judged({ ...badData, "clientele.yaml": lines.join("\n") });
    expect(again.findings.filter(({ code }) => code === "undeclared-pii")).toEqual([]);
  });

  // 0.6745 × (x − median) / MAD > 35 with median 104 and MAD 2: 104 + 35 × 2 / 0.6745 = 207.78.
  it.each([
    [207, 0],
    [208, 1],
  ])("tells an amount of %s as an outlier %s times", async (amount, count) => {
    const days = Array.from({ length: 28 }, (_, i) => `2026-01-${String(i + 1).padStart(2, "0")}`);
    const rows = days.flatMap((day) => [102, 104, 106].map((a) => `a,${day},${a}`));
    const quality = await judged({
      "clientele.yaml":
        "clientele: 1\nname: X\nsources:\n  transactions: { from: t.csv, customer: c, time: d, amount: a }\n",
      "t.csv": `c,d,a\n${rows.join("\n")}\na,2026-01-15,${amount}\n`,
    });
    expect(quality.findings.filter(({ code }) => code === "outliers").length).toBe(count);
  });
});

describe("personal data", () => {
  it.each([
    ["11010519491231002X", true], // the example of GB 11643-1999
    ["440524188001010014", true],
    ["110105194912310021", false],
    ["110105194913310020", false],
  ])("%s is a resident identity number: %s", (text, expected) => {
    expect(isChineseId(text)).toBe(expected);
  });

  it.each([
    ["4111 1111 1111 1111", true],
    ["6222021234567890128", isLuhn("6222021234567890128")],
    ["4111111111111112", false],
    ["1234567812345670", false], // begins as no card does
  ])("%s is the number of a bank card: %s", (text, expected) => {
    expect(isBankCard(text)).toBe(expected);
  });

  it.each([
    ["anything", ["a@b.cn", "c@d.org", "e@f.net"], "email"],
    ["x", ["13800001000", "+86 139 0000 1001", "8613700001002"], "phone"],
    ["x", ["+4915112345678", "+14155550100", "+33612345678"], "phone"],
    ["full_name", ["Anna Smith", "Jean-Luc Picard", "Bo Li"], "name"],
    ["last_name", ["Smith", "Picard", "Li"], "name"],
    ["product_name", ["Anna Smith", "Jean-Luc Picard", "Bo Li"], null],
    ["level", ["高", "白", "金", "高级", "白金"], null],
    ["amount", ["13800001000.50", "1.2", "3"], null],
    ["x", ["13800001000", "no", "none", "-"], null],
  ])("a column %s with %j holds %s", (column, values, expected) => {
    expect(personalData(column, values)).toBe(expected);
  });
});

/** Luhn's check as Wikipedia's table does it, from the left. */
function isLuhn(text: string): boolean {
  const digits = Array.from(text, Number).toReversed();
  return (
    digits.reduce(
      (sum, d, i) => sum + (i % 2 === 0 ? d : ([0, 2, 4, 6, 8, 1, 3, 5, 7, 9][d] ?? 0)),
      0,
    ) %
      10 ===
    0
  );
}

describe("the page", () => {
  const options = { locale: "en", name: '<Shop & "Co">', day: "2026-11-21" };

  it("fetches nothing and says nothing that the data could make of it", async () => {
    const page = qualityPage(
      await judged({ ...badData, "data/market.csv": "industry,<b>x</b>\nit,1\n" }),
      options,
    );
    expect(page).not.toMatch(/https?:|src=|href=|url\(|@import|<script/);
    expect(page).toContain("&lt;Shop &amp; &quot;Co&quot;&gt;");
    expect(page).toContain("&lt;b&gt;x&lt;/b&gt;");
    expect(page).not.toContain("13800001000");
  });

  const browserPath = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
  it.skipIf(!existsSync(browserPath)).each([
    ["light", "en"],
    ["dark", "zh-CN"],
  ] as const)("is accessible, %s in %s", async (colorScheme, locale) => {
    const browser = await chromium.launch({ executablePath: browserPath, args: ["--no-sandbox"] });
    try {
      const page = await browser.newPage({ colorScheme });
      await page.setContent(qualityPage(await judged(badData), { ...options, locale }));
      await page.addScriptTag({
        content: readFileSync(createRequire(import.meta.url).resolve("axe-core"), "utf8"),
      });
      const violations: unknown = await page.evaluate(
        "axe.run().then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes[0].html]))",
      );
      expect(violations).toEqual([]);
    } finally {
      await browser.close();
    }
  });
});
