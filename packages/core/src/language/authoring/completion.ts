/** What can be written where the cursor stands. */
import type { Position, Range } from "../../problem.ts";
import { describedIn } from "../config/descriptions-zh.ts";
import { kindOfFile } from "../config/read-config.ts";
import type { YamlPath } from "../config/yaml-source.ts";
import { accessWords, isRows } from "./access-words.ts";
import { rowWords } from "../config/access-schema.ts";
import { bandWords } from "./band-words.ts";
import { checkKeys, checkValues, type CheckWord } from "./complete-check.ts";
import { completeExpression } from "./complete-expression.ts";
import { cursorPlace, type CursorPlace } from "./cursor-place.ts";
import { declarationsOf } from "./declarations.ts";
import { columnsOf, expressionScope } from "./expression-scope.ts";
import { contractValues, modelValues } from "../config/metric-schema.ts";
import { asksModel, kindsIn } from "./expression-text.ts";
import { factsAt, type KeyFact, type Kinds } from "./schema-facts.ts";
import { lineEnd, plainText, scanYaml, type Entry } from "./scan-yaml.ts";
import { rangesIn } from "./segment-places.ts";
import { digestValues } from "./digest-words.ts";
import { departmentsOf, strategyValues } from "./strategy-words.ts";
import { unitsIn } from "./units.ts";
import type { Workspace } from "./workspace.ts";

export type CompletionKind =
  | "key"
  | "value"
  | "metric"
  | "segmentation"
  | "segment"
  | "column"
  | "function"
  | "keyword";

export type Completion = {
  readonly label: string;
  readonly kind: CompletionKind;
  /** A type, a signature, a title or a count. */
  readonly detail: string;
  readonly documentation: string;
  /** What replaces the text in `range`; lines below the first are indented already. */
  readonly insert: string;
  readonly range: Range;
  /** Lower comes first. */
  readonly rank: number;
};

type Offer = Omit<Completion, "range"> & { readonly from: number; readonly to: number };

type Here = {
  readonly workspace: Workspace;
  readonly file: string;
  readonly text: string;
  readonly offset: number;
  readonly entries: readonly Entry[];
  readonly place: CursorPlace;
  readonly kinds: Kinds;
  readonly locale: string;
};

/**
 * What fits at a position: keys that are not there yet, values, and in expressions names, functions, segments and values
 * of the data. Works on a text that does not parse.
 *
 * @param file the path in the project
 * @param locale of titles
 * @returns the likeliest first; empty where nothing is known
 */
export function completionsAt(
  workspace: Workspace,
  file: string,
  position: Position,
  locale = "en",
): readonly Completion[] {
  const text = workspace.files.read(file)?.text;
  if (text === undefined) return [];
  const entries = scanYaml(text);
  const offset = offsetOf(text, position);
  const place = cursorPlace(text, offset, entries);
  if (place === undefined) return [];
  const kinds = kindsIn(text, entries);
  const here: Here = { workspace, file, text, offset, entries, place, kinds, locale };
  const rangeOf = rangesIn(text);
  return offersAt(here)
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ from, to, ...rest }) => ({ ...rest, range: rangeOf({ start: from, end: to }) }));
}

function offersAt(here: Here): readonly Offer[] {
  const { place, file, kinds } = here;
  const facts = factsAt(file, place.path, kinds);
  if (facts === undefined) return [];
  const keys = (): readonly Offer[] => [
    ...keyOffers(here, facts.keys),
    ...(facts.open ? openKeys(here) : []),
  ];
  if (place.kind === "key") return keys();
  if (asksModel(place, here.entries))
    return valuesOfModel(here).map((value, index) => offer(here, value, "value", value, index));
  if (facts.expression) {
    const expression = [...rowOffers(here), ...expressionOffers(here)];
    return place.inline || facts.keys.length === 0
      ? expression
      : [...keyOffers(here, facts.keys), ...expression];
  }
  const { path, inline } = place;
  if (!inline && facts.open) return keys();
  if (!inline && facts.keys.length > 0 && facts.values.length === 0)
    return keyOffers(here, facts.keys);
  if (!inline && facts.list && typeof path.at(-1) === "string") return itemOffers(here);
  const own = [
    ...checkOffers(here, checkValues(here.workspace, path, here.locale)),
    ...wordOffers(here, accessWords(here.workspace, file, here.entries, path, here.locale)),
    ...wordOffers(here, strategyValues(here.workspace, here.file, path, here.locale)),
    ...(kindOfFile(here.file) === "digest"
      ? wordOffers(here, digestValues(here.workspace, path, here.locale))
      : []),
    ...wordOffers(
      here,
      bandWords(here.workspace, here.file, here.text, here.entries, path, here.locale),
    ),
  ];
  return [
    ...own,
    ...[...facts.values, ...usualValues(here)].map((value, index) =>
      offer(here, value, "value", value, own.length + index),
    ),
  ];
}

