import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openState, statePath, type AuditEntry } from "../../packages/core/src/people/index.ts";
import { clientele } from "./clientele.ts";
import { temporaryProject } from "./temporary-project.ts";

const entry = (at: string, more: Partial<AuditEntry> = {}): AuditEntry => ({
  at,
  actor: "slack:U1",
  surface: "slack",
  channel: "C1",
  action: "show",
  asked: "acme",
  customers: ["00002"],
  run: "r",
  ...more,
});

async function withEntries(folder: string, ...entries: readonly AuditEntry[]): Promise<void> {
  const state = await openState(statePath(folder));
  if (!state.ok) throw new Error("no state");
  for (const each of entries) await state.value.audit(each);
  await state.value.close();
}

const json = async (...args: readonly string[]) => {
  const done = await clientele(["audit", "--json", ...args]);
  return JSON.parse(done.out) as {
    pruned: number;
    entries: readonly (AuditEntry & { readonly customer_count: number })[];
  };
};

describe("clientele audit", () => {
  it("searches by who, whom, what and when, the newest first", async () => {
    const folder = temporaryProject();
    await withEntries(
      folder,
      entry("2026-11-01T08:00:00Z"),
      entry("2026-11-02T08:00:00Z", {
        actor: "cli:li",
        action: "export",
        customers: ["00003", "00428"],
      }),
      entry("2026-11-03T08:00:00Z", { action: "find", customers: [] }),
    );
    const days = async (...args: readonly string[]) =>
      (await json("--project", folder, ...args)).entries.map((e) => e.at.slice(8, 10));
    expect(await days()).toEqual(["03", "02", "01"]);
    expect(await days("--actor", "slack:U1")).toEqual(["03", "01"]);
    expect(await days("--customer", "00428")).toEqual(["02"]);
    expect(await days("--action", "export")).toEqual(["02"]);
    expect(await days("--since", "2026-11-02")).toEqual(["03", "02"]);
    expect(await days("--until", "2026-11-02")).toEqual(["01"]);
    expect(await days("--limit", "1")).toEqual(["03"]);
    const told = await clientele(["audit", "--project", folder]);
    expect(told.out).toMatch(/2026-11-02 08:00\s+cli:li C1\s+export\s+acme\s+00003 0/);
  });

  it("says what it does not understand", async () => {
    const folder = temporaryProject();
    for (const args of [
      ["--action", "shwo"],
      ["--since", "yesterday"],
      ["--limit", "0"],
    ])
      expect((await clientele(["audit", "--project", folder, ...args])).code).toBe(2);
    const done = await clientele(["audit", "--project", folder, "--action", "shwo"]);
    expect(done.error).toMatch(/did you mean show\?/);
  });

  it("keeps what access.yaml says, deletes nothing younger, and logs that it did", async () => {
    const folder = temporaryProject({
      "access.yaml": "everybody: staff\nroles:\n  staff: { rows: all }\naudit: { keep: 30 days }\n",
    });
    const ago = (days: number, minutes: number): string =>
      new Date(Date.now() - days * 86_400_000 + minutes * 60_000).toISOString();
    await withEntries(folder, entry(ago(30, -10)), entry(ago(30, 10)), entry(ago(1, 0)));
    const first = await json("--project", folder);
    expect(first.pruned).toBe(1);
    expect(first.entries.map((e) => e.action)).toEqual(["prune", "show", "show"]);
    expect(first.entries[0]?.asked).toMatch(/^1 before \d{4}-\d\d-\d\d, kept for 30 days$/);
    expect((await json("--project", folder)).pruned).toBe(0);
    expect((await json("--project", folder)).entries).toHaveLength(3);
  });

  it("keeps everything where nothing is said of it", async () => {
    const folder = temporaryProject();
    await withEntries(folder, entry("2001-01-01T00:00:00Z"));
    expect(await json("--project", folder)).toMatchObject({
      pruned: 0,
      entries: [{ asked: "acme" }],
    });
  });

  it("has contacts and publications too, each once", async () => {
    const folder = temporaryProject();
    await clientele(["run", folder, "--publish"]);
    await clientele(["contact", "00002", "--project", folder, "--outcome", "won"]);
    await clientele(["publish", "--project", folder, "--why", "Widen it"]);
    const { entries } = await json("--project", folder);
    expect(entries.filter((e) => e.action === "contact")).toMatchObject([
      { asked: "won", customers: ["00002"], customer_count: 1 },
    ]);
    expect(entries.filter((e) => e.action === "publish")).toMatchObject([
      { asked: "Widen it" },
      { asked: "" },
    ]);
  });
});

