/** Where the numbers of a configuration file stand, and what else they could say. */
import { scanYaml } from "../../../packages/core/src/language/authoring/scan-yaml.ts";

export type Threshold = {
  /** Where it stands, such as `segments.0.when`. */
  readonly path: string;
  readonly start: number;
  readonly end: number;
  readonly written: string;
};

const numbers = /(?<![\p{L}\p{N}_.'-])\d+(?:\.\d+)?(?![\p{L}\p{N}_'-])/gu;

/**
 * Every number in the values of a YAML text, also those inside rules and durations; not those in names, titles and dates.
 *
 * @example thresholdsIn("when: recency > 60 and class = 'b2'") // => [{ path: "when", written: "60", … }]
 */
export function thresholdsIn(text: string): readonly Threshold[] {
  const entries = scanYaml(text);
  return entries.flatMap(({ path, value }): readonly Threshold[] => {
    const isLeaf = !entries.some(
      (e) => e.key.start >= value.start && e.key.end <= value.end && e.path.length > path.length,
    );
    if (!isLeaf || path.some((part) => part === "title" || part === "id" || part === "test"))
      return [];
    const written = text.slice(value.start, value.end);
    return [...written.matchAll(numbers)].map((match) => ({
      path: path.join("."),
      written: match[0],
      start: value.start + match.index,
      end: value.start + match.index + match[0].length,
    }));
  });
}

/** The text with another number at the place. */
export const withNumber = (text: string, { start, end }: Threshold, number: string): string =>
  text.slice(0, start) + number + text.slice(end);

/**
 * The number times a factor, with as many digits as it is written with, and at least one unit of the last one away.
 *
 * @example scaled("0.5", 1.5) // => "0.8"
 */
export function scaled(written: string, factor: number): string {
  const digits = written.split(".")[1]?.length ?? 0;
  const unit = 10 ** -digits;
  const value = Number(written);
  const away = Math.max(unit, Math.abs(value * factor - value));
  return (value + Math.sign(factor - 1) * away).toFixed(digits);
}

/** A check's text whose number asks for more, or allows less; more than everybody cannot be asked for. */
export function tightened(text: string, bound: Threshold, times = 2): string {
  const { written, path } = bound;
  const other = scaled(written, path.endsWith("at_most") ? 1 / times : times);
  // Of a small number nothing would be left, and nought is no bound of a drift.
  const number = Number(other) === 0 ? String(Number(written) / times) : other;
  const isShare = text[bound.end] === "%";
  return withNumber(text, bound, isShare ? String(Math.min(100, Number(number))) : number);
}

/** The name of the test in which a number of a check file stands. */
export function testAt(text: string, { path }: Threshold): string {
  const [tests, index] = path.split(".");
  const entry = scanYaml(text).find((e) => e.path.join(".") === `${tests}.${index}.test`);
  if (entry === undefined) throw new Error(`no test at ${path}`);
  return text.slice(entry.value.start, entry.value.end);
}

/** A segmentation that takes fewer: its last segment, which took everybody who was left, has a rule of its own. */
export const withoutRest = (text: string): string =>
  text
    .replace(/^others: .*\n/m, "others: none\n")
    .replace(/\belse: true/, "when: recency > 300")
    .replace(
      /\brest: true(?!.*\brest: true)/s,
      `top: 96% of ${/^kind: tiers/m.test(text) ? "value" : "customers"}`,
    );
