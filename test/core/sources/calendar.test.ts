import { describe, expect, it } from "vitest";
import { computed, opened, refused } from "./computed.ts";
import { files, replaced } from "./files.ts";

describe("closed days", () => {
  it("behind the last order do not count in recency, up to the as-of date", async () => {
    const { customers, previewed, reuses } = await computed(await opened(files));
    expect(customers.get("01")).toMatchObject({ b_recency: 0, b_tenure: 1 });
    expect(customers.get("02")).toMatchObject({ b_recency: 0 });
    expect(customers.get("03")).toMatchObject({ b_recency: null });
    expect(previewed.get("01")).toEqual(customers.get("01"));
    expect(reuses).toBe(true);
    const open = replaced("clientele.yaml", "calendar: { closed: data/holidays.csv }\n", "");
    const without = await computed(await opened(open));
    expect(without.customers.get("01")).toMatchObject({ b_recency: 1 });
  });

  it("that change are noticed", async () => {
    const project = await opened(files);
    const before = await computed(project);
    project.write("data/holidays.csv", "day\n2026-12-24\n");
    const after = await computed(project);
    expect(before.customers.get("01")).toMatchObject({ b_recency: 0 });
    expect(after.customers.get("01")).toMatchObject({ b_recency: 1 });
    expect(after.previewed.get("01")).toMatchObject({ b_recency: 1 });
  });

  it("that are no dates are told with their row", async () => {
    const found = await refused(
      await opened(replaced("data/holidays.csv", "2026-11-22", "Christmas")),
    );
    expect(found).toMatchObject([
      {
        code: "impossible-dates",
        file: "data/holidays.csv",
        range: { start: { line: 5 } },
        values: { value: "Christmas" },
      },
    ]);
  });
});
