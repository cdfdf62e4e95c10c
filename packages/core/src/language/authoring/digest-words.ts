/** What digests name: segmentations, segments, columns of customers. */
import { textFor } from "../config/text.ts";
import type { YamlPath } from "../config/yaml-source.ts";
import { segmentationNamed, segmentNamed } from "./check-mentions.ts";
import type { CheckWord } from "./complete-check.ts";
import { declarationsOf, type Declarations } from "./declarations.ts";
import { columnsOf } from "./expression-scope.ts";
import { unquoted } from "./expression-text.ts";
import type { Mention } from "./mentions.ts";
import { isEmpty, type Entry } from "./scan-yaml.ts";
import type { Workspace } from "./workspace.ts";

/** Whether a place of a digest names a segmentation or a segment. */
const namesSegment = ([root, key, index]: YamlPath): boolean =>
  (root === "report" && typeof key === "number") ||
  (root === "losses" && key !== undefined && typeof index === "number");

/** @returns the segmentations and segments that a digest names, in the order of the text */
export function digestMentions(
  text: string,
  entries: readonly Entry[],
  declarations: Declarations,
): readonly Mention[] {
  return entries.flatMap(({ path, value }): readonly Mention[] => {
    if (isEmpty(value) || !namesSegment(path)) return [];
    const named = unquoted(text, value);
    return named.written.includes(".")
      ? segmentNamed(named, declarations)
      : segmentationNamed(named, declarations);
  });
}

/** Values that a digest takes besides those that its schema lists. */
export function digestValues(
  workspace: Workspace,
  path: YamlPath,
  locale: string,
): readonly CheckWord[] {
  const { segmentations } = declarationsOf(workspace.files);
  const plain = (word: string): CheckWord => ({ word, kind: "value", detail: "" });
  const [root, key] = path;
  if (root === "report" || root === "losses")
    return segmentations.flatMap((s) => [
      { word: s.name, kind: "segmentation" as const, detail: textFor(s.title, locale) },
      ...s.segments.map(({ id, title }): CheckWord => ({
        word: `${s.name}.${id}`,
        kind: "segment",
        detail: textFor(title, locale),
      })),
    ]);
  if (root === "audience" && path.at(-1) === "by")
    return columnsOf(workspace, "customers").map((c) => ({
      word: c.name,
      kind: "value",
      detail: c.type,
    }));
  if (root === "schedule" && key === "cron")
    return ["0 9 * * 1", "30 8 * * 1-5", "0 9 1 * *"].map((cron) => plain(JSON.stringify(cron)));
  if (root === "schedule" && key === "timezone") {
    const own = workspace.config.project?.value.timezone;
    return [...new Set([...(own === undefined ? [] : [own]), "Asia/Shanghai", "UTC"])].map(plain);
  }
  if (root === "compare_with") return ["7 days", "30 days"].map(plain);
  return root === "locale" ? ["en", "zh-CN"].map(plain) : [];
}
