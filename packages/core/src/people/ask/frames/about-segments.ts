/** Questions about the scheme itself: its segments, what a word means, two segments beside each other, who moved, how it went over time; and help. */
import { has, phrasesOf, segmentsIn } from "../reading.ts";
import type { Frame } from "./frame.ts";

export const helpFrame: Frame = {
  takes: ["help", "what", "how"],
  makes: (r) => (has(r, "help") ? { kind: "help" } : null),
};

export const helloFrame: Frame = {
  takes: ["hello"],
  makes: (r) => (has(r, "hello") ? { kind: "hello" } : null),
};

export const segmentsFrame: Frame = {
  takes: ["segmentsof", "what", "list", "show", "customers", "count"],
  bonus: 0.2,
  makes: (r) => (has(r, "segmentsof") && segmentsIn(r).length === 0 ? { kind: "segments" } : null),
};

export const defineFrame: Frame = {
  takes: [
    "meaning",
    "what",
    "how",
    "segment",
    "segmentation",
    "value",
    "customers",
    "show",
    "segmentsof",
  ],
  makes: (r) => {
    if (!has(r, "meaning") && !has(r, "what")) return null;
    if (phrasesOf(r, "value").some(({ how }) => how !== undefined)) return null;
    if (!has(r, "meaning") && has(r, "customers")) return null;
    const [segment] = segmentsIn(r);
    if (segment !== undefined) return { kind: "define", of: { kind: "segment", ...segment } };
    const value = phrasesOf(r, "value")[0];
    if (value !== undefined && value.how === undefined)
      return { kind: "define", of: { kind: "value", value: value.id } };
    const segmentation = phrasesOf(r, "segmentation")[0];
    return segmentation === undefined
      ? null
      : { kind: "define", of: { kind: "segmentation", segmentation: segmentation.id } };
  },
};

export const compareFrame: Frame = {
  takes: [
    "segment",
    "held",
    "customers",
    "compare",
    "value",
    ">",
    "<",
    "sort",
    "high",
    "low",
    "and",
    "or",
    "between",
    "what",
    "how",
    "show",
    "figure",
    "mean",
    "from",
    "until",
    "to",
    "who",
  ],
  bonus: 0.3,
  makes: (r) => {
    const segments = segmentsIn(r);
    if (segments.length < 2 || !has(r, "compare", ">", "<")) return null;
    const value =
      phrasesOf(r, "value")[0]?.id ?? phrasesOf(r, "sort")[0]?.by ?? phrasesOf(r, "figure")[0]?.of;
    return { kind: "compare", segments, ...(value === undefined ? {} : { by: value }) };
  },
};

export const movesFrame: Frame = {
  takes: [
    "segment",
    "customers",
    "joined",
    "left",
    "changed",
    "from",
    "to",
    "until",
    "since",
    "after_day",
    "lastrun",
    "period",
    "last",
    "who",
    "what",
    "count",
    "list",
    "show",
    "why",
    "and",
    "compare",
    "value",
    "held",
    "become",
    "churn",
    "trend",
  ],
  makes: (r) => {
    const [first, second] = segmentsIn(r);
    if (first === undefined) return has(r, "changed") ? { kind: "moves" } : null;
    // "Lost" can be a segment itself.
    const verbs = {
      parts: r.parts.filter(({ phrases }) => !phrases.some((p) => p.kind === "segment")),
    };
    const way = has(verbs, "from") && has(verbs, "to", "until");
    const moved = way || has(verbs, "joined", "left", "changed", "become");
    const pair = second !== undefined && first.segmentation === second.segmentation;
    // 忠实会员降温了: what was one is the other now.
    const turned = /了[吗呢?？。]*$/u.test(r.text) && !has(r, "and", "or");
    if (pair && !has(r, "compare") && (moved || turned))
      return { kind: "moves", from: first, into: second };
    if (!moved) return null;
    if (has(verbs, "left")) return { kind: "moves", from: first };
    return { kind: "moves", into: first };
  },
};

export const trendFrame: Frame = {
  takes: [
    "trend",
    "segment",
    "value",
    "customers",
    "how",
    "what",
    "show",
    "period",
    "joined",
    "last",
    "since",
    "changed",
    "count",
    "figure",
    "mean",
    "sum",
    "history",
    "not",
  ],
  bonus: 0.1,
  makes: (r) => {
    if (!has(r, "trend")) return null;
    const [segment] = segmentsIn(r);
    if (segment !== undefined) return { kind: "trend", of: { kind: "segment", ...segment } };
    const value = phrasesOf(r, "value")[0]?.id ?? phrasesOf(r, "figure")[0]?.of;
    if (value !== undefined) return { kind: "trend", of: { kind: "value", value } };
    return has(r, "customers") ? { kind: "trend", of: { kind: "customers" } } : null;
  },
};
