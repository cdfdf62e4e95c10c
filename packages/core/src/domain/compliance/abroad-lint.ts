/** PIPL Art. 38 to 40: data of people in China that leave it need a basis, a notice and separate consent. */
import { sourcesBeside, type Model, type TableModel } from "../../language/model/model.ts";
import { problem, type Problem } from "../../problem.ts";
import type { Linted } from "./lint.ts";

const chinese = new Set([
  "Asia/Shanghai",
  "Asia/Chongqing",
  "Asia/Chungking",
  "Asia/Harbin",
  "Asia/Urumqi",
  "PRC",
]);

/** Whether a project's customers are in mainland China, as its time zone tells. */
export const isChineseProject = ({ timezone }: Pick<Model, "timezone">): boolean =>
  chinese.has(timezone);

/**
 * Whether a host's name says that it is outside mainland China: a country of its own, or a region of a cloud. A name that says
 * nothing is not abroad.
 *
 * @example isAbroad("crm.eu-west-1.rds.amazonaws.com") // => true
 * @example isAbroad("db.internal") // => false
 */
export function isAbroad(host: string): boolean {
  const name = host.toLowerCase().replace(/\.$/, "");
  if (/(?:^|[.-])cn-[a-z]+/.test(name) || name.endsWith(".cn")) return false;
  if (/(?:^|[.-])(?:us|eu|ca|sa|af|me|il|mx|ap)-(?:gov-)?[a-z]+-?\d/.test(name)) return true;
  const top = /\.([a-z]{2})$/.exec(name)?.[1];
  // Names that are sold to everybody say nothing of a country.
  return top !== undefined && !["ai", "io", "co", "me", "tv", "cc"].includes(top);
}

/** Sources of a Chinese project that are read from servers abroad. */
export function lintAbroad({ model }: Linted): readonly Problem[] {
  if (!isChineseProject(model)) return [];
  const tables: readonly Pick<TableModel, "name" | "from" | "format" | "place">[] = [
    ...(model.customers === null ? [] : [model.customers]),
    model.transactions,
    ...sourcesBeside(model),
    ...(model.identities === null ? [] : [model.identities]),
  ];
  return tables.flatMap(({ name, from, format, place }) => {
    const host = format === "postgres" ? hostOf(from) : undefined;
    if (host === undefined || !isAbroad(host)) return [];
    return problem("data-abroad", { what: name, host }, place, { severity: "warning" });
  });
}

/** The host of an address; `undefined` where the environment says it. */
const hostOf = (address: string): string | undefined =>
  address.includes("${") || !URL.canParse(address) ? undefined : new URL(address).hostname;
