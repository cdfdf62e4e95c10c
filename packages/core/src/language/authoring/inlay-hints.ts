/** What a text says between the lines: the days of a window, the title of a segment, the value at which a tier begins. */
import { textFor, type Localised } from "../config/text.ts";
import { daysOf } from "../config/schema.ts";
import { parse } from "../expression/parse.ts";
import { walk } from "../expression/walk.ts";
import type { Position } from "../../problem.ts";
import { declarationsOf } from "./declarations.ts";
import { expressionsIn } from "./expression-text.ts";
import { mentionsIn } from "./mentions.ts";
import { isEmpty, plainText, scanYaml } from "./scan-yaml.ts";
import { rangesIn } from "./segment-places.ts";
import type { Workspace } from "./workspace.ts";

export type InlayHint = { readonly position: Position; readonly label: string };

/** The value from which on a customer was in a tier in the last run, by segmentation and tier; nobody here can know it. */
export type Cuts = Readonly<Record<string, Readonly<Record<string, number>>>>;

/**
 * @param locale of titles and numbers
 * @param cuts of a run; without them shares such as `top: 80% of value` have no hint
 * @returns in the order of the text, each behind what it is about
 */
export function inlayHintsIn(
  workspace: Workspace,
  file: string,
  locale = "en",
  cuts: Cuts = {},
): readonly InlayHint[] {
  const text = workspace.files.read(file)?.text;
  if (text === undefined) return [];
  const entries = scanYaml(text);
  const declarations = declarationsOf(workspace.files);
  const hints: { readonly at: number; readonly label: string }[] = [];
  const own = declarations.segmentations.find((s) => s.file === file);
  for (const { path, value } of entries) {
    if (isEmpty(value)) continue;
    const written = plainText(text, value);
    if (path.at(-1) === "within" && /^\d{1,5} +weeks?$/.test(written))
      hints.push({ at: value.end, label: `= ${days(daysOf(written), locale)}` });
    if (path.length !== 3 || path[0] !== "tiers" || path[2] !== "top" || own === undefined)
      continue;
    const id = own.segments[Number(path[1])]?.id ?? "";
    const cut = cuts[own.name]?.[id];
    if (cut !== undefined) hints.push({ at: value.end, label: `≥ ${cut.toLocaleString(locale)}` });
  }
  for (const { written, offset } of expressionsIn(file, text, entries))
    for (const node of walk(parse(written).expr))
      if (node.kind === "duration" && node.unit === "week")
        hints.push({ at: offset(node.span.end), label: `= ${days(node.count * 7, locale)}` });
  for (const { target, span, as } of mentionsIn(file, text, declarations)) {
    if (target.kind !== "segment" || as === "declaration") continue;
    const title = declarations.segmentations
      .find((s) => s.name === target.segmentation)
      ?.segments.find((s) => s.id === target.segment)?.title;
    const label = title === undefined ? "" : saysMore(title, target.segment, locale);
    if (label !== "") hints.push({ at: span.end, label });
  }
  const rangeOf = rangesIn(text);
  return hints
    .toSorted((a, b) => a.at - b.at)
    .map(({ at, label }) => ({ position: rangeOf({ start: at, end: at }).start, label }));
}

const days = (count: number, locale: string): string =>
  /^zh\b/i.test(locale) ? `${count} 天` : `${count} days`;

/** The title, unless it is the id in other letters. */
function saysMore(title: Localised, id: string, locale: string): string {
  const shown = textFor(title, locale);
  const letters = (text: string): string => text.toLowerCase().replaceAll(/[\s_]+/g, "");
  return letters(shown) === letters(id) ? "" : shown;
}
