/** What something in a file means: keys, metrics, functions, segments, columns. */
import type { Position, Range } from "../../problem.ts";
import { kindOfFile } from "../config/read-config.ts";
import { describedIn } from "../config/descriptions-zh.ts";
import { textFor, type Localised } from "../config/text.ts";
import { findBuiltin } from "../model/builtins.ts";
import { sinceContactName, sinceContactWords } from "../model/strategy-scope.ts";
import type { Unit, ValueType } from "../model/typed.ts";
import { definitionOf, signatureFor } from "../model/function-words.ts";
import { offsetOf } from "./completion.ts";
import { declarationsOf, type Declarations } from "./declarations.ts";
import { code, escaped } from "./markdown.ts";
import { mentionsIn, type Target } from "./mentions.ts";
import { describeValues, isPersonal } from "./column-values.ts";
import { kindsIn } from "./expression-text.ts";
import { factsAt } from "./schema-facts.ts";
import { scanYaml } from "./scan-yaml.ts";
import { rangesIn } from "./segment-places.ts";
import { unitAt } from "./units.ts";
import type { Workspace } from "./workspace.ts";

/** Markdown, and what it is about. */
export type Hover = { readonly markdown: string; readonly range: Range };

/** @returns `undefined` where there is nothing to say */
export function hoverAt(
  workspace: Workspace,
  file: string,
  position: Position,
  locale = "en",
): Hover | undefined {
  const text = workspace.files.read(file)?.text;
  if (text === undefined) return undefined;
  const offset = offsetOf(text, position);
  const holds = ({ start, end }: { readonly start: number; readonly end: number }): boolean =>
    start <= offset && offset <= end;
  const rangeOf = rangesIn(text);
  const declarations = declarationsOf(workspace.files);
  const mention = mentionsIn(file, text, declarations).findLast((m) => holds(m.span));
  const about =
    mention === undefined ? undefined : describe(mention.target, workspace, declarations, locale);
  if (mention !== undefined && about !== undefined)
    return { markdown: about, range: rangeOf(mention.span) };
  const unit =
    kindOfFile(file) === "segmentation" ? unitAt(workspace.files, text, offset, locale) : undefined;
  if (unit !== undefined) return { markdown: unit.markdown, range: rangeOf(unit.span) };
  const entries = scanYaml(text);
  const key = entries.find((e) => typeof e.path.at(-1) === "string" && holds(e.key));
  if (key === undefined) return undefined;
  const facts = factsAt(file, key.path, kindsIn(text, entries));
  if (facts === undefined) return undefined;
  const values = facts.values.map(code).join(" · ");
  const lines = [describedIn(facts.description, locale), values].filter((line) => line !== "");
  return lines.length === 0 ? undefined : { markdown: lines.join("\n\n"), range: rangeOf(key.key) };
}

function describe(
  target: Target,
  workspace: Workspace,
  { metrics, segmentations }: Declarations,
  locale: string,
): string | undefined {
  switch (target.kind) {
    case "builtin": {
      const found =
        target.name === sinceContactName
          ? {
              ...sinceContactWords,
              name: target.name,
              unit: "days" as const,
              type: "number" as const,
            }
          : findBuiltin(target.name);
      if (found === undefined) return undefined;
      const unit = textFor(unitWords[found.unit ?? found.type], locale);
      return `**${textFor(found.title, locale)}** ${code(found.name)} · ${unit}\n\n${textFor(found.definition, locale)}`;
    }
    case "metric": {
      const found = metrics.find((m) => m.name === target.name);
      if (found === undefined) return undefined;
      const within = found.within === undefined ? "" : ` · ${found.within}`;
      return `**${escaped(textFor(found.title, locale))}** ${code(found.name)}${within}\n\n${block(found.value)}`;
    }
    case "segmentation": {
      const found = segmentations.find((s) => s.name === target.name);
      if (found === undefined) return undefined;
      const ids = found.segments.map((s) => `- ${code(s.id)} ${escaped(textFor(s.title, locale))}`);
      return `**${escaped(textFor(found.title, locale))}** ${code(found.name)} · ${found.kind}\n\n${ids.join("\n")}`;
    }
    case "segment": {
      const own = segmentations.find((s) => s.name === target.segmentation);
      const found = own?.segments.find((s) => s.id === target.segment);
      if (own === undefined || found === undefined) return undefined;
      const name = code(`${own.name}.${found.id}`);
      const rule = found.rule === "" ? "" : `\n\n${block(found.rule)}`;
      return `**${escaped(textFor(found.title, locale))}** ${name}${rule}`;
    }
    case "function": {
      const signature = signatureFor(target.name);
      if (signature === undefined) return undefined;
      return `${code(signature)}\n\n${definitionOf(target.name, locale)}`;
    }
    case "column":
      return describeColumn(target, workspace, locale);
  }
}

function describeColumn(
  target: Extract<Target, { kind: "column" }>,
  { catalog, config }: Workspace,
  locale: string,
): string | undefined {
  const column = catalog?.sources
    .find((s) => s.name === target.source)
    ?.columns.find((c) => c.name.toLowerCase() === target.name.toLowerCase());
  if (column === undefined) return undefined;
  const rows = catalog?.sources.find((s) => s.name === target.source)?.rows ?? null;
  const hidden = isPersonal(config, target.source, column.name);
  return describeValues(target.source, column, rows, hidden, locale);
}

/** What a value is in, or what it is where it is in nothing. */
const unitWords: Readonly<Record<NonNullable<Unit> | ValueType, Localised>> = {
  money: { en: "money", zh: "金额" },
  days: { en: "days", zh: "天" },
  orders: { en: "orders", zh: "单" },
  count: { en: "count", zh: "计数" },
  share: { en: "share", zh: "占比" },
  number: { en: "number", zh: "数值" },
  text: { en: "text", zh: "文本" },
  date: { en: "date", zh: "日期" },
  timestamp: { en: "timestamp", zh: "时间" },
  boolean: { en: "yes or no", zh: "是非" },
  duration: { en: "duration", zh: "时长" },
  null: { en: "null", zh: "空" },
  unknown: { en: "unknown", zh: "未知" },
};

const block = (text: string): string => `~~~sql\n${text.replaceAll("~~~", "")}\n~~~`;
