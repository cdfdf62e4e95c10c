import { reasonInEnglish as because } from "./reasons.ts";
import type { Catalogue } from "./catalogue.ts";

const suggestion = (nearest: string): string =>
  nearest === "" ? "" : `; did you mean "${nearest}"?`;

const rows = (count: number): string => (count === 1 ? "1 row" : `${count} rows`);
/** @example percent(0.042) // => "4.2 %" */
const percent = (share: number): string => `${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %`;
const have = (count: number): string => (count === 1 ? "has" : "have");

/** What the parser wanted: words of the language stand in quotation marks, descriptions do not. */
const wanted = (expected: string): string =>
  /^(?:an? |the |text$)/.test(expected) ? expected : `"${expected}"`;

const standsIn = (fallback: string): string =>
  fallback === "none" || fallback === ""
    ? "its values are unknown"
    : `${fallback.replaceAll("_", " ")} stands in`;

/** Why a fit means nothing. */
function degenerate(why: string, parameter: string, value: number): string {
  const at = `${parameter} = ${Number(value.toPrecision(4))}`;
  switch (why) {
    case "nobody_leaves":
      return `nobody ever leaves by it (${at})`;
    case "none_ended":
      return `no contract has ended (${at})`;
    case "all_ended_at_once":
      return `all contracts ended at the first renewal (${at})`;
    case "no_mean":
      return `the mean purchase is infinite (${at})`;
    case "no_peak":
      return `the likelihood has no peak (${at})`;
    case "uncertain":
      return `a parameter is hardly known at all (${at})`;
    default:
      return `the search for the best parameters did not end (${at})`;
  }
}

