import { parse } from "../../language/expression/parse.ts";
import { walk } from "../../language/expression/walk.ts";
import type { AskCatalog } from "./ask-catalog.ts";
import type { AskQuestion } from "./question.ts";

const prefix =
  /^(?:find|where|list|show|search|filter|count|how many|查找|查询|列出|筛选|统计)\s*/iu;
const counting = /^(?:count|how many|统计)/iu;

/**
 * The question of somebody who writes the rule language; null where the text is no rule about values of the project.
 *
 * @example ruleWritten("find city = 'Suzhou' and clv > 5000", catalog)
 *   // => { kind: "list", set: [{ kind: "rule", text: "city = 'Suzhou' and clv > 5000" }] }
 */
export function ruleWritten(asked: string, catalog: AskCatalog): AskQuestion | null {
  const text = asked
    .replace(prefix, "")
    .replaceAll(/[‘’]/g, "'")
    .replace(/[?？.。]$/u, "")
    .trim();
  const { expr, faults } = parse(text);
  if (faults.length > 0 || expr.kind === "name") return null;
  const known = new Set([
    "as_of",
    "owner",
    ...catalog.values.flatMap(({ id }) => [id.toLowerCase(), `customers.${id}`.toLowerCase()]),
    ...catalog.segmentations.flatMap(({ id, segments }) => [
      id.toLowerCase(),
      ...segments.map((s) => `${id}.${s.id}`.toLowerCase()),
    ]),
  ]);
  let named = 0;
  for (const node of walk(expr)) {
    if (node.kind !== "name") continue;
    named += 1;
    if (!known.has(node.parts.join(".").toLowerCase())) return null;
  }
  const tests =
    expr.kind === "binary" ||
    expr.kind === "in" ||
    expr.kind === "between" ||
    expr.kind === "like" ||
    expr.kind === "is-null" ||
    expr.kind === "not";
  if (named === 0 || !tests) return null;
  const set = [{ kind: "rule", text }] as const;
  return counting.test(asked) ? { kind: "count", set } : { kind: "list", set };
}
