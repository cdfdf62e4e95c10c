/** What a snapshot recommends: to a customer, to a segment, and which products go together. */
import {
  and,
  as,
  asc,
  cast,
  col,
  countAll,
  desc,
  div,
  double,
  eq,
  join,
  le,
  mul,
  named,
  select,
  sub,
  table,
  text,
  values,
  bool,
  int,
  type Query,
  type Scalar,
} from "../../query/index.ts";
import { consentColumn, idColumn } from "../../domain/columns.ts";
import {
  popularOnes,
  suggestions,
  type RecommendationTables,
} from "../../domain/recommendations/suggest.ts";
import { belief } from "../../domain/recommendations/together.ts";
import { wasBought } from "../../domain/recommendations/rows.ts";
import { consentsOf, type Model } from "../../language/model/model.ts";
import type { RecommendationsModel } from "../../language/model/recommendations-model.ts";
import { sureText, textOf } from "../engine/cell.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";
import type { Base } from "../snapshot/open-base.ts";
import type {
  Bundle,
  Suggested,
  SuggestedToSegment,
  Suggestions,
} from "../../domain/recommendations/recommended.ts";
import { bundlesTable, historyTable, itemsTable, pairsTable } from "./tables.ts";

/** The consent that recommendations from a person's own history need, where the project asks for it. */
const personalised = "personalised";

const needsConsent = (model: Model): boolean => consentsOf(model).includes(personalised);

const tablesOf = ({
  alias,
}: Base): RecommendationTables & { readonly bundles: ReturnType<typeof table> } => {
  const of = (name: string) => table(name, { catalog: alias, schema: "main" });
  return {
    history: of(historyTable),
    items: of(itemsTable),
    pairs: of(pairsTable),
    bundles: of(bundlesTable),
  };
};

/**
 * What one customer might buy next.
 *
 * @param id of a customer of the run
 * @param consented whether their own history may be used; `undefined` where the project does not ask
 * @returns `undefined` where the run recommended nothing
 */
export async function suggestionsFor(
  lane: Lane,
  base: Base,
  id: string,
  consented: boolean | undefined,
  options: QueryOptions = {},
): Promise<Suggestions | undefined> {
  const model = base.model.recommendations;
  if (model === undefined) return undefined;
  const all = tablesOf(base);
  const customer = values(["customer"], [[text(id)]]);
  const own = eq(col("customer"), text(id));
  const history = select({ from: all.history, where: own });
  const made = { ...all, history };
  const refused = needsConsent(base.model) && consented !== true;
  const list = refused
    ? popularOnes(customer, made, model)
    : suggestions(customer, customer, made, model);
  const label = (of: string): Scalar => col("label", of);
  const rows = await lane.rows(
    select({
      columns: {
        item: col("item", "s"),
        label: label("i"),
        customers: col("customers", "i"),
        because: col("because", "s"),
        because_label: label("b"),
      },
      from: named(list, "s"),
      joins: [
        join("inner", named(all.items, "i"), eq(col("item", "i"), col("item", "s"))),
        join("left", named(all.items, "b"), eq(col("item", "b"), col("because", "s"))),
      ],
      orderBy: [asc(col("place", "s"))],
    }),
    options,
  );
  const items = rows.map((row): Suggested => {
    const because = textOf(row["because"]);
    return {
      item: sureText(row["item"]),
      label: sureText(row["label"]),
      customers: Number(row["customers"]),
      because:
        because === null ? null : { item: because, label: textOf(row["because_label"]) ?? because },
    };
  });
  const basis = refused
    ? "refused"
    : items.some((item) => item.because !== null)
      ? "history"
      : "popular";
  return { basis, items };
}

/**
 * What customers of a segment buy more than others, those left out who refused.
 *
 * @param segment which customers, as a condition on the run's table
 */
