import { DuckDBInstance } from "@duckdb/node-api";
import { describe, expect, it } from "vitest";
import { bgnbd } from "../../../packages/core/src/stats/bgnbd.ts";
import { fitPurchaseModel } from "../../../packages/core/src/stats/fit-purchase-model.ts";
import { mbgnbd } from "../../../packages/core/src/stats/mbgnbd.ts";
import { paretonbd } from "../../../packages/core/src/stats/paretonbd.ts";
import { random } from "../../../packages/core/src/stats/random.ts";
import { drawExponential, drawGamma } from "../../../packages/core/src/stats/variates.ts";
import type { PurchaseHistory } from "../../../packages/core/src/stats/purchase-history.ts";
import { publicData, publicDataThere } from "./cdnow.ts";

const models = [bgnbd, mbgnbd, paretonbd];

async function onlineRetail(end: string): Promise<readonly PurchaseHistory[]> {
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  const reader = await connection.runAndReadAll(
    `with days as (
       select distinct CustomerID as id, cast(InvoiceDate as date) as day
       from read_csv('${publicData}/online-retail/online_retail.csv.gz', all_varchar = true)
       where coalesce(CustomerID, '') <> '' and InvoiceNo not like 'C%'
         and cast(Quantity as double) > 0 and cast(UnitPrice as double) > 0
         and cast(InvoiceDate as date) <= date '${end}')
     select count(*) - 1, (max(day) - min(day)) / 7, (date '${end}' - min(day)) / 7
     from days group by id`,
  );
  connection.closeSync();
  return reader
    .getRows()
    .map(([x, tx, T]) => ({ x: Number(x), tx: Number(tx), T: Number(T), n: 1 }));
}

describe.skipIf(!publicDataThere)("Online Retail", () => {
  it.each(["2011-08-31", "2011-12-09"])("has nobody who leaves, until %s", async (end) => {
    const histories = await onlineRetail(end);
    expect(histories.length).toBe(end === "2011-12-09" ? 4338 : 3317);
    for (const model of models) {
      const fit = fitPurchaseModel(model, histories);
      expect(fit.degenerate).toMatchObject({
        parameter: model.parameterNames[2],
        why: "nobody_leaves",
      });
      expect(fit.degenerate?.gain).toBeLessThan(0.2);
    }
  });
});

it("calls a fit uncertain or worse that rests on a handful of customers", () => {
  const handful = [
    { x: 0, tx: 0, T: 30, n: 6 },
    { x: 3, tx: 10, T: 30, n: 2 },
    { x: 12, tx: 11, T: 30, n: 2 },
    { x: 5, tx: 29, T: 30, n: 1 },
  ];
  for (const model of models) expect(fitPurchaseModel(model, handful).degenerate).not.toBeNull();
});

it("has no peak where nobody ever came back", () => {
  const never = [
    { x: 0, tx: 0, T: 30, n: 400 },
    { x: 0, tx: 0, T: 20, n: 400 },
  ];
  for (const model of models) expect(fitPurchaseModel(model, never).degenerate).not.toBeNull();
});

it("gives up on many customers of whom nobody leaves once a few of them say so", () => {
  const next = random(7);
  const steady = Array.from({ length: 9000 }, (_, i): PurchaseHistory => {
    const rate = drawGamma(next, 1, 15);
    const T = 10 + (i % 900) / 9;
    const days = purchaseDays(next, rate, T);
    return { x: days.length, tx: days.at(-1) ?? 0, T, n: 1 };
  });
  for (const model of models) {
    const fit = fitPurchaseModel(model, steady);
    expect(fit.degenerate).toMatchObject({
      parameter: model.parameterNames[2],
      why: "nobody_leaves",
    });
    expect(fit.evaluations).toBe(1); // of the likelihood of all
  }
});

function purchaseDays(next: () => number, rate: number, T: number): readonly number[] {
  const days: number[] = [];
  for (let at = drawExponential(next, rate); at < T; at += drawExponential(next, rate))
    days.push(at);
  return days;
}
