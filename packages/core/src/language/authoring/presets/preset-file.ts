/** Ready-made segmentations, adapted to what a project's data hold. */
import { isPlainName } from "../../expression/lexer.ts";
import type { Config } from "../../config/read-config.ts";
import { textFor, type Localised } from "../../config/text.ts";
import type { Catalog } from "../../model/catalog.ts";
import { foldName } from "../../model/fold-name.ts";
import { columnPresets } from "./column-presets.ts";
import { yamlText, type Found, type Preset, type Slot } from "./preset.ts";
import { purchasePresets } from "./purchase-presets.ts";

/** Every preset, in the order in which they are listed. */
export const presets: readonly Preset[] = [...purchasePresets, ...columnPresets];

export type PresetInput = {
  readonly config: Config;
  /** What the data hold; profiled, where values of columns are to be used. */
  readonly catalog: Catalog;
  /** The segmentation's name; default the preset's. */
  readonly name?: string;
  /** Columns or metrics by slot, where the user says which. */
  readonly chosen?: Readonly<Record<string, string>>;
};

export type PresetFile = {
  readonly name: string;
  /** By path, relative to the project: the segmentation and, where one makes sense, its check. */
  readonly files: Readonly<Record<string, string>>;
  readonly used: readonly { readonly slot: Slot; readonly name: string }[];
  /** Slots for which nothing was found; where one is needed there are no files. */
  readonly missing: readonly Slot[];
};

/**
 * The files of a preset for a project. Nothing is written.
 *
 * @example presetFile(presets[0], { config, catalog }).files // => { "segmentations/rfm.yaml": "# …", … }
 */
export function presetFile(preset: Preset, input: PresetInput): PresetFile {
  const name = input.name ?? preset.id;
  const found = new Map<string, Found>();
  const missing: Slot[] = [];
  for (const slot of preset.slots) {
    const value = findSlot(slot, input);
    if (value === undefined) missing.push(slot);
    else found.set(slot.id, value);
  }
  const used = preset.slots.flatMap((slot) => {
    const value = found.get(slot.id);
    return value === undefined ? [] : [{ slot, name: value.column?.name ?? value.written }];
  });
  if (missing.some((slot) => slot.needed)) return { name, files: {}, used, missing };
  const text = `# ${textFor(preset.about, "en")}.
# ${textFor(preset.about, "zh-CN")}。
segmentation: ${name}
title: ${localised(preset.title)}
${preset.body(found)}`;
  const check = `# The data are whole enough for this segmentation.
check: ${name}
tests:
  - { test: everybody has a segment, segmentation: ${name}, coverage: { at_least: ${preset.coverage}% } }
`;
  const checks =
    preset.coverage === null || preset.coverage === 0 ? {} : { [`checks/${name}.yaml`]: check };
  return { name, files: { [`segmentations/${name}.yaml`]: text, ...checks }, used, missing };
}

const localised = (text: Localised): string =>
  typeof text === "string"
    ? yamlText(text)
    : `{ ${Object.entries(text)
        .map(([locale, words]) => `${locale}: ${yamlText(words)}`)
        .join(", ")} }`;

/** What fills a slot: what the user says, a metric, an answer to a survey, else a column of customers. */
function findSlot(slot: Slot, { config, catalog, chosen }: PresetInput): Found | undefined {
  const wanted = chosen?.[slot.id];
  const fits = (name: string): boolean =>
    wanted === undefined ? slot.names.test(name) : foldName(wanted) === foldName(name);
  const project = config.project?.value;
  const metric = Object.keys(project?.metrics ?? {}).find(fits);
  if (metric !== undefined && slot.types.includes("number"))
    return { written: metric, column: null };
  for (const source of Object.values(project?.sources ?? {}))
    if (isScores(source) && fits(source.score) && slot.types.includes("number"))
      return { written: source.score, column: null };
  const columns = catalog.sources.find((s) => s.name === "customers")?.columns ?? [];
  const typed = project?.sources.customers?.columns ?? {};
  const column = columns.find((c) => {
    const type = typed[c.name]?.type ?? c.type;
    return fits(c.name) && slot.types.includes(type);
  });
  if (column === undefined) return undefined;
  const written = isPlainName(column.name) ? column.name : `"${column.name.replaceAll('"', '""')}"`;
  return { written, column };
}

const isScores = (source: unknown): source is { readonly kind: "scores"; readonly score: string } =>
  typeof source === "object" &&
  source !== null &&
  "kind" in source &&
  source.kind === "scores" &&
  "score" in source &&
  typeof source.score === "string";