const checkOffers = (here: Here, words: readonly CheckWord[], behind = ""): readonly Offer[] =>
  kindOfFile(here.file) === "check" ? wordOffers(here, words, behind) : [];

const wordOffers = (here: Here, words: readonly CheckWord[], behind = ""): readonly Offer[] =>
  words.map(({ word, kind, detail }, index) => ({
    ...offer(here, word, kind, word + behind, index),
    detail,
  }));

const offer = (
  here: Here,
  label: string,
  kind: CompletionKind,
  insert: string,
  rank: number,
): Offer => ({
  label,
  kind,
  detail: "",
  documentation: "",
  insert,
  rank,
  from: here.place.from,
  to: Math.max(here.offset, wordEnd(here)),
});

/** Keys of a map that it does not have yet. */
function keyOffers(here: Here, keys: readonly KeyFact[]): readonly Offer[] {
  const { place, text, offset } = here;
  const { own } = place;
  const onOther = own !== undefined && offset > own.key.start;
  const taken = new Set(
    here.entries
      .filter((e) => isChild(e.path, place.path) && !(onOther && e === own))
      .map((e) => e.path.at(-1)),
  );
  const lineStart = text.lastIndexOf("\n", place.from - 1) + 1;
  const column = place.from - lineStart;
  return keys
    .filter((key) => !taken.has(key.name))
    .map((key, index) => ({
      ...offer(here, key.name, "key", key.name, (key.required ? 0 : 100) + index),
      insert: onOther ? key.name : key.name + behindKey(key, column, place.inline),
      documentation: describedIn(key.description, here.locale),
      to: onOther ? own.key.end : offset,
    }));
}

function behindKey({ shape }: KeyFact, column: number, inline: boolean): string {
  if (inline || shape === "scalar") return ": ";
  const deeper = " ".repeat(column + 2);
  return shape === "map" ? `:\n${deeper}` : `:\n${deeper}- `;
}

/** A map whose keys the user names: languages of a text, columns of the data. */
function openKeys(here: Here): readonly Offer[] {
  const { place, workspace, entries } = here;
  const taken = new Set(
    entries.filter((e) => isChild(e.path, place.path)).map((e) => String(e.path.at(-1))),
  );
  const fresh = (name: string): boolean => !taken.has(name);
  const key = (name: string, index: number): Offer => offer(here, name, "key", `${name}: `, index);
  if (kindOfFile(here.file) === "check") {
    const { text, locale } = here;
    const words = checkKeys(workspace, place.path, text, entries, locale);
    return checkOffers(
      here,
      words.filter(({ word }) => fresh(word)),
      ": ",
    );
  }
  if (kindOfFile(here.file) === "plan" && place.path.join(".") === "budget.hours")
    return departmentsOf(workspace).filter(fresh).map(key);
  if (["title", "name", ...wordKeys].includes(String(place.path.at(-1))))
    return languages.filter(fresh).map(key);
  if (place.path.join(".") !== "sources.customers.columns") return [];
  return columnsOf(workspace, "customers")
    .filter((c) => fresh(c.name))
    .map((c, index) => ({ ...key(c.name, index), kind: "column", detail: c.type }));
}

/** Keys of strategies whose value is a text, or one for each language. */
const wordKeys = ["do", "talk_track", "product", "price", "promotion", "positioning"];

const languages = ["en", "zh-CN"];

