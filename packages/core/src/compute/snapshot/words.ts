import { segmentsOf } from "../preview/preview.ts";
import { attributeValues } from "../preview/distribution.ts";
import type { AskingWords } from "../../host/answers/asking.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";
import type { Base } from "./open-base.ts";
import { namedValues, shownSegmentations } from "./sight.ts";

/** Columns with more values than these are keys or free text. */
const mostValues = 200;

/** What questions about a snapshot can name: titles, and the values that its text columns hold. */
export async function wordsOf(
  lane: Lane,
  base: Base,
  options: QueryOptions = {},
): Promise<Omit<AskingWords, "base">> {
  const values = namedValues(base);
  const { label = null, aliases = [] } = base.model.customers ?? {};
  const naming = new Set([...(label === null ? [] : [label]), ...aliases]);
  const known: Record<string, readonly string[]> = {};
  for (const { id, type, pii } of values) {
    if (type !== "text" || pii !== null) continue;
    const found = await attributeValues(lane, base, id, "", mostValues, options);
    // A value that only one customer has says who they are, not what they are like.
    const shared = found.values.some(({ count }) => count > 1);
    if (found.complete && shared && !naming.has(id.replace(/^customers\./, "")))
      known[id] = found.values.map(({ value }) => value);
  }
  const name = base.model.customers?.owner?.toLowerCase();
  const owner = values.find(
    ({ id, kind }) => kind === "attribute" && id.replace(/^customers\./, "").toLowerCase() === name,
  )?.id;
  return {
    segmentations: shownSegmentations(base).map((s) => ({
      id: s.name,
      title: s.title,
      kind: s.kind,
      assign: s.assign,
      segments: segmentsOf(s),
    })),
    values: values.map(({ column: _, ...value }) => value),
    known,
    ...(owner === undefined ? {} : { owner }),
    asOf: base.manifest.asOf,
  };
}
