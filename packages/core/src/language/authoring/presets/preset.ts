/** What a ready-made segmentation is: what it needs of a project's data, and the text that it makes of it. */
import type { Localised } from "../../config/text.ts";
import type { CatalogColumn, ColumnType } from "../../model/catalog.ts";

/** Something that a preset looks for among the columns of customers and the names of metrics. */
export type Slot = {
  readonly id: string;
  readonly title: Localised;
  readonly types: readonly ColumnType[];
  /** Names under which it is usually found, in any language. */
  readonly names: RegExp;
  /** Without it there is no such segmentation. */
  readonly needed: boolean;
  /** What to do where it is not found. */
  readonly advice: Localised;
};

/** What was found for a slot: as rules write it. */
export type Found = {
  readonly written: string;
  /** `null`: a metric or an answer to a survey. */
  readonly column: CatalogColumn | null;
};

export type Preset = {
  readonly id: string;
  readonly title: Localised;
  /** What it is for, and where its numbers come from. */
  readonly about: Localised;
  readonly slots: readonly Slot[];
  /** The lines behind `title`. @param found by slot; needed ones are there */
  readonly body: (found: ReadonlyMap<string, Found>) => string;
  /** The least share of customers that has a segment, in percent, where the data are whole; `null`: no check is written. */
  readonly coverage: number | null;
};

/** A text in single quotes, as rules write it. @example ruleText("O'Hare") // => "'O''Hare'" */
export const ruleText = (value: string): string => `'${value.replaceAll("'", "''")}'`;

/** A text in double quotes, as YAML writes it. */
export const yamlText = (value: string): string => JSON.stringify(value);

/** A segment's head: `id: …, title: { en: …, zh-CN: … }`. */
export const head = (id: string, en: string, zh: string): string =>
  `id: ${id}\n    title: { en: ${yamlText(en)}, zh-CN: ${yamlText(zh)} }`;

/** The values of a column that fit, the most frequent first; none where the data have not been profiled. */
export const valuesLike = (found: Found | undefined, pattern: RegExp): readonly string[] =>
  (found?.column?.top ?? []).map((t) => t.value).filter((value) => pattern.test(value));
