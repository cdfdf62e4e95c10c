/** What the tests of a check file name: segments, segmentations, metrics, and columns of given rows. */
import { findBuiltin } from "../model/builtins.ts";
import { foldName } from "../model/fold-name.ts";
import type { Declarations, SegmentationDeclaration } from "./declarations.ts";
import { unquoted } from "./expression-text.ts";
import type { Mention, Target } from "./mentions.ts";
import { isEmpty, type Entry } from "./scan-yaml.ts";

/** Scores of an `rfm` that a test may expect, as in `rfm.recency`. */
export const scoreNames = ["recency", "frequency", "monetary"];

/** @returns the uses in a check file, in the order of the text */
export function checkMentions(
  text: string,
  entries: readonly Entry[],
  declarations: Declarations,
): readonly Mention[] {
  return entries.flatMap((entry): readonly Mention[] => {
    const [root, , part, ...more] = entry.path;
    if (root !== "tests") return [];
    const value = isEmpty(entry.value) ? undefined : named(text, entry.value);
    switch (part) {
      case "segment":
        return more.length === 0 ? segmentNamed(value, declarations) : [];
      case "exclusive":
        return more.length === 1 ? segmentNamed(value, declarations) : [];
      case "segmentation":
        return value === undefined ? [] : segmentationNamed(value, declarations);
      case "expect":
        return expected(entry, more, text, value, declarations);
      case "given": {
        const [source, , column] = more;
        if (more.length !== 3 || source === undefined || typeof column !== "string") return [];
        const target: Target = { kind: "column", source: String(source), name: column };
        return [mention(target, named(text, entry.key))];
      }
      default:
        return [];
    }
  });
}

/** A name with where each of its characters stands, without YAML's quotes. */
export type Named = ReturnType<typeof unquoted>;

const named = (text: string, span: Entry["value"]): Named => unquoted(text, span);

/** @param from first character of the name that is meant; the rest of what is written by default */
const mention = (target: Target, { written, offset }: Named, from = 0, to = written.length) =>
  ({ target, span: { start: offset(from), end: endOf(offset, from, to) }, as: "name" }) as const;

/** Behind the last character: the closing quote is no part of the name. */
const endOf = (offset: Named["offset"], from: number, to: number): number =>
  to > from ? offset(to - 1) + 1 : offset(from);

/** `care.save_list`, or `save_list` where only one segmentation has it. */
export function segmentNamed(
  value: Named | undefined,
  declarations: Declarations,
): readonly Mention[] {
  if (value === undefined) return [];
  const { written } = value;
  const dot = written.indexOf(".");
  if (dot < 0) {
    const owners = declarations.segmentations.filter((s) =>
      s.segments.some((x) => x.id === written),
    );
    const [only] = owners;
    if (only === undefined || owners.length > 1) return [];
    return [mention({ kind: "segment", segmentation: only.name, segment: written }, value)];
  }
  const own = segmentationOf(written.slice(0, dot), declarations);
  if (own === undefined) return [];
  const segment = written.slice(dot + 1);
  return [
    mention({ kind: "segmentation", name: own.name }, value, 0, dot),
    mention({ kind: "segment", segmentation: own.name, segment }, value, dot + 1),
  ];
}

export const segmentationNamed = (value: Named, declarations: Declarations): readonly Mention[] => {
  const own = segmentationOf(value.written, declarations);
  return own === undefined ? [] : [mention({ kind: "segmentation", name: own.name }, value)];
};

/** `a: { care: [save_list], recency: 61, rfm.monetary: 5, city: Suzhou }` */
function expected(
  { key }: Entry,
  [customer, name, index, ...deeper]: Entry["path"],
  text: string,
  value: Named | undefined,
  declarations: Declarations,
): readonly Mention[] {
  if (customer === undefined || typeof name !== "string" || deeper.length > 0) return [];
  const own = segmentationOf(name, declarations);
  const segment =
    own === undefined || value === undefined || !isSegment(value.written, text[value.offset(0) - 1])
      ? []
      : [mention({ kind: "segment", segmentation: own.name, segment: value.written }, value)];
  if (typeof index === "number") return segment;
  if (index !== undefined) return [];
  return [...subject(named(text, key), own, declarations), ...segment];
}

/** A list, a map or nothing is no segment. */
const isSegment = (written: string, before: string | undefined): boolean =>
  /['"]/.test(before ?? "") || !/^(?:[[{&*!|>]|~$|null$)/i.test(written);

function subject(
  key: Named,
  own: SegmentationDeclaration | undefined,
  declarations: Declarations,
): readonly Mention[] {
  const { written } = key;
  if (own !== undefined) return [mention({ kind: "segmentation", name: own.name }, key)];
  const [of = "", score] = written.split(".");
  const rfm = score === undefined ? undefined : segmentationOf(of, declarations);
  if (rfm !== undefined)
    return [mention({ kind: "segmentation", name: rfm.name }, key, 0, of.length)];
  const metric = declarations.metrics.find((m) => m.name === written);
  if (metric !== undefined) return [mention({ kind: "metric", name: metric.name }, key)];
  const builtin = findBuiltin(written);
  if (builtin !== undefined) return [mention({ kind: "builtin", name: builtin.name }, key)];
  return [mention({ kind: "column", source: "customers", name: score ?? written }, key)];
}

const segmentationOf = (
  name: string,
  { segmentations }: Declarations,
): SegmentationDeclaration | undefined =>
  segmentations.find((s) => foldName(s.name) === foldName(name));
