import type { Catalogue } from "../catalogue.ts";
import { reasonInEnglish as because } from "../reasons.ts";
import { have, suggestion } from "./words.ts";

const rows = (count: number): string => (count === 1 ? "1 row" : `${count} rows`);

/** @example percent(0.042) // => "4.2 %" */
const percent = (share: number): string => `${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %`;

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

/** About what was read, and what was learned from it, in English. */
export const data = {
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
  "ambiguous-dates": ({ column, path, value }) =>
    `${path}: every date in "${column}" can be day first or month first, such as "${value}", and is read day first; ` +
    `say which by its format, as in { value: ${column}, format: "%m/%d/%Y" }, or write dates as 2026-01-31`,
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
} satisfies Partial<Catalogue>;
