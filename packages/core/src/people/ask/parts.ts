/** A question as a row of phrases: the way to put it together that reads most of it. */
import { chart, type Item, type Rule } from "./chart.ts";
import type { Phrase, PhraseKind } from "./phrase.ts";
import type { Token } from "./sense.ts";

/** A phrase of several words, or one word with all that it can be. */
export type Part = {
  readonly phrases: readonly Phrase[];
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Nothing that would be missed: articles, signs. */
  readonly filler: boolean;
};

/** What a token can be by itself. */
function leavesOf({ senses, text }: Token): readonly Phrase[] {
  const refs = senses.flatMap((s) => (s.cat === "segment" ? [s.ref] : []));
  const ways = senses.flatMap((s) => (s.cat === "held" ? [{ value: s.value, is: s.is }] : []));
  const others = senses.flatMap((s): readonly Phrase[] => {
    switch (s.cat) {
      case "segment":
      case "held":
      case "sign":
        return [];
      case "value":
        return [{ kind: "value", id: s.id, text, ...(s.how === undefined ? {} : { how: s.how }) }];
      case "job":
        return [{ kind: s.job, word: text.toLowerCase() }];
      case "segmentation":
        return [{ kind: "segmentation", id: s.id }];
      case "number":
        return [{ kind: "number", value: s.value, percent: s.percent }];
      case "quoted":
        return [{ kind: "quoted", text: s.text }];
      case "date":
        return [{ kind: "date", iso: s.iso }];
      case "place":
        return [{ kind: "place", place: s.place }];
      case "named-month":
        return [{ kind: "named-month", month: s.month }];
      case "name":
        return [{ kind: "unknown", sure: true }];
      case "unknown":
        return [{ kind: "unknown" }];
    }
  });
  return [
    ...(refs.length === 0 ? [] : [{ kind: "segment", refs, text } as const]),
    ...(ways.length === 0 ? [] : [{ kind: "held", ways, text } as const]),
    ...others,
  ];
}

/** How much a phrase of several words is worth for each of them: what says something by itself comes first. */
const worth: Partial<Readonly<Record<PhraseKind, number>>> = {
  condition: 1.5,
  value: 1.45,
  sort: 1.4,
  figure: 1.42,
  "top-of": 1.4,
  "each-of": 1.4,
  "not-bought": 1.3,
  period: 1.25,
  bound: 1.2,
  quantity: 1.15,
};

export function partsOf(
  tokens: readonly Token[],
  rules: ReadonlyMap<string, readonly Rule<Phrase>[]>,
): readonly Part[] {
  const leaves = tokens.map(leavesOf);
  const filler = leaves.map(
    (own) => own.every(({ kind }) => kind === "glue") || own.some(({ kind }) => kind === "glue"),
  );
  const items = chart(
    leaves,
    rules,
    (at) => filler[at] === true,
    ({ kind }) => kind,
  );
  const best: { readonly worth: number; readonly item: Item<Phrase> | null }[] = [];
  for (let at = tokens.length; at >= 0; at -= 1) {
    if (at === tokens.length) {
      best[at] = { worth: 0, item: null };
      continue;
    }
    let chosen = {
      worth: (best[at + 1]?.worth ?? 0) + (filler[at] === true ? 0 : 1),
      item: null as Item<Phrase> | null,
    };
    for (const item of items[at] ?? []) {
      const each = worth[item.phrase.kind];
      if (each === undefined || (item.parts < 2 && item.phrase.kind !== "sort")) continue;
      const total = each * item.parts + (best[item.to]?.worth ?? 0);
      if (total > chosen.worth) chosen = { worth: total, item };
    }
    best[at] = chosen;
  }
  const parts: Part[] = [];
  for (let at = 0; at < tokens.length;) {
    const item = best[at]?.item ?? null;
    const [first, last] = [tokens[at], tokens[(item?.to ?? at + 1) - 1]];
    if (first === undefined || last === undefined) break;
    parts.push({
      phrases: item === null ? (leaves[at] ?? []) : [item.phrase],
      text: tokens
        .slice(at, item?.to ?? at + 1)
        .map((t) => t.text)
        .join(" "),
      start: first.start,
      end: last.end,
      filler: item === null && filler[at] === true,
    });
    at = item?.to ?? at + 1;
  }
  return parts;
}
