/** What strategies name besides their rules, and the project's order of them: segments, segmentations, units, channels. */
import { kindOfFile } from "../config/read-config.ts";
import { textFor } from "../config/text.ts";
import type { YamlPath } from "../config/yaml-source.ts";
import { segmentationNamed, segmentNamed, type Named } from "./check-mentions.ts";
import type { CheckWord } from "./complete-check.ts";
import { declarationsOf, type Declarations } from "./declarations.ts";
import { unquoted } from "./expression-text.ts";
import type { Mention } from "./mentions.ts";
import { isEmpty, type Entry } from "./scan-yaml.ts";
import type { Workspace } from "./workspace.ts";

/** @returns whom a strategy is for, and the segmentations of `precedence`, in the order of the text */
export function strategyMentions(
  file: string,
  text: string,
  entries: readonly Entry[],
  declarations: Declarations,
): readonly Mention[] {
  const kind = kindOfFile(file);
  return entries.flatMap(({ path, value }): readonly Mention[] => {
    if (isEmpty(value)) return [];
    const named = (): Named => unquoted(text, value);
    if (kind === "strategy" && path.length === 1 && path[0] === "for")
      return named().written.includes(".")
        ? segmentNamed(named(), declarations)
        : segmentationNamed(named(), declarations);
    if (kind === "plan" && path[0] === "floors" && path[2] === "segment")
      return segmentNamed(named(), declarations);
    return kind === "project" && path.length === 2 && path[0] === "precedence"
      ? segmentationNamed(named(), declarations)
      : [];
  });
}

/** Departments whose hours actions take: the keys of a plan's `budget.hours`. */
export const departmentsOf = ({ config }: Workspace): readonly string[] => [
  ...new Set(
    config.strategies.flatMap(({ value }) =>
      (value.actions ?? []).flatMap(({ cost }) => Object.keys(cost?.hours ?? {})),
    ),
  ),
];

/** Values that the files of strategies, of plans and the project's words about them take. */
export function strategyValues(
  { files, config }: Workspace,
  file: string,
  path: YamlPath,
  locale: string,
): readonly CheckWord[] {
  const [root, key] = path;
  const kind = kindOfFile(file);
  const { segmentations } = declarationsOf(files);
  const schemes = segmentations.map(({ name, title }): CheckWord => ({
    word: name,
    kind: "segmentation",
    detail: textFor(title, locale),
  }));
  const customers = config.project?.value.sources.customers;
  const plain = (word: string): CheckWord => ({ word, kind: "value", detail: "" });
  if (kind === "project") {
    if (root === "precedence") return schemes;
    return root === "contact" && key === "at_most" ? [plain("2 per week")] : [];
  }
  const segments = segmentations.flatMap((s) =>
    s.segments.map(({ id, title }): CheckWord => ({
      word: `${s.name}.${id}`,
      kind: "segment",
      detail: textFor(title, locale),
    })),
  );
  if (kind === "plan") {
    if (root === "strategies") return config.strategies.map(({ value }) => plain(value.strategy));
    if (root === "within") return ["7 days", "14 days", "30 days"].map(plain);
    if (path.at(-1) === "segment") return segments;
    return path.at(-1) === "at_least" ? ["10 customers", "5% of customers"].map(plain) : [];
  }
  if (kind !== "strategy") return [];
  if (root === "for") return [...segments, ...schemes];
  if (root === "channel") return Object.keys(customers?.consent ?? {}).map(plain);
  switch (path.at(-1)) {
    case "source":
      return [plain("judgement")];
    case "due":
    case "first_response":
      return ["4 hours", "48 hours", "7 days"].map(plain);
    case "contact_every":
      return ["7 days", "30 days", "90 days"].map(plain);
    default:
      return [];
  }
}
