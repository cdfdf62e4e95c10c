import { partialModel } from "../language/model/partial-model.ts";
import type { Model } from "../language/model/model.ts";
import { tablesOf } from "../language/model/source-models.ts";
import type { Prepared } from "../compute/run/prepare.ts";

/**
 * The model that texts are counted by: the whole one, or what is left of it where some segmentations are wrong.
 *
 * @returns `undefined` where nothing is left, or a source cannot be read: nobody could be counted
 */
export function countableModel(
  { model, config, catalog }: Prepared,
  environment: NodeJS.ProcessEnv,
): Model | undefined {
  if (model !== undefined || config.project === undefined) return model;
  const known = new Set(catalog.sources.map((source) => source.name));
  const declared = tablesOf(config.project, environment);
  return declared.every(({ name }) => known.has(name))
    ? partialModel(config, catalog, environment)
    : undefined;
}
