import { expect, it } from "vitest";
import { openFiles, told } from "./run-project.ts";

const config = (valid = "    valid: [valid_from, valid_to]\n"): string => `clientele: 1
name: History
sources:
  customers:
    from: data/c.csv
    key: id
    where: not test
${valid}  transactions: { from: data/t.csv, customer: customer, time: day, amount: amount }
`;
const segments = `segmentation: place
kind: rules
segments:
  - { id: wuxi, when: city = 'Wuxi' }
  - { id: others, else: true }
`;
const history = `id,city,valid_from,valid_to,test
a,Suzhou,2025-01-01,2026-03-01,false
a,Wuxi,2026-03-01,,false
b,Wuxi,2025-01-01,2026-02-01,false
b,Wuxi,2025-05-01,,true
c,Suzhou,2026-03-02,,false
`;
const files = {
  "clientele.yaml": config(),
  "segmentations/place.yaml": segments,
  "data/c.csv": history,
  "data/t.csv":
    "customer,day,amount\na,2026-01-15,10\nb,2026-01-15,20\na,2026-02-01,1\na,2026-02-28,1\na,2026-03-01,1\na,2026-03-02,1\n",
};

it.each<readonly [string, readonly (readonly [string, string])[]]>([
  // The first day counts, the day on which a row ends does not.
  [
    "2026-01-15",
    [
      ["a", "others"],
      ["b", "wuxi"],
    ],
  ],
  ["2026-02-01", [["a", "others"]]],
  ["2026-02-28", [["a", "others"]]],
  ["2026-03-01", [["a", "wuxi"]]],
  [
    "2026-03-02",
    [
      ["a", "wuxi"],
      ["c", "others"],
    ],
  ],
])("as of %s it knows what was known then, and nothing later", async (day, expected) => {
  const project = await openFiles(files);
  const { manifest, customers } = await project.run(day);
  expect(manifest.asOf).toBe(day);
  expect([...customers].map(([id, row]) => [id, row["s_place"]])).toEqual(expected);
});

it("gives the same run, whatever the table says of later days", async () => {
  const project = await openFiles(files);
  const known = [...(await project.run("2026-02-28")).customers];
  const rewritten = history
    .replace("a,Wuxi,2026-03-01,", "a,Nanjing,2026-05-01,")
    .replace("2026-03-01", "2026-05-01");
  project.write({ "data/c.csv": rewritten });
  expect([...(await project.run("2026-02-28")).customers]).toEqual(known);
});

it("hides from rules when a row ends, but not when it began", async () => {
  const rule = (name: string): string => segments.replace("city = 'Wuxi'", `${name} is null`);
  const project = await openFiles({ ...files, "segmentations/place.yaml": rule("valid_to") });
  expect(told(await project.problems())).toMatchObject([
    { code: "unknown-name", values: { name: "valid_to" } },
  ]);
  project.write({ "segmentations/place.yaml": rule("valid_from") });
  expect(told(await project.problems())).toEqual([]);
});

it("previews what a run computes", async () => {
  const project = await openFiles(files);
  expect(await project.preview()).toEqual({ "place.wuxi": 1, "place.others": 1 });
});

it("refuses several rows of a customer where there is no history", async () => {
  const project = await openFiles({ ...files, "clientele.yaml": config("") });
  expect(told(await project.problems())).toMatchObject([{ code: "duplicate-ids", line: 3 }]);
});

it.each([
  [
    "overlapping rows",
    "a,Wuxi,2026-02-28,,false",
    "overlapping-rows",
    3,
    { value: "a", day: "2026-02-28", count: 1 },
  ],
  ["two rows from one day", "a,Wuxi,2025-01-01,,false", "overlapping-rows", 3, { value: "a" }],
  ["a row without a first day", "a,Wuxi,,,false", "impossible-dates", 3, { column: "valid_from" }],
  [
    "an end that is no day",
    "a,Wuxi,2026-03-01,never,false",
    "impossible-dates",
    3,
    { value: "never" },
  ],
  [
    "an end before the beginning",
    "a,Wuxi,2026-03-01,2026-01-01,false",
    "bad-cells",
    3,
    { column: "valid_to" },
  ],
])("refuses %s", async (_, row, code, line, values) => {
  const project = await openFiles({
    ...files,
    "data/c.csv": history.replace("a,Wuxi,2026-03-01,,false", row),
  });
  expect(told(await project.problems())).toMatchObject([
    { code, file: "data/c.csv", line, values },
  ]);
});

it("says at the key which column is not there", async () => {
  const valid = config("    valid: [valid_from, valid_til]\n");
  const project = await openFiles({ ...files, "clientele.yaml": valid });
  expect(told(await project.problems())).toMatchObject([
    { code: "column-missing", file: "clientele.yaml", line: 8, values: { nearest: "valid_to" } },
  ]);
});
