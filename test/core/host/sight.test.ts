import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openSession, type Session } from "../../../packages/core/src/host/session.ts";
import { ownerOf, readerOf, type RowRule, type Viewer } from "../../../packages/core/src/viewer.ts";
import { config, customers, transactions, value } from "../../cli/temporary-project.ts";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const call = { signal: new AbortController().signal, progress: () => {} };
const yamlWithCity = config.replace(
  "      phone: { pii: phone, type: text }",
  "      phone: { pii: phone, type: text }\n      city: { sensitive: true }",
);

let session: Session;
beforeAll(async () => {
  session = await openedOn(yamlWithCity);
});
afterAll(async () => {
  await session?.close();
  rmSync(folder, { recursive: true, force: true });
});

const folder = mkdtempSync(join(tmpdir(), "clientele-sight-"));
const lists = `segmentation: care
kind: rules
assign: all
segments:
  - { id: save_list, when: "value = 'high' and recency > 30" }
  - { id: app, when: app_share >= 0.5 }
`;

async function openedOn(yaml: string): Promise<Session> {
  const files = {
    "clientele.yaml": yaml,
    "segmentations/value.yaml": value,
    "segmentations/care.yaml": lists,
    "data/customers.csv": customers,
    "data/transactions.csv": transactions,
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const opened = await openSession(
    { project: folder, allowRead: [], names: true },
    () => new Date("2026-11-18T12:00:00Z"),
  );
  const ran = await opened.run({ publish: { by: "test", why: "" } }, call);
  if (!ran.ok) throw new Error(JSON.stringify(ran.errors));
  return opened;
}

const viewer = (rows: RowRule, more: Partial<Viewer> = {}): Viewer => ({
  ...ownerOf("slack:U1"),
  rows,
  ...more,
});
const wang: RowRule = { kind: "owned", by: ["Wang@example.com"] };
const nobody: RowRule = { kind: "none" };

async function membersOf(
  by: Viewer,
  query: Parameters<Session["members"]>[0] extends infer Q ? Omit<Q, "viewer"> : never = {},
) {
  const found = await session.members({ viewer: by, ...query }, call);
  if (!found.ok) return found.errors.map((p) => p.code);
  return found.value;
}

describe("customers that somebody may see", () => {
  it.each<[string, RowRule, readonly string[]]>([
    ["all", { kind: "all" }, ["00002", "00003", "00004", "00428"]],
    ["none", nobody, []],
    ["own, whatever the case of an address", wang, ["00002", "00003"]],
    [
      "of a region",
      { kind: "match", column: "City", values: ["Suzhou", "Wuxi"] },
      ["00004", "00428"],
    ],
    ["by a rule; where it is unknown, not", { kind: "rule", text: "value = 'high'" }, ["00428"]],
    [
      "by one of two",
      { kind: "any", rules: [wang, { kind: "rule", text: "city = 'Suzhou'" }] },
      ["00002", "00003", "00428"],
    ],
    ["by both", { kind: "every", rules: [wang, { kind: "rule", text: "recency = 0" }] }, ["00003"]],
    ["without an owner: nobody's own", { kind: "owned", by: [""] }, []],
    [
      "by a column that the run does not have",
      { kind: "match", column: "planet", values: ["Earth"] },
      [],
    ],
  ])("%s", async (_, rows, ids) => {
    const found = await membersOf(viewer(rows));
    expect(found).toMatchObject({ total: ids.length, base: { customers: ids.length } });
    expect("rows" in found && found.rows.map((row) => row.id)).toEqual(ids);
  });

  it("refuses everything where a rule does not fit the run", async () => {
    expect(await membersOf(viewer({ kind: "rule", text: "nonsense > 1" }))).toEqual([
      "unknown-name",
    ]);
  });

  it("are all that a name search counts, however it matches", async () => {
    for (const match of ["acme", "Acme Trading", "acmee tools", "slzhf", "lihua"]) {
      const [li, mine] = [
        await membersOf(viewer({ kind: "owned", by: ["li@example.com"] }), { match }),
        await membersOf(viewer(wang), { match }),
      ];
      const ids = (of: typeof li) => ("rows" in of ? of.rows.map((row) => row.id) : []);
      expect(ids(li).every((id) => id === "00428")).toBe(true);
      expect(ids(mine).includes("00428")).toBe(false);
    }
    expect(await membersOf(viewer(wang), { match: "acme" })).toMatchObject({ total: 2 });
    expect(
      await membersOf(viewer({ kind: "owned", by: ["li@example.com"] }), { match: "lihua" }),
    ).toMatchObject({ total: 1 });
  });

  it("looks for slips as if others were not there", async () => {
    // "acme trading" is there for others, exactly; who does not see it is told what is one letter away, or nothing.
    const li = viewer({ kind: "any", rules: [{ kind: "owned", by: ["li@example.com"] }] });
    expect(await membersOf(li, { match: "Acme Trading" })).toMatchObject({ total: 0, rows: [] });
    expect(await membersOf(li, { match: "No Such Name" })).toMatchObject({ total: 0, rows: [] });
  });

  it("is the same answer, byte for byte, for a customer who is not there and one who is another's", async () => {
    const answer = async (customer: string) =>
      JSON.stringify(await session.explain({ viewer: viewer(wang), customer }, call)).replaceAll(
        customer,
        "ID",
      );
    expect(await answer("00428")).toBe(await answer("99999"));
    expect(await answer("00428")).toMatch(/unknown-customer/);
  });

  it("are all that segments, values, distributions and personas count", async () => {
    const counted = await session.segments({ viewer: viewer(wang) }, call);
    const care = counted.ok ? counted.value.segmentations.find((s) => s.id === "care") : undefined;
    expect(care?.segments).toMatchObject([
      { id: "save_list", customers: 0 },
      { id: "app", customers: 1, share: 0.5 },
    ]);
    expect(counted.ok && counted.value).toMatchObject({ customers: 2, base: { customers: 2 } });
    const cities = await session.values(
      { viewer: viewer(wang), source: "customers", column: "city" },
      call,
    );
    expect(cities.ok && cities.value.values).toEqual([{ value: "Shanghai", count: 2 }]);
    const spread = await session.distribution({ viewer: viewer(wang), metric: "monetary" }, call);
    expect(spread.ok && spread.value).toMatchObject({ customers: 2, maximum: 20.1 });
    const persona = await session.persona(
      { viewer: viewer(wang), segmentation: "care", segment: "app" },
      call,
    );
    expect(persona.ok && persona.value).toMatchObject({
      customers: 1,
      others: 1,
      base: { customers: 2 },
    });
  });

  it("are told why as everybody is: cuts are those of all customers", async () => {
    const own = await session.explain({ viewer: viewer(wang), customer: "00003" }, call);
    const all = await session.explain({ viewer: viewer({ kind: "all" }), customer: "00003" }, call);
    expect(own.ok && own.value.reasons).toEqual(all.ok && all.value.reasons);
  });

  it("moved, in a comparison of runs, where they are theirs now", async () => {
    const diff = await session.diff(
      { viewer: viewer(wang), from: "published", to: "latest" },
      call,
    );
    const care = diff.ok
      ? diff.value.segmentations.find((s) => s.segmentation === "value")
      : undefined;
    const total = care?.segments.reduce((sum, s) => sum + s.closing.customers, 0);
    expect(total).toBe(2);
  });
});

describe("columns that somebody may not see", () => {
  const columns = { shown: null, hidden: ["App_Share", "care"], sensitive: false };
  const all: RowRule = { kind: "all" };

  it("are not in an answer, nor the segmentations that are hidden", async () => {
    const seen = await session.explain(
      { viewer: viewer(all, { columns }), customer: "00002" },
      call,
    );
    if (!seen.ok) throw new Error("not found");
    const { customer, reasons } = seen.value;
    expect(Object.keys(customer.values)).not.toContain("app_share");
    expect(Object.keys(customer.values)).not.toContain("city");
    expect(Object.keys(customer.values)).toContain("monetary");
    expect(Object.keys(customer.segments)).toEqual(["value"]);
    expect(reasons.map((r) => r.segmentation)).toEqual(["value"]);
  });

  it("are only those that a role shows, where it lists them", async () => {
    const shown = { shown: ["monetary", "value"], hidden: [], sensitive: true };
    const seen = await session.explain(
      { viewer: viewer(all, { columns: shown }), customer: "00428" },
      call,
    );
    expect(seen.ok && Object.keys(seen.value.customer.values)).toEqual([
      "monetary",
      "monetary_365",
    ]);
  });

  it.each([
    ["where app_share > 0.1", { where: "app_share > 0.1" }, "unknown-name"],
    ["where a segment that is hidden", { where: "care.app" }, "unknown-name"],
    ["sorted by it", { sort: "app_share" }, "unknown-name"],
    ["listed by it", { segment: { segmentation: "care", segment: "app" } }, "unknown-segment"],
    ["where a masked number is asked for", { where: "phone = '013800000000'" }, "unknown-name"],
    ["where a sensitive column is asked for", { where: "city = 'Suzhou'" }, "unknown-name"],
  ])("are as unknown as those that are not there: %s", async (_, query, code) => {
    expect(await membersOf(viewer(all, { columns, pii: [] }), query)).toEqual([code]);
  });

  it("are hidden in clauses, whose verdict stays", async () => {
    const hidden = { shown: null, hidden: ["recency"], sensitive: true };
    const seen = await session.explain(
      { viewer: viewer(all, { columns: hidden }), customer: "00428" },
      call,
    );
    const care = seen.ok ? seen.value.reasons.find((r) => r.segment === "save_list") : undefined;
    expect(care?.clauses.map((c) => [c.text, c.verdict, c.value, c.cut])).toEqual([
      ["value = 'high'", "met", "high", "high"],
      ["•••", "met", null, null],
    ]);
  });

  it("do not matter to a role's own rule", async () => {
    const rows: RowRule = { kind: "rule", text: "app_share > 0.9 and city = 'Shanghai'" };
    expect(await membersOf(viewer(rows, { columns }))).toMatchObject({ total: 1 });
  });
});

describe("customers by their ids alone", () => {
  const ids: Partial<Viewer> = { identify: "id_only", pii: [] };

  it("have no name in an answer, under any column", async () => {
    const seen = await session.explain(
      { viewer: viewer({ kind: "all" }, ids), customer: "00428" },
      call,
    );
    expect(JSON.stringify(seen)).not.toMatch(/丽华/);
    expect(seen.ok && seen.value.customer.label).toBe(null);
  });

  it("are not found by their names, nor in rules", async () => {
    const by = viewer({ kind: "all" }, ids);
    expect(await membersOf(by, { match: "Acme" })).toMatchObject({ total: 0 });
    expect(await membersOf(by, { match: "00428" })).toMatchObject({ total: 1 });
    expect(await membersOf(by, { where: "name = 'Acme Tools'" })).toEqual(["unknown-name"]);
  });
});

it("the reader of a project without access.yaml sees every customer and every column", async () => {
  const found = await session.explain({ viewer: readerOf("slack:U1"), customer: "00428" }, call);
  const owner = await session.explain({ viewer: ownerOf("cli:li"), customer: "00428" }, call);
  expect(found).toEqual(owner);
});
