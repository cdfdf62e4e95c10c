import { expect, it } from "vitest";
import { config, open, segmentsOf } from "./data.ts";

const lifecycle = (unit: string): string =>
  `segmentation: life_${unit}\nkind: lifecycle\nunit: ${unit}\n`;

it("gives a household the stage of one customer who bought what all its members did", async () => {
  const days = ["2025-01-03", "2025-12-01", "2026-03-01", "2026-06-01", "2026-08-25", "2026-11-01"];
  const other = [
    "z,90,2026-11-18,5",
    "y,91,2026-02-01,5",
    "y,92,2026-05-01,5",
    "x,93,2025-02-01,1",
  ];
  const customers = ["z,,,X", "y,,,X", "x,,,X", "w,,,X"];
  const stage = async (members: readonly string[], unit: string): Promise<readonly unknown[]> => {
    const lines = days.map((day, i) => `${members[i % members.length]},${i},${day},10`);
    const rows = members.map((id) => `${id},,H,X`);
    const project = await open([...rows, ...customers], [...lines, ...other], {
      [`life_${unit}`]: lifecycle(unit),
    });
    const found = segmentsOf(await project.run(), `life_${unit}`);
    return [
      ...new Set(members.map((id) => found[id])),
      ...["z", "y", "x", "w"].map((id) => found[id]),
    ];
  };
  const alone = await stage(["a"], "customer");
  expect(alone).not.toContain(null);
  expect(await stage(["a", "b", "c"], "household")).toEqual(alone);
  expect(await stage(["a", "b", "c"], "customer")).not.toEqual(alone);
});

it("sees states at a date and factors of what members share", async () => {
  const project = await open(
    ["a,,H,X", "b,,H,X", "c,,G,X", "d,,G,Y"],
    ["a,1,2026-11-18,1"],
    {
      s: `segmentation: s\nkind: rules\nunit: household\nsegments:
  - { id: both, when: balances.amount = 7 and market.growth = 3 }
  - { id: balance, when: balances.amount = 7 }\n`,
    },
    config.replace(
      "metrics:",
      `  balances: { from: data/b.csv, kind: levels, customer: id, time: day }
  market: { from: data/m.csv, kind: factors, match: [city] }
metrics:`,
    ),
  );
  project.write({
    "data/b.csv": "id,day,amount\na,2026-10-01,7\nb,2026-09-01,5\nb,2026-10-01,7\nc,2026-10-01,7\n",
    "data/m.csv": "city,growth\nX,3\nY,4\n",
  });
  expect(segmentsOf(await project.run(), "s")).toEqual({
    a: "both",
    b: "both",
    c: "balance",
    d: "balance",
  });
});

it("puts a household into the cell of a matrix by what all its members did", async () => {
  const matrix = `segmentation: grid
kind: matrix
unit: household
rows: { by: monetary, within: 365 days, bands: [{ id: much, at_least: 100 }, { id: little, rest: true }] }
columns: { by: frequency, cuts: [2] }
segments:
  - { id: both, rows: much, columns: high }
  - { id: rest, cells: [{ rows: little }, { rows: much, columns: low }] }
`;
  const customers = ["a,,H,X", "b,,H,X", "c,,,X"];
  const lines = ["a,1,2026-11-01,60", "b,2,2026-11-01,60", "c,3,2026-11-18,150"];
  const project = await open(customers, lines, { grid: matrix });
  expect(segmentsOf(await project.run(), "grid")).toEqual({ a: "both", b: "both", c: "rest" });
  const single = await open(customers, lines, { grid: matrix.replace("household", "customer") });
  expect(segmentsOf(await single.run(), "grid")).toEqual({ a: "rest", b: "rest", c: "rest" });
});
