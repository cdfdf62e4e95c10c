import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { holdsPassword } from "../../../packages/core/src/language/model/table-place.ts";
import { readConfig } from "../../../packages/core/src/language/config/read-config.ts";
import { buildModel } from "../../../packages/core/src/language/model/build-model.ts";
import { tablesOf } from "../../../packages/core/src/language/model/source-models.ts";
import { readWorkspace } from "../../../packages/core/src/language/authoring/workspace.ts";
import { filesOf } from "../../../packages/core/src/language/files.ts";
import { messageOf } from "../../../packages/core/src/messages/index.ts";
import { told } from "./import.ts";

const golden = readFileSync(new URL("../../golden/config/databases.yaml", import.meta.url), "utf8");
const problemsOf = (text: string, environment = {}) =>
  readWorkspace(filesOf({ "clientele.yaml": text }), undefined, environment).problems.filter(
    ({ code }) => code !== "no-segmentations",
  );

describe("where a table is", () => {
  it("may be a sheet, or a table of SQLite or PostgreSQL, wherever a table can stand", () => {
    expect(told(problemsOf(golden, { CRM_URL: "postgresql://reader:x@host/crm" }))).toEqual([]);
  });

  it("needs the address in the environment", () => {
    expect(told(problemsOf(golden))).toEqual([
      { code: "env-missing", values: { name: "CRM_URL" } },
    ]);
    expect(told(problemsOf(golden, { CRM_URL: "mysql://u:hidden@host/crm" }))).toEqual([
      {
        code: "bad-value",
        values: {
          key: "postgres",
          expected: "an address such as postgresql://reader@host:5432/crm",
          got: "something else",
        },
      },
    ]);
  });

  it("refuses a password that stands in the file, without telling it", () => {
    const wrong = golden.replace("${CRM_URL}", "postgresql://reader:hunter2@host/crm");
    const problems = problemsOf(wrong);
    expect(told(problems)).toEqual([{ code: "secret-in-file", values: { key: "postgres" } }]);
    for (const locale of ["en", "zh-CN"])
      expect(problems.map((p) => messageOf(p, locale)).join()).not.toContain("hunter2");
  });

  it.each([
    ["postgresql://reader:${CRM_PASSWORD}@host/crm", false],
    ["${CRM_URL}", false],
    ["postgresql://reader@host:5432/crm", false],
    ["postgresql://reader:hunter2@host/crm", true],
    ["postgresql://reader:${CRM_PASSWORD:-hunter2}@host/crm", true],
    ["${CRM_URL:-postgresql://reader:hunter2@host/crm}", true],
    ["postgresql://host/crm?user=a&password=hunter2", true],
    ["postgresql://host/crm?user=a&password=${PW}", false],
    ["postgresql://reader:hun/ter@2@host/crm", true],
  ])("%s holds a password: %s", (address, expected) => {
    expect(holdsPassword(address)).toBe(expected);
  });
});

describe("an address of a database in place of a file", () => {
  const environment = {
    CRM_URL: "postgresql://reader:hunter2@host:5432/crm",
    DSN: "host=crm password=hunter2",
    PW: "hunter2",
  };

  it.each([
    ["${CRM_URL}", "bad-value"],
    ["${DSN}", "bad-value"],
    ["https://reader:${PW}@host/customers.csv", "bad-value"],
    ["postgresql://reader:hunter2@host/crm", "secret-in-file"],
    ["${CRM_URL:-postgresql://reader:hunter2@host/crm}", "secret-in-file"],
    ['{ sqlite: "${CRM_URL}", table: t }', "bad-value"],
    ['{ xlsx: "${CRM_URL}" }', "bad-value"],
  ])("%s is refused, and told in no message and no model", (from, code) => {
    const text = `clientele: 1
name: Shop
sources:
  customers: { from: ${from.startsWith("{") ? from : JSON.stringify(from)}, key: id }
  transactions: { from: t.csv, customer: c, time: t, amount: a }
`;
    const config = readConfig(filesOf({ "clientele.yaml": text }));
    const { problems } = buildModel(config, undefined, environment);
    const errors = problems.filter((p) => p.severity === "error");
    expect(errors.map((p) => [p.code, p.range.start.line])).toEqual([[code, 3]]);
    const tables = config.project === undefined ? [] : tablesOf(config.project, environment);
    expect(JSON.stringify([problems, tables])).not.toContain("hunter2");
  });
});
