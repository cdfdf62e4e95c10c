/** Whether a reading of a question says what its author meant. */
import type { AskCatalog, CustomerSet, ReadQuestion, Who } from "@clientele/core";
import { ruleOf } from "@clientele/core";

type Customers = {
  readonly in?: string;
  readonly where?: string;
  readonly within?: string;
  readonly owner?: string;
};

/** What is meant, as in `README.md`. */
export type Means = {
  readonly card?: string;
  readonly why?: string;
  readonly next?: string;
  readonly history?: string;
  readonly value?: readonly [who: string, value: string];
  readonly reach?: readonly [who: string, segment: string];
  readonly list?: Customers & { readonly by?: string; readonly top?: number };
  readonly count?: Customers;
  readonly figure?: Customers & { readonly of: string; readonly how: string };
  readonly share?: Customers & { readonly of?: "revenue" };
  readonly compare?: readonly [string, string];
  readonly by?: string;
  /** Of `count` and `figure`: the attribute for each of whose values. */
  readonly each?: string;
  readonly hello?: "all";
  readonly moves?: { readonly into?: string; readonly from?: string };
  readonly trend?: string;
  readonly define?: string;
  readonly segments?: "all";
  readonly help?: "all";
  readonly not?: string;
};

export type AskedQuestion = { readonly q: string; readonly after?: string; readonly means: Means };

/** Whether two rules pick the same customers; `true` picks all. */
export type SamePick = (one: string, other: string) => Promise<boolean>;

type Known = {
  readonly catalog: AskCatalog;
  readonly samePick: SamePick;
  /** Whether a customer is called so. */
  readonly isName: (text: string) => boolean;
};

/** @example await isRight(reading, { count: { in: "rfm.champions" } }, known) // => true */
export async function isRight(read: ReadQuestion, means: Means, known: Known): Promise<boolean> {
  const [kind = ""] = Object.keys(means).filter((key) => key !== "by" && key !== "each");
  switch (kind) {
    case "card":
    case "why":
    case "next":
    case "history":
      return read.kind === kind && isWho(read.who, means[kind]);
    case "reach":
      return (
        read.kind === "reach" &&
        isWho(read.who, means.reach?.[0]) &&
        `${read.segment.segmentation}.${read.segment.segment}` === means.reach?.[1]
      );
    case "value": {
      const [who, value] = means.value ?? [];
      return read.kind === "value" && isWho(read.who, who) && isValue(read.value, value, known);
    }
    case "list": {
      const { by, top } = means.list ?? {};
      if (read.kind !== "list" || !(await picksRight(read.set, means.list, known))) return false;
      const sorted =
        read.sort === undefined ? undefined : `${read.sort.descending ? "" : "-"}${read.sort.by}`;
      return sorted === by && read.top === top;
    }
    case "count":
      return (
        read.kind === "count" &&
        isEach(read.by, means.each, known) &&
        picksRight(read.set, means.count, known)
      );
    case "figure":
      return (
        read.kind === "figure" &&
        read.of === means.figure?.of &&
        read.how === means.figure.how &&
        isEach(read.by, means.each, known) &&
        picksRight(read.set, means.figure, known)
      );
    case "share":
      return (
        read.kind === "share" &&
        (read.of.kind === "value"
          ? read.of.value === "monetary" && means.share?.of === "revenue"
          : means.share?.of === undefined) &&
        picksRight(read.set, means.share, known)
      );
    case "compare":
      return (
        read.kind === "compare" &&
        read.segments.map(named).join() === means.compare?.join() &&
        read.by === means.by
      );
    case "moves":
      return (
        read.kind === "moves" &&
        (read.into && named(read.into)) === means.moves?.into &&
        (read.from && named(read.from)) === means.moves?.from
      );
    case "trend": {
      if (read.kind !== "trend") return false;
      const of =
        read.of.kind === "segment"
          ? named(read.of)
          : read.of.kind === "value"
            ? read.of.value
            : "customers";
      return of === means.trend;
    }
    case "define": {
      if (read.kind !== "define") return false;
      const { of } = read;
      return (
        (of.kind === "segment" ? named(of) : of.kind === "value" ? of.value : of.segmentation) ===
        means.define
      );
    }
    case "not":
      return isMissed(read, means.not ?? "", known);
    default:
      return read.kind === kind;
  }
}

/** The answer says that it does not know the words: neither the grammar nor any customer has them. */
function isMissed(read: ReadQuestion, words: string, { isName }: Known): boolean {
  if (read.unread?.includes(words) === true) return true;
  if ("who" in read)
    return read.who.kind === "named" && read.who.text.includes(words) && !isName(read.who.text);
  return read.kind === "unknown" && (read.words.includes(words) || words.includes(read.words));
}

const named = (ref: { readonly segmentation: string; readonly segment: string }): string =>
  `${ref.segmentation}.${ref.segment}`;

const isWho = (who: Who, meant: string | undefined): boolean =>
  who.kind === "place"
    ? meant === [undefined, "first", "second"][who.place]
    : who.text.toLowerCase() === meant?.toLowerCase();

/** The owner is a value like any other; the question says only that they are meant. */
const isValue = (read: string, meant: string | undefined, { catalog }: Known): boolean =>
  read === meant || (meant === "owner" && read === catalog.owner);

const isEach = (read: string | undefined, meant: string | undefined, known: Known): boolean =>
  read === undefined || meant === undefined ? read === meant : isValue(read, meant, known);

/** Whether the same customers are picked: in the segment, by the rule, of the owner. */
async function picksRight(
  set: CustomerSet,
  meant: Customers | undefined,
  { catalog, samePick }: Known,
): Promise<boolean> {
  const { in: segment, where, within, owner } = meant ?? {};
  const [segmentation = "", id = ""] = segment?.split(".") ?? [];
  const all = catalog.segmentations.find((s) => s.id === segmentation)?.assign === "all";
  const rules = [
    ...(segment === undefined ? [] : [all ? segment : `${segmentation} = '${id}'`]),
    ...(where === undefined
      ? []
      : [within === "365 days" ? where.replaceAll("monetary", "monetary_365") : where]),
    ...(owner === undefined
      ? []
      : [owner === "nobody" ? `${catalog.owner} is null` : `${catalog.owner} = '${owner}'`]),
  ];
  const rule = rules.length === 0 ? undefined : rules.map((r) => `(${r})`).join(" and ");
  const read = ruleOf(set, catalog);
  return read === rule || samePick(read ?? "true", rule ?? "true");
}
