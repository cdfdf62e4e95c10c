import { spawn } from "node:child_process";
import {
  existsSync,
  globSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { openSession } from "../../packages/core/src/host/session.ts";
import { clientele } from "./clientele.ts";
import { config, customers, temporaryProject, transactions } from "./temporary-project.ts";
import { ownerOf } from "../../packages/core/src/viewer.ts";

const person = {
  id: "KX-428-LIHUA",
  label: "苏州丽华纺织",
  email: "lihua.chen@suzhou-textiles.example",
};

const project = () =>
  temporaryProject({
    "clientele.yaml": config
      .replace(
        "phone: { pii: phone, type: text }",
        "phone: { pii: phone, type: text }\n      email: { pii: email }",
      )
      .replace(
        "  transactions:\n",
        "  identities: { from: data/merged.csv, alias: old, customer: now }\n  transactions:\n",
      ),
    "data/merged.csv": `old,now\nOLD-428-LIHUA,${person.id}\nX,00003\n`,
    "data/customers.csv": customers
      .replace("00428,", `${person.id},`)
      .split("\n")
      .map((line, i) =>
        line === ""
          ? ""
          : `${line},${i === 0 ? "email" : i === 1 ? person.email : `c${i}@example.com`}`,
      )
      .join("\n"),
    "data/transactions.csv": transactions
      .replace("00428,A1", "OLD-428-LIHUA,A1")
      .replaceAll("00428,", `${person.id},`),
    "checks/c.yaml": `check: c\ntests:\n  - test: she is there\n    expect:\n      ${person.id}: { care: [save_list] }\n`,
  });

/** Files of `.clientele` that hold one of the words, in UTF-8. */
const holding = (folder: string, words: readonly string[]): readonly string[] =>
  globSync("**/*", { cwd: join(folder, ".clientele") })
    .map((name) => join(folder, ".clientele", name))
    .filter((path) => statSync(path).isFile())
    .filter((path) => words.some((word) => readFileSync(path).includes(Buffer.from(word, "utf8"))));

const all = [person.id, "OLD-428-LIHUA", person.label, person.email, "013800000000"];

const ran = async (folder: string, ...more: readonly string[]) => {
  const ended = await clientele(["run", folder, "--json", ...more]);
  expect(ended.code).toBe(0);
  return ended.json;
};

const twice = async (folder: string): Promise<void> => {
  await ran(folder, "--publish");
  await ran(folder, "--publish");
  const at = ["--project", folder];
  await clientele(["show", person.label, ...at]);
  await clientele(["contact", person.id, ...at, "--note", `wrote to ${person.email}`]);
  await clientele(["contact", "00002", ...at, "--note", `knows ${person.label}`]);
};

describe("forget", () => {
  it("tells what it would do, and changes nothing", async () => {
    const folder = project();
    await twice(folder);
    const before = holding(folder, all);
    const told = await clientele(["forget", person.id, "--project", folder, "--json"]);
    expect(told.json).toMatchObject({
      forgotten: { done: false, certificate: null, snapshots: { rows: 2, runs: 2 }, contacts: 1 },
    });
    expect(holding(folder, all)).toEqual(before);
    expect(before.length).toBeGreaterThan(2);
    expect(existsSync(join(folder, ".clientele/forgotten.json"))).toBe(false);
  });

  it("leaves no byte of the person in anything that is kept, whichever run it was", async () => {
    const folder = project();
    await twice(folder);
    for (const run of readdirSync(join(folder, ".clientele/runs"))) {
      const plan = join(folder, ".clientele/runs", run, "plans/autumn");
      mkdirSync(plan, { recursive: true });
      writeFileSync(join(plan, "steps.csv"), `customer\n${person.id}\n`);
    }
    const told = await clientele([
      "forget",
      "OLD-428-LIHUA",
      "--yes",
      "--project",
      folder,
      "--json",
    ]);
    expect(told.code).toBe(0);
    expect(told.json).toMatchObject({
      forgotten: {
        done: true,
        snapshots: { rows: 2, runs: 2 },
        searched_for: { ids: 2 },
        searched: { found: [] },
        sources: [
          "checks/c.yaml",
          "data/customers.csv",
          "data/merged.csv",
          "data/transactions.csv",
        ],
      },
    });
    expect(holding(folder, all)).toEqual([]);
    const at = ["--project", folder];
    for (const asked of [person.label, person.email])
      expect((await clientele(["show", asked, ...at])).error).toContain("unknown-customer");
    const other = await clientele(["show", "00002", ...at, "--json"]);
    expect(other.json).toMatchObject({ customer: { label: "Acme Trading" } });
  });

  it("keeps the person out of the next run, under the old id too, and says so in the manifests", async () => {
    const folder = project();
    await ran(folder, "--publish");
    await clientele(["forget", person.id, "--yes", "--project", folder]);
    const [first] = readdirSync(join(folder, ".clientele/runs"));
    const manifest = JSON.parse(
      readFileSync(join(folder, ".clientele/runs", first ?? "", "manifest.json"), "utf8"),
    ) as { erased: unknown; summary: { customers: number; orders: number } };
    expect(manifest.erased).toEqual([{ at: expect.any(String), customers: 1 }]);
    const next = await ran(folder, "--publish");
    expect(next).toMatchObject({ customers: 3, orders: 3 });
    expect(manifest.summary).toMatchObject({ customers: 3, orders: 3 });
    await clientele(["profile", folder]);
    await clientele(["check", folder]);
    const left = holding(
      folder,
      all.filter((word) => word !== person.id),
    );
    expect(left).toEqual([]);
    // Checks are the user's own files: a run keeps a copy of what they say.
    expect(holding(folder, [person.id]).map((path) => path.replace(/.*\//, ""))).toEqual([
      "config.json",
    ]);
    expect(readFileSync(join(folder, "data/customers.csv"), "utf8")).toContain(person.label);
  });

  it("is finished by a second attempt, wherever the first was killed", async () => {
    for (const sign of ["forgotten.json", "runs/*/snapshot-1.duckdb"]) {
      const folder = project();
      await ran(folder, "--publish");
      await clientele(["contact", person.id, "--project", folder]);
      await killedAt(folder, sign);
      const again = await clientele(["forget", person.id, "--yes", "--project", folder, "--json"]);
      expect(again.code).toBe(0);
      expect(holding(folder, all)).toEqual([]);
      expect(globSync("runs/*/*.duckdb", { cwd: join(folder, ".clientele") })).toHaveLength(1);
      expect((await clientele(["show", "00002", "--project", folder])).code).toBe(0);
    }
  }, 180_000);

  it("is seen by a session that was open before", async () => {
    const folder = project();
    await ran(folder, "--publish");
    const session = await openSession({ project: folder, allowRead: [] }, () => new Date());
    const call = { signal: new AbortController().signal, progress: () => {} };
    try {
      expect(
        (await session.explain({ viewer: ownerOf("cli:test"), customer: person.id }, call)).ok,
      ).toBe(true);
      expect((await clientele(["forget", person.id, "--yes", "--project", folder])).code).toBe(0);
      const after = await session.explain(
        { viewer: ownerOf("cli:test"), customer: person.id },
        call,
      );
      expect(after.ok ? [] : after.errors.map((p) => p.code)).toEqual(["unknown-customer"]);
      expect(
        (await session.explain({ viewer: ownerOf("cli:test"), customer: "00002" }, call)).ok,
      ).toBe(true);
    } finally {
      await session.close();
    }
  });

  it("keeps no plain digest of the id", async () => {
    const { createHash } = await import("node:crypto");
    const folder = project();
    await ran(folder);
    await clientele(["forget", person.id, "--yes", "--project", folder]);
    const plain = ["sha256", "md5", "sha1"].map((name) =>
      createHash(name).update(person.id).digest("hex"),
    );
    expect(holding(folder, plain)).toEqual([]);
  });
});

const program = fileURLToPath(new URL("../../packages/core/src/cli/main.ts", import.meta.url));

/** Starts to forget, and kills the process as soon as a file is there. */
async function killedAt(folder: string, sign: string): Promise<void> {
  const words = ["--conditions=source", program, "forget", person.id, "--yes", "--project", folder];
  const child = spawn(process.execPath, words, { stdio: "ignore" });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const look = setInterval(() => {
    if (globSync(sign, { cwd: join(folder, ".clientele") }).length > 0) child.kill("SIGKILL");
  }, 1);
  await ended;
  clearInterval(look);
}
