/** Where a table is, as the configuration says it: a file, or a part of a workbook or a database. */
import type { FromConfig } from "../config/schema-parts.ts";
import type { FileFormat } from "./model.ts";

type TablePlace = {
  /** As it is written. */
  readonly from: string;
  readonly format: FileFormat | undefined;
  readonly part: string | null;
  /** The key below `from` that holds the file or the address; `null` where it is `from` itself. */
  readonly key: "sqlite" | "postgres" | "xlsx" | null;
};

/** @example placeOfTable({ sqlite: "crm.db", table: "t" }).part // => "t" */
export function placeOfTable(from: FromConfig): TablePlace {
  if (typeof from === "string") return { from, format: formatOf(from), part: null, key: null };
  if ("sqlite" in from)
    return { from: from.sqlite, format: "sqlite", part: from.table, key: "sqlite" };
  if ("postgres" in from)
    return { from: from.postgres, format: "postgres", part: from.table, key: "postgres" };
  return { from: from.xlsx, format: "xlsx", part: from.sheet ?? null, key: "xlsx" };
}

/** How messages name a table. @example tableText({ sqlite: "crm.db", table: "t" }) // => "crm.db#t" */
export function tableText(from: FromConfig): string {
  const { from: text, part } = placeOfTable(from);
  return part === null ? text : `${text}#${part}`;
}

/** What a file's name says about its format. @example formatOf("a/b.csv.gz") // => "csv" */
export function formatOf(path: string): FileFormat | undefined {
  const extension = /\.(csv|tsv|jsonl|ndjson|parquet|xlsx)(\.gz)?$/i.exec(path)?.[1]?.toLowerCase();
  switch (extension) {
    case "csv":
    case "tsv":
    case "jsonl":
    case "parquet":
    case "xlsx":
      return extension;
    case "ndjson":
      return "jsonl";
    default:
      return undefined;
  }
}

/** Whether a text is no file, but tells how to reach a server. @example isAddress("host=crm password=x") // => true */
export const isAddress = (text: string): boolean =>
  /^\s*[a-z][a-z0-9+.-]*:\/\//i.test(text) || holdsPassword(text);

/** References to the environment, without defaults: what they hold is nowhere in the file. */
const reference = /\$\{[A-Za-z_][A-Za-z0-9_]*\}/g;

/**
 * Whether an address holds a password that stands in the file itself.
 *
 * @example holdsPassword("postgresql://reader:${CRM_PASSWORD}@host/crm") // => false
 */
export function holdsPassword(address: string): boolean {
  const written = address.replaceAll(reference, "");
  // A default of a reference stands in the file as well.
  const parts = [written, ...[...written.matchAll(/:-([^}]*)\}/g)].map(([, text = ""]) => text)];
  return parts.some(
    (part) =>
      /:\/\/[^/?#@:]*:[^@]+@/.test(part) ||
      /(?:password|passwd|pwd)\s*=\s*[^&\s]/i.test(part) ||
      /\$\{[^}]*(?:PASS|PWD|SECRET)[^}]*:-[^}]+\}/i.test(part),
  );
}
