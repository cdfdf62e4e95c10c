import type { KnownBlock } from "@slack/types";
import { isObject, toJson, type Json } from "./json.ts";
import { messageLimits } from "./limits.ts";
import { truncate } from "./text.ts";
import { changeAt, limitsOf, sizeOf } from "./walk-limits.ts";

/** How many rows of buttons and selects at the end are kept whatever comes before. */
const mostLast = 5;

/**
 * The blocks within Slack's limits: long texts are cut with "…", long lists shortened, elements whose identifier or address is
 * too long left out, and what is left empty with them.
 *
 * @param blocks valid in structure, of any size
 * @returns at most 50 blocks, in the same order
 * @example fitToLimits([{ type: "header", text: { type: "plain_text", text: "x".repeat(200) } }]) // a header of 150
 */
export function fitToLimits(blocks: readonly KnownBlock[]): KnownBlock[] {
  const fitted = blocks
    .map((block) => fitElement(toJson(block)))
    .filter((block) => block !== null && !isEmpty(block));
  const seen = new Map<string, number>();
  const allowed = fitted.filter((block) => {
    const type = isObject(block) && typeof block["type"] === "string" ? block["type"] : "";
    seen.set(type, (seen.get(type) ?? 0) + 1);
    const most = type === "table" || type === "data_visualization" ? messageLimits[type] : Infinity;
    return (seen.get(type) ?? 0) <= most;
  });
  // Fitting keeps the structure: texts become shorter, lists lose items.
  return shortened(allowed) as unknown as KnownBlock[];
}

/** Of too many blocks the first stay, and the last ones that can be pressed; between them "…" says that some are missing. */
function shortened(blocks: readonly Json[]): readonly Json[] {
  if (blocks.length <= messageLimits.blocks) return blocks;
  const from = blocks.findLastIndex((block) => !isObject(block) || block["type"] !== "actions") + 1;
  const last = blocks.slice(Math.max(from, blocks.length - mostLast));
  const missing = { type: "context", elements: [{ type: "plain_text", text: "…" }] };
  return [...blocks.slice(0, messageLimits.blocks - last.length - 1), missing, ...last];
}

/** The element within its limits; `null` where it has to go. */
function fitElement(element: Json): Json | null {
  if (Array.isArray(element))
    return element.map((item: Json) => fitElement(item)).filter((item) => item !== null);
  if (!isObject(element)) return element;
  let fitted: Json = Object.fromEntries(
    Object.entries(element).flatMap(([key, value]) => {
      const kept = fitElement(value);
      return kept === null ? [] : [[key, kept] as const];
    }),
  );
  for (const limit of limitsOf(element)) {
    let dropped = false;
    fitted = changeAt(fitted, limit.at, (value) => {
      const size = sizeOf(value, limit);
      if (size === null || size <= limit.max) return value;
      if (limit.over === "drop") dropped = true;
      if (typeof value === "string") return truncate(value, limit.max);
      return Array.isArray(value) ? value.slice(0, limit.max) : value;
    });
    if (dropped) return null;
  }
  return fitted;
}

function isEmpty(block: Json): boolean {
  if (!isObject(block)) return true;
  const elements = block["elements"];
  return Array.isArray(elements) && elements.length === 0;
}
