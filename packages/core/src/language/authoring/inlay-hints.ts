/** What a text says between the lines: the days of a window, the title of a segment, the value at which a tier begins. */
import { textFor, type Localised } from "../config/text.ts";
import { daysOf } from "../config/schema.ts";
import type { YamlPath } from "../config/yaml-source.ts";
import { parse } from "../expression/parse.ts";
import { walk } from "../expression/walk.ts";
import { nodeKeys } from "../model/keys.ts";
import type { Position } from "../../problem.ts";
import { declarationsOf } from "./declarations.ts";
import { expressionsIn } from "./expression-text.ts";
import { mentionsIn } from "./mentions.ts";
import { isEmpty, plainText, scanYaml } from "./scan-yaml.ts";
import { rangesIn } from "./segment-places.ts";
import type { Workspace } from "./workspace.ts";

export type InlayHint = { readonly position: Position; readonly label: string };

/**
 * What shares and quantiles came to in the last run, by segmentation; nobody here can know it. `key` is that of the
 * definition which was run, `from` the value from which on customers were in a tier or segment (by its id) or in a band
 * (`rows.ID`, `columns.ID`).
 */
export type Cuts = Readonly<
  Record<string, { readonly key: string; readonly from: Readonly<Record<string, number>> }>
>;

/**
 * @param locale of titles and numbers
 * @param cuts of a run; without them, and where the text says something else than what was run, shares such as
 *   `top: 80% of value` have no hint
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
  const cutsAt = cutsIn(workspace, file, cuts);
  const many = (found: readonly number[]): string =>
    found.map((cut) => shortNumber(cut, locale)).join(/^zh\b/i.test(locale) ? "、" : ", ");
  for (const { path, value } of entries) {
    if (isEmpty(value)) continue;
    const written = plainText(text, value);
    if (path.at(-1) === "within" && /^\d{1,5} +weeks?$/.test(written))
      hints.push({ at: value.end, label: `= ${days(daysOf(written), locale)}` });
    const found = cutsAt(path);
    if (found.length > 0) hints.push({ at: value.end, label: `≥ ${many(found)}` });
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

/**
 * The cuts of a share or of quantiles, by its path in the file, from the lowest to the highest.
 *
 * @example cutsIn(workspace, "segmentations/value.yaml", cuts)(["tiers", 0, "top"]) // => [1200]
 */
function cutsIn(
  { model }: Workspace,
  file: string,
  cuts: Cuts,
): (path: YamlPath) => readonly number[] {
  const segmentation = model?.segmentations.find((s) => s.place.file === file);
  const found = segmentation === undefined ? undefined : cuts[segmentation.name];
  if (model === undefined || segmentation === undefined || found === undefined) return () => [];
  // What is being typed has not been run: its shares lie elsewhere.
  if (nodeKeys(model).get(segmentation.name) !== found.key) return () => [];
  const cutOf = (id: string | undefined): readonly number[] => {
    const cut = id === undefined ? undefined : found.from[id];
    return cut === undefined ? [] : [cut];
  };
  return (path) => {
    const [root, list, index, last] = path;
    if (path.length === 3 && index === "top" && (root === "tiers" || root === "segments"))
      return cutOf(segmentation.segments[Number(list)]?.id);
    if (segmentation.kind !== "matrix" || (root !== "rows" && root !== "columns")) return [];
    const { bands } = segmentation[root];
    if (path.length === 4 && list === "bands" && last === "top")
      return cutOf(prefixed(root, bands[Number(index)]?.id));
    if (path.length !== 2 || list !== "quantiles") return [];
    // The lowest band begins where the values do, which is no cut.
    const above = bands.filter(({ test }) => test.kind === "quantile" && test.at > 1);
    return above.flatMap(({ id }) => cutOf(prefixed(root, id))).toSorted((a, b) => a - b);
  };
}

const prefixed = (side: string, id: string | undefined): string | undefined =>
  id === undefined ? undefined : `${side}.${id}`;

/** Small numbers keep three digits that tell something. */
const shortNumber = (value: number, locale: string): string =>
  value.toLocaleString(
    locale,
    Math.abs(value) < 1 ? { maximumSignificantDigits: 3 } : { maximumFractionDigits: 2 },
  );

const days = (count: number, locale: string): string =>
  /^zh\b/i.test(locale) ? `${count} 天` : `${count} days`;

/** The title, unless it is the id in other letters. */
function saysMore(title: Localised, id: string, locale: string): string {
  const shown = textFor(title, locale);
  const letters = (text: string): string => text.toLowerCase().replaceAll(/[\s_]+/g, "");
  return letters(shown) === letters(id) ? "" : shown;
}
