/** What customers of a snapshot are found by, read a page at a time: an index of names is made of it. */
import { and, as, asc, col, gt, select, text } from "../../query/index.ts";
import { attributeColumn, idColumn, labelColumn } from "../../domain/columns.ts";
import { sureText, textOf } from "../engine/cell.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";
import type { Base } from "./open-base.ts";

/** A customer's id, what it is called, and its e-mail addresses. */
export type FindableRow = {
  readonly id: string;
  readonly names: readonly string[];
  readonly emails: readonly string[];
};

/** The table is sorted by id, so that a page is read without looking at the others. */
const pageSize = 10_000;

/** All customers by id, some thousand at a time. */
export async function* findablePages(
  lane: Lane,
  base: Base,
  options: QueryOptions = {},
): AsyncGenerator<readonly FindableRow[]> {
  const { customers } = base.model;
  const names = [labelColumn, ...(customers?.aliases ?? []).map(attributeColumn)];
  const emails = (customers?.attributes ?? [])
    .filter(({ pii }) => pii === "email")
    .map(({ name }) => attributeColumn(name));
  const columns = [...new Set([idColumn, ...names, ...emails])];
  let after: string | null = null;
  for (;;) {
    const rows = await lane.rows(
      select({
        columns: columns.map((column) => as(column, col(column))),
        from: base.customers,
        where: after === null ? null : and(gt(col(idColumn), text(after))),
        orderBy: [asc(col(idColumn))],
        limit: pageSize,
      }),
      options,
    );
    const page = rows.map((row) => ({
      id: sureText(row[idColumn]),
      names: names.flatMap((name) => textOf(row[name]) ?? []),
      emails: emails.flatMap((email) => textOf(row[email]) ?? []),
    }));
    if (page.length > 0) yield page;
    if (page.length < pageSize) return;
    after = page.at(-1)?.id ?? null;
  }
}
