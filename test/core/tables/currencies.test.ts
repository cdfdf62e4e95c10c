import { expect, it } from "vitest";
import { openFiles, told } from "./run-project.ts";

const config = (amount: string, more = ""): string => `clientele: 1
name: Currencies
currency: CNY
sources:
  transactions:
    from: data/t.csv
    customer: customer
    order: order_no
    time: day
    amount: ${amount}
    refund: { when: kind = 'refund', of: original }
${more}`;
const inCurrencies = config("{ value: amount, currency: ccy, rates: data/fx.csv }");

const header = "customer,order_no,day,amount,ccy,kind,original\n";
const rows = `${header}a,1,2026-01-10,10.05,EUR,sale,
a,2,2026-03-10,10,EUR,sale,
a,3,2026-03-11,10,CNY,sale,
a,9,2026-04-01,10,EUR,refund,2
b,4,2026-03-10,0.10, usd ,sale,
`;
const dated = `currency,rate,date
EUR,7.5,2026-01-01
EUR,8,2026-03-10
EUR,9,2026-04-01
USD,7.1234,2026-01-01
`;
const files = { "clientele.yaml": inCurrencies, "data/t.csv": rows, "data/fx.csv": dated };

it("converts each row at the latest rate not after its day, refunds too, and leaves the project's own alone", async () => {
  const project = await openFiles(files);
  const { customers } = await project.run();
  // 10.05 × 7.5 + 10 × 8 + 10 − 10 × 9, the refund at the rate of its own day
  expect(customers.get("a")?.["b_monetary"]).toBe(75.375);
  expect(customers.get("b")?.["b_monetary"]).toBe(0.7123);
});

it("converts at one rate for all time where rates have no dates", async () => {
  const fx = "currency,rate\nEUR,7.5\nUSD,7\n";
  const project = await openFiles({ ...files, "data/fx.csv": fx });
  const { customers } = await project.run();
  expect(customers.get("a")?.["b_monetary"]).toBe(75.375 + 75 + 10 - 75);
});

it("multiplies the digits as they are written, and rounds once", async () => {
  const t = `${header}a,1,2026-01-10,33333333.3333,EUR,sale,\na,2,2026-01-10,0.0005,EUR,sale,\n`;
  const fx = "currency,rate\nEUR,0.1234567891\n";
  const project = await openFiles({ ...files, "data/t.csv": t, "data/fx.csv": fx });
  const { customers } = await project.run();
  expect(customers.get("a")?.["b_monetary"]).toBe(4115226.3034); // …30333 + 0.0000617, each rounded;
});

it("names the currency, the row and the file where a rate is missing", async () => {
  const t = `${rows}c,5,2025-12-31,1,EUR,sale,\nc,6,2026-01-05,1,GBP,sale,\nc,7,2026-01-06,1,GBP,sale,\nc,8,2026-01-06,1,,sale,\n`;
  const project = await openFiles({ ...files, "data/t.csv": t });
  const missing = (currency: string, line: number, day: string, count = 1) => ({
    code: "rate-missing",
    file: "data/t.csv",
    line,
    values: { currency, path: "data/t.csv", count, line, day, rates: "data/fx.csv" },
  });
  expect(told(await project.problems())).toEqual([
    missing("EUR", 7, "2025-12-31"),
    missing("GBP", 8, "2026-01-05", 2),
    missing("", 10, "2026-01-06"),
  ]);
});

it.each([
  ["two rates for a day", `${dated}EUR,7.6,2026-01-01\n`, "rate-conflict", 6],
  ["no rate", `${dated}GBP,-,2026-01-01\n`, "bad-cells", 6],
  ["a rate of zero", `${dated}GBP,0,2026-01-01\n`, "bad-cells", 6],
  ["a rate of the project's own currency", `${dated}CNY,2,2026-01-01\n`, "bad-cells", 6],
  ["no currency", `${dated},2,2026-01-01\n`, "bad-cells", 6],
  ["no day", `${dated}GBP,2,\n`, "bad-cells", 6],
])("refuses %s", async (_, fx, code, line) => {
  const project = await openFiles({ ...files, "data/fx.csv": fx });
  expect(told(await project.problems())).toMatchObject([{ code, file: "data/fx.csv", line }]);
});