/** What, where, and what to do, in English. */
export const en: Catalogue = {
  "no-project": ({ path }) =>
    `no project: ${path} is missing; create one with "clientele init", or name its folder with --project DIR`,
  "file-missing": ({ path }) => `${path} is missing; put it there, or correct the path`,
  "file-unreadable": ({ path, reason }) =>
    `${path} cannot be read (${because(reason)}); check that it is a file that you may read`,
  "file-too-large": ({ path, limit }) => `${path} is larger than ${limit}; split it`,
  "yaml-syntax": ({ reason }) => `not YAML: ${reason}; check indentation, colons and quotes`,
  "linked-outside": ({ path }) =>
    `${path} is a link to a file outside the project; copy the file here, or allow its folder: ` +
    `--allow-read DIR, CLIENTELE_ALLOW_READ=DIR, or the editor's setting "clientele.allowRead"`,
  "empty-file": ({ path }) => `${path} is empty; fill it, or delete it`,

  "unknown-key": ({ key, nearest, allowed }) =>
    `unknown key "${key}"` +
    (nearest !== ""
      ? suggestion(nearest)
      : allowed === ""
        ? "; remove it"
        : `; known here: ${allowed}`),
  "missing-key": ({ key }) => `"${key}" is missing; add it`,
  "wrong-type": ({ key, expected, got }) => `"${key}" must be of type ${expected}, got ${got}`,
  "bad-value": ({ key, expected, got }) => `"${key}" must be ${expected}; got ${got}`,
  "bad-id": ({ id }) =>
    `"${id}" cannot be a name; use letters, digits and _, not starting with a digit`,
  "duplicate-name": ({ name, kind }) => `${kind} "${name}" exists already; rename one of them`,
  "match-types": ({ attribute, column, left, right }) =>
    `"${attribute}" of customers is of type ${left}, "${column}" of type ${right}, so they never match; ` +
    `give one of them the other's type under "columns"`,
  "name-clash": ({ name, kind }) => `"${name}" is already the name of a ${kind}; choose another`,
  "env-missing": ({ name }) =>
    `the environment variable ${name} is not set; set it, or write \${${name}:-default}`,
  "unknown-time-zone": ({ zone }) =>
    `unknown time zone "${zone}"; use a name such as Europe/Berlin or Asia/Shanghai`,
  "future-format": ({ path, format, supported }) =>
    `${path} is of format ${format}, this program reads up to ${supported}; update the program`,

  "expression-syntax": ({ found, expected }) =>
    found === ""
      ? `expected ${wanted(expected)} here`
      : `expected ${wanted(expected)}, found "${found}"`,
  "unknown-name": ({ name, nearest }) =>
    `unknown name "${name}"` +
    (nearest === "" ? "; use a column, a metric or a segmentation" : suggestion(nearest)),
  "unknown-function": ({ name, nearest }) =>
    `unknown function "${name}"` +
    (nearest === "" ? "; use one that the rule language has" : suggestion(nearest)),
  "wrong-argument": ({ function: name, expected, got }) =>
    `"${name}" is called as ${expected}; got ${got}`,
  "type-mismatch": ({ operator, left, right }) =>
    `"${operator}" cannot join ${left} with ${right}; both sides must be of one kind`,
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
    `"${segmentation}": ${customers} customers with every feature, and ${needed} are needed to find clusters, so nobody is in one; ` +
    `choose features that more customers have, or "missing: typical"`,
  "clusters-weak": ({ segmentation, k, stability, smallest }) =>
    `"${segmentation}": ${k} clusters are not what the data are like: agreement under resampling ${stability} (0.85 is stable), ` +
    `smallest ${smallest}; choose another k or other features, see "clientele model ${segmentation}"`,
  "no-segmentations": () => `there is no segmentation yet; add a file to segmentations/`,

  "unknown-plan": ({ plan, nearest, known }) =>
    known === ""
      ? 'there is no plan; write one, such as "plans/month.yaml" with "plan: month"'
      : plan === ""
        ? `there are several plans; say which: ${known}`
        : `unknown plan "${plan}"${nearest === "" ? `; there are ${known}` : suggestion(nearest)}`,
  "no-actions": () =>
    `the run that answers has no strategy with actions; write one, then "clientele run"`,
  "action-loses": ({ action, customers, worth, cost }) =>
    `"${action}" costs more than it brings: ${cost} for ${worth} over ${customers} customers for whom it is due; ` +
    `ask for it of fewer with "when", make it cheaper, or test its effect`,
  "departments-meet": ({ first, second, strategies, customers }) =>
    `${first} and ${second} both have something due with ${customers === 1 ? "the same customer" : `the same ${customers} customers`} within a week ` +
    `(${strategies}); agree on one of them, ask for days_since_contact in "when", or lower "contact: at_most"`,
  "unknown-department": ({ department, nearest, known }) =>
    `no planned action takes hours of "${department}"${suggestion(nearest)}${known === "" ? "" : ` (there are ${known})`}`,
  "strategy-conflict": ({ first, second, channel }) =>
    `"${first}" prefers ${channel}, which "${second}" avoids, and both can be for the same customer; ` +
    `agree on one, or say in "precedence" whose word counts`,
  "strategy-without-owner": ({ strategy }) =>
    `nobody answers for "${strategy}"; name a department in "owners: { lead: … }"`,
  "segment-without-strategy": ({ segments, segmentation, count }) =>
    `${count === 1 ? "this segment" : `${count} segments`} of "${segmentation}" ${have(count)} no strategy: ${segments}; ` +
    `write one, or one for the whole segmentation`,

  "price-by-sensitive": ({ strategy, key, column, way }) =>
    `"${strategy}" sets its ${key} by the sensitive column "${column}" (${way}), and people may not be treated differently in price ` +
    `or terms without a good reason (PIPL Art. 24 and 28); choose its customers by what they do, or drop the ${key}`,
  "minors-reached": ({ strategy, age, column }) =>
    age === 14
      ? `"${strategy}" may reach children under 14, whose data need a parent's or guardian's consent (PIPL Art. 28 and 31); ` +
        `ask for it in the rule, or add "${column} >= 14"`
      : `"${strategy}" may reach minors under ${age}, who need particular care (GDPR Art. 8 and recital 71); ` +
        `ask for a guardian's consent in the rule, or add "${column} >= ${age}"`,
  "personalised-without-consent": ({ strategies }) =>
    `${strategies === 1 ? "a strategy chooses" : `${strategies} strategies choose`} by what is known of each customer, and nobody can refuse that (PIPL Art. 24); ` +
    `add "consent: { personalised: COLUMN }" to customers: who says no is left out`,
  "channel-without-consent": ({ strategy, channel }) =>
    `"${strategy}" reaches customers by ${channel}, and there is no consent of that name (PIPL Art. 13, 24 and 29); ` +
    `add "consent: { ${channel}: COLUMN }" to customers, or take a channel that they come to themselves`,
  "rule-identifies": ({ segment, column, pii }) =>
    `"${segment}" asks for "${column}", which tells who somebody is (${pii}): a segment is not for a person ` +
    `(PIPL Art. 6, GDPR Art. 5); use what customers do or have`,
  "segment-small": ({ segment, count, fewest }) =>
    `"${segment}" has ${count === 1 ? "1 customer" : `${count} customers`}, fewer than ${fewest}: what is said of it is said of persons ` +
    `(PIPL Art. 6, GDPR Art. 5); widen its rule, or join it with another`,
  "pii-in-metric": ({ metric, column, pii }) =>
    `"${metric}" is what "${column}" says (${pii}), and metrics are neither masked nor left out of exports (PIPL Art. 6 and 51); ` +
    `make it yes or no, such as "${column} is not null", or use the column itself`,
  "pii-undeclared": ({ source, column, pii }) =>
    `"${column}" of ${source} looks like personal data (${pii}), and without a declaration it is shown and exported (PIPL Art. 51, GDPR Art. 32); ` +
    `add "${column}: { pii: ${pii} }" under "columns"`,
  "machine-alone": ({ strategy, decides }) =>
    `"${strategy}" decides on ${decides === "price" ? "the price" : "the level of service"}, and no person answers for it: ` +
    `nobody is bound by what a machine alone decides (PIPL Art. 24, GDPR Art. 22); name a department in "owners: { lead: … }"`,
  "data-abroad": ({ what, host }) =>
    `"${what}" passes data of people in China through ${host}, which is abroad: that takes a basis, a notice and separate consent ` +
    `(PIPL Art. 38 to 40); keep it in China, or say on what basis`,
  "suppression-without-reason": ({ code }) =>
    `"allow ${code}" says no reason, so it allows nothing; write "# clientele: allow ${code} because …"`,
  "suppression-unused": ({ code }) =>
    `there is no ${code} here to allow any more; remove the comment`,
  "suppression-unknown": ({ code, nearest }) =>
    `no finding of the law is called "${code}", so nothing is allowed${suggestion(nearest)}`,

  "too-few-buyers": ({
    name,
    model,
    customers,
    repeaters,
    customersNeeded,
    repeatersNeeded,
    fallback,
  }) =>
    `"${name}": ${model} needs ${customersNeeded} buyers, ${repeatersNeeded} of them with several purchases; ` +
    `there are ${customers} and ${repeaters}, so ${standsIn(fallback)}; wait for more data, or use a rule over recency`,
  "too-few-contracts": ({
    name,
    model,
    contracts,
    ended,
    contractsNeeded,
    endedNeeded,
    fallback,
  }) =>
    `"${name}": ${model} needs ${contractsNeeded} contracts that have come to a renewal, ${endedNeeded} of them ended; ` +
    `there are ${contracts} and ${ended}, so ${standsIn(fallback)}; wait for more data, or take a shorter period`,
  "degenerate-fit": ({ name, model, why, parameter, value, fallback }) =>
    `"${name}": ${model} does not fit these customers: ${degenerate(why, parameter, value)}; ` +
    `${standsIn(fallback)}; use what is told, or a rule over recency and frequency`,
  "auto-threshold": ({ name }) =>
    `a threshold on "${name}" means something else when "model: auto" chooses another model; name the model`,

  "read-forbidden": ({ path, root }) =>
    `${path} is outside the project, and only you can allow reading there: --allow-read ${root}, ` +
    `CLIENTELE_ALLOW_READ=${root}, or the editor's setting "clientele.allowRead"`,
  "data-missing": ({ path }) => `${path} is missing; put it there, or correct "from"`,
  "data-unreadable": ({ path, reason }) =>
    `${path} cannot be read: ${because(reason)}; correct the file, or "from"`,
  "data-empty": ({ path }) => `${path} is empty; check the export, or correct "from"`,
  "secret-in-file": ({ key }) =>
    `a password stands in "${key}"; put it into an environment variable and write \${NAME} in its place`,
  "table-missing": ({ table, path, nearest }) =>
    `no table "${table}" in ${path}` +
    (nearest === "" ? "; correct the name" : suggestion(nearest)),
  "sheet-missing": ({ sheet, path, nearest }) =>
    `no sheet "${sheet}" in ${path}` +
    (nearest === "" ? "; correct the name" : suggestion(nearest)),
  "database-unreachable": ({ server, reason }) =>
    `the database at ${server} does not answer (${reason}); check the address and the network, then try again`,
  "database-refused": ({ server, user }) =>
    `the database at ${server} does not let "${user}" in; check user and password in the environment`,
  "table-forbidden": ({ table, server, user }) =>
    `"${user}" may not read ${table} at ${server}; ask for the right to select from it`,
  "database-cut": ({ table, server }) =>
    `the connection to ${server} was cut twice while ${table} was read; nothing of it is used. Try again`,
  "database-locked": ({ path }) =>
    `another program is writing to ${path}; close it, or try again when it is done`,
  "error-cells": ({ path, sheet, cell, value, count }) =>
    `${path}: ${count === 1 ? "1 cell holds" : `${count} cells hold`} an error, first ${value} in ${cell} of sheet "${sheet}"; ` +
    `correct the formula, or clear the cell`,
  "read-earlier": ({ table, at, hours }) =>
    `${table} as it was read on ${at}${hours >= 1 ? ` (${hours} ${hours === 1 ? "hour" : "hours"} ago)` : ""}; "clientele run" reads it again`,
  "column-missing": ({ column, path, nearest }) =>
    `no column "${column}" in ${path}` +
    (nearest === "" ? "; correct the name" : suggestion(nearest)),
  "column-unreadable": ({ column, path, line, value, expected }) =>
    `${path}, line ${line}: "${value}" in column "${column}" is no ${expected}; ` +
    `correct it, or declare the column's type under "columns"`,
  "bad-cells": ({ column, path, count, line, value, expected }) =>
    `${path}: ${rows(count)} ${have(count)} no ${expected} in "${column}", first "${value}" in line ${line}; ` +
    `correct them, or leave them out with "where"`,
  "impossible-dates": ({ column, path, count, line, value }) =>
    `${path}: ${rows(count)} ${have(count)} no possible date in "${column}", first "${value}" in line ${line}; ` +
    `correct them, or give the "format" of "time"`,
  "future-rows": ({ path, count, line, value }) =>
    `${path}: ${rows(count)} after today, first ${value} in line ${line}; they do not count. ` +
    `Correct the dates, or check "timezone"`,
  "scores-out-of-scale": ({ column, path, count, line, value, low, high }) =>
    `${path}: ${rows(count)} of "${column}" outside the scale from ${low} to ${high}, first ${value} in line ${line}; ` +
    `correct them, or "scale"`,
  "reversed-spans": ({ path, count, line, value }) =>
    `${path}: ${rows(count)} ${count === 1 ? "ends" : "end"} before ${count === 1 ? "it begins" : "they begin"}, first on ${value} in line ${line}; ` +
    `correct the dates, or leave the rows out with "where"`,
  "duplicate-ids": ({ column, path, count, line, value }) =>
    `${path}: ${count === 1 ? "1 id" : `${count} ids`} in "${column}" more than once, first "${value}" in line ${line}; ` +
    `keep one row for each customer`,
  "duplicate-factors": ({ columns, path, count, line, earlier, value }) =>
    `${path}: ${count === 1 ? "1 combination" : `${count} combinations`} of ${columns} more than once, ` +
    `first "${value}" in lines ${earlier} and ${line}; keep one row of each, or leave rows out with "where"`,
  "factors-unmatched": ({ source, count, total, columns, value }) =>
    `${count} of ${total} customers (${percent(count / total)}) match no row of ${source}: ` +
    `${value === "" ? `their ${columns} are empty` : `most of them "${value}" in ${columns}`}; its values are unknown for them. ` +
    `Add the rows, or correct the spelling`,
  "empty-ids": ({ column, path, count, line }) =>
    `${path}: ${rows(count)} without "${column}", first in line ${line}; fill in the ids, or leave the rows out with "where"`,
  "no-rows": ({ path, asOf }) =>
    `${path} has no row up to ${asOf}; check "as_of", "where" and the dates`,
  "rate-missing": ({ currency, path, count, line, day, rates }) =>
    currency === ""
      ? `${path}: ${rows(count)} without a currency, first in line ${line}; fill it in, or leave the rows out with "where"`
      : `${path}: ${rows(count)} in ${currency} ${have(count)} no rate, first in line ${line} on ${day}; ` +
        `add it to ${rates}, or leave the rows out with "where"`,
  "rate-conflict": ({ currency, path, line, day }) =>
    `${path}: ${currency} has more than one rate${day === "" ? "" : ` on ${day}`}, again in line ${line}; keep one`,
  "overlapping-rows": ({ path, count, line, value, day }) =>
    `${path}: ${rows(count)} begin${count === 1 ? "s" : ""} before the customer's earlier row ends, ` +
    `first "${value}" on ${day} in line ${line}; let one end where the next begins`,
  "identity-conflict": ({ alias, path, line, customers }) =>
    `${path}: "${alias}" is several customers (${customers}), again in line ${line}; keep one row of it`,
  "identity-cycle": ({ ids, path, line }) =>
    `${path}: these ids lead back to themselves: ${ids}, first in line ${line}; remove one of the rows`,
  "parent-cycle": ({ ids, path, line }) =>
    `${path}: these accounts are each above the next: ${ids}, first in line ${line}; correct "parent" of one of them`,
  "parent-missing": ({ column, path, count, line, value }) =>
    `${path}: ${column} of ${rows(count)} names an account that is not among the customers, ` +
    `first "${value}" in line ${line}; they count as the top of their own trees; add it, or empty the cell`,
  "members-differ": ({ attribute, unit, count, value }) =>
    `members of ${count} ${unit} ${count === 1 ? "unit" : "units"} differ in ${attribute}, such as of "${value}"; ` +
    `it is unknown there; correct the data, or use a metric`,
  "amount-too-large": ({ path, value }) =>
    `${path}: the amount ${value} is too large to be right; correct it, or "amount"`,

  "no-run": () => `there is no run yet; start one with "clientele run"`,
  "unknown-run": ({ run, nearest }) =>
    `no run "${run}"` + (nearest === "" ? `; "clientele runs" lists them` : suggestion(nearest)),
  "nothing-published": () => `nothing is published yet; publish a run with "clientele publish"`,
  "snapshot-damaged": ({ run, reason }) =>
    `the snapshot ${run} is damaged (${because(reason)}); compute it again with "clientele run"`,
  "snapshot-locked": ({ run }) =>
    `another program has the snapshot ${run} open for writing; close it and try again`,
  "snapshot-newer": ({ run, format, supported }) =>
    `the snapshot ${run} is of format ${format}, this program reads up to ${supported}; ` +
    `update the program, or run again with this one`,
  "run-in-progress": ({ pid, since }) =>
    `a run is under way since ${since} (process ${pid}); wait for it, or end that process`,
  "disk-full": ({ path }) => `no space left while writing ${path}; free some and try again`,
  "not-writable": ({ path, reason }) =>
    `${path} cannot be written (${because(reason)}); make the folder writable, or work in a copy of the project`,
  "engine-failed": ({ reason }) => `counting stopped: ${because(reason)}; try again`,

  "unknown-customer": ({ customer }) =>
    `no customer "${customer}"; try an id, or a part of the name`,
  "delivery-failed": ({ host, why, waiting }) =>
    `${host} did not take what was sent (${why}); ${waiting === 1 ? "1 batch waits" : `${waiting} batches wait`} in .clientele/deliveries, and the next "clientele deliver" sends them first, under the same keys`,
  "no-pseudonym-key": () =>
    `nobody here has made pseudonyms yet, so there is no key to go back by; "clientele export --pseudonyms" makes one`,
  "export-without-purpose": ({ columns }) =>
    `${columns} are in the file, and it says not what for, so nobody was left out who refused; say "--purpose sms", or leave "--personal" away (PIPL Art. 6 and 24)`,
  "unknown-consent": ({ consent, nearest }) =>
    `no consent "${consent}"` +
    (nearest === "" ? `; name it under "consent" of "customers"` : suggestion(nearest)),
  "several-customers": ({ customer, count }) =>
    `${count} customers match "${customer}"; give the id of one`,
  "day-passed": ({ day, asOf }) =>
    `${day} is not after the data's last day, ${asOf}; name a later day with --by`,
  "data-changed-since": ({ run }) =>
    `the data or their definition changed since run ${run}; run again, then ask`,

  "wrong-use": ({ reason }) => `${reason}; see "clientele --help"`,
  "folder-not-empty": ({ path }) => `${path} is not empty; choose a new or an empty folder`,
  "unknown-preset": ({ preset, nearest, allowed }) =>
    `no preset "${preset}"` + (nearest === "" ? `; choose from: ${allowed}` : suggestion(nearest)),
  "preset-needs": ({ preset, slot, what, advice }) =>
    `"${preset}" needs ${what}, and no column is called so: ${advice}; or name yours: --use ${slot}=COLUMN`,
  "file-present": ({ path }) =>
    `${path} is there already; nothing was written, choose another --as NAME`,
  "unknown-template": ({ template, allowed }) =>
    `no template "${template}"; choose from: ${allowed}`,
};
