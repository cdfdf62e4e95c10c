import { contentKey } from "../../language/model/content-key.ts";
import type { Model } from "../../language/model/model.ts";
import type { CachedFile } from "../ingest/cache.ts";

/** Names the definition and the content of the customers table. */
export const attributesKey = (model: Model, files: readonly CachedFile[]): string =>
  contentKey([model.customers, files.map((file) => file.sha256)]);

/** Names all that base columns are made of. @param lines the key of the lines of all sources */
export const dataKey = (lines: string, model: Model, files: readonly CachedFile[]): string =>
  contentKey([lines, attributesKey(model, files)]);
