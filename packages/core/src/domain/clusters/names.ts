/** What clusters are called: by the traits that set them apart. */
import { textFor, type Localised } from "../../language/config/text.ts";

/** A feature of a cluster, against all customers. */
export type Trait =
  | {
      readonly kind: "number";
      readonly title: Localised;
      /** In standard deviations. */ readonly above: number;
    }
  | {
      readonly kind: "category";
      readonly title: Localised;
      readonly value: string;
      readonly typical: boolean;
    };

/** From this many standard deviations a trait is worth a word. */
const telling = 0.4;

/**
 * Names in English and Chinese: the two strongest traits of each cluster, more where two clusters would have the same name.
 *
 * @param clusters the traits of each cluster, in the order of the features
 * @example
 * clusterNames([[{ kind: "number", title: "Monetary value", above: 1.2 }], [{ kind: "number", title: "Monetary value", above: -0.9 }]])
 * // => [{ en: "High monetary value", "zh-CN": "Monetary value高" }, { en: "Low monetary value", … }]
 */
export function clusterNames(clusters: readonly (readonly Trait[])[]): readonly Localised[] {
  const named = (words: number): readonly { readonly en: string; readonly zh: string }[] =>
    clusters.map((traits) => {
      const strongest = traits
        .filter(isTelling)
        .toSorted((a, b) => strength(b) - strength(a))
        .slice(0, words);
      return { en: sentence(strongest, "en"), zh: sentence(strongest, "zh") };
    });
  const most = Math.max(...clusters.map((traits) => traits.length), 2);
  let names = named(2);
  for (
    let words = 3;
    words <= most && new Set(names.map((n) => n.en)).size < names.length;
    words += 1
  )
    names = named(words);
  return names.map(({ en, zh }, i) => {
    const same = names.slice(0, i).filter((earlier) => earlier.en === en).length;
    const mark = same === 0 ? "" : ` ${same + 1}`;
    return { en: `${en}${mark}`, "zh-CN": `${zh}${mark}` };
  });
}

const isTelling = (trait: Trait): boolean =>
  trait.kind === "number" ? Math.abs(trait.above) >= telling : !trait.typical;

/** A category of its own counts as a whole standard deviation. */
const strength = (trait: Trait): number => (trait.kind === "number" ? Math.abs(trait.above) : 1);

function sentence(traits: readonly Trait[], locale: "en" | "zh"): string {
  if (traits.length === 0) return locale === "en" ? "Average" : "中等";
  const words = traits.map((trait) => {
    const title = textFor(trait.title, locale === "en" ? "en" : "zh-CN");
    if (trait.kind === "category")
      return locale === "en" ? `${lower(title)} ${trait.value}` : `${title}为${trait.value}`;
    if (locale === "zh") return `${title}${trait.above > 0 ? "高" : "低"}`;
    return `${trait.above > 0 ? "high" : "low"} ${lower(title)}`;
  });
  const joined = words.join(locale === "en" ? ", " : "，");
  return joined.charAt(0).toUpperCase() + joined.slice(1);
}

/** Abbreviations such as NPS stay as they are. */
const lower = (title: string): string =>
  /^\p{Lu}\p{Ll}/u.test(title) ? title.charAt(0).toLowerCase() + title.slice(1) : title;
