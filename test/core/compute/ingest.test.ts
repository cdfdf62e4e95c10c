import { readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { delimiterOf } from "../../../packages/core/src/compute/ingest/csv-shape.ts";
import {
  cacheFolder,
  readCacheMeta,
  type CacheMeta,
} from "../../../packages/core/src/compute/ingest/cache.ts";
import { openSession } from "../../../packages/core/src/host/session.ts";
import { openProject } from "../../../packages/core/src/compute/project/project.ts";
import type { Problem } from "../../../packages/core/src/problem.ts";
import {
  config,
  temporaryFolder,
  temporaryProject,
  transactions,
} from "../../cli/temporary-project.ts";

const [names = "", ...rows] = transactions.trim().split("\n");
const csv = (...lines: readonly string[]): string => `${[names, ...lines].join("\n")}\n`;
const parts = config.replace("data/transactions.csv", "data/parts/*.csv");
const partsOf = (some: readonly string[]): Readonly<Record<string, string | null>> => ({
  "clientele.yaml": parts,
  "data/transactions.csv": null,
  ...Object.fromEntries(some.map((text, i) => [`data/parts/${i}.csv`, text])),
});

async function run(folder: string, allowRead: readonly string[] = []) {
  const session = await openSession(
    { project: folder, allowRead },
    () => new Date("2026-11-21T12:00:00Z"),
  );
  try {
    return await session.run({}, { signal: new AbortController().signal, progress: () => {} });
  } finally {
    await session.close();
  }
}

async function totals(folder: string, allowRead: readonly string[] = []) {
  const result = await run(folder, allowRead);
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  const { transactions: lines, revenue } = result.value;
  return { lines, revenue };
}

async function codes(
  folder: string,
  allowRead: readonly string[] = [],
): Promise<readonly Problem["code"][]> {
  const result = await run(folder, allowRead);
  return (result.ok ? result.value.problems : result.errors).map((p) => p.code);
}

function metaOf(folder: string): CacheMeta {
  const cache = join(folder, ".clientele/cache");
  const name = readdirSync(cache).find((n) => n.startsWith("transactions-")) ?? "";
  const key = /transactions-(.*)-v\d+/.exec(name)?.[1] ?? "";
  const meta = readCacheMeta(cacheFolder(openProject(folder), "transactions", key));
  if (meta === undefined) throw new Error("no cache");
  return meta;
}

const whole = { lines: 7, revenue: 1533.8 };

describe("files of a table", () => {
  it("are refused outside the project, reached by a link too, unless the user allows it", async () => {
    const outside = temporaryFolder();
    writeFileSync(join(outside, "t.csv"), transactions);
    const linked = temporaryProject({ "data/transactions.csv": null });
    symlinkSync(join(outside, "t.csv"), join(linked, "data/transactions.csv"));
    const named = temporaryProject({
      "clientele.yaml": config.replace("data/transactions.csv", join(outside, "t.csv")),
    });
    for (const folder of [linked, named]) {
      expect(await codes(folder)).toEqual(["read-forbidden"]);
      expect(await totals(folder, [outside])).toEqual(whole);
    }
  });

  it("may be links inside the project, which may itself be one", async () => {
    const folder = temporaryProject({
      "data/transactions.csv": null,
      "data/real.csv": transactions,
    });
    symlinkSync(join(folder, "data/real.csv"), join(folder, "data/transactions.csv"));
    const link = join(temporaryFolder(), "link");
    symlinkSync(folder, link);
    expect(await totals(link)).toEqual(whole);
  });

  it("are those that a glob names; none is a problem, a dangling link too", async () => {
    expect(await codes(temporaryProject(partsOf([])))).toEqual(["data-missing"]);
    const folder = temporaryProject(partsOf([csv(...rows.slice(0, 3)), csv(...rows.slice(3))]));
    writeFileSync(join(folder, "data/parts/notes.txt"), "not data");
    expect(await totals(folder)).toEqual(whole);
    symlinkSync("/nowhere.csv", join(folder, "data/parts/z.csv"));
    expect(await codes(folder)).toEqual(["data-missing"]);
  });
});

describe("the ingest cache", () => {
  it("reads a changed file again, of the same size too", async () => {
    const folder = temporaryProject();
    expect(await totals(folder)).toEqual(whole);
    writeFileSync(join(folder, "data/transactions.csv"), transactions.replace("12.5", "22.5"));
    expect(await totals(folder)).toEqual({ ...whole, revenue: 1543.8 });
    expect(metaOf(folder).parts).toHaveLength(1);
  });

  it("reads an added file as a part of its own and forgets a removed one", async () => {
    const folder = temporaryProject(partsOf([csv(...rows.slice(0, 3))]));
    const first = await totals(folder);
    writeFileSync(join(folder, "data/parts/9.csv"), csv(...rows.slice(3)));
    expect(await totals(folder)).toEqual(whole);
    expect(metaOf(folder).parts.map((p) => p.files.length)).toEqual([1, 1]);
    rmSync(join(folder, "data/parts/9.csv"));
    expect(await totals(folder)).toEqual(first);
    expect(metaOf(folder).parts).toHaveLength(1);
  });

  it("writes many parts anew as one", async () => {
    const folder = temporaryProject(partsOf([csv(rows[0] ?? "")]));
    for (let i = 1; i <= 9; i += 1) {
      writeFileSync(
        join(folder, `data/parts/${i}.csv`),
        csv(`00003,N${i},2026-11-01 10:00:00,1,1,app,sale,`),
      );
      expect((await totals(folder)).lines).toBe(1 + i);
    }
    expect(metaOf(folder).parts.length).toBeLessThanOrEqual(8);
  });

  it("is made again when it is damaged", async () => {
    const folder = temporaryProject();
    await totals(folder);
    const cache = join(folder, ".clientele/cache");
    const name = readdirSync(cache).find((n) => n.startsWith("transactions-")) ?? "";
    const meta = join(cache, name, "meta.json");
    writeFileSync(meta, readFileSync(meta, "utf8").slice(0, 40));
    writeFileSync(join(cache, "files.json"), "{");
    expect(await totals(folder)).toEqual(whole);
  });

  it("tells the warnings of the rows again on a warm run", async () => {
    const folder = temporaryProject({
      "data/transactions.csv": csv(...rows, ",X,2026-11-01 10:00:00,1,1,app,sale,"),
    });
    expect(await codes(folder)).toEqual(["empty-ids"]);
    expect(await codes(folder)).toEqual(["empty-ids"]);
  });
});

describe("the shape of a CSV file", () => {
  const shaped: readonly (readonly [string, string | Uint8Array])[] = [
    [",", transactions],
    [";", transactions.replaceAll(",", ";")],
    ["\t", transactions.replaceAll(",", "\t")],
    ["|", transactions.replaceAll(",", "|")],
    [",", `\uFEFF${transactions}`],
    [",", transactions.replaceAll("\n", "\r\n")],
    [",", transactions.replaceAll("B1", '"B\n1, ""x"""')],
  ];
  it.each(shaped)("is found: %j", async (delimiter, text) => {
    const folder = temporaryProject({ "data/transactions.csv": text });
    expect(delimiterOf(join(folder, "data/transactions.csv"))).toBe(delimiter);
    expect(await totals(folder)).toEqual(whole);
  });

  it("is found in a gz file", async () => {
    const text = gzipSync(transactions.replaceAll(",", ";"));
    const folder = temporaryProject({
      "data/t.csv.gz": text,
      "clientele.yaml": config.replace("data/transactions.csv", "data/t.csv.gz"),
    });
    expect(delimiterOf(join(folder, "data/t.csv.gz"))).toBe(";");
    expect(await totals(folder)).toEqual(whole);
  });

  it.each([
    ["a row with too many cells", csv(...rows, "00003,C9,2026-11-01 10:00:00,1,1,app,sale,,,,")],
    ["a gz file that is none", "not gz"],
  ])("is a problem with its place for %s", async (_name, text) => {
    const gz = text === "not gz";
    const folder = temporaryProject({
      [gz ? "data/t.csv.gz" : "data/transactions.csv"]: text,
      ...(gz ? { "clientele.yaml": config.replace("data/transactions.csv", "data/t.csv.gz") } : {}),
    });
    expect(await codes(folder)).toEqual(["data-unreadable"]);
  });
});
