import { bgnbd } from "../../stats/bgnbd.ts";
import { mbgnbd } from "../../stats/mbgnbd.ts";
import { paretonbd } from "../../stats/paretonbd.ts";
import type { PurchaseModel } from "../../stats/purchase-model.ts";
import type { PurchaseModelName } from "../model-card.ts";

/** The models that `auto` chooses from; the first of equals. */
export const purchaseModels: readonly PurchaseModel[] = [paretonbd, mbgnbd, bgnbd];

export function modelOf(name: PurchaseModelName): PurchaseModel {
  const found = purchaseModels.find((model) => model.name === name);
  if (found === undefined) throw new RangeError(`no model ${name}`);
  return found;
}
