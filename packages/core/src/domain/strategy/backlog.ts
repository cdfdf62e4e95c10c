/** What segments need more than others and no strategy offers: the list that offers are made from. METHODS: backlog. */
import type { Localised } from "../../language/config/text.ts";
import { expressionsOf } from "../../language/model/expressions-of.ts";
import { foldName } from "../../language/model/fold-name.ts";
import type { Model, SegmentationModel } from "../../language/model/model.ts";
import type { StrategyModel } from "../../language/model/strategy-model.ts";
import type { Typed } from "../../language/model/typed.ts";
import { walkTyped } from "../../language/model/typed-walk.ts";
import { benjaminiHochberg } from "../../stats/benjamini-hochberg.ts";
import { columnOfRef } from "../columns.ts";
import { falseDiscoveries, type Finding, type Persona } from "../personas/persona.ts";
import { valuesOf } from "../values.ts";

/** Why a need counts as addressed: a rule or measure of an action is about it, or a strategy speaks of it. */
export type AddressedBy = { readonly strategy: string; readonly how: "rule" | "words" };

export type Need = {
  readonly segmentation: string;
  readonly segment: string;
  readonly finding: Finding;
  /** Adjusted for all tests of all segments that were looked at. */
  readonly q: number;
  /** Whether the segment is made by it: then the need is no discovery, but still one. */
  readonly defining: boolean;
  /** By a strategy for this segment; `null` where none is. */
  readonly addressed: AddressedBy | null;
};

export type BacklogEntry = Need & {
  /** Of the segment, who have it: the answer that is told, or more than the others' mean. */
  readonly customers: number;
  /** What they are worth together, in the project's currency. */
  readonly worth: number;
};

export type Backlog = {
  /** What customers are valued by: a metric of CLV, or `monetary`. */
  readonly value: string;
  /** Segments that were looked at, and those of fewer than 20 customers (or others), of which nothing is said. */
  readonly segments: number;
  readonly tooFew: number;
  readonly tests: number;
  /** Not addressed first, those with the most worth first. */
  readonly needs: readonly BacklogEntry[];
};

/** Segmentations of which the backlog is told: those that strategies are for; all of them where there is no strategy. */
export function backlogSegmentations({
  segmentations,
  service,
}: Pick<Model, "segmentations" | "service">): readonly SegmentationModel[] {
  const served = new Set(service?.strategies.map((s) => s.for.segmentation));
  const found = segmentations.filter((s) => served.has(s.name));
  return found.length === 0 ? segmentations : found;
}

/** Whether a finding is a need: needs and preferences that more have, and answers of more who are unhappy. */
export function isNeed(finding: Finding): boolean {
  const { section } = finding;
  if (finding.kind === "risk") return finding.risk === "unhappy" && finding.share > finding.others;
  const more = finding.kind === "mean" ? finding.mean : finding.share;
  return (section === "needs" || section === "preferences") && more > finding.others;
}

/**
 * The needs of several segments, sure beside each other: q is that of Benjamini and Hochberg over every test of every persona,
 * where tests that told nothing count as p = 1.
 */
export function needsOf(
  model: Model,
  personas: readonly Pick<Persona, "segmentation" | "segment" | "findings" | "tests">[],
): readonly Need[] {
  const told = personas.flatMap((persona) =>
    persona.findings.map((finding) => ({ persona, finding })),
  );
  const tests = personas.reduce((sum, p) => sum + p.tests, 0);
  const silent = Array.from({ length: Math.max(0, tests - told.length) }, () => 1);
  const qs = benjaminiHochberg([...told.map(({ finding }) => finding.p), ...silent]);
  const values = new Map(valuesOf(model).map((v) => [v.id, v]));
  // What a model foretells of a customer is no need of theirs.
  const foretold = new Set(model.metrics.flatMap((m) => (m.fit === undefined ? [] : m.name)));
  return told.flatMap(({ persona: { segmentation, segment }, finding }, i): readonly Need[] => {
    const q = qs[i] ?? 1;
    if (q > falseDiscoveries || !isNeed(finding) || foretold.has(finding.value ?? "")) return [];
    const value = finding.value === null ? undefined : values.get(finding.value);
    const own = model.segmentations.find((s) => s.name === segmentation);
    const made = own === undefined ? [] : expressionsOf(own).flatMap(columnsNamed);
    const about = {
      column: value?.column,
      words: wordsOf(finding, value?.title ?? finding.value ?? ""),
      category: finding.kind === "share" ? finding.category : null,
    };
    const strategies = (model.service?.strategies ?? []).filter(
      (s) =>
        s.for.segmentation === segmentation &&
        (s.for.segment === null || s.for.segment === segment),
    );
    return [
      {
        segmentation,
        segment,
        finding,
        q,
        defining: value !== undefined && made.includes(value.column),
        addressed: addressedBy(strategies, about),
      },
    ];
  });
}

type About = {
  readonly column: string | undefined;
  readonly words: readonly string[];
  readonly category: string | boolean | null;
};

const columnsNamed = (rule: Typed): readonly string[] =>
  walkTyped(rule).flatMap((node) => (node.kind === "name" ? (columnOfRef(node.ref) ?? []) : []));

const textsOf = (text: Localised | null | undefined): readonly string[] =>
  text === null || text === undefined
    ? []
    : typeof text === "string"
      ? [text]
      : Object.values(text);

/** What a strategy would call it: the answer, or the title where the answer is a yes or a number. */
const wordsOf = (finding: Finding, title: Localised): readonly string[] =>
  finding.kind === "share" && typeof finding.category === "string"
    ? [finding.category]
    : textsOf(title);

function addressedBy(strategies: readonly StrategyModel[], about: About): AddressedBy | null {
  for (const strategy of strategies) {
    const rules = strategy.actions.flatMap((a) => [
      ...(a.when === null ? [] : [a.when.rule]),
      ...(a.kpi === null ? [] : [a.kpi.value]),
    ]);
    if (rules.some((rule) => isAbout(rule, about))) return { strategy: strategy.name, how: "rule" };
    const said = [
      ...textsOf(strategy.title),
      ...Object.values(strategy.offer).flatMap(textsOf),
      ...strategy.actions.flatMap((a) => textsOf(a.do)),
    ];
    if (said.some((text) => about.words.some((word) => mentions(text, word))))
      return { strategy: strategy.name, how: "words" };
  }
  return null;
}

function isAbout(rule: Typed, { column, category }: About): boolean {
  if (column === undefined || !columnsNamed(rule).includes(column)) return false;
  return (
    typeof category !== "string" ||
    walkTyped(rule).some(
      (node) =>
        (node.kind === "text" && foldName(node.value) === foldName(category)) ||
        (node.kind === "number" && String(Number(node.text)) === category),
    )
  );
}

/**
 * Whether a text speaks of something: the whole words of it, or in Chinese the characters.
 *
 * @example mentions("Worth coming to the shop", "Shop") // => true
 */
export function mentions(text: string, word: string): boolean {
  const [within, sought] = [foldName(text), foldName(word.trim())];
  if (sought === "") return false;
  const letter = /[\p{L}\p{N}_]/u;
  for (let at = within.indexOf(sought); at >= 0; at = within.indexOf(sought, at + 1)) {
    if (/\p{Script=Han}/u.test(sought)) return true;
    const before = within[at - 1] ?? " ";
    const after = within[at + sought.length] ?? " ";
    if (!letter.test(before) && !letter.test(after)) return true;
  }
  return false;
}
