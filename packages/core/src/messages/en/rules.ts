import type { Catalogue } from "../catalogue.ts";
import { suggestion } from "./words.ts";

/** What the parser wanted: words of the language stand in quotation marks, descriptions do not. */
const wanted = (expected: string): string =>
  /^(?:an? |the |text$)/.test(expected) ? expected : `"${expected}"`;

/** Words of the rule language that columns are called by, too. */
const asName = (found: string): string =>
  /^(?:end|case|when|then|else|filter|where|is|in|like|distinct)$/i.test(found)
    ? `; a column called ${found} stands in double quotes, in YAML '"${found}"'`
    : "";

/** What is usually meant where two types cannot be compared. */
const betweenTypes = (types: readonly string[]): string => {
  if (!types.includes("text")) return "both sides must be of one kind";
  if (types.includes("boolean"))
    return `a column of yes and no is true or false, so write its name alone or "not" before it, or declare "type: text" under "columns"`;
  return types.includes("number")
    ? `write numbers without quotes, or declare the column's type under "columns"`
    : "both sides must be of one kind";
};

/** About rules and the segments that they make, in English. */
export const rules = {
  "expression-syntax": ({ found, expected }) =>
    found === ""
      ? `expected ${wanted(expected)} here`
      : `expected ${wanted(expected)}, found "${found}"${asName(found)}`,
  "unknown-name": ({ name, nearest }) =>
    `unknown name "${name}"` +
    (nearest === "" ? "; use a column, a metric or a segmentation" : suggestion(nearest)),
  "unknown-function": ({ name, nearest }) =>
    `unknown function "${name}"` +
    (nearest === "" ? "; use one that the rule language has" : suggestion(nearest)),
  "wrong-argument": ({ function: name, expected, got }) =>
    `"${name}" is called as ${expected}; got ${got}`,
  "type-mismatch": ({ operator, left, right }) =>
    `"${operator}" cannot join ${left} with ${right}; ${betweenTypes([left, right])}`,
  "not-boolean": ({ got }) =>
    `a rule must be true or false, this is of type ${got}; compare it with something`,
  "aggregate-not-allowed": ({ name }) =>
    `"${name}" counts over transactions and cannot stand here; define a metric and use its name`,
  "aggregate-needed": ({ name, example }) =>
    `"${name}" has many values per customer; wrap it in an aggregate such as ${example}`,
  "ambiguous-name": ({ name, sources, example }) =>
    `"${name}" is a column of several sources: ${sources}; say which, as in "${example}"`,
  "mixed-sources": ({ sources }) =>
    `an aggregate is about one source, this one about several: ${sources}; make an aggregate for each`,
  cycle: ({ path }) => `these need each other: ${path}; break the circle`,

  "unknown-segment": ({ segment, segmentation, nearest }) =>
    (segmentation === ""
      ? `no segment "${segment}"`
      : `no segment "${segment}" in "${segmentation}"`) +
    (nearest === "" ? "; correct the name" : suggestion(nearest)),
  "unknown-unit": ({ unit, nearest, known }) =>
    `customers have no unit "${unit}"` +
    (nearest === ""
      ? `; known: ${known}; name groups in "groups" of customers, and the account above in "parent"`
      : suggestion(nearest)),
  "unit-mismatch": ({ name, of, unit, other }) =>
    (name === of ? `"${of}"` : `"${name}" needs "${of}", which`) +
    ` is of each ${other}, and this is about each ${unit}: it has no one value there; ` +
    `use what is known of the ${unit}, or give "${of}" the same unit`,
  "rest-not-last": ({ id }) => `"${id}" takes everyone who is left; move it to the end`,
  "never-reached": ({ id, by, count }) =>
    `nobody can reach "${id}": ` +
    (count === 1 ? `"${by}" takes them all first` : `these rules take them all first: ${by}`) +
    "; reorder or narrow the rules",
  "never-true": ({ clause, other }) =>
    other === ""
      ? `"${clause}" can never be true; correct or remove it`
      : `"${clause}" can never be true where "${other}" is; correct one of them`,
  "adds-nothing": ({ clause, by }) =>
    by === ""
      ? `"${clause}" changes nothing: the other conditions decide; remove it`
      : `"${clause}" changes nothing: "${by}" decides; remove it`,
  "same-rule": ({ id, by }) =>
    `"${id}" always has the same customers as "${by}"; change one of the rules, or remove one`,
  "exclusive-overlap": ({ first, second, example }) =>
    `"${first}" and "${second}" are meant to share nobody, but a customer with ${example} ` +
    "is in both; narrow one of the rules",
  "never-overlaps": ({ first, second }) =>
    `"${first}" and "${second}" can share nobody, whatever the data: this cannot fail; remove one of them`,
  "value-absent": ({ name, value, nearest }) =>
    `"${value}" does not occur in ${name}` +
    (nearest === "" ? "; correct the value" : suggestion(nearest)),
  "out-of-range": ({ name, value, low, high }) =>
    `${value} is beyond the data: ${name} goes from ${low} to ${high}; correct the value`,
  "lifetime-tiers": ({ metric }) =>
    `"${metric}" over all time can never fall, nor can the tier; add a window such as "within: 365 days"`,
  "tier-order": ({ id }) =>
    `"${id}" is out of order; tiers go from the highest cut to the lowest, each within its limits`,
  "rfm-hole": ({ cells, count }) =>
    `${count === 1 ? "1 cell belongs" : `${count} cells belong`} to no segment: ${cells}; add ${count === 1 ? "it" : "them"} to a segment`,
  "rfm-overlap": ({ cells, first, second }) =>
    `"${first}" and "${second}" both hold ${cells}; take the cells out of one`,
  "rfm-dead": ({ id }) =>
    `"${id}" holds no cell, so nobody can be in it; give it cells, or remove it`,
  "rfm-range": ({ id, score, scale }) =>
    `"${id}": a score must be from 1 to ${scale}, got ${score}`,
  "rfm-ties": ({ segmentation, metric, scores }) =>
    `"${segmentation}": many customers have the same ${metric}, so nobody has score ${scores}; use a smaller scale`,
  "map-hole": ({ cells, count }) =>
    `${count === 1 ? "1 cell belongs" : `${count} cells belong`} to no segment: ${cells}; add ${count === 1 ? "it" : "them"} to a segment`,
  "unknown-band": ({ band, axis, nearest }) =>
    `"${axis}" have no band "${band}"` +
    (nearest === "" ? "; name one of theirs" : suggestion(nearest)),
  "map-overlap": ({ cells, first, second }) =>
    `"${first}" and "${second}" both hold ${cells}; take it out of one`,
  "clusters-too-few": ({ segmentation, customers, needed }) =>
    `"${segmentation}": ${customers === 1 ? "1 customer" : `${customers} customers`} with every feature, and ${needed} are needed to find clusters, so nobody is in one; ` +
    `choose features that more customers have, or "missing: typical"`,
  "clusters-weak": ({ segmentation, k, stability, smallest }) =>
    `"${segmentation}": ${k} clusters are not what the data are like: agreement under resampling ${stability} (0.85 is stable), ` +
    `smallest ${smallest}; choose another k or other features, see "clientele model ${segmentation}"`,
  "no-segmentations": () => `there is no segmentation yet; add a file to segmentations/`,
} satisfies Partial<Catalogue>;
