import { describe, expect, it } from "vitest";
import { clientele } from "../../cli/clientele.ts";
import { computed, opened, refused } from "./computed.ts";
import { files, replaced } from "./files.ts";

const rules = `segmentation: s
kind: rules
assign: all
segments:
  - { id: unhappy, when: nps <= 4 }
  - { id: answered, when: surveys.nps is not null }
  - { id: rich, when: balances.amount > 50 }
`;

describe("the row that holds", () => {
  it("is the latest answer within a year, the lowest of one time, and never an empty one", async () => {
    const { customers, previewed, reuses } = await computed(
      await opened({ ...files, "segmentations/s.yaml": rules }),
    );
    expect(customers.get("01")).toMatchObject({
      "j_surveys.nps": 4,
      "s_s.unhappy": true,
      m_answers: 4,
    });
    // The window of 365 days begins behind 21 November.
    expect(customers.get("02")).toMatchObject({ "j_surveys.nps": null, "s_s.answered": false });
    expect(customers.get("03")).toMatchObject({ "j_surveys.nps": 0, "s_s.unhappy": true });
    expect(reuses).toBe(true);
    for (const [id, row] of customers) expect(previewed.get(id)).toEqual(row);
  });

  it("is the latest state not after the as-of date", async () => {
    const { customers } = await computed(await opened({ ...files, "segmentations/s.yaml": rules }));
    expect(customers.get("01")).toMatchObject({
      "j_balances.amount": 70.5,
      "j_balances.iban": "0012",
      m_doubled: 141,
      "s_s.rich": true,
    });
    expect(customers.get("03")).toMatchObject({ "j_balances.amount": null, m_doubled: null });
    const earlier = replaced("clientele.yaml", "as_of: 2026-11-21", "as_of: 2026-11-20");
    const before = await computed(await opened(earlier));
    expect(before.customers.get("02")).toMatchObject({ "j_balances.amount": null });
    expect(before.customers.get("02")).toMatchObject({ "j_surveys.nps": 10 });
  });

  it("is shown by the names that rules use, and found by them", async () => {
    const { folder } = await opened({ ...files, "segmentations/s.yaml": rules });
    expect((await clientele(["run", folder, "--publish"])).code).toBe(0);
    const shown = await clientele(["show", "01", "--json", "--project", folder]);
    expect(shown.json).toMatchObject({
      customer: {
        metrics: { nps: 4 },
        attributes: { "balances.amount": 70.5, "balances.iban": "0012" },
      },
    });
    const found = await clientele([
      "find",
      "balances.amount > 50 and nps < 5",
      "--json",
      "--project",
      folder,
    ]);
    expect(found.json).toMatchObject({ total: 1 });
  });

  it.each([
    [
      "an answer above the scale",
      "customer,answered_at,nps\n01,2026-11-20,11\n",
      "scores-out-of-scale",
    ],
    [
      "an answer below the scale",
      "customer,answered_at,nps\n01,2026-11-20,-1\n",
      "scores-out-of-scale",
    ],
    ["an answer that is no number", "customer,answered_at,nps\n01,2026-11-20,good\n", "bad-cells"],
  ])("refuses %s with its row", async (_, text, code) => {
    const found = await refused(await opened({ ...files, "data/nps.csv": text }));
    expect(found).toMatchObject([
      { code, file: "data/nps.csv", range: { start: { line: 1 } }, values: { column: "nps" } },
    ]);
  });
});
