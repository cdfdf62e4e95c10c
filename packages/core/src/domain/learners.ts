/** Every learner by its name, so that another thread finds it. */
import { clusterLearner } from "./clusters/cluster-learner.ts";
import type { Learner } from "./fit.ts";
import { learnContracts } from "./contracts/learn-contracts.ts";
import { learnPurchases } from "./purchases/learn-purchases.ts";

const all: readonly Learner[] = [learnPurchases, learnContracts, clusterLearner];

/** @throws RangeError for a name that nobody has */
export function learnerOf(name: string): Learner {
  const found = all.find((learner) => learner.name === name);
  if (found === undefined) throw new RangeError(`no learner ${name}`);
  return found;
}
