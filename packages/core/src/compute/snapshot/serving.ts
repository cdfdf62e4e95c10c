/** How one customer of a snapshot is served now: strategies, what is due, and why the rest is not. */
import { unitColumn, columnOfRef, idColumn } from "../../domain/columns.ts";
import { contactFacts, noContacts, type ContactDay } from "../../domain/strategy/contacts.ts";
import { serve, type Serving } from "../../domain/strategy/serving.ts";
import { valueName } from "../../domain/values.ts";
import type { Problem } from "../../problem.ts";
import { ok, type Result } from "../../result.ts";
import type { CustomerRow } from "../../host/protocol.ts";
import { asc, col, same, select, subquery, eq, text } from "../../query/index.ts";
import { plain, sureText } from "../engine/cell.ts";
import type { Lane, QueryOptions, Row } from "../engine/engine.ts";
import type { Base } from "./open-base.ts";

/** Reads what people logged of these customers, or of all. */
export type ContactLog = (
  customers?: readonly string[],
) => Promise<Result<readonly ContactDay[], Problem>>;

/**
 * @param today the day in the project's time zone, ISO: contacts count as of it
 * @returns `undefined` where the run had no strategies
 */
export async function servingOf(
  lane: Lane,
  base: Base,
  customer: CustomerRow,
  row: Row,
  contacts: { readonly log: ContactLog; readonly today: string },
  options: QueryOptions = {},
): Promise<Result<Serving | undefined, Problem>> {
  const { model, manifest } = base;
  const { service } = model;
  if (service === undefined || service.strategies.length === 0) return ok(undefined);
  const unit = service.cap?.unit ?? null;
  const members =
    unit === null
      ? [customer.id]
      : await membersOf(lane, base, unitColumn(unit), customer.id, options);
  const logged = await contacts.log(members);
  if (!logged.ok) return logged;
  const facts = contactFacts(logged.value, contacts.today, service.cap?.days ?? 0);
  const serving = serve(
    service,
    {
      segments: customer.segments,
      consent: customer.consent ?? {},
      valueOf: (ref) => {
        const column = columnOfRef(ref);
        return column === undefined ? manifest.asOf : plain(row[column]);
      },
      column: (name) => plain(row[name]),
      contacts: facts.get(customer.id) ?? noContacts,
      inWindow: [...facts.values()].reduce((sum, f) => sum + f.inWindow, 0),
    },
    manifest.asOf,
    (ref) => valueName(ref, model),
  );
  return ok(serving);
}

/** The customers of the unit that a customer is in. */
async function membersOf(
  lane: Lane,
  { customers }: Base,
  column: string,
  id: string,
  options: QueryOptions,
): Promise<readonly string[]> {
  const own = select({
    columns: { own: col(column) },
    from: customers,
    where: eq(col(idColumn), text(id)),
    limit: 1,
  });
  const where = same(col(column), subquery(own));
  const rows = await lane.rows(
    select({
      columns: { id: col(idColumn) },
      from: customers,
      where,
      orderBy: [asc(col(idColumn))],
    }),
    options,
  );
  return rows.map((found) => sureText(found["id"]));
}
