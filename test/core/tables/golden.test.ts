import { expect, it } from "vitest";
import { golden, openFiles, told } from "./run-project.ts";

it("the file with every key has no problems", async () => {
  const project = await openFiles({
    "clientele.yaml": golden,
    "data/transactions.csv": "customer,paid_at,quantity,price,ccy\na,2026-01-10,2,10.5,EUR\n",
    "data/customers.csv":
      "id,valid_from,valid_to,sms_ok,profiling\na,2025-01-01,2026-01-01,true,all\na,2026-01-01,,false,\n",
    "data/fx.csv": "currency,rate\nEUR,7.5\n",
    "data/merged.csv": "old_id,customer_id\nb,a\n",
  });
  expect(told(await project.problems())).toEqual([]);
});
