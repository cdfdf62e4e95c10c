/** What a preview's segmentations have learned: the base's own while definition and data are the same, else learned again. */
import type { FittedNodes } from "../../domain/fit.ts";
import { ok, type Result } from "../../result.ts";
import type { Problem } from "../../problem.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";
import type { SavedFit } from "../snapshot/manifest.ts";
import { carrying } from "../run/carried.ts";
import { dropTables, learnFits } from "../run/fits.ts";
import type { Features, PreviewInput } from "./preview-features.ts";

export type PreviewFits = {
  readonly fitted: FittedNodes;
  readonly cards: Readonly<Record<string, SavedFit>>;
  readonly problems: readonly Problem[];
};

/** @throws EngineError `interrupted` when the signal is aborted */
export async function previewFits(
  lane: Lane,
  input: PreviewInput,
  features: Features,
  options: QueryOptions,
): Promise<Result<PreviewFits, Problem>> {
  const { model, base, cache } = input;
  const saved = base?.manifest.cards ?? {};
  const id = base?.manifest.id ?? null;
  const last = cache.fits?.base === id ? cache.fits : undefined;
  const made = cache.fits?.tables ?? new Set<string>();
  const learned = await learnFits(
    lane,
    {
      base: features.relation,
      model,
      asOf: features.asOf,
      data: features.data,
      prefix: "preview",
      present: features.columns,
      held: features.held,
      seed: 0,
      prior: base?.published === true ? saved : {},
      known: last === undefined ? [saved] : [saved, last.cards],
      made,
      carry: carrying(model, base?.published === true ? base.manifest : null, features.sources),
      ...(input.only === undefined ? {} : { only: new Set(input.only) }),
    },
    { ...options, onProgress: (_, done) => input.onProgress?.(done) },
  );
  if (!learned.ok) return learned;
  const { fitted, cards, problems, tables } = learned.value;
  await dropTables(
    lane,
    [...made].filter((name) => !tables.includes(name)),
  );
  cache.fits = { base: id, cards: { ...last?.cards, ...cards }, tables: new Set(tables) };
  return ok({ fitted, cards, problems });
}
