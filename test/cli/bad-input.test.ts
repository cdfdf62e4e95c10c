import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { clientele, problemsOf } from "./clientele.ts";
import {
  config,
  customers,
  temporaryFolder,
  temporaryProject,
  transactions,
  value,
} from "./temporary-project.ts";

const many = (last: string): string =>
  `${transactions.split("\n")[0]}\n${"00428,A1,2026-01-10 10:00:00,10,100.10,phone,sale,\n".repeat(40)}${last}\n`;

type Case = {
  readonly name: string;
  readonly changes: Readonly<Record<string, string | Buffer | null>>;
  readonly code: string;
  readonly file: string;
  /** One-based. */
  readonly line: number;
};

const cases: readonly Case[] = [
  {
    name: "a missing file",
    changes: { "data/transactions.csv": null },
    code: "data-missing",
    file: "clientele.yaml",
    line: 15,
  },
  {
    name: "an empty file",
    changes: { "data/transactions.csv": "" },
    code: "data-empty",
    file: "clientele.yaml",
    line: 15,
  },
  {
    name: "a folder in the file's place",
    changes: { "data/transactions.csv": null, "data/transactions.csv/part.csv": "customer\n1\n" },
    code: "data-unreadable",
    file: "clientele.yaml",
    line: 15,
  },
  {
    name: "a file with names only",
    changes: { "data/transactions.csv": transactions.split("\n")[0] ?? "" },
    code: "data-empty",
    file: "clientele.yaml",
    line: 15,
  },
  {
    name: "a cell that is no number",
    changes: { "data/transactions.csv": many("00428,A2,2026-01-11,many,1,app,sale,") },
    code: "bad-cells",
    file: "data/transactions.csv",
    line: 42,
  },
  {
    name: "a file in UTF-16",
    changes: { "data/transactions.csv": Buffer.from(`\uFEFF${transactions}`, "utf16le") },
    code: "data-unreadable",
    file: "data/transactions.csv",
    line: 1,
  },
  {
    name: "an impossible date",
    changes: { "data/transactions.csv": many("00428,A2,2026-02-30 10:00:00,1,1,app,sale,") },
    code: "impossible-dates",
    file: "data/transactions.csv",
    line: 42,
  },
  {
    name: "a row after today",
    changes: { "data/transactions.csv": many("00428,A2,2099-01-11,1,1,app,sale,") },
    code: "future-rows",
    file: "data/transactions.csv",
    line: 42,
  },
  {
    name: "a row that lacks cells",
    changes: { "data/transactions.csv": many("00428,A2,2026-01-11") },
    code: "data-unreadable",
    file: "data/transactions.csv",
    line: 42,
  },
  {
    name: "a quote that never ends",
    changes: { "data/transactions.csv": many('00428,"A2,2026-01-11,1,1,app,sale,') },
    code: "data-unreadable",
    file: "data/transactions.csv",
    line: 42,
  },
  {
    name: "a cell that does not fit its declared type",
    changes: {
      "clientele.yaml": config.replace("phone: {", "city: { type: date }\n      phone: {"),
    },
    code: "bad-cells",
    file: "data/customers.csv",
    line: 2,
  },
  {
    name: "an id that occurs twice",
    changes: { "data/customers.csv": `${customers}00428,Again,,,\n` },
    code: "duplicate-ids",
    file: "data/customers.csv",
    line: 6,
  },
  {
    name: "a column that is not there",
    changes: { "clientele.yaml": config.replace("quantity * price", "quantty * price") },
    code: "unknown-name",
    file: "clientele.yaml",
    line: 19,
  },
  {
    name: "a label that is not there",
    changes: { "clientele.yaml": config.replace("label: name", "label: nam") },
    code: "column-missing",
    file: "clientele.yaml",
    line: 10,
  },
  {
    name: "an unknown key",
    changes: { "segmentations/value.yaml": value.replace("within", "withn") },
    code: "unknown-key",
    file: "segmentations/value.yaml",
    line: 4,
  },
  {
    name: "a value of the wrong type",
    changes: { "clientele.yaml": config.replace("CNY", "[CNY]") },
    code: "wrong-type",
    file: "clientele.yaml",
    line: 3,
  },
  {
    name: "a window in years, which differ in length",
    changes: { "segmentations/value.yaml": value.replace("365 days", "2 years") },
    code: "bad-value",
    file: "segmentations/value.yaml",
    line: 4,
  },
  {
    name: "a window without its unit",
    changes: { "segmentations/value.yaml": value.replace("365 days", "365") },
    code: "bad-value",
    file: "segmentations/value.yaml",
    line: 4,
  },
  {
    name: "YAML that is not whole",
    changes: { "clientele.yaml": config.replace("name: Test", "name: 'Test") },
    code: "yaml-syntax",
    file: "clientele.yaml",
    line: 2,
  },
  {
    name: "a file outside the project",
    changes: {
      "clientele.yaml": config.replace("data/transactions.csv", "../../etc/hostname.csv"),
    },
    code: "data-missing",
    file: "clientele.yaml",
    line: 15,
  },
];

