import { contentKey } from "../../language/model/content-key.ts";
import { sourcesBeside, type Model } from "../../language/model/model.ts";
import type { CachedFile } from "../ingest/cache.ts";

/** Names the definition and the content of the customers table. */
export const attributesKey = (model: Model, files: readonly CachedFile[]): string =>
  contentKey([model.customers, files.map((file) => file.sha256)]);

/** Names all that base columns are made of. @param lines the key of the lines of all sources */
export const dataKey = (lines: string, model: Model, files: readonly CachedFile[]): string =>
  contentKey([lines, attributesKey(model, files)]);

/** What sources are, without where they stand in a file: the same sources give the same base columns. */
export const sourcesKey = (model: Model): string =>
  contentKey([
    model.customers,
    model.transactions,
    sourcesBeside(model),
    model.calendar,
    model.rates,
    model.identities,
    model.timezone,
    model.currency,
  ]);
