/** What the data hold, and what the texts of now come to. */
import { sourceStates } from "../../compute/ingest/source-states.ts";
import { attributeValues, distribution } from "../../compute/preview/distribution.ts";
import { countBase } from "../../compute/snapshot/count-base.ts";
import { comparedWith } from "../../compute/preview/compared.ts";
import { preview } from "../../compute/preview/preview.ts";
import { prepare, type Prepared } from "../../compute/run/prepare.ts";
import { shareCuts } from "../../compute/snapshot/share-cuts.ts";
import { dataProblemCodes } from "../../language/authoring/data-problems.ts";
import { ok } from "../../result.ts";
import { comparing } from "../comparing.ts";
import { countableModel } from "../countable-model.ts";
import type { Methods, PreviewResult } from "../protocol.ts";
import { infoOf, type MethodsOf, type SessionContext } from "../session-context.ts";

export const dataMethods = ({
  engine,
  at,
  prepared,
  features,
  bases,
  clock,
  environment,
  inTurn,
  withBase,
  withSight,
}: SessionContext): MethodsOf<
  "catalog" | "sources" | "values" | "distribution" | "preview" | "segments" | "cuts"
> => ({
  catalog: async ({ overlay, profile }, { signal, progress }) => {
    if (profile !== true)
      return ok(lookedAt(await prepare(engine, at(overlay), { signal, cache: prepared })));
    const onColumn = (source: string, column: string): void =>
      progress({ stage: "catalog", detail: `${source}.${column}`, done: null });
    const options = { signal, cache: prepared, profile: { onColumn } };
    return ok(lookedAt(await prepare(engine.lane("background"), at(overlay), options)));
  },
  sources: async () => ok({ sources: await sourceStates(at(), clock) }),
  values: ({ viewer, column, prefix, limit }, { signal }) =>
    withSight({ viewer }, async (base) =>
      ok(await attributeValues(engine, base, column, prefix ?? "", limit ?? 50, { signal })),
    ),
  distribution: ({ viewer, metric, bins }, { signal }) =>
    withSight({ viewer }, (base) => distribution(engine, base, metric, bins, { signal })),
  segments: ({ viewer, segmentations }, { signal }) =>
    withSight({ viewer }, async (seen) => {
      const counted = await countBase(engine, seen, segmentations, { signal });
      return ok({ ...counted, base: infoOf(seen) });
    }),
  preview: ({ overlay, segmentations, against }, { signal, progress }) =>
    inTurn(signal, () =>
      bases.use((base) =>
        comparing(engine, at(overlay), base.ok ? base.value : null, against, async (asked) => {
          const current = at(overlay);
          if (prepared.catalog === undefined)
            progress({ stage: "catalog", detail: "", done: null });
          const read = await prepare(engine, current, { signal, cache: prepared });
          const known = base.ok ? base.value : null;
          const empty: Omit<PreviewResult, "problems"> = {
            base: known === null ? null : infoOf(known),
            currency: read.config.project?.value.currency ?? "USD",
            asOf: null,
            customers: 0,
            milliseconds: 0,
            segmentations: [],
          };
          const problems = [...read.problems, ...(base.ok ? [] : base.errors)];
          const model = countableModel(read, environment);
          if (model === undefined) return ok({ ...empty, problems });
          const input = {
            ...comparedWith(model, known, asked),
            project: current,
            prepared: read,
            model,
            cache: features,
            now: clock(),
            onProgress: (done: number | null, stage?: "ingest") =>
              progress({ stage: stage ?? "metrics", detail: "", done }),
            ...(segmentations === undefined ? {} : { only: segmentations }),
          };
          const counted = await preview(engine, input, { signal });
          if (!counted.ok) return ok({ ...empty, problems: [...problems, ...counted.errors] });
          const counts = counted.value;
          const other =
            asked === null || asked.manifest.id === known?.manifest.id
              ? {}
              : { against: infoOf(asked) };
          return ok({ ...empty, ...other, ...counts, problems: [...problems, ...counts.problems] });
        }),
      ),
    ),
  cuts: (_, { signal }) =>
    withBase(async (base) =>
      ok({ base: infoOf(base), cuts: await shareCuts(engine, base, { signal }) }),
    ),
});

/** What the data hold, with what only they can show to be wrong. */
const lookedAt = ({ catalog, problems }: Prepared): Methods["catalog"]["result"] => ({
  ...catalog,
  problems: problems.filter((p) => dataProblemCodes.has(p.code)),
});