/** The dash of a new item. */
const itemOffers = (here: Here): readonly Offer[] => {
  const keys = factsAt(here.file, [...here.place.path, 0], here.kinds)?.keys ?? [];
  const first = keys[0]?.name;
  return [
    offer(
      here,
      first === undefined ? "-" : `- ${first}`,
      "key",
      first === undefined ? "- " : `- ${first}: `,
      0,
    ),
  ];
};

/** What may stand where a role says which customers it shows, besides a rule. */
const rowOffers = (here: Here): readonly Offer[] =>
  isRows(here.file, here.place.path) && here.text.slice(here.place.from, here.offset).match(/^\w*$/)
    ? rowWords.map((word, index) => offer(here, word, "value", word, index))
    : [];

function expressionOffers(here: Here): readonly Offer[] {
  const { workspace, place, locale, text, offset } = here;
  const start =
    /['"]/.test(text[place.from] ?? "") && offset > place.from ? place.from + 1 : place.from;
  const { metrics, segmentations } = declarationsOf(workspace.files);
  // A rule that names its own segmentation would be a cycle.
  const others = segmentations.filter((s) => s.file !== here.file);
  const scope = expressionScope(workspace, { metrics, segmentations: others }, place.path, locale);
  return completeExpression(text.slice(start, offset), scope, locale).map(
    ({ replaces, ...suggestion }) => {
      const closing = suggestion.insert.endsWith("'") && text[offset] === "'" ? 1 : 0;
      return { ...suggestion, from: offset - replaces, to: offset + closing };
    },
  );
}

/** What the model of the metric can be asked. */
function valuesOfModel({ text, entries, place }: Here): readonly string[] {
  const [, name] = place.path;
  const model = entries.find(
    ({ path }) => path.length === 3 && path[1] === name && path[2] === "model",
  );
  const isOfContracts =
    model !== undefined && plainText(text, model.value) === "shifted_beta_geometric";
  return isOfContracts ? contractValues : modelValues;
}

/** Sources of spans. */
const spanSources = ({ text, entries }: Here): readonly string[] =>
  entries.flatMap(({ path, value }) =>
    path.length === 3 &&
    path[0] === "sources" &&
    path[2] === "kind" &&
    plainText(text, value) === "spans"
      ? String(path[1])
      : [],
  );

const windows = ["30 days", "90 days", "180 days", "365 days"];

/** Values of fields that take any text, but mostly one of a few. */
function usualValues(here: Here): readonly string[] {
  const { place, workspace } = here;
  const path = place.path.filter((part) => typeof part === "string");
  switch (path.at(-1)) {
    case "unit":
      return unitsIn(workspace.files).map((unit) => unit.name);
    case "within":
    case "horizon":
      return windows;
    case "source":
      return place.path[0] === "metrics" ? spanSources(here) : [];
    case "period":
      return ["1 month", "3 months", "1 year", "30 days"];
    case "discount":
      return ["10% per year"];
    case "top":
      return ["80% of value", "95% of value", "20% of customers"];
    case "timezone":
      return Intl.supportedValuesOf("timeZone");
    case "currency":
      return Intl.supportedValuesOf("currency");
    case "locale":
      return languages;
    case "as_of":
      return ["latest"];
    case "label":
    case "owner":
    case "aliases":
      return columnsOf(workspace, "customers").map(({ name }) => name);
    case undefined:
    default:
      return [];
  }
}

const isChild = (path: YamlPath, parent: YamlPath): boolean =>
  path.length === parent.length + 1 && parent.every((part, i) => path[i] === part);

/** The end of the word that the cursor is in, so that it is replaced as a whole. */
function wordEnd({ text, offset, place }: Here): number {
  if (place.inline && /[{[]/.test(text.slice(text.lastIndexOf("\n", offset - 1) + 1, offset)))
    return offset;
  const rest = /^[^\s#,}\]:]*/.exec(text.slice(offset, lineEnd(text, offset)))?.[0] ?? "";
  return offset + rest.length;
}

/** The offset of a position; behind the end of a line it is the end of that line. */
export function offsetOf(text: string, { line, character }: Position): number {
  let at = 0;
  for (let i = 0; i < line; i += 1) {
    const next = text.indexOf("\n", at);
    if (next < 0) return text.length;
    at = next + 1;
  }
  return Math.min(at + character, lineEnd(text, at));
}
