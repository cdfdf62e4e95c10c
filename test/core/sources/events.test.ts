import { describe, expect, it } from "vitest";
import { computed, opened, refused } from "./computed.ts";
import { files, replaced } from "./files.ts";

describe("sources with a name of the user's choice", () => {
  it("are aggregated in windows, by their own columns, up to the as-of date", async () => {
    const { customers, previewed, reuses, manifest } = await computed(await opened(files));
    expect([...customers.keys()].toSorted()).toEqual(["01", "02", "03"]);
    // The window of 30 days begins behind 22 October; the robots are dropped.
    expect(customers.get("01")).toMatchObject({
      m_pricing_visits: 0,
      m_pages: 2,
      m_last_visit: "2026-11-21",
      // One is open, one closed on the day itself; it began in the last 90 days all the same.
      m_products: 1,
      m_new_products: 1,
      m_balance: 100.1,
      s_s: "rest",
    });
    expect(customers.get("02")).toMatchObject({
      m_pages: 1,
      m_last_visit: "2026-10-20",
      // What begins tomorrow is not there yet.
      m_products: 1,
      m_new_products: 1,
      m_balance: 50.2,
    });
    expect(customers.get("03")).toMatchObject({
      m_pricing_visits: 0,
      m_pages: 0,
      m_last_visit: null,
      m_products: 0,
      m_balance: 0,
    });
    expect(manifest.sources.map((s) => s.name)).toEqual([
      "customers",
      "transactions",
      "visits",
      "holdings",
      "surveys",
      "balances",
      "calendar",
    ]);
    expect(manifest.sources[2]?.files.map((f) => f.name)).toEqual(["data/visits.csv"]);
    expect(reuses).toBe(true);
    for (const [id, row] of customers) expect(previewed.get(id)).toEqual(row);
  });

  it("do not know what comes after an earlier day", async () => {
    const earlier = replaced("clientele.yaml", "as_of: 2026-11-21", "as_of: 2026-11-20");
    const { customers } = await computed(await opened(earlier));
    expect(customers.get("01")).toMatchObject({ m_pages: 1, m_products: 2 });
  });

  it("are read again when their file changes, and a preview notices", async () => {
    const project = await opened(files);
    const before = await computed(project);
    project.write("data/visits.csv", files["data/visits.csv"].replace("01,21/11", "03,21/11"));
    const after = await computed(project);
    expect(before.customers.get("03")).toMatchObject({ m_pages: 0 });
    expect(after.customers.get("03")).toMatchObject({ m_pages: 1 });
    expect(after.manifest.lines).not.toBe(before.manifest.lines);
  });

  it("work where there is no table of customers", async () => {
    const bare = replaced(
      "clientele.yaml",
      "  customers: { from: data/customers.csv, key: id }\n",
      "",
    );
    const { customers } = await computed(await opened(bare));
    expect([...customers.keys()].toSorted()).toEqual(["01", "02"]);
    expect(customers.get("01")).toMatchObject({ m_pages: 2, m_products: 1 });
  });

  it("are given to the customers of a check", async () => {
    const { clientele } = await import("../../cli/clientele.ts");
    const check = (expected: number) => `check: visits
tests:
  - test: counts visits
    given:
      as_of: 2026-11-21
      visits: [{ visitor: "7", seen_at: 20/11/2026 10:00, page: pricing }]
    expect: { "7": { pricing_visits: ${expected}, products: 0 } }
`;
    const project = await opened({ ...files, "checks/visits.yaml": check(1) });
    expect((await clientele(["check", project.folder])).code).toBe(0);
    project.write("checks/visits.yaml", check(2));
    expect((await clientele(["check", project.folder])).code).toBe(1);
    project.write("checks/visits.yaml", check(1).replace("visits: [", "visit: ["));
    const ended = await clientele(["check", project.folder, "--json"]);
    expect(ended.json).toMatchObject({
      problems: [
        { code: "unknown-key", file: "checks/visits.yaml", range: { start: { line: 5 } } },
      ],
    });
  });
});

describe("rows that cannot be right", () => {
  it.each([
    [
      "a day that does not exist",
      "data/visits.csv",
      "21/11/2026",
      "31/11/2026",
      "impossible-dates",
      4,
    ],
    ["a visit after today", "data/visits.csv", "21/11/2026", "23/11/2026", "future-rows", 4],
    ["an end that is no date", "data/holdings.csv", "2026-12-01", "soon", "impossible-dates", 4],
    [
      "an end before the start",
      "data/holdings.csv",
      "2026-12-01",
      "2026-10-31",
      "reversed-spans",
      4,
    ],
    ["no customer", "data/visits.csv", "99,", ",", "empty-ids", 7],
  ] as const)("%s is told with its row", async (_, path, from, to, code, line) => {
    const found = await refused(await opened(replaced(path, from, to)));
    expect(found).toMatchObject([{ code, file: path, range: { start: { line: line - 1 } } }]);
  });
});