describe("bad input gives one message with its place, exit code 1, and leaves nothing half-written", () => {
  it.each(cases)("$name", async ({ changes, code, file, line }) => {
    const folder = temporaryProject(changes);
    const ended = await clientele(["run", folder, "--json"]);
    expect(ended.code).toBe(1);
    const errors = problemsOf(ended).filter((p) => p.severity === "error");
    expect(errors.map((p) => [p.code, p.file, p.range.start.line + 1])).toEqual([
      [code, file, line],
    ]);
    expect(errors[0]?.message).toMatch(/\S/);
    expect(
      existsSync(join(folder, ".clientele/runs"))
        ? readdirSync(join(folder, ".clientele/runs"))
        : [],
    ).toEqual([]);
    expect(existsSync(join(folder, ".clientele/run.lock"))).toBe(false);
    expect(ended.error).not.toMatch(/\bat .*\.ts:\d+/);
  });

  it("prints file:line:col: error CODE: what to do", async () => {
    const folder = temporaryProject({
      "segmentations/value.yaml": value.replace("within", "withn"),
    });
    const ended = await clientele(["check", folder]);
    expect(ended.code).toBe(1);
    expect(ended.error).toMatch(/^segmentations\/value\.yaml:4:1: error unknown-key: .*"within"/);
  });

  it("speaks Chinese when asked", async () => {
    const folder = temporaryProject({ "data/transactions.csv": null });
    const ended = await clientele(["check", folder, "--locale", "zh-CN"]);
    expect(ended.error).toMatch(/data-missing: .*[\u4e00-\u9fff]/);
  });

  it("ends with 2 on wrong use", async () => {
    for (const words of [
      ["frobnicate"],
      ["run", "--nonsense"],
      ["show"],
      ["export", "--to", "x.doc"],
      [],
    ])
      expect((await clientele(words, { cwd: temporaryFolder() })).code).toBe(2);
  });
});

describe("reading outside the project", () => {
  it("is refused until the user allows the folder, by option or by environment", async () => {
    const other = temporaryProject();
    const from = join(other, "data/transactions.csv");
    const folder = temporaryProject({
      "clientele.yaml": config.replace("data/transactions.csv", from),
    });
    const refused = await clientele(["run", folder, "--json"]);
    expect(problemsOf(refused).map((p) => p.code)).toEqual(["read-forbidden"]);
    const byOption = await clientele(["run", folder, "--allow-read", dirname(from), "--json"]);
    expect(byOption.code).toBe(0);
    const byEnvironment = await clientele(["run", folder, "--json"], {
      environment: { CLIENTELE_ALLOW_READ: dirname(from) },
    });
    expect(byEnvironment.code).toBe(0);
  });
});

describe("a snapshot that cannot be read", () => {
  const published = async (): Promise<{ folder: string; run: string }> => {
    const folder = temporaryProject();
    const { json } = await clientele(["run", folder, "--publish", "--json"]);
    return { folder, run: join(folder, ".clientele/runs", String(json["run"])) };
  };
  const show = (folder: string) => clientele(["show", "00428", "--json", "--project", folder]);

  it.each([
    ["half-written", "snapshot.duckdb", "not a database", "snapshot-damaged"],
    ["without a whole description", "manifest.json", "{", "snapshot-damaged"],
    ["of a newer format", "manifest.json", '{"format": 99}', "snapshot-newer"],
  ])("%s", async (_, file, text, code) => {
    const { folder, run } = await published();
    writeFileSync(join(run, file), text);
    const ended = await show(folder);
    expect(ended.code).toBe(1);
    expect(problemsOf(ended).map((p) => p.code)).toEqual([code]);
  });

  it("that another process is writing to", async () => {
    const { folder, run } = await published();
    const { DuckDBInstance } = await import("@duckdb/node-api");
    const writer = await DuckDBInstance.create(join(run, "snapshot.duckdb"));
    const connection = await writer.connect();
    try {
      const ended = await show(folder);
      expect(problemsOf(ended).map((p) => p.code)).toEqual(["snapshot-locked"]);
    } finally {
      connection.closeSync();
      writer.closeSync();
    }
  });

  it("says so where nothing was run", async () => {
    const ended = await show(temporaryProject());
    expect([ended.code, problemsOf(ended).map((p) => p.code)]).toEqual([1, ["nothing-published"]]);
  });

  it("clears what a killed run left, and lets the next one through", async () => {
    const folder = temporaryProject();
    mkdirSync(join(folder, ".clientele/runs/.run-20260101-000000-aaaa-999999999"), {
      recursive: true,
    });
    writeFileSync(
      join(folder, ".clientele/run.lock"),
      '{"pid":999999999,"since":"2026-01-01T00:00:00Z"}',
    );
    const ended = await clientele(["run", folder, "--json"]);
    expect(ended.code).toBe(0);
    expect(readdirSync(join(folder, ".clientele/runs"))).toEqual([ended.json["run"]]);
  });
});

describe("clientele show", () => {
  it("asks which one when several match, and answers to part of a name when one does", async () => {
    const folder = temporaryProject();
    await clientele(["run", folder]);
    const several = await clientele(["show", "acme", "--json", "--project", folder]);
    expect(problemsOf(several).map((p) => p.code)).toEqual(["several-customers"]);
    const one = await clientele(["show", "丽华", "--json", "--project", folder]);
    expect(one.json).toMatchObject({ customer: { id: "00428" } });
    const none = await clientele(["show", "nobody", "--json", "--project", folder]);
    expect(problemsOf(none).map((p) => p.code)).toEqual(["unknown-customer"]);
  });
});

describe("clientele init", () => {
  it("makes a project that runs, and refuses a folder that holds something", async () => {
    const folder = join(temporaryFolder(), "shop");
    expect((await clientele(["init", folder, "--json"])).code).toBe(0);
    expect((await clientele(["run", folder, "--json"])).json).toMatchObject({
      command: "run",
      customers: 2994,
    });
    const again = await clientele(["init", folder, "--json"]);
    expect(problemsOf(again).map((p) => p.code)).toEqual(["folder-not-empty"]);
    const unknown = await clientele([
      "init",
      join(folder, "x"),
      "--template",
      "nonsense",
      "--json",
    ]);
    expect(problemsOf(unknown).map((p) => p.code)).toEqual(["unknown-template"]);
  });
});