describe("clientele export --as", () => {
  const access = `roles:
  rep: { users: [wang@example.com], rows: own, pii: [name], may: [look_up, export], columns: { hide: [recency, care] } }
  reader: { users: [li@example.com], rows: all }
`;

  it("writes what somebody may see and no more, where they may export", async () => {
    const folder = temporaryProject({ "access.yaml": access });
    await clientele(["run", folder, "--publish"]);
    const to = join(folder, "out.csv");
    const as = (who: string) =>
      clientele(["export", "--project", folder, "--to", to, "--personal", "--as", who]);
    const refused = await as("li@example.com");
    expect(refused.error).toMatch(/error export-refused/);
    expect(existsSync(to)).toBe(false);
    expect((await as("wang@example.com")).code).toBe(0);
    const [head = "", ...rows] = readFileSync(to, "utf8").trim().split("\n");
    expect(rows.map((row) => row.slice(0, 5))).toEqual(["00002", "00003"]);
    const columns = head.split(",");
    expect(columns).toContain("monetary");
    for (const hidden of ["recency", "phone", "segment_care"])
      expect(columns).not.toContain(hidden);
    const { entries } = await json("--project", folder, "--action", "export");
    expect(entries.map((e) => e.asked)).toEqual([`${to} --as wang@example.com`]);
  });
});

describe("clientele access", () => {
  const access = `contact: chen@example.com
everybody: staff
roles:
  lead: { title: { en: Team lead, zh-CN: 主管 }, users: [chen@example.com], rows: all, may: [look_up, approve] }
  rep: { users: [wang@example.com], groups: [sales], rows: [own, value = 'high'], pii: [name], columns: { hide: [recency] } }
  staff: { rows: city = 'Wuxi', identify: id_only }
deputies:
  - { for: chen@example.com, by: li@example.com, from: 2026-11-01, until: 2026-11-20 }
`;

  it("tells roles, who has them, and who approves", async () => {
    const folder = temporaryProject({ "access.yaml": access });
    const { out: stdout } = await clientele(["access", "--project", folder]);
    expect(stdout).toMatch(/Team lead\s+chen@example\.com\s+all/);
    expect(stdout).toMatch(/Rep\s+wang@example\.com, @sales\s+own; value = 'high'\s+full\s+name/);
    expect(stdout).toMatch(/everybody else/);
    expect(stdout).toMatch(
      /approved by: chen@example\.com, li@example\.com \(2026-11-01 – 2026-11-20\)/,
    );
    const chinese = await clientele(["access", "--project", folder, "--locale", "zh-CN"]);
    expect(chinese.out).toMatch(/主管/);
  });

  it("tells of a person what they see, and how many customers", async () => {
    const folder = temporaryProject({ "access.yaml": access });
    await clientele(["run", folder, "--publish"]);
    const of = async (...who: readonly string[]) =>
      JSON.parse(
        (await clientele(["access", "--json", "--project", folder, ...who])).out,
      ) as object;
    expect(await of("Wang@Example.com")).toMatchObject({
      customers: 3,
      of: 4,
      roles: ["rep"],
      pii: ["name"],
    });
    expect(await of("U0ANYBODY", "--group", "@sales")).toMatchObject({
      customers: 1,
      roles: ["rep"],
    });
    expect(await of("U0ANYBODY")).toMatchObject({
      customers: 1,
      roles: ["staff"],
      identify: "id_only",
    });
    const told = await clientele(["access", "wang@example.com", "--project", folder]);
    expect(told.out).toMatch(/Sees 3 of 4 customers/);
    expect(told.out).toMatch(/Hidden: recency/);
  });

  it("says what holds without a file, and what is wrong with it", async () => {
    const folder = temporaryProject();
    expect((await clientele(["access", "--project", folder])).out).toMatch(/no access\.yaml/);
    writeFileSync(join(folder, "access.yaml"), "everybody: staf\nroles:\n  staff: { rows: all }\n");
    const broken = await clientele(["access", "--project", folder]);
    expect(broken.code).toBe(1);
    expect(broken.error).toMatch(/access\.yaml:1:12: error unknown-role/);
  });
});
