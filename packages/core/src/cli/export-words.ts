/** What `export` says besides how many customers it wrote. */
import type { Withheld } from "../compute/snapshot/export-filter.ts";
import { languageOf, type Language } from "../messages/index.ts";

const en = {
  withheld: (purpose: string, { consent, refused }: Withheld) =>
    `${(consent + refused).toLocaleString("en")} left out: ${consent.toLocaleString("en")} did not agree to ${purpose}, ${refused.toLocaleString("en")} want no contact`,
  standingOut: (alone: number) =>
    alone === 0
      ? "No customer stands out by sensitive, demographic or geographic columns: each combination has five or more."
      : `${alone.toLocaleString("en")} customers stand out: fewer than five have their combination of sensitive, demographic and geographic columns; make these coarser before the file leaves.`,
  reidentified: (rows: number, unknown: number, to: string) =>
    `${rows.toLocaleString("en")} rows written to ${to} with their ids${unknown === 0 ? "" : `; ${unknown.toLocaleString("en")} pseudonyms are nobody's any more`}`,
};

const zh: typeof en = {
  withheld: (purpose, { consent, refused }) =>
    `已排除 ${consent + refused} 位：${consent} 位未同意 ${purpose}，${refused} 位拒绝联系`,
  standingOut: (alone) =>
    alone === 0
      ? "没有客户因敏感、人口或地理字段而突出：每种组合至少有五位。"
      : `有 ${alone} 位客户较为突出：与其敏感、人口与地理字段组合相同者不足五位；文件流出前请将这些字段归并得更粗。`,
  reidentified: (rows, unknown, to) =>
    `已将 ${rows} 行连同编号写入 ${to}${unknown === 0 ? "" : `；${unknown} 个假名已无对应客户`}`,
};

const words: Readonly<Record<Language, typeof en>> = { en, zh };

export const exportWords = (locale: string): typeof en => words[languageOf(locale)];
