/** What a snapshot stores of a customer once and says several times. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { sureText } from "../../../packages/core/src/compute/engine/cell.ts";
import { openEngine } from "../../../packages/core/src/compute/engine/duckdb.ts";
import { openProject } from "../../../packages/core/src/compute/project/project.ts";
import { run } from "../../../packages/core/src/compute/run/run.ts";
import { openBase } from "../../../packages/core/src/compute/snapshot/open-base.ts";
import { and, col, eq, select, table, text } from "../../../packages/core/src/query/index.ts";

const many = Array.from({ length: 60 }, (_, i) => i);
const files = {
  "clientele.yaml": `clientele: 1
name: Repeated
as_of: 2026-11-21
sources:
  transactions: { from: data/t.csv, customer: customer, time: day, amount: amount }
metrics:
  spent: { value: sum(transactions.amount) }
  twice: { value: spent * 2 }
`,
  "segmentations/rules.yaml": `segmentation: rules
kind: rules
assign: all
segments:
${many.map((i) => `  - { id: r${i}, when: recency < ${i + 1} }`).join("\n")}
`,
  "data/t.csv": `customer,day,amount
a,2026-11-21,5
b,2026-11-01,7.5
b,2026-10-31,1
c,2026-09-23,2
`,
};

it("computes copies and the answers of rules as they are read, beyond 52 rules too", async () => {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "clientele-repeated-"));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  const project = openProject(folder);
  mkdirSync(join(folder, ".clientele/tmp"), { recursive: true });
  const engine = await openEngine({
    tempDirectory: join(folder, ".clientele/tmp"),
    allowedDirectories: [folder],
  });
  try {
    const result = await run(engine, project, { now: new Date("2026-11-21T12:00:00Z") });
    if (!result.ok) throw new Error(JSON.stringify(result.errors));
    const base = await openBase(engine, project, result.value.summary.run, false);
    if (!base.ok) throw new Error(JSON.stringify(base.errors));
    const columns = await engine.rows(
      select({
        columns: ["column_name", "column_default"],
        from: table("columns", { catalog: "system", schema: "information_schema" }),
        where: and(
          eq(col("table_catalog"), text(base.value.alias)),
          eq(col("table_name"), text("customers")),
        ),
      }),
    );
    const stored = columns.filter((row) => row["column_default"] === null);
    const names = stored.map((row) => sureText(row["column_name"]));
    expect(names.filter((name) => /^s_|^m_/.test(name))).toEqual(["m_twice"]);
    const rows = await engine.rows(select({ from: base.value.customers }));
    expect(rows.map((r) => [r["id"], Number(r["m_spent"]), Number(r["m_twice"])])).toEqual([
      ["a", 5, 10],
      ["b", 8.5, 17],
      ["c", 2, 4],
    ]);
    const days = [0, 20, 59];
    expect(rows.map((r) => many.map((i) => r[`s_rules.r${i}`]))).toEqual(
      days.map((recency) => many.map((i) => recency < i + 1)),
    );
  } finally {
    await engine.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