export async function suggestionsForSegment(
  lane: Lane,
  base: Base,
  segment: Scalar,
  options: QueryOptions = {},
): Promise<SuggestedToSegment | undefined> {
  const model = base.model.recommendations;
  if (model === undefined) return undefined;
  const all = tablesOf(base);
  const consent = needsConsent(base.model)
    ? [eq(col(consentColumn(personalised)), bool(true))]
    : [];
  const members = select({
    columns: [as("customer", col(idColumn))],
    from: base.customers,
    where: and(segment, ...consent),
  });
  const bought = select({ columns: ["customer", "item"], from: all.history, where: wasBought });
  const buyers = async (rows: Query): Promise<number> => {
    const ids = select({ columns: ["customer"], distinct: true, from: rows });
    const row = await lane.one(select({ columns: { n: countAll() }, from: ids }), options);
    return Number(row["n"]);
  };
  const theirs = select({
    columns: [as("customer", col("customer", "h")), as("item", col("item", "h"))],
    from: named(bought, "h"),
    joins: [join("semi", named(members, "m"), eq(col("customer", "m"), col("customer", "h")))],
  });
  const [n, everybody] = [await buyers(theirs), await buyers(bought)];
  const rows = await lane.rows(segmentItems(theirs, all.items, n, everybody, model), options);
  return {
    buyers: n,
    items: rows.map((row) => ({
      item: sureText(row["item"]),
      label: sureText(row["label"]),
      customers: Number(row["customers"]),
      share: Number(row["customers"]) / n,
      lift: Number(row["lift"]),
    })),
  };
}

/** By the buyers in the segment beyond those that its size explains, believed as far as they go. */
function segmentItems(
  theirs: Query,
  items: RecommendationTables["items"],
  buyers: number,
  everybody: number,
  { minSupport, shrinkage, show }: RecommendationsModel,
): Query {
  const counts = select({
    columns: ["item", as("customers", countAll())],
    from: theirs,
    groupBy: [col("item")],
  });
  const n = col("customers", "n");
  const expected = div(
    mul(cast(col("customers", "i"), "double"), double(buyers)),
    double(everybody),
  );
  const found = select({
    columns: [
      as("item", col("item", "n")),
      as("label", col("label", "i")),
      as("customers", n),
      as("lift", div(n, expected)),
      as("gain", mul(sub(cast(n, "double"), expected), belief(n, shrinkage))),
      as("popularity", col("place", "i")),
    ],
    from: named(counts, "n"),
    joins: [join("inner", named(items, "i"), eq(col("item", "i"), col("item", "n")))],
    where: le(int(minSupport), n),
  });
  return select({
    columns: ["item", "label", "customers", "lift"],
    from: found,
    orderBy: [desc(col("gain")), asc(col("popularity"))],
    limit: show,
  });
}

/** Bundles, the strongest first. @param most how many */
export async function bundlesOf(
  lane: Lane,
  base: Base,
  most: number,
  options: QueryOptions = {},
): Promise<readonly Bundle[]> {
  const all = tablesOf(base);
  const parts = ["a", "b", "c"] as const;
  const rows = await lane.rows(
    select({
      columns: [
        ...parts.flatMap((part) => [
          as(part, col(part, "n")),
          as(`${part}_label`, col("label", part)),
        ]),
        ...["orders", "lift", "confidence"].map((name) => as(name, col(name, "n"))),
      ],
      from: named(all.bundles, "n"),
      joins: parts.map((part) =>
        join("left", named(all.items, part), eq(col("item", part), col(part, "n"))),
      ),
      orderBy: [asc(col("place", "n"))],
      limit: most,
    }),
    options,
  );
  return rows.map((row) => ({
    items: parts.flatMap((part) => {
      const item = textOf(row[part]);
      return item === null ? [] : [{ item, label: textOf(row[`${part}_label`]) ?? item }];
    }),
    orders: Number(row["orders"]),
    lift: Number(row["lift"]),
    confidence: Number(row["confidence"]),
  }));
}
