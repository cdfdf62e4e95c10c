/** Prints the outcomes of checks: for people, and as JUnit XML for CI servers. */
import type { Outcome } from "../compute/check/outcome.ts";
import { textFor } from "../language/config/text.ts";
import { wordsOf } from "./words.ts";

type Style = { readonly locale: string; readonly colour: boolean };

const marks = { passed: "✓", failed: "✗", skipped: "○" } as const;
const colours = { passed: 32, failed: 31, skipped: 33 } as const;

/** One line a test, and below a failed one what was expected and what came. */
export function outcomeLines(
  outcomes: readonly Outcome[],
  { locale, colour }: Style,
): readonly string[] {
  const words = wordsOf(locale).checks;
  const paint = (status: Outcome["status"], text: string): string =>
    colour ? `\u001B[${colours[status]}m${text}\u001B[0m` : text;
  const lines: string[] = [];
  let file = "";
  for (const outcome of outcomes) {
    if (outcome.file !== file) lines.push(...(file === "" ? [] : [""]), headOf(outcome, locale));
    file = outcome.file;
    const reason = outcome.reason === null ? "" : ` (${words.reasons[outcome.reason]})`;
    lines.push(`  ${paint(outcome.status, marks[outcome.status])} ${outcome.name}${reason}`);
    for (const { subject, expected, got, place } of outcome.failures) {
      const { line, character } = place.range.start;
      lines.push(
        `      ${place.file}:${line + 1}:${character + 1}: ${subject}: ${words.expected(expected, got)}`,
      );
    }
  }
  return lines;
}

/** @example headOf(outcome, "en") // => "checks/care.yaml · Care lists" */
const headOf = ({ file, title }: Outcome, locale: string): string =>
  title === null ? file : `${file} · ${textFor(title, locale)}`;

export const countOf = (outcomes: readonly Outcome[], status: Outcome["status"]): number =>
  outcomes.filter((outcome) => outcome.status === status).length;

/** JUnit XML, as CI servers read it: a suite a file, a case a test. */
export function toJunit(outcomes: readonly Outcome[]): string {
  const files = Map.groupBy(outcomes, (outcome) => outcome.file);
  const suites = [...files].map(([file, tests]) => {
    const cases = tests.map(junitCase);
    const counts = `tests="${tests.length}" failures="${countOf(tests, "failed")}" skipped="${countOf(tests, "skipped")}"`;
    return `  <testsuite name="${escape(file)}" ${counts}>\n${cases.join("\n")}\n  </testsuite>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${suites.join("\n")}\n</testsuites>\n`;
}

function junitCase({ file, name, status, failures, milliseconds, reason }: Outcome): string {
  const head = `    <testcase classname="${escape(file)}" name="${escape(name)}" time="${(milliseconds / 1000).toFixed(3)}"`;
  if (status === "passed") return `${head}/>`;
  const inside =
    status === "skipped"
      ? `<skipped message="${escape(reason ?? "")}"/>`
      : failures
          .map((f) => {
            const told = `${f.subject}: expected ${f.expected}, got ${f.got}`;
            return `<failure message="${escape(told)}">${escape(f.place.file)}:${f.place.range.start.line + 1}</failure>`;
          })
          .join("");
  return `${head}>${inside}</testcase>`;
}

/** XML 1.0 has no control characters but tab and line breaks. */
const escape = (text: string): string =>
  text
    // oxlint-disable-next-line no-control-regex -- those are what XML cannot hold
    .replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, "\uFFFD")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
