/** The files of a snapshot. A newer `format` is refused, an older one recomputed. */
import type { Json } from "../../domain/fit.ts";
import type { ModelCard } from "../../domain/model-card.ts";
import type { Catalog } from "../../language/model/catalog.ts";
import type { Model } from "../../language/model/model.ts";
import type { RunSummary } from "../../host/protocol.ts";
import type { CachedFile } from "../ingest/cache.ts";

export const manifestFormat = 1;

/** `manifest.json`: what was computed, from what. */
export type Manifest = {
  readonly format: number;
  readonly id: string;
  /** SHA-256 of the configuration's files. */
  readonly configHash: string;
  /** Keys of metrics and segmentations by name: the same key means the same numbers on the same data. */
  readonly nodes: Readonly<Record<string, string>>;
  readonly sources: readonly {
    readonly name: string;
    readonly files: readonly CachedFile[];
  }[];
  /** The run that was published when this one started. */
  readonly prior: string | null;
  readonly asOf: string;
  readonly timezone: string;
  readonly seed: number;
  /** What was learned, by the name of the fit: that of the segmentation, or of the first metric that names the model. */
  readonly cards: Readonly<Record<string, SavedFit>>;
  readonly codeVersion: string;
  /** Names the definition and content of the lines, so that a preview knows when base columns still hold. */
  readonly lines: string;
  readonly summary: RunSummary;
  /** The database beside it, where it is another than `snapshot.duckdb`: customers were forgotten since. */
  readonly snapshot?: string;
  /** When customers were erased from it, ISO, and how many; totals of `summary` are without them. */
  readonly erased?: readonly { readonly at: string; readonly customers: number }[];
};

/** What a fit learned. */
export type SavedFit = {
  /** Names definition, data, day, seed and code: the same key, on the same prior, gives the same parameters. */
  readonly key: string;
  readonly parameters: Json;
  readonly card: ModelCard;
  /** When it was learned, and from what: whether a later run carries it. */
  readonly fitted?: {
    /** D of the run that learned it, ISO. */
    readonly asOf: string;
    /** How many there were. */
    readonly customers: number;
    /** Names what is learned, whatever the data and the day. */
    readonly definition: string;
  };
};

/** `model.json`: the model as it was computed, for explanations. */
export type SavedModel = { readonly model: Model; readonly catalog: Catalog };

/** Who approved a configuration, when and why, by the number of the request. */
export type Approval = {
  readonly id: number;
  /** `slack:<user id>`. */
  readonly approver: string;
  /** ISO instant. */
  readonly at: string;
  readonly why: string;
};

/** `published.json`: which run is live. Replaced atomically. */
export type Published = {
  readonly format: number;
  readonly run: string;
  readonly configHash: string;
  readonly by: string;
  /** ISO instant. */
  readonly at: string;
  readonly why: string;
  /** Of the configuration; `null` where it was published without being asked for. */
  readonly approval: Approval | null;
  readonly previous: string | null;
};
