/** `# clientele: allow CODE because …`: a finding that somebody answered for, with the reason. */
import type { Config } from "../../language/config/read-config.ts";
import { nearest } from "../../language/config/nearest.ts";
import { textSpans } from "../../language/config/yaml-shape.ts";
import { rangeAt, type YamlSource } from "../../language/config/yaml-source.ts";
import { problem, type Fix, type Place, type Problem } from "../../problem.ts";
import { complianceCodes, isCompliance, type ComplianceCode } from "./lint.ts";

export type Suppression = {
  readonly code: ComplianceCode;
  readonly reason: string;
  readonly place: Place;
  /** The line that it is about; `null` for the whole file. */
  readonly line: number | null;
};

export type Suppressed = {
  /** What is left, and what is wrong with suppressions, in the order of files and lines. */
  readonly problems: readonly Problem[];
  /** What was allowed, with the comment that allows it. */
  readonly allowed: readonly { readonly finding: Problem; readonly by: Suppression }[];
};

const comment = /#[ \t]*clientele:[ \t]*allow\b[ \t]*([^\s]*)([^\n\r]*)/g;

/**
 * Takes away the findings that comments allow. A comment holds for its own line, where it stands alone for the next line that
 * is not a comment, and before the first key for the whole file.
 *
 * @param looked codes that were looked for: a suppression of another one is not called useless
 */
export function suppress(
  config: Config,
  findings: readonly Problem[],
  looked: ReadonlySet<string>,
): Suppressed {
  const read = config.sources.map(suppressionsOf);
  const suppressions = read.flatMap((r) => r.suppressions);
  const used = new Set<Suppression>();
  const left: Problem[] = [];
  const allowed: { readonly finding: Problem; readonly by: Suppression }[] = [];
  for (const finding of findings) {
    const by = suppressions.find(
      (s) =>
        s.code === finding.code &&
        s.place.file === finding.file &&
        (s.line === null || s.line === finding.range.start.line),
    );
    if (by === undefined) left.push(withAllow(config, finding));
    else {
      used.add(by);
      allowed.push({ finding, by });
    }
  }
  const useless = suppressions
    .filter((s) => looked.has(s.code) && !used.has(s))
    .map((s) => problem("suppression-unused", { code: s.code }, s.place, { severity: "warning" }));
  return { problems: [...left, ...read.flatMap((r) => r.problems), ...useless], allowed };
}

function suppressionsOf(source: YamlSource): {
  readonly suppressions: readonly Suppression[];
  readonly problems: readonly Problem[];
} {
  const suppressions: Suppression[] = [];
  const problems: Problem[] = [];
  if (!source.text.includes("clientele:")) return { suppressions, problems };
  const texts = textSpans(source);
  const lines = source.text.split("\n");
  const first = lines.findIndex((line) => line.trim() !== "" && !/^\s*(?:#|---)/.test(line));
  for (const match of source.text.matchAll(comment)) {
    const at = match.index;
    if (texts.some(([start, end]) => at >= start && at < end)) continue;
    const [whole, code = "", rest = ""] = match;
    const place = { file: source.path, range: rangeAt(source, at, at + whole.trimEnd().length) };
    if (!isCompliance(code)) {
      const near = nearest(code, complianceCodes);
      const fixes = near === "" || code === "" ? [] : [codeFix(source, at, whole, code, near)];
      problems.push(problem("suppression-unknown", { code, nearest: near }, place, { fixes }));
      continue;
    }
    const reason = /^[ \t]*because[ \t:：]+(\S.*)$/u.exec(rest.trimEnd())?.[1]?.trim() ?? "";
    if (!/[\p{L}\p{N}].*[\p{L}\p{N}]/u.test(reason)) {
      problems.push(problem("suppression-without-reason", { code }, place));
      continue;
    }
    const own = place.range.start.line;
    const alone = (lines[own] ?? "").slice(0, place.range.start.character).trim() === "";
    const next = lines.findIndex((line, i) => i > own && line.trim() !== "" && !/^\s*#/.test(line));
    const line = !alone ? own : own < first ? null : next < 0 ? own : next;
    suppressions.push({ code, reason, place, line });
  }
  return { suppressions, problems };
}

function codeFix(source: YamlSource, at: number, whole: string, code: string, near: string): Fix {
  const start = at + whole.indexOf(code);
  const range = rangeAt(source, start, start + code.length);
  return { title: near, edits: [{ file: source.path, range, newText: near }] };
}

/** The finding with a way to answer for it: a comment above it, whose reason is still to be written. */
function withAllow(config: Config, finding: Problem): Problem {
  const source = config.sources.find((s) => s.path === finding.file);
  if (source === undefined) return finding;
  const { line } = finding.range.start;
  const indent = /^[ \t]*/.exec(source.text.split("\n")[line] ?? "")?.[0] ?? "";
  const text = `# clientele: allow ${finding.code} because`;
  const start = { line, character: 0 };
  const edit = {
    file: finding.file,
    range: { start, end: start },
    newText: `${indent}${text} \n`,
  };
  const fixes = [...finding.fixes, { title: `${text} …`, edits: [edit] }];
  return { ...finding, fixes };
}
