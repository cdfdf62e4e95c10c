/** What an editor can do at a place: mend what is marked, and write titles in the other language. */
import type { Problem, Range, TextEdit } from "../../problem.ts";
import { lineEnd, scanYaml, type Entry } from "./scan-yaml.ts";
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
  return [...fixes, ...translations(workspace, file, range, locale)];
}

const before = (a: Range["start"], b: Range["start"]): boolean =>
  a.line < b.line || (a.line === b.line && a.character < b.character);
const touches = (a: Range, b: Range): boolean => !before(a.end, b.start) && !before(b.end, a.start);

const words = {
  en: { en: "Add the title in English", "zh-CN": "Add the title in Chinese" },
  zh: { en: "添加英文标题", "zh-CN": "添加中文标题" },
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
    const title = words[/^zh\b/i.test(locale) ? "zh" : "en"][missing];
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
