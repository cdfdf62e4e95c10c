/** Opening a project, what it holds and what its runs are. */
import type { SourceState } from "../../compute/ingest/source-states.ts";
import type { Quality } from "../../domain/quality/quality.ts";
import type { ServingTotals } from "../../domain/strategy/serving-totals.ts";
import type { Catalog } from "../../language/model/catalog.ts";
import type { Problem } from "../../problem.ts";
import type { Histogram } from "../answers/counts.ts";
import type { DeliveredOnPublish } from "../answers/delivered.ts";
import type { ProjectInfo } from "../answers/project.ts";
import type { RunSummary } from "../answers/run-summary.ts";
import type { RunInfo } from "../answers/runs.ts";
import type { AccessInfo, Asking, Overlay } from "./common.ts";

export type ProjectMethods = {
  /** Reads the project and opens the published snapshot, or the latest run. Call again to pick up a new one. */
  open: {
    params: {
      project: string;
      allowRead: readonly string[];
      overlay?: Overlay;
      /** Look-ups by name go through an index that knows pinyin and slips. */
      names?: boolean;
      /** Where a configuration was approved, that one, and not what lies edited in the folder. */
      released?: boolean;
    };
    result: ProjectInfo;
  };
  /** The project as `open` tells it, by the snapshot that answers now. */
  describe: { params: Record<never, never>; result: ProjectInfo };
  /** What the data hold. `profile`: with counts, ranges and frequent values of all rows, which may take its time. */
  catalog: {
    params: { overlay?: Overlay; profile?: boolean };
    /** What cannot be read is not in the catalog but among the problems. */
    result: Catalog & { readonly problems: readonly Problem[] };
  };
  /** How the sources are now, without reading them: whether a run would find anything new. */
  sources: { params: Record<never, never>; result: { readonly sources: readonly SourceState[] } };
  values: {
    params: Asking & { source: string; column: string; prefix?: string; limit?: number };
    result: {
      values: readonly { readonly value: string; readonly count: number }[];
      complete: boolean;
    };
  };
  distribution: {
    params: Asking & { metric: string; bins?: number; overlay?: Overlay };
    result: Histogram;
  };
  /** What all rows of the data hold, and what is wrong with them. */
  quality: {
    params: Record<never, never>;
    result: { readonly catalog: Catalog; readonly quality: Quality };
  };
  /** Every snapshot, the newest first. */
  runs: { params: Record<never, never>; result: { readonly runs: readonly RunInfo[] } };
  run: {
    params: { asOf?: string; refit?: boolean; publish?: { by: string; why: string } };
    /** `problems` are warnings. */
    result: RunSummary & {
      readonly problems: readonly Problem[];
      /** Of a project with strategies. */
      readonly strategies?: ServingTotals["strategies"];
      /** Where it was published, and the project tells its webhook then. */
      readonly delivered?: DeliveredOnPublish;
    };
  };
  /** Makes a run, by default the newest, the one that every surface answers from. */
  publish: {
    params: { run?: string; by: string; why: string; overApproved?: boolean };
    /** `delivered`: what the webhook was told, where the project says so. */
    result: { readonly run: string; readonly delivered?: DeliveredOnPublish };
  };
  /** Who may see what, by `access.yaml` as it is saved now. */
  access: { params: Record<never, never>; result: AccessInfo };
  shutdown: { params: Record<never, never>; result: null };
};
