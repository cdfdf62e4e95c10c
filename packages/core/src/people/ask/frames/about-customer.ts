/** Questions about one customer: card, why, next step, history, one value, the way into a segment. */
import { has, phrasesOf, segmentsIn, whoBefore, whoIn, type Reading } from "../reading.ts";
import { customers, someone, type Frame } from "./frame.ts";

/** The previous customer where the words mean them. */
const anybody = (reading: Reading) => whoIn(reading) ?? whoBefore(reading);

export const reachFrame: Frame = {
  takes: [...someone, "segment", "reach", "become", "how", "what", "joined", "customers", "when"],
  bonus: 0.3,
  makes: (r) => {
    const [who, segment] = [anybody(r), segmentsIn(r)[0]];
    return has(r, "reach") && who !== undefined && segment !== undefined
      ? { kind: "reach", who, segment }
      : null;
  },
};

export const whyFrame: Frame = {
  takes: [
    ...someone,
    ...customers,
    "why",
    "value",
    "become",
    "joined",
    "left",
    "sort",
    "how",
    "high",
    "low",
    "top",
    "them",
  ],
  bonus: 0.2,
  makes: (r) => {
    const who = anybody(r);
    return has(r, "why") && who !== undefined ? { kind: "why", who } : null;
  },
};

export const nextFrame: Frame = {
  takes: [...someone, "next", "what", "how", "show", "customers", "segment", "more"],
  bonus: 0.1,
  makes: (r) => {
    const who = anybody(r);
    const alone = /^next\W*$/i.test(r.text);
    return (alone || has(r, "next")) && who !== undefined ? { kind: "next", who } : null;
  },
};

export const historyFrame: Frame = {
  takes: [
    ...someone,
    "history",
    "when",
    "become",
    "segment",
    "joined",
    "left",
    "changed",
    "period",
    "last",
    "what",
    "show",
    "since",
    "how",
    "meaning",
    "customers",
    "lastrun",
    "trend",
    "segmentsof",
  ],
  makes: (r) => {
    const who = anybody(r);
    const went = has(r, "trend") && r.names.some(({ sure }) => sure) && !has(r, "value");
    const told =
      went || has(r, "history", "changed") || (has(r, "when") && segmentsIn(r).length > 0);
    return told && who !== undefined ? { kind: "history", who } : null;
  },
};

export const valueFrame: Frame = {
  takes: [
    ...someone,
    "value",
    "howmuch",
    "count",
    "what",
    "when",
    "how",
    "who",
    "show",
    "list",
    "buy",
    "times",
    "customers",
    "last",
    "share",
    "sum",
    "meaning",
    "figure",
    "segmentation",
  ],
  bonus: 0.1,
  makes: (r) => {
    const who = anybody(r);
    const value =
      phrasesOf(r, "value")[0]?.id ??
      phrasesOf(r, "figure")[0]?.of ??
      phrasesOf(r, "segmentation")[0]?.id;
    return who !== undefined && value !== undefined ? { kind: "value", who, value } : null;
  },
};

export const whyInFrame: Frame = {
  takes: [...someone, "segment", "customers", "list", "only"],
  bonus: -0.1,
  makes: (r) => {
    const who = whoIn(r);
    if (has(r, "count", "share", "howmuch", "figure")) return null;
    return who !== undefined && segmentsIn(r).length > 0 ? { kind: "why", who } : null;
  },
};

export const cardFrame: Frame = {
  takes: [...someone, "show", "who", "list", "customers", "held", "him"],
  also: (r) => (has(r, "segmentsof") ? ["segmentsof", "what"] : []),
  makes: (r) => {
    const who = whoIn(r) ?? (has(r, "him") ? whoBefore(r) : undefined);
    return who === undefined ? null : { kind: "card", who };
  },
};