it("says at the key which column the rates lack", async () => {
  const project = await openFiles({ ...files, "data/fx.csv": "currency,rates\nEUR,1\n" });
  expect(told(await project.problems())).toMatchObject([
    {
      code: "column-missing",
      file: "clientele.yaml",
      line: 10,
      values: { column: "rate", nearest: "rates" },
    },
  ]);
});

it("notices changed rates, names them as a source, and previews what a run computes", async () => {
  const value =
    "segmentation: value\nkind: tiers\nby: monetary\nwithin: 365 days\ntiers:\n  - { id: high, at_least: 50 }\n  - { id: low, rest: true }\n";
  const project = await openFiles({ ...files, "segmentations/value.yaml": value });
  const first = await project.run();
  expect(first.manifest.sources.map((s) => s.name)).toEqual(["transactions", "transactions.rates"]);
  project.write({ "data/fx.csv": dated.replace("EUR,7.5,", "EUR,1.5,") });
  expect(await project.preview()).toMatchObject({ "value.high": 0, "value.low": 2 });
  const second = await project.run();
  expect(second.manifest.lines).not.toBe(first.manifest.lines);
  expect(second.customers.get("a")?.["b_monetary"]).toBe(15.075);
});

it("earns a margin on net amounts, in windows too, and only where it is given", async () => {
  const value =
    "segmentation: profit\nkind: tiers\nby: margin\nwithin: 30 days\ntiers:\n  - { id: high, top: 50% of value }\n  - { id: low, rest: true }\n";
  const more =
    "    margin: amount * 0.3 - cost\nmetrics:\n  cost: { value: sum(amount - margin) }\n  lately: { value: margin, within: 30 days }\n";
  const t =
    "customer,order_no,day,amount,kind,original,cost\na,1,2026-01-01,100,sale,,5\na,2,2026-02-20,50,sale,,0\na,3,2026-02-25,20,refund,1,0\na,4,2026-02-26,10,refund,,0\nb,5,2026-02-27,60,sale,,30\n";
  const project = await openFiles({
    "clientele.yaml": config("amount", more),
    "data/t.csv": t,
    "segmentations/profit.yaml": value,
  });
  const { customers } = await project.run();
  expect(customers.get("a")).toMatchObject({
    b_margin: 31, // 30 − 5 + 15 − 6 − 3
    m_cost: 89, // 120 − 31
    m_lately: 12, // the refund of order 1 is booked to January
    s_profit: "high",
  });
  expect(customers.get("b")).toMatchObject({ b_margin: -12, s_profit: "low" });
  expect(await project.preview()).toMatchObject({ "profit.high": 1, "profit.low": 1 });
  project.write({ "clientele.yaml": config("amount") });
  expect(told(await project.problems())).toMatchObject([
    { code: "unknown-name", file: "segmentations/profit.yaml" },
  ]);
});

it("lets a project without margins call a metric of its own so, and no other", async () => {
  const metric = "metrics:\n  margin: { value: monetary * 0.2 }\n";
  const project = await openFiles({ ...files, "clientele.yaml": config("amount", metric) });
  expect((await project.run()).customers.get("a")?.["m_margin"]).toBeCloseTo(4.01, 9);
  project.write({ "clientele.yaml": config("amount", `    margin: amount\n${metric}`) });
  expect(told(await project.problems())).toMatchObject([{ code: "name-clash" }]);
});

it("refuses rows whose margin is no number", async () => {
  const t =
    "customer,order_no,day,amount,kind,original,earned\na,1,2026-01-01,100,sale,,5\na,1,2026-01-01,100,sale,,x\n";
  const project = await openFiles({
    "clientele.yaml": config("amount", "    margin: earned\n"),
    "data/t.csv": t,
  });
  expect(told(await project.problems())).toMatchObject([
    { code: "bad-cells", file: "data/t.csv", line: 3, values: { column: "earned", value: "x" } },
  ]);
});
