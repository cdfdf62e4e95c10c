/** Tables of numbers that fits make beside customers. */
import { createTable, table } from "../../query/index.ts";
import { rowColumn } from "../../domain/columns.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";
import { lengthOf } from "./learn.ts";
import type { Labelled } from "./polish.ts";

/** Makes a table of the label of each row. @returns its name */
export async function makeLabels(
  lane: Lane,
  name: string,
  column: string,
  told: Labelled,
  options: QueryOptions,
): Promise<string> {
  const definitions = { [rowColumn]: "double", [column]: "double" } as const;
  await lane.run(createTable(table(name), definitions, { orReplace: true }), options);
  for (const { rows, labels } of told)
    await lane.append(table(name), { [rowColumn]: rows, [column]: labels }, options);
  return name;
}

/** Makes a table of columns that are all as long. */
export async function makeTable(
  lane: Lane,
  name: string,
  columns: Readonly<Record<string, Float64Array>>,
  options: QueryOptions,
): Promise<void> {
  const definitions = Object.fromEntries(Object.keys(columns).map((c) => [c, "double" as const]));
  await lane.run(createTable(table(name), definitions, { orReplace: true }), options);
  if (lengthOf(columns) > 0) await lane.append(table(name), columns, options);
}
