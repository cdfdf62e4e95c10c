/** What is wrong with the data of a project, and what they cover. Definitions: docs/methods.md. */
import type { Pii } from "../../pii.ts";

export type FindingCode =
  | "duplicate-ids"
  | "duplicate-rows"
  | "likely-same"
  | "rows-without-id"
  | "rows-without-customer"
  | "customers-without-rows"
  | "parents-unmatched"
  | "factors-unmatched"
  | "future-dates"
  | "early-dates"
  | "unreadable-dates"
  | "impossible-ages"
  | "amounts-not-positive"
  | "outliers"
  | "gaps"
  | "mostly-missing"
  | "undeclared-pii";

/** One thing that was found. Sentences are made of it in the reader's language. */
export type Finding = {
  readonly code: FindingCode;
  readonly source: string;
  readonly column: string | null;
  /** How many of `total` it is about; rows, ids, customers or periods, as the code says. */
  readonly count: number;
  readonly total: number;
  /** A value, an id, a period that shows it; empty where there is none to show. Personal data never stand here. */
  readonly example: string;
  /** Of personal data: the class, and the line that declares it. */
  readonly pii?: { readonly kind: Pii; readonly declare: Declaration | null };
};

/** What to add to a file: the text, and the line (from 1) behind which it stands. */
export type Declaration = { readonly file: string; readonly line: number; readonly text: string };

/** Rows of a source in each period, those without rows too. */
export type Coverage = {
  readonly source: string;
  readonly period: "week" | "month";
  /** The first day of each period, ISO, in order. */
  readonly periods: readonly { readonly start: string; readonly rows: number }[];
};

export type SourceQuality = {
  readonly name: string;
  readonly rows: number;
  readonly columns: readonly { readonly name: string; readonly missing: number }[];
  /** The share of cells that hold something, in [0, 1]. */
  readonly completeness: number;
};

export type Quality = {
  readonly sources: readonly SourceQuality[];
  /** Gravest first. */
  readonly findings: readonly Finding[];
  readonly coverage: readonly Coverage[];
};

/** Gravest first: what falsifies results, then what leaks, then what blurs. */
export const findingOrder: readonly FindingCode[] = [
  "undeclared-pii",
  "duplicate-ids",
  "rows-without-id",
  "rows-without-customer",
  "unreadable-dates",
  "future-dates",
  "early-dates",
  "impossible-ages",
  "amounts-not-positive",
  "duplicate-rows",
  "likely-same",
  "parents-unmatched",
  "factors-unmatched",
  "gaps",
  "outliers",
  "mostly-missing",
  "customers-without-rows",
];
