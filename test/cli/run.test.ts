import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { clientele } from "./clientele.ts";
import { config, temporaryProject, transactions } from "./temporary-project.ts";

describe("clientele run", () => {
  it("reports the totals, with refunds netted on their orders and orders of several lines", async () => {
    const folder = temporaryProject();
    const ended = await clientele(["run", folder, "--json"]);
    expect(ended.code).toBe(0);
    // 10 × 100.10 + 0.20 + 500 + 20.10 + 30 − 30 + 12.50
    expect(ended.json).toMatchObject({
      clientele: 1,
      command: "run",
      as_of: "2026-11-18",
      customers: 4,
      transactions: 7,
      orders: 5,
      revenue: 1533.8,
      segmentations: {
        value: { segments: { high: { customers: 1 }, rest: { customers: 3 } } },
        care: { segments: { save_list: { customers: 1 }, app: { customers: 1 } } },
      },
      models: {},
    });
  });

  it("shows a customer's metrics, keys as text and segments of both kinds", async () => {
    const folder = temporaryProject();
    await clientele(["run", folder, "--publish"]);
    const ended = await clientele(["show", "00002", "--json", "--project", folder]);
    expect(ended.json).toMatchObject({
      customer: {
        id: "00002",
        label: "Acme Trading",
        // The refunded order B2 does not count; recency is from B1.
        metrics: {
          recency: 17,
          frequency: 1,
          monetary: 20.1,
          tenure: 17,
          inter_purchase_time: null,
        },
        attributes: { phone: "013900000000" },
        segments: { value: "rest", care: ["app"] },
        next_action: null,
      },
    });
  });

  it("computes as if it were an earlier day", async () => {
    const folder = temporaryProject();
    const ended = await clientele(["run", folder, "--as-of", "2026-11-10", "--json"]);
    expect(ended.json).toMatchObject({
      as_of: "2026-11-10",
      transactions: 5,
      orders: 4,
      revenue: 1551.3,
    });
  });

  it("reads tsv, gz, json lines, parquet and globs alike", async () => {
    const tsv = transactions.replaceAll(",", "\t");
    const [names = [], ...rows] = transactions
      .trim()
      .split("\n")
      .map((line) => line.split(","));
    const jsonl = rows
      .map((row) =>
        JSON.stringify(
          Object.fromEntries(names.map((name, i) => [name, row[i] === "" ? null : row[i]])),
        ),
      )
      .join("\n");
    const half = transactions.trim().split("\n");
    const variants: Record<string, Record<string, string | Uint8Array>> = {
      "data/t.tsv": { "data/t.tsv": tsv },
      "data/t.csv.gz": { "data/t.csv.gz": gzipSync(transactions) },
      "data/t.jsonl": {
        "data/t.jsonl": jsonl.replaceAll(/"(quantity|price)":"([\d.]+)"/g, '"$1":$2'),
      },
      "data/parts/*.csv": {
        "data/parts/1.csv": half.slice(0, 4).join("\n"),
        "data/parts/2.csv": [half[0], ...half.slice(4)].join("\n"),
      },
    };
    for (const [from, extra] of Object.entries(variants)) {
      const folder = temporaryProject({
        ...extra,
        "clientele.yaml": config.replace("data/transactions.csv", from),
      });
      const ended = await clientele(["run", folder, "--json"]);
      expect({ from, ...ended.json }).toMatchObject({
        from,
        transactions: 7,
        orders: 5,
        revenue: 1533.8,
      });
    }
  });

  it("reads only the new file when one is added, and gives the same answer as from scratch", async () => {
    const lines = transactions.trim().split("\n");
    const parts = config.replace("data/transactions.csv", "data/parts/*.csv");
    const folder = temporaryProject({
      "clientele.yaml": parts,
      "data/parts/1.csv": lines.slice(0, 4).join("\n"),
    });
    await clientele(["run", folder]);
    writeFileSync(join(folder, "data/parts/2.csv"), [lines[0], ...lines.slice(4)].join("\n"));
    const warm = await clientele(["run", folder, "--json"]);
    expect(warm.json).toMatchObject({ transactions: 7, orders: 5, revenue: 1533.8 });
    const cache = join(folder, ".clientele/cache");
    const lineCache = readdirSync(cache).find((name) => name.startsWith("transactions-")) ?? "";
    expect(
      readdirSync(join(cache, lineCache)).filter((name) => name.startsWith("part-")),
    ).toHaveLength(2);
  });

  it("works without a customers table, customers then being those who bought", async () => {
    const text = config.replace(/ {2}customers:[^]*?(?= {2}transactions:)/, "");
    const folder = temporaryProject({ "clientele.yaml": text });
    const ended = await clientele(["run", folder, "--json"]);
    expect(ended.json).toMatchObject({ customers: 3, revenue: 1533.8 });
  });

  it("leaves out customers that where drops, and their transactions", async () => {
    const text = config.replace("    label: name", "    label: name\n    where: city <> 'Suzhou'");
    const folder = temporaryProject({ "clientele.yaml": text });
    const ended = await clientele(["run", folder, "--json"]);
    expect(ended.json).toMatchObject({ customers: 3, transactions: 4, revenue: 32.6 });
  });

  it("writes a snapshot with its description and nothing beside it", async () => {
    const folder = temporaryProject();
    const { json } = await clientele(["run", folder, "--json"]);
    const runs = join(folder, ".clientele/runs");
    expect(readdirSync(runs)).toEqual([json["run"]]);
    const manifest: unknown = JSON.parse(
      readFileSync(join(runs, String(json["run"]), "manifest.json"), "utf8"),
    );
    expect(manifest).toMatchObject({
      format: 1,
      id: json["run"],
      asOf: "2026-11-18",
      timezone: "Asia/Shanghai",
      prior: null,
    });
    expect(existsSync(join(folder, ".clientele/run.lock"))).toBe(false);
  });
});

