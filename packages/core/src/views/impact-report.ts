/** The impact assessment as Markdown or as one page of HTML: nothing is fetched, it prints. */
import type { Impact } from "../domain/compliance/impact.ts";
import { textFor } from "../language/config/text.ts";
import { messageOf } from "../messages/index.ts";
import type { Problem } from "../problem.ts";
import { impactWords } from "./impact-words.ts";
import { escaped, pageOf } from "./page.ts";

/** What stands outside the configuration. */
export type ImpactFacts = {
  readonly locale: string;
  /** ISO. */
  readonly day: string;
  readonly runs: number;
  /** The day of the oldest snapshot, ISO. */
  readonly oldest: string;
  readonly exports: readonly { readonly at: string; readonly who: string; readonly to: string }[];
  /** How many ids were forgotten. */
  readonly forgotten: number;
};

type Section = {
  readonly title: string;
  readonly text: readonly string[];
  readonly table?: {
    readonly head: readonly string[];
    readonly rows: readonly (readonly string[])[];
  };
};

function sectionsOf(impact: Impact, facts: ImpactFacts): readonly Section[] {
  const { locale } = facts;
  const words = impactWords(locale);
  const joined = (list: readonly string[], none: string): string =>
    list.length === 0 ? none : list.join(locale.startsWith("zh") ? "、" : ", ");
  const placeOf = ({ file, range }: Pick<Problem, "file" | "range">): string =>
    `${file}:${range.start.line + 1}`;
  const table = (head: readonly string[], rows: readonly (readonly string[])[], none: string) =>
    rows.length === 0 ? { text: [none] } : { text: [], table: { head, rows } };
  return [
    {
      title: words.data,
      text: [],
      table: {
        head: [words.source, words.kind, words.from],
        rows: impact.sources.map(({ name, kind, from }) => [name, kind, from]),
      },
    },
    {
      title: words.columns,
      ...table(
        [words.column, words.what, words.flows],
        impact.columns.map(({ name, pii, sensitive, flows }) => [
          name,
          joined([...(pii === null ? [] : [pii]), ...(sensitive ? [words.sensitive] : [])], ""),
          joined(flows, words.nowhere),
        ]),
        words.nowhere,
      ),
    },
    {
      title: words.purposes,
      ...table(
        [
          words.strategy,
          words.objective,
          words.whom,
          words.decides,
          words.rests,
          words.channels,
          words.owners,
        ],
        impact.purposes.map((p) => [
          textFor(p.title, locale),
          words.objectives[p.objective],
          p.for,
          joined(
            p.decides.map((what) => words.decisions[what]),
            words.nowhere,
          ),
          joined(p.sensitive, words.nowhere),
          joined(p.channels, words.nowhere),
          joined(p.owners, words.nobody),
        ]),
        words.nowhere,
      ),
    },
    { title: words.consents, text: [joined(impact.consents, words.noConsents)] },
    { title: words.models, text: [joined(impact.models, words.noModels)] },
    {
      title: words.findings,
      ...table(
        [words.place, words.finding],
        impact.findings.map((found) => [placeOf(found), messageOf(found, locale)]),
        words.noFindings,
      ),
    },
    {
      title: words.allowed,
      ...table(
        [words.place, words.finding, words.reason],
        impact.allowed.map(({ finding, by }) => [
          placeOf(finding),
          messageOf(finding, locale),
          by.reason,
        ]),
        words.noAllowed,
      ),
    },
    {
      title: words.exported,
      ...table(
        [words.when, words.who, words.where],
        facts.exports.map(({ at, who, to }) => [at, who, to]),
        words.noExports,
      ),
    },
    {
      title: words.retention,
      text: [
        words.runs(facts.runs, facts.oldest),
        ...(facts.forgotten === 0 ? [] : [words.forgotten(facts.forgotten)]),
      ],
    },
  ];
}

const summaryOf = (impact: Impact, locale: string): string =>
  impactWords(locale).summary(
    impact.purposes.length,
    impact.columns.length,
    impact.findings.length,
    impact.allowed.length,
  );

const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll(/\s*\n\s*/g, " ");

/** The assessment as Markdown. */
export function impactMarkdown(impact: Impact, facts: ImpactFacts): string {
  const words = impactWords(facts.locale);
  const sections = sectionsOf(impact, facts).map(({ title, text, table }) => {
    const rows =
      table === undefined
        ? []
        : [table.head, table.head.map(() => "---"), ...table.rows].map(
            (row) => `| ${row.map(cell).join(" | ")} |`,
          );
    const below = rows.length === 0 ? [] : [...rows, ""];
    return [`## ${title}`, "", ...text.flatMap((t) => [t, ""]), ...below].join("\n");
  });
  const head = [
    `# ${words.title}: ${textFor(impact.name, facts.locale)}`,
    "",
    `${facts.day}. ${summaryOf(impact, facts.locale)}`,
    "",
    words.basis,
    "",
  ];
  return `${[...head, ...sections].join("\n").trimEnd()}\n`;
}

const style = `
td, th { padding: .35rem 1rem .35rem 0; vertical-align: top; text-align: start; border-block-end: 1px solid var(--line); overflow-wrap: break-word; }
thead th { color: var(--soft); font-weight: 400; }
tbody th { inline-size: auto; }
.wide { overflow-x: auto; }`;

/** The assessment as a page. */
export function impactPage(impact: Impact, facts: ImpactFacts): string {
  const words = impactWords(facts.locale);
  const name = textFor(impact.name, facts.locale);
  const row = (cells: readonly string[], tag: "td" | "th"): string =>
    `<tr>${cells.map((c) => `<${tag}>${escaped(c)}</${tag}>`).join("")}</tr>`;
  const sections = sectionsOf(impact, facts).map(({ title, text, table }) => {
    const rows =
      table === undefined
        ? ""
        : `<div class="wide"><table><thead>${row(table.head, "th")}</thead><tbody>${table.rows.map((r) => row(r, "td")).join("")}</tbody></table></div>`;
    const told = text.map((t) => `<p>${escaped(t)}</p>`).join("");
    return `<section><h2>${escaped(title)}</h2>${told}${rows}</section>`;
  });
  const main = `<p><strong>${escaped(summaryOf(impact, facts.locale))}</strong></p><p>${escaped(words.basis)}</p>
${sections.join("\n")}`;
  return pageOf({ locale: facts.locale, title: words.title, name, day: facts.day, main, style });
}
