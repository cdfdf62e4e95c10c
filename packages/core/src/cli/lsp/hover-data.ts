/** What a hover adds from the data, where somebody can tell it soon enough. */
import { setTimeout } from "node:timers/promises";
import type { Distribution } from "../../language/authoring/distribution.ts";
import { targetAt } from "../../language/authoring/references.ts";
import type { Workspace } from "../../language/authoring/workspace.ts";
import type { Position } from "../../problem.ts";

/** How a metric or an attribute of customers is distributed; `undefined` where nobody knows. */
export type DistributionOf = (folder: string, metric: string) => Promise<Distribution | undefined>;

/** A hover that comes late is not read, in milliseconds. */
const patience = 400;

/** The answer if it comes in time; one that fails is none. */
export const soon = (
  answer: Promise<Distribution | undefined>,
): Promise<Distribution | undefined> =>
  Promise.race([answer.catch(() => undefined), setTimeout(patience, undefined, { ref: false })]);

/** The metric or the attribute of customers at a place, as answers name it. */
export function measuredAt(
  workspace: Workspace,
  file: string,
  position: Position,
): string | undefined {
  const target = targetAt(workspace, file, position)?.target;
  if (target === undefined) return undefined;
  if (target.kind === "metric" || target.kind === "builtin") return target.name;
  return target.kind === "column" && target.source === "customers" ? target.name : undefined;
}