describe("clientele publish", () => {
  it("makes a run live, remembers the one before, and lists both", async () => {
    const folder = temporaryProject();
    const first = (await clientele(["run", folder, "--publish", "--json"])).json["run"];
    const early = await clientele(["diff", "previous", "published", "--project", folder]);
    expect(early).toMatchObject({ code: 1, error: expect.stringContaining("only one run") });
    const second = (await clientele(["run", folder, "--json"])).json["run"];
    const ended = await clientele([
      "publish",
      "--why",
      "newer data",
      "--json",
      "--project",
      folder,
    ]);
    expect(ended.json).toMatchObject({
      published: {
        format: 1,
        run: second,
        config_hash: expect.stringMatching(/^[0-9a-f]{64}$/),
        previous: first,
        why: "newer data",
        approval: null,
      },
    });
    const { json } = await clientele(["runs", "--json", "--project", folder]);
    expect(json["runs"]).toMatchObject([
      { run: second, published: true },
      { run: first, published: false },
    ]);
  });
});

describe("clientele find, segment and export", () => {
  it("finds by a rule, sorted and limited", async () => {
    const folder = temporaryProject();
    await clientele(["run", folder]);
    const { json } = await clientele([
      "find",
      "monetary > 0 and value = 'rest'",
      "--sort",
      "monetary",
      "--limit",
      "1",
      "--json",
      "--project",
      folder,
    ]);
    expect(json).toMatchObject({ total: 2, rows: [{ id: "00002" }] });
  });

  it("lists a segment by its full or its unique short name", async () => {
    const folder = temporaryProject();
    await clientele(["run", folder]);
    for (const id of ["care.save_list", "save_list"]) {
      const { json } = await clientele(["segment", id, "--json", "--project", folder]);
      expect(json).toMatchObject({
        segment: { segmentation: "care", segment: "save_list", customers: 1 },
        rows: [{ id: "00428" }],
      });
    }
  });

  it("exports csv without personal data unless asked", async () => {
    const folder = temporaryProject({
      "clientele.yaml": config.replace("label: name", "label: name\n    aliases: [city]"),
    });
    await clientele(["run", folder]);
    const file = join(folder, "out.csv");
    await clientele(["export", "--to", file, "--project", folder]);
    const [header = "", first = ""] = readFileSync(file, "utf8").split("\n");
    expect(header.split(",")).toContain("segment_care");
    expect(header.split(",")).not.toContain("phone");
    // Other names say who somebody is as much as the name does.
    expect(header.split(",").filter((name) => ["name", "city"].includes(name))).toEqual([]);
    expect(first.startsWith("00002,")).toBe(true);
    await clientele(["export", "--to", file, "--personal", "--project", folder]);
    expect(readFileSync(file, "utf8").split("\n")[0]?.split(",")).toContain("phone");
  });
});
