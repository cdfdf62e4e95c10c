import * as z from "zod";
import type { Distribution } from "../../language/authoring/distribution.ts";
import type { Cuts } from "../../language/authoring/inlay-hints.ts";
import type { Catalog } from "../../language/model/catalog.ts";

const Column = z.object({
  name: z.string(),
  type: z.enum(["number", "text", "date", "timestamp", "boolean"]),
  nativeType: z.string(),
  nullShare: z.number().nullable(),
  distinct: z.number().nullable(),
  minimum: z.string().nullable(),
  maximum: z.string().nullable(),
  quartiles: z.tuple([z.number(), z.number(), z.number()]).exactOptional(),
  top: z.array(z.object({ value: z.string(), count: z.number() })),
  complete: z.boolean(),
});

const Source = z.object({
  name: z.string(),
  files: z.array(z.string()),
  rows: z.number().nullable(),
  columns: z.array(Column),
});

const CatalogShape: z.ZodType<Catalog> = z.object({ sources: z.array(Source) });

/** `clientele/catalog`: what the data of the project in `root`, a path or an address, hold. */
export const CatalogNotice = z.object({ root: z.string(), catalog: CatalogShape });

const CutsShape: z.ZodType<Cuts> = z.record(
  z.string(),
  z.object({ key: z.string(), from: z.record(z.string(), z.number()) }),
);

/** `clientele/cuts`: from which value on customers were in each tier and band, in the last run of the project in `root`. */
export const CutsNotice = z.object({ root: z.string(), cuts: CutsShape });

const DistributionShape: z.ZodType<Distribution> = z.object({
  customers: z.number(),
  nulls: z.number(),
  minimum: z.number().nullable(),
  median: z.number().nullable(),
  maximum: z.number().nullable(),
  bins: z.array(z.object({ from: z.number(), to: z.number(), customers: z.number() })),
});

/** What the editor answers to `clientele/distribution` `{ root, metric }`; `null` where it knows none. */
export const DistributionAnswer = DistributionShape.nullable();

/** What the editor says at the start: `distributions`, that it answers `clientele/distribution`. */
export const InitializationOptions = z
  .object({ distributions: z.boolean().catch(false) })
  .catch({ distributions: false });
