/** What an editor can do at a place: mend what is marked, and write titles in the other language. */
import { languageOf } from "../../messages/index.ts";
import { kindOfFile } from "../config/read-config.ts";
import type { Problem, Range, TextEdit } from "../../problem.ts";
import { lineEnd, scanYaml, type Entry } from "./scan-yaml.ts";
import { asOneList, sortedList } from "./list-actions.ts";
import { extraction, inlining } from "./metric-actions.ts";
import { restSegment } from "./rest-action.ts";
import { ruleAt } from "./rule-edits.ts";
import { rangesIn } from "./segment-places.ts";
import type { Workspace } from "./workspace.ts";

export type Action = {
  readonly title: string;
  readonly kind: "fix" | "rewrite";
  readonly edits: readonly TextEdit[];
  /** Of a fix. */
  readonly problem?: Problem;
  /** The first fix of a problem: what an editor takes where it may choose. */
  readonly preferred: boolean;
};

/**
 * @param problems of the file
 * @param range what is selected; a fix applies where its problem touches it
 * @param locale of the actions' own words
 * @returns fixes in the order of the problems, then rewrites
 */
export function actionsAt(
  workspace: Workspace,
  file: string,
  problems: readonly Problem[],
  range: Range,
  locale = "en",
): readonly Action[] {
  const fixes = problems
    .filter((p) => touches(p.range, range))
    .flatMap((problem) =>
      problem.fixes.map(({ title, edits }, index): Action => ({
        title,
        kind: "fix",
        edits,
        problem,
        preferred: index === 0,
      })),
    );
  return [
    ...fixes,
    // What is marked is mended first.
    ...(fixes.length > 0 ? [] : rewrites(workspace, file, range, locale)),
    ...translations(workspace, file, range, locale),
  ];
}

/** What analysts do to rules: parts become metrics and come back, equal signs a list, a list an order. */
function rewrites(
  workspace: Workspace,
  file: string,
  range: Range,
  locale: string,
): readonly Action[] {
  const text = workspace.files.read(file)?.text;
  if (text === undefined) return [];
  const entries = scanYaml(text);
  const word = words[languageOf(locale)];
  const rewrite = (title: string, edits: readonly TextEdit[]): Action => ({
    title,
    kind: "rewrite",
    edits,
    preferred: false,
  });
  const rule = ruleAt(file, text, entries, range);
  const extracted = rule && extraction(workspace, rule);
  const inlined = rule && inlining(workspace, rule);
  const list = rule && asOneList(rule);
  const sorted = rule && sortedList(rule);
  const onRules = entries.some(
    (e) =>
      /^(?:segments|tiers)$/.test(String(e.path[0])) &&
      touches(rangesIn(text)(around(text, e)), range),
  );
  const rest =
    onRules && kindOfFile(file) === "segmentation" ? restSegment(file, text, entries) : undefined;
  return [
    ...(extracted ? [rewrite(word.extract(extracted.name), extracted.edits)] : []),
    ...(inlined ? [rewrite(word.inline(inlined.name), inlined.edits)] : []),
    ...(list ? [rewrite(list.to, list.edits)] : []),
    ...(sorted ? [rewrite(word.sort, sorted.edits)] : []),
    ...(rest ? [rewrite(word.rest(rest.id), rest.edits)] : []),
  ];
}

const before = (a: Range["start"], b: Range["start"]): boolean =>
  a.line < b.line || (a.line === b.line && a.character < b.character);
const touches = (a: Range, b: Range): boolean => !before(a.end, b.start) && !before(b.end, a.start);

const words = {
  en: {
    en: "Add the title in English",
    "zh-CN": "Add the title in Chinese",
    extract: (name: string) => `Extract to the metric ${name}`,
    inline: (name: string) => `Write out the metric ${name}`,
    sort: "Sort the list",
    rest: (id: string) => `Add the segment ${id} for everyone else`,
  },
  zh: {
    en: "添加英文标题",
    "zh-CN": "添加中文标题",
    extract: (name: string) => `提取为指标 ${name}`,
    inline: (name: string) => `展开指标 ${name}`,
    sort: "为列表排序",
    rest: (id: string) => `为其余客户添加客群 ${id}`,
  },
} as const;

/** A title in one language gets a place for the other, with the same text, to be written over. */
function translations(
  { files }: Workspace,
  file: string,
  range: Range,
  locale: string,
): readonly Action[] {
  const text = files.read(file)?.text;
  if (text === undefined) return [];
  const rangeOf = rangesIn(text);
  const entries = scanYaml(text);
  const named = entries.filter((e) => isTitle(e) && touches(rangeOf(around(text, e)), range));
  return named.flatMap((entry): readonly Action[] => {
    const { path, value } = entry;
    const languages = entries.filter(
      (e) => e.path.length === path.length + 1 && path.every((part, i) => e.path[i] === part),
    );
    const raw = text.slice(value.start, value.end);
    const isMap = languages.length > 0;
    if (raw === "" || /^[|>&*!]/.test(raw) || raw.includes("\n")) return [];
    if (isMap ? languages.length !== 1 || !raw.endsWith("}") : /^[[{]/.test(raw)) return [];
    const [only] = languages;
    const shown = only === undefined ? raw : text.slice(only.value.start, only.value.end);
    const isChinese =
      only === undefined
        ? /\p{Script=Han}/u.test(shown)
        : String(only.path.at(-1)).startsWith("zh");
    const missing = isChinese ? "en" : "zh-CN";
    const needsQuotes = /^[^"'].*[,[\]{}]/.test(shown);
    const safe = needsQuotes ? JSON.stringify(shown) : shown;
    const both = `{ en: ${safe}, zh-CN: ${safe} }`;
    const title = words[languageOf(locale)][missing];
    const edits = [{ file, range: rangeOf(value), newText: both }];
    return [{ title, kind: "rewrite", edits, preferred: false }];
  });
}

const isTitle = ({ path }: Entry): boolean =>
  path.at(-1) === "title" || (path.length === 1 && path[0] === "name");

const around = (text: string, { key, value }: Entry): Entry["key"] => ({
  start: key.start,
  end: lineEnd(text, value.end),
});
