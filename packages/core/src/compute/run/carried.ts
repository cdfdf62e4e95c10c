/**
 * What was learned before and still holds: models and clusters are learned anew on a rhythm, and score customers every day in
 * between. A fit is carried from the published run; what it says of customers is always computed from today's data.
 */
import { contentKey } from "../../language/model/content-key.ts";
import type { Model } from "../../language/model/model.ts";
import type { Fit, Json } from "../../domain/fit.ts";
import type { Manifest, SavedFit } from "../snapshot/manifest.ts";
import { sourcesKey } from "./data-key.ts";
import { codeVersion } from "./version.ts";

/** When this share of customers came or went since a fit, it is learned anew. */
const mostChange = 0.05;

/** What decides whether earlier fits hold. */
export type Carrying = {
  /** What the published run learned, by name; nothing where none may be carried. */
  readonly from: Readonly<Record<string, SavedFit>>;
  /** A fit of this many days, or of more, is learned anew. */
  readonly days: number;
  /** Names the definitions of all sources. */
  readonly sources: string;
};

/** @param before what the published run read; `null` where there is none @param now what is read today */
export function carrying(
  model: Model,
  before: Pick<Manifest, "cards" | "sources"> | null,
  now: Manifest["sources"],
): Carrying {
  const timed = new Set(["transactions", ...model.others.map((other) => other.name)]);
  const filesOf = (sources: Manifest["sources"]): readonly string[] =>
    sources
      .filter(({ name }) => timed.has(name))
      .flatMap(({ name, files }) => files.map((file) => `${name} ${file.name} ${file.sha256}`));
  const present = new Set(filesOf(now));
  // What was corrected or taken away must not live on in parameters.
  const isWhole = before !== null && filesOf(before.sources).every((file) => present.has(file));
  return {
    from: isWhole ? before.cards : {},
    days: model.refitDays,
    sources: sourcesKey(model),
  };
}

/** Names what is learned, whatever the data and the day. */
export function definitionOf(fit: Fit, { sources }: Carrying, seed: number): string {
  return contentKey([fit.key, withoutDay(fit.options), sources, seed, codeVersion]);
}

function withoutDay(options: Json): Json {
  if (typeof options !== "object" || options === null || !("asOf" in options)) return options;
  const { asOf: _, ...others } = options;
  return others;
}

/**
 * The earlier fit of a name, where it still holds.
 *
 * @param today what would be noted of a fit that is learned now
 */
export function carriedFit(
  { name }: Fit,
  today: NonNullable<SavedFit["fitted"]>,
  carry: Carrying,
): SavedFit | undefined {
  const saved = carry.from[name];
  const fitted = saved?.fitted;
  if (saved === undefined || fitted === undefined || fitted.definition !== today.definition)
    return undefined;
  // What is wrong with the data of a day is not to be carried to the same day's corrected data.
  const isOlder = fitted.asOf < today.asOf;
  if (!isOlder || saved.card.refusal !== null || !isYoung(fitted.asOf, today.asOf, carry))
    return undefined;
  const change = Math.abs(today.customers - fitted.customers) / Math.max(1, fitted.customers);
  return change < mostChange ? saved : undefined;
}

/** Whether a fit that is known by its key may be taken: it may have been carried under a longer rhythm. */
export const mayBeKnown = ({ fitted }: SavedFit, asOf: string, carry: Carrying): boolean =>
  fitted === undefined || fitted.asOf === asOf || isYoung(fitted.asOf, asOf, carry);

const isYoung = (fittedOn: string, asOf: string, { days }: Carrying): boolean =>
  fittedOn <= asOf && daysBetween(fittedOn, asOf) < days;

const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);

/** The fit as today's run keeps it: with its card saying since when it is carried. */
export const asCarried = (saved: SavedFit, key: string, asOf: string): SavedFit => {
  const on = saved.fitted?.asOf ?? asOf;
  return { ...saved, key, card: { ...saved.card, carried: { on, days: daysBetween(on, asOf) } } };
};
