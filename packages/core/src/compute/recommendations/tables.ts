/** Makes the tables of recommendations from the rows, for a snapshot or for a test of them. */
import {
  asc,
  col,
  countAll,
  createTableAs,
  dropTable,
  select,
  table,
  type Query,
  type Relation,
} from "../../query/index.ts";
import {
  basketCounts,
  bundlePairs,
  bundles,
  bundleTriples,
  ordersOfPairs,
  smallBaskets,
  strongestPairs,
} from "../../domain/recommendations/bundles.ts";
import { baskets, histories, labels, looks, wasBought } from "../../domain/recommendations/rows.ts";
import { pairs, products } from "../../domain/recommendations/together.ts";
import type { RecommendationTables } from "../../domain/recommendations/suggest.ts";
import type { RecommendationsModel } from "../../language/model/recommendations-model.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";
import type { Lines } from "../ingest/ingest.ts";
import { fillTable } from "../run/feature-parts.ts";

export type RecommendationRows = {
  readonly transactions: Lines;
  /** Of the source that `browsing` names; `null` without it. */
  readonly browsed: Lines | null;
};

/** Names of the tables that are made, by what they hold. */
const names = (prefix: string) =>
  ({
    bought: `${prefix}_bought`,
    looked: `${prefix}_looked`,
    labels: `${prefix}_labels`,
    history: `${prefix}_history`,
    items: `${prefix}_items`,
    pairs: `${prefix}_pairs`,
    small: `${prefix}_small`,
    counts: `${prefix}_counts`,
    two: `${prefix}_two`,
    best: `${prefix}_best`,
    held: `${prefix}_held`,
    three: `${prefix}_three`,
    bundles: `${prefix}_bundles`,
  }) as const;

/** Every table that may be there while recommendations are made. */
export const recommendationWork = (prefix: string): readonly string[] =>
  Object.values(names(prefix));

/** Of tables that were made. */
export const recommendationTables = (prefix: string): RecommendationTables => {
  const made = names(prefix);
  return { history: table(made.history), items: table(made.items), pairs: table(made.pairs) };
};

/** What a snapshot keeps: the table's name there, and its rows in a stable order. */
export const keptRecommendations = (
  prefix: string,
): readonly { readonly name: string; readonly rows: Query }[] => {
  const made = names(prefix);
  const sorted = (name: string, by: readonly string[]): Query =>
    select({ from: table(name), orderBy: by.map((column) => asc(col(column))) });
  return [
    { name: historyTable, rows: sorted(made.history, ["customer", "item"]) },
    { name: itemsTable, rows: sorted(made.items, ["place"]) },
    { name: pairsTable, rows: sorted(made.pairs, ["item", "other"]) },
    { name: bundlesTable, rows: sorted(made.bundles, ["place"]) },
  ];
};

export const historyTable = "recommend_history";
export const itemsTable = "recommend_items";
export const pairsTable = "recommend_pairs";
export const bundlesTable = "recommend_bundles";

/**
 * Makes histories, products and pairs.
 *
 * @param prefix of the tables' names
 * @param asOf D, ISO: later rows do not exist
 */
export async function makeRecommendations(
  lane: Lane,
  prefix: string,
  rows: RecommendationRows,
  model: RecommendationsModel,
  asOf: string,
  options: QueryOptions = {},
): Promise<void> {
  const made = names(prefix);
  const make = async (name: string, query: Query): Promise<void> => {
    await lane.run(createTableAs(table(name), query, { orReplace: true }), options);
  };
  const { transactions, browsed } = rows;
  await fillTable(lane, made.bought, transactions, (part) => baskets(part, model, asOf), options);
  const { browsing } = model;
  const looked = browsing === null || browsed === null ? null : table(made.looked);
  if (browsing !== null && browsed !== null)
    await fillTable(
      lane,
      made.looked,
      browsed,
      (part) => looks(part, model, browsing, asOf),
      options,
    );
  await make(made.labels, labels(transactions.read(), model, asOf));
  await make(made.history, histories(table(made.bought), looked));
  await make(made.items, products(table(made.history), table(made.labels)));
  const customers = await customersIn(lane, table(made.history), options);
  await make(made.pairs, pairs(table(made.history), table(made.items), customers, model));
}

/** Makes bundles, beside what `makeRecommendations` made. */
export async function makeBundles(
  lane: Lane,
  prefix: string,
  model: RecommendationsModel,
  options: QueryOptions = {},
): Promise<void> {
  const made = names(prefix);
  const make = async (name: string, query: Query): Promise<void> => {
    await lane.run(createTableAs(table(name), query, { orReplace: true }), options);
  };
  const [small, counts, two] = [table(made.small), table(made.counts), table(made.two)];
  const [best, held] = [table(made.best), table(made.held)];
  await make(made.small, smallBaskets(table(made.bought)));
  await make(made.counts, basketCounts(small));
  const orders = select({ columns: ["customer", "basket"], distinct: true, from: small });
  const row = await lane.one(select({ columns: { n: countAll() }, from: orders }), options);
  const n = Number(row["n"]);
  await make(made.two, bundlePairs(small, counts, n, model));
  await make(made.best, strongestPairs(two));
  await make(made.held, ordersOfPairs(small, best));
  await make(made.three, bundleTriples({ small, counts, best, held }, n, model));
  await make(made.bundles, bundles(two, table(made.three)));
}

/** How many customers bought anything. */
async function customersIn(lane: Lane, history: Relation, options: QueryOptions): Promise<number> {
  const ids = select({ columns: ["customer"], distinct: true, from: history, where: wasBought });
  const row = await lane.one(select({ columns: { n: countAll() }, from: ids }), options);
  return Number(row["n"]);
}

/** Removes every table that was made. */
export async function dropRecommendations(lane: Lane, prefix: string): Promise<void> {
  for (const name of recommendationWork(prefix)) await lane.run(dropTable(table(name)));
}
