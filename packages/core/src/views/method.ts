/** The check list of the method: what there is of each area, and what to do about the rest. */
import { isWhole, type Evidence, type MethodItem } from "../domain/method/method.ts";
import { textCell } from "./cells.ts";
import { formatNumber, isChinese } from "./format-number.ts";
import { methodWordsFor, type MethodWords } from "./method-words.ts";
import { objectivesInChinese, objectivesInEnglish } from "./objective-words.ts";
import type { View } from "./view.ts";
import type { ViewOptions } from "./view-options.ts";

/** So many names are told of each kind. */
const shownNames = 3;

export function methodView(items: readonly MethodItem[], options: ViewOptions): View {
  const words = methodWordsFor(options.locale);
  const whole = items.filter((item) => item.status === "found").length;
  return {
    id: "method",
    title: words.title,
    run: null,
    blocks: [
      {
        kind: "note",
        tone: "plain",
        text: words.summary(formatNumber(whole, 0), formatNumber(items.length, 0)),
      },
      {
        kind: "facts",
        facts: items.map((item) => {
          const { there, todo } = methodLines(item, options.locale);
          const next = todo.length === 0 ? "" : `${words.next}${todo.join(words.between)}`;
          const lines = [there.join(words.between), next].filter((line) => line !== "");
          return {
            label: `${words.areas[item.area]} · ${words.status[item.status]}`,
            cells: [textCell(lines.join(words.stop))],
          };
        }),
      },
      { kind: "note", tone: "hint", text: words.foot },
    ],
    actions: [],
  };
}

/** What there is of an area, and what is to do, as sentences. */
export function methodLines(
  { evidence }: MethodItem,
  locale: string,
): { readonly there: readonly string[]; readonly todo: readonly string[] } {
  const words = methodWordsFor(locale);
  return {
    there: evidence.filter((e) => e.count > 0).map((e) => thereText(e, words, locale)),
    todo: evidence
      .filter((e) => !isWhole(e))
      // Where there is nothing at all, there is nothing that lacks it.
      .filter((e) => !(e.of === 0))
      .map((e) => words.evidence[e.what].todo(namesText(e.names, words))),
  };
}

function thereText(
  { what, count, of, names }: Evidence,
  words: MethodWords,
  locale: string,
): string {
  const objectives = new Map<string, string>(
    Object.entries(isChinese(locale) ? objectivesInChinese : objectivesInEnglish),
  );
  const told = what === "objectives" ? names.map((name) => objectives.get(name) ?? name) : names;
  return words.evidence[what].there(
    formatNumber(count, 0),
    of === null ? "" : formatNumber(of, 0),
    namesText(told, words),
  );
}

function namesText(names: readonly string[], words: MethodWords): string {
  const more = names.length - shownNames;
  const first = names.slice(0, shownNames).join(words.separator);
  return more > 0 ? `${first}${words.separator}${words.andMore(formatNumber(more, 0))}` : first;
}
